"""Who is told that a rule-set waits for a second legal officer, and what came of it.

Handlers run from the outbox, once for every step done; a notice's key is the step's row, so that
telling twice is impossible.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from core.notifications import Notice, tell
from core.outbox import handler
from core.scope import Range
from legal.models import RuleSetTransition, RuleSetVersion
from legal.permissions import EDIT_RULE_SETS, PUBLISH_RULE_SETS, bound_units, unit_positions
from legal.workflow import PUBLISHED, SUBMITTED, SUPERSEDE


class Officer(NamedTuple):
    """One account that may do an action, by its own roles or in the name of somebody else.

    Attributes:
        account_ids: in whose name it would act: its own, and the principal's.
        ranges: the stretches of the unit tree it reaches this way.
    """

    user_id: int
    has_email: bool
    account_ids: frozenset[int]
    ranges: tuple[Range, ...]

    def reaches(self, positions: Iterable[int]) -> bool:
        """Whether all these places lie in the reach."""
        return all(any(start <= at <= end for start, end in self.ranges) for at in positions)


OfficerSource = Callable[[str, datetime], Iterable[Officer]]
_OFFICERS: list[OfficerSource] = []


def set_officers(source: OfficerSource) -> None:
    """Say who may do an action at a moment; the app that has the accounts does. No machines."""
    _OFFICERS[:] = [source]


def register() -> None:
    """Importing this module registers the handlers; the call makes the import visible."""


@handler("legal.rule_set.submit")
def tell_publishers(payload: Mapping[str, Any], at: datetime) -> None:
    """A draft was sent in: those who may publish it and had no hand in it are told."""
    record = _record(payload)
    version = record.subject
    if version.state != SUBMITTED:
        return
    title = _("Chờ công bố: bộ quy tắc %(code)s, bản %(number)d") % _words(record)
    body = _(
        "%(actor)s gửi duyệt “%(name)s”. Mời anh/chị đọc phần khác so với bản trước, "
        "rồi công bố hoặc trả lại."
    )
    _tell(record, title, body % _words(record), version.first_people_ids, at)


@handler("legal.rule_set.ask_retirement")
def tell_second_officers(payload: Mapping[str, Any], at: datetime) -> None:
    """Retirement was asked for: those who may agree and did not ask are told."""
    record = _record(payload)
    version = record.subject
    if version.state != PUBLISHED or not version.retirement_by_name:
        return
    title = _("Đề nghị cho thôi áp dụng: bộ quy tắc %(code)s, bản %(number)d") % _words(record)
    body = _("%(actor)s đề nghị cho “%(name)s” thôi áp dụng. Lý do: %(comment)s")
    _tell(record, title, body % _words(record), version.retirement_ids, at)


@handler("legal.rule_set.publish", "legal.rule_set.return")
def tell_sender(payload: Mapping[str, Any], at: datetime) -> None:
    """What was sent in was published or returned: those in whose name it was sent are told."""
    record = _record(payload)
    if record.name == "publish":
        title = _("Đã công bố: bộ quy tắc %(code)s, bản %(number)d") % _words(record)
        body = _("%(actor)s đã công bố “%(name)s”; bản này đang áp dụng.") % _words(record)
    else:
        title = _("Bị trả lại: bộ quy tắc %(code)s, bản %(number)d") % _words(record)
        body = _(
            "%(actor)s trả lại “%(name)s”. Lý do: %(comment)s. Mời anh/chị sửa rồi gửi lại."
        ) % {**_words(record), "comment": record.comment.rstrip(" .")}
    _tell_accounts(record, title, body, record.subject.submitter_ids, at)


@handler("legal.rule_set.retire", "legal.rule_set.keep", f"legal.rule_set.{SUPERSEDE}")
def tell_asker(payload: Mapping[str, Any], at: datetime) -> None:
    """Retirement was agreed to, dropped or overtaken by a new version: who asked for it is told."""
    record = _record(payload)
    if record.name == "retire":
        title = _("Đã thôi áp dụng: bộ quy tắc %(code)s, bản %(number)d") % _words(record)
        body = _("%(actor)s đã đồng ý cho “%(name)s” thôi áp dụng.") % _words(record)
    elif record.name == SUPERSEDE:
        title = _("Đã có bản mới thay thế: bộ quy tắc %(code)s, bản %(number)d") % _words(record)
        body = _(
            "%(actor)s đã công bố bản mới của “%(name)s”: bản được đề nghị cho thôi áp dụng đã có "
            "bản mới thay thế."
        ) % _words(record)
    else:
        title = _("Tiếp tục áp dụng: bộ quy tắc %(code)s, bản %(number)d") % _words(record)
        body = _("%(actor)s bỏ đề nghị cho “%(name)s” thôi áp dụng.") % _words(record)
    asked = frozenset(record.data.get("asked_by", ()))
    _tell_accounts(record, title, body, asked, at)


def _record(payload: Mapping[str, Any]) -> RuleSetTransition:
    rows = RuleSetTransition.objects.select_related("subject__rule_set")
    return rows.defer("subject__content").get(pk=payload["record"])


def _words(record: RuleSetTransition) -> dict[str, Any]:
    version = record.subject
    return {
        "code": version.rule_set.code,
        "number": version.number,
        "name": version.rule_set.name,
        "actor": record.signature,
        "comment": record.comment,
    }


def _tell(
    record: RuleSetTransition, title: str, body: str, asked_by: frozenset[int], at: datetime
) -> None:
    _hand_out(record, title, body, _second_people(record.subject, asked_by, at), at)


def _tell_accounts(
    record: RuleSetTransition, title: str, body: str, accounts: frozenset[int], at: datetime
) -> None:
    """Tell these accounts as far as they still write rule-sets."""
    officers = _OFFICERS[0](EDIT_RULE_SETS, at) if _OFFICERS else ()
    _hand_out(record, title, body, (one for one in officers if one.user_id in accounts), at)


def _hand_out(
    record: RuleSetTransition, title: str, body: str, officers: Iterable[Officer], at: datetime
) -> None:
    version = record.subject
    url = reverse("legal:rule_set_version", args=[version.rule_set.code, version.number])
    people = {one.user_id: one for one in officers}
    tell(
        [
            Notice(
                recipient_id=one.user_id,
                kind=f"legal.rule_set.{record.name}",
                key=str(record.pk),
                title=title,
                body=body,
                url=url,
                has_email=one.has_email,
            )
            for one in people.values()
            if one.user_id != record.actor_id
        ],
        at=at,
    )


def _second_people(
    version: RuleSetVersion, asked_by: frozenset[int], at: datetime
) -> list[Officer]:
    """Those who may publish or retire the version, without those in whose name it was asked for."""
    if not _OFFICERS:
        return []
    found = unit_positions(bound_units(version)).values()
    # A code that stands nowhere is in nobody's reach.
    if not all(found):
        return []
    places = frozenset().union(*found)
    return [
        one
        for one in _OFFICERS[0](PUBLISH_RULE_SETS, at)
        if not one.account_ids & asked_by and one.reaches(places)
    ]
