"""What the page of a version of a rule-set shows, made ready for the templates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from core.scope import Verdict
from core.web.parts import Choice, Crumb, Event, state_tones
from core.web.tags.filters import ngay_gio
from core.workflow.definition import Transition
from core.workflow.engine import Option
from legal.domain.drafts import COMMON, Place, awards_of, entries_of, rows_of
from legal.models import RuleSetTransition, RuleSetVersion
from legal.models.choices import LayerChoice
from legal.rules.registry import registry
from legal.selectors.differences import confirmation_text
from legal.selectors.number_words import plain_words
from legal.selectors.quota_words import deadline_text, quota_text
from legal.selectors.rule_words import (
    award_label,
    citation_of,
    join_of,
    period_text,
    requirement_of,
    standing_of,
)
from legal.selectors.unit_words import units_text
from legal.services import publication
from legal.web.parts import Standing, crumbs, standing
from legal.workflow import (
    CHANGE,
    FROZEN_STATES,
    LOAD,
    OPEN,
    OPEN_STATES,
    PUBLISHED,
    RULE_SET_VERSION,
)

_TONES = {"submit": "primary", "publish": "primary", "retire": "danger"}


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One condition of a version, with its parts and what may be done to it."""

    requirement: str
    citation: str
    rule: str
    numbers: Sequence[tuple[str, str]]
    standing: Standing
    join: str
    note: str
    confirmed: str
    acts: Sequence[tuple[str, str]]
    parts: Sequence[EntryRow]
    is_unknown: bool


@dataclass(frozen=True, slots=True)
class AwardBlock:
    """The conditions of one award."""

    label: str
    entries: Sequence[EntryRow]
    waiting: int
    add_url: str
    confirm_url: str
    anchor: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A quota or a deadline."""

    code: str
    text: str
    citation: str
    standing: Standing
    note: str
    confirmed: str
    acts: Sequence[tuple[str, str]]


def path_to(*more: Crumb) -> list[Crumb]:
    """Path to a page of the rule-sets."""
    first = Crumb(_("Bộ quy tắc"), reverse("legal:rule_sets") if more else "")
    return crumbs(first, *more)


def version_url(version: RuleSetVersion) -> str:
    """Address of a version."""
    return reverse("legal:rule_set_version", args=[version.rule_set.code, version.number])


def edit_url(version: RuleSetVersion, kind: str, **query: str) -> str:
    """Address of a small form that changes a draft."""
    url = reverse("legal:rule_set_edit", args=[version.rule_set.code, version.number, kind])
    return f"{url}?{urlencode(query)}" if query else url


def award_blocks(
    version: RuleSetVersion, names: Mapping[str, str], *, editable: bool, opened: str = ""
) -> list[AwardBlock]:
    """The conditions of every award of a version, those asked of all awards last.

    Args:
        opened: key of the award somebody comes back to.
    """
    content = version.content
    keys = [*awards_of(content)]
    if entries_of(content, COMMON):
        keys.append(COMMON)
    found = []
    for key in keys:
        rows = [
            _entry_row(version, entry, Place(key, (number,)), editable=editable)
            for number, entry in enumerate(entries_of(content, key))
            if isinstance(entry, dict)
        ]
        found.append(
            AwardBlock(
                label=award_label(key, names),
                entries=rows,
                waiting=sum(_waiting(row) for row in rows),
                add_url=edit_url(version, "them", muc=key) if editable else "",
                confirm_url=edit_url(version, "doi-chieu-ca", muc=key) if editable else "",
                anchor=award_anchor(key),
                is_open=key == opened,
            )
        )
    return found


@dataclass(frozen=True, slots=True)
class TroubleRow:
    """Something to settle before publication, and where that is done."""

    text: str
    label: str = ""
    url: str = ""


def trouble_rows(version: RuleSetVersion, *, editable: bool) -> list[TroubleRow]:
    """What keeps an open version from being published; what waits leads to its form."""
    if version.state not in OPEN_STATES:
        return []
    return [
        TroubleRow(one.text, _("Đối chiếu"), edit_url(version, "doi-chieu-ca", muc=one.award))
        if one.award and editable
        else TroubleRow(one.text)
        for one in publication.troubles(version)
    ]


def award_anchor(key: str) -> str:
    """Where the conditions of an award stand in the page."""
    return f"ht-{key.replace('.', '-').replace(COMMON, 'moi')}"


def _waiting(row: EntryRow) -> int:
    own = row.standing.tone == "warn"
    return own + sum(_waiting(part) for part in row.parts)


def _entry_row(
    version: RuleSetVersion, entry: Mapping[str, Any], place: Place, *, editable: bool
) -> EntryRow:
    name = str(entry.get("rule", ""))
    rule = registry.get(name)
    labels = rule.threshold_labels if rule is not None else {}
    confirmed = entry.get("confirmed")
    return EntryRow(
        requirement=requirement_of(name),
        citation=citation_of(name),
        rule=name,
        numbers=[
            (str(labels.get(key, key)), plain_words(key, value))
            for key, value in entry.get("thresholds", {}).items()
        ],
        standing=standing(standing_of(entry)),
        join=join_of(entry),
        note=str(entry.get("note", "")),
        confirmed=confirmation_text(confirmed) if confirmed else "",
        acts=_entry_acts(version, entry, place) if editable else (),
        parts=[
            _entry_row(version, part, place.part(number), editable=editable)
            for number, part in enumerate(entry.get("parts", []))
        ],
        is_unknown=rule is None,
    )


def _entry_acts(
    version: RuleSetVersion, entry: Mapping[str, Any], place: Place
) -> list[tuple[str, str]]:
    rule = registry.get(str(entry.get("rule")))
    query = {"muc": str(place), "quy_tac": str(entry.get("rule", ""))}
    acts = [("doi-chieu", _("Đối chiếu")), ("so-lieu", _("Sửa số, ghi chú"))]
    if entry.get("confirmed"):
        acts.append(("bo-doi-chieu", _("Bỏ đối chiếu")))
    if rule is not None and rule.takes_parts:
        acts += [("cach-noi", _("Một trong / tất cả")), ("them", _("Thêm phần"))]
    acts.append(("go", _("Gỡ")))
    return [(label, edit_url(version, kind, **query)) for kind, label in acts]


def figure_rows(
    version: RuleSetVersion, kind: str, names: Mapping[str, str], *, editable: bool
) -> list[FigureRow]:
    """The quotas or the deadlines of a version."""
    edit, remove = {
        "quotas": ("chi-tieu", "go-chi-tieu"),
        "deadlines": ("thoi-han", "go-thoi-han"),
    }[kind]
    found = []
    for row in rows_of(version.content, kind):
        code = str(row.get("code", ""))
        acts = [
            (_("Sửa"), edit_url(version, edit, ma=code)),
            (_("Gỡ"), edit_url(version, remove, ma=code)),
        ]
        confirmed = row.get("confirmed")
        found.append(
            FigureRow(
                code=code,
                text=quota_text(row, names) if kind == "quotas" else deadline_text(row),
                citation=str(row.get("citation", "")),
                standing=standing(standing_of(row)),
                note=str(row.get("note", "")),
                confirmed=confirmation_text(confirmed) if confirmed else "",
                acts=acts if editable else (),
            )
        )
    return found


def choices(version: RuleSetVersion, options: Iterable[Option]) -> list[Choice]:
    """The steps from the version's state, each with its consequence or the reason why not."""
    return [
        Choice(
            name=option.transition.name,
            label=_(option.transition.label),
            url=reverse(
                "legal:rule_set_step",
                args=[version.rule_set.code, version.number, option.transition.name],
            ),
            consequence=_consequence(version, option.transition),
            allowed=option.allowed,
            reason=option.reason,
            tone=_TONES.get(option.transition.name, "secondary"),
            comment="required" if option.transition.comment_required else "optional",
        )
        for option in options
    ]


def _consequence(version: RuleSetVersion, transition: Transition) -> str:
    told = _(transition.consequence)
    ends = transition.name in ("ask_retirement", "retire")
    if not ends or version.rule_set.layer != LayerChoice.NATIONAL:
        return told
    more = _(
        "Đây là quy định toàn quốc: khi không còn bản nào áp dụng, hồ sơ nhận %(period)s không có "
        "căn cứ nào để đối chiếu."
    ) % {"period": period_text(version.valid_from, version.valid_to)}
    return f"{told} {more}"


def retirement_asked(
    version: RuleSetVersion, records: Iterable[RuleSetTransition]
) -> RuleSetTransition | None:
    """The request to retire a version that waits for an answer."""
    if version.state != PUBLISHED or not version.retirement_by_name:
        return None
    return next((one for one in records if one.name == "ask_retirement"), None)


def open_choice(version: RuleSetVersion, verdict: Verdict) -> Choice:
    """Opening a draft from a version, or the reason why the person may not."""
    return Choice(
        name="open",
        label=_("Mở bản dự thảo"),
        url=reverse("legal:rule_set_open", args=[version.rule_set.code, version.number]),
        consequence=_(
            "Nội dung bản này được chép sang một bản dự thảo để sửa; hồ sơ vẫn được xét như trước "
            "cho đến khi bản dự thảo được công bố."
        ),
        allowed=verdict.allowed,
        reason=verdict.reason,
        tone="primary",
        icon="plus",
    )


def events(records: Iterable[RuleSetTransition]) -> list[Event]:
    """The history of a version, newest first."""
    return [
        Event(
            at=record.at,
            actor=record.signature,
            text=_(RULE_SET_VERSION.label_of(record.name)),
            comment=record.comment,
            tone=state_tones.of(record.to_state) if record.from_state != record.to_state else "",
        )
        for record in records
    ]


def _favour_text(favour: Mapping[str, str]) -> str:
    """What the transition is known to say, how far it was established, and by what."""
    label = standing(standing_of(favour)).label
    return f"{favour['text']} ({label[:1].lower()}{label[1:]}). {favour['source']}"


def _writers(version: RuleSetVersion, records: Iterable[RuleSetTransition]) -> str:
    """Who wrote something in a version, the first one first: merely opening a copy is no writing."""
    acts = {CHANGE} if version.based_on_id else {CHANGE, OPEN, LOAD}
    oldest_first = sorted(records, key=lambda one: one.pk)
    wrote = dict.fromkeys(one.signature for one in oldest_first if one.name in acts)
    return ", ".join(wrote) or "—"


def facts(
    version: RuleSetVersion, numbers: Mapping[str, str], records: Iterable[RuleSetTransition]
) -> list[tuple[str, Any]]:
    """What stands at the head of a version.

    Args:
        records: its history, which knows who wrote it.
    """
    row = version.rule_set
    found: list[tuple[str, Any]] = [
        (_("Tầng quy định"), row.get_layer_display()),
        (_("Hồ sơ nhận"), period_text(version.valid_from, version.valid_to)),
        (_("Văn bản"), ", ".join(numbers.get(one, one) for one in version.document_codes) or "—"),
    ]
    if row.layer != LayerChoice.NATIONAL:
        everywhere = _("Toàn bộ nơi cài đặt") if row.layer == LayerChoice.INSTALLATION else "—"
        found.append((_("Đơn vị áp dụng"), units_text(version.scope_codes) or everywhere))
    if version.content.get("transition"):
        found.append((_("Chuyển tiếp"), _("Hồ sơ nhận trước mà xét sau: xem theo cả hai bộ")))
    if favour := version.content.get("more_favourable"):
        found.append((_("Khi quy định mới có lợi hơn"), _favour_text(favour)))
    found += [
        (_("Mở bản này"), _signed(version.made_by_name, version.made_at)),
        (_("Soạn"), _writers(version, records)),
        (_("Gửi duyệt"), _signed(version.submitted_by_name, version.submitted_at)),
        (_("Công bố"), _signed(version.published_by_name, version.published_at)),
    ]
    if version.retirement_by_name and version.state in FROZEN_STATES:
        found.append((_("Đề nghị thôi áp dụng"), version.retirement_by_name))
    if version.retired_at:
        found.append((_("Thôi áp dụng"), ngay_gio(version.retired_at)))
    found.append((_("Mã kiểm nội dung"), version.content_sha256[:16]))
    return found


def _signed(name: str, at: Any) -> str:
    if not name or at is None:
        return "—"
    return f"{name}, {ngay_gio(at)}"
