"""Who may read the catalogue, add forms of the installation, and look after the rule-sets."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.errors import Forbidden
from core.scope import SYSTEM, Actor, Verdict, permissions
from legal.domain.codes import Layer
from legal.models import RuleSetVersion
from legal.workflow import PUBLISHED, SUBMITTED

VIEW_CATALOGUE = "legal.view_catalogue"
MANAGE_LOCAL_FORMS = "legal.manage_local_forms"
EDIT_RULE_SETS = "legal.edit_rule_sets"
PUBLISH_RULE_SETS = "legal.publish_rule_sets"
REPAIR_RULES = "legal.repair_rules"

# Role codes are those of the personnel app, which this app does not know.
_EVERY_ROLE = frozenset(
    {
        "STAFF_MEMBER",
        "HR_OFFICER",
        "UNIT_HEAD",
        "DIRECTOR",
        "COUNCIL_MEMBER",
        "PROVINCE_OFFICER",
        "PROVINCE_LEADER",
        "MINISTRY_OFFICER",
        "AUDITOR",
        "DATA_OFFICER",
        "LEGAL_OFFICER",
        "SYSTEM_ADMIN",
    }
)

ACTIONS: dict[str, frozenset[str]] = {
    VIEW_CATALOGUE: _EVERY_ROLE,
    MANAGE_LOCAL_FORMS: frozenset({"HR_OFFICER", "PROVINCE_OFFICER"}),
    EDIT_RULE_SETS: frozenset({"LEGAL_OFFICER"}),
    PUBLISH_RULE_SETS: frozenset({"LEGAL_OFFICER"}),
    REPAIR_RULES: frozenset({"LEGAL_OFFICER", "SYSTEM_ADMIN"}),
}


ACTION_LABELS = {
    VIEW_CATALOGUE: gettext_lazy("xem danh mục pháp luật"),
    MANAGE_LOCAL_FORMS: gettext_lazy("thêm hình thức khen thưởng của đơn vị"),
    EDIT_RULE_SETS: gettext_lazy("soạn và gửi duyệt bộ quy tắc"),
    PUBLISH_RULE_SETS: gettext_lazy("công bố, trả lại, cho thôi áp dụng bộ quy tắc"),
    REPAIR_RULES: gettext_lazy("xem các trường hợp quy tắc bị lỗi và báo đã sửa"),
}


class KnownUnit(NamedTuple):
    """A unit as far as rule-sets need it: where it stands in the tree, and what people call it."""

    position: int
    name: str


class UnitSource(NamedTuple):
    """What the app that knows the units answers.

    Attributes:
        units: the units with these codes, without codes no unit bears.
        tops: where the units stand that have none above them.
    """

    units: Callable[[Collection[str]], Mapping[str, KnownUnit]]
    tops: Callable[[], Collection[int]]


# Units stand in a tree this app does not know; whoever has the tree says where.
_UNITS: list[UnitSource] = []


def set_units(source: UnitSource) -> None:
    """Say which units there are; the app that knows them does."""
    _UNITS[:] = [source]


def known_units(codes: Collection[str]) -> Mapping[str, KnownUnit]:
    """Return the units with these codes, without codes no unit bears; one query at most."""
    return _UNITS[0].units(codes) if codes and _UNITS else {}


def unit_positions(codes: Collection[str]) -> Mapping[str, frozenset[int]]:
    """Return for each code where in the tree somebody must reach to work on what it binds.

    A code no unit bears stands for the whole installation: whoever may give it to a unit later
    decides whom it binds, so it is left to those who reach every unit.
    """
    known = known_units(codes)
    unknown = not known.keys() >= set(codes)
    whole = frozenset(_UNITS[0].tops()) if unknown and _UNITS else frozenset()
    return {code: frozenset({known[code].position}) if code in known else whole for code in codes}


def register() -> None:
    """Add this app's rows to the table of all actions (once, at start-up)."""
    permissions.register(ACTIONS)


def require_view(actor: Actor) -> None:
    """Raise Forbidden unless the actor may read the catalogue."""
    if actor != SYSTEM and not actor.may_somewhere(VIEW_CATALOGUE):
        raise Forbidden(
            _(
                "Tài khoản của bạn chưa có vai trò ở đơn vị nào nên chưa xem được danh mục. "
                "Hãy liên hệ quản trị hệ thống."
            )
        )


def require_manage_local_forms(actor: Actor) -> None:
    """Raise Forbidden unless the actor may add forms of the installation."""
    if actor != SYSTEM and not actor.may_somewhere(MANAGE_LOCAL_FORMS):
        raise Forbidden(
            _(
                "Chỉ cán bộ tổ chức và cán bộ thi đua cấp tỉnh được thêm hình thức khen thưởng "
                "của đơn vị. Hãy đề nghị họ thực hiện."
            )
        )


def bound_units(version: RuleSetVersion, more: Iterable[str] = ()) -> frozenset[str]:
    """Return the codes of the units a version binds or releases, with those it is about to bind.

    What the set says now counts too: a draft for other units takes the place of the version in use.
    National sets bind everybody and are nobody's own.
    """
    row = version.rule_set
    if row.layer == Layer.NATIONAL:
        return frozenset()
    return frozenset({*version.scope_codes, *row.scope_codes, *more})


def can_edit(actor: Actor, units: Collection[str] = ()) -> Verdict:
    """Whether the actor may write rule-sets that bind all these units, with the reason if not."""
    return _held(actor, EDIT_RULE_SETS, units)


def require_edit_rule_sets(actor: Actor, units: Collection[str] = ()) -> None:
    """Raise Forbidden unless the actor may write rule-sets that bind all these units."""
    verdict = can_edit(actor, units)
    if not verdict:
        raise Forbidden(verdict.reason)


def require_repair_rules(actor: Actor) -> None:
    """Raise Forbidden unless the actor may look after rules that fail."""
    if actor != SYSTEM and not actor.may_somewhere(REPAIR_RULES):
        raise Forbidden(
            _(
                "Chỉ cán bộ pháp chế và quản trị hệ thống được xem các trường hợp quy tắc bị lỗi. "
                "Hãy báo cho họ."
            )
        )


def can(actor: Actor, action: str, version: RuleSetVersion) -> Verdict:
    """Whether the actor may do the action on this version of a rule-set, with the reason if not.

    A set of some units belongs to the officers whose reach holds all of them. Publishing is the
    second pair of eyes: whoever wrote in the version or sent it in, or acts for such a one, or for
    whom he acted, leaves it to somebody else.
    """
    if actor == SYSTEM:
        return Verdict(allowed=True)
    verdict = _held(actor, action, bound_units(version))
    if not verdict or action != PUBLISH_RULE_SETS:
        return verdict
    return _second_person(actor, version)


def may_decide(actor: Actor, versions: Iterable[RuleSetVersion]) -> list[RuleSetVersion]:
    """Return those of the versions the actor may publish or retire; one look at the unit tree."""
    rows = list(versions)
    places = unit_positions({code for row in rows for code in bound_units(row)})

    def reached(row: RuleSetVersion) -> bool:
        return all(_reaches(actor, PUBLISH_RULE_SETS, places[code]) for code in bound_units(row))

    return [row for row in rows if _second_person(actor, row) and reached(row)]


def _reaches(actor: Actor, action: str, places: Collection[int]) -> bool:
    """Whether the actor reaches all these places; a code that stands nowhere is out of reach."""
    return bool(places) and all(actor.may(action, place) for place in places)


def _second_person(actor: Actor, version: RuleSetVersion) -> Verdict:
    if version.state == SUBMITTED and actor.account_ids & version.first_people_ids:
        return Verdict(
            allowed=False,
            reason=_(
                "Bản này do %(name)s gửi duyệt; người soạn, sửa, đối chiếu hay gửi, người được thay "
                "mặt và người thay mặt không tự công bố hay trả lại. Hãy đề nghị một cán bộ pháp chế "
                "khác."
            )
            % {"name": version.submitted_by_name},
        )
    if version.state == PUBLISHED and actor.account_ids & version.retirement_ids:
        return Verdict(
            allowed=False,
            reason=_(
                "Việc cho thôi áp dụng do %(name)s đề nghị; cần một cán bộ pháp chế khác đồng ý."
            )
            % {"name": version.retirement_by_name},
        )
    return Verdict(allowed=True)


def _held(actor: Actor, action: str, units: Collection[str] = ()) -> Verdict:
    if actor == SYSTEM:
        return Verdict(allowed=True)
    if not actor.may_somewhere(action):
        return Verdict(
            allowed=False,
            reason=_(
                "Chỉ cán bộ pháp chế được soạn, gửi duyệt và công bố bộ quy tắc. "
                "Hãy đề nghị họ thực hiện."
            ),
        )
    outside = [
        code
        for code, places in unit_positions(units).items()
        if not _reaches(actor, action, places)
    ]
    return Verdict(allowed=False, reason=_outside(outside)) if outside else Verdict(allowed=True)


def _outside(codes: Collection[str]) -> str:
    known = known_units(codes)
    unknown = sorted(code for code in codes if code not in known)
    if unknown:
        return _(
            "Bộ quy tắc này ghi mã mà không đơn vị nào mang: %(codes)s. Kiểm tra lại mã; chỉ cán bộ "
            "pháp chế phụ trách toàn bộ nơi cài đặt được sửa bộ quy tắc như vậy."
        ) % {"codes": ", ".join(unknown)}
    return _(
        "Bộ quy tắc này áp dụng cho đơn vị ngoài phạm vi của bạn: %(units)s. "
        "Hãy đề nghị cán bộ pháp chế của đơn vị đó hoặc của cấp trên thực hiện."
    ) % {"units": ", ".join(f"{known[code].name} ({code})" for code in sorted(codes))}
