"""What stands in the way of publishing a version of a rule-set: every problem, in words.

Each names the place, the reason and the next step, so that a legal officer finds and mends it
without a developer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from core.language import in_official_language
from legal.domain.codes import Layer, Standing
from legal.domain.drafts import rows_of
from legal.domain.rulesets import QuotaEntry, RuleEntry, RuleSetEntry
from legal.models import LegalDocument, RuleSet, RuleSetVersion
from legal.rules.registry import entry_problems
from legal.rules.threshold_words import unknown_codes
from legal.selectors import rule_sets
from legal.selectors.documents import never_in_force
from legal.selectors.rule_words import (
    award_label,
    award_names,
    day_text,
    named,
    period_text,
)
from legal.selectors.unit_words import nobodys

_QUOTA_FIELDS = {"base": "cơ số", "rounding": "cách làm tròn", "citation": "căn cứ"}


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing to settle before a version is published (điểm phải xử lý).

    Attributes:
        award: key of the award whose entries wait to be confirmed; empty for everything else.
    """

    text: str
    award: str = ""


def problems(version: RuleSetVersion) -> list[str]:
    """Return everything that keeps the version from being published; empty when nothing does."""
    return [one.text for one in troubles(version)]


@in_official_language
def troubles(version: RuleSetVersion) -> list[Trouble]:
    """Return what keeps the version from being published; what waits comes once for each award."""
    faults: list[str] = []
    entry = rule_sets.entry_of(version, faults)
    found = [
        _("%(fault)s Sửa hoặc gỡ mục này trong bản dự thảo.") % {"fault": fault} for fault in faults
    ]
    names = award_names()
    found.extend(_rule_faults(entry, names))
    found.extend(_unknown_awards(entry, names))
    found.extend(_sourceless(entry, names))
    found.extend(_open_figures(entry, names))
    found.extend(_unfinished_quotas(version, names))
    found.extend(_scope_faults(entry))
    found.extend(_period_faults(version))
    found.extend(_ended_papers(version, entry))
    found.extend(_note_faults(version, entry))
    singles = [Trouble(text) for text in dict.fromkeys(found)]
    return [*singles, *_waiting(entry, names)]


def _rule_faults(entry: RuleSetEntry, names: Mapping[str, str]) -> Iterator[str]:
    """Rules and numbers that the program does not know."""
    for award, one in entry.every_entry():
        for problem in (*entry_problems(one), *unknown_codes(one, names)):
            yield _("%(where)s: %(problem)s. Sửa hoặc gỡ điều kiện này trong bản dự thảo.") % {
                "where": _where(award, one, names),
                "problem": problem,
            }


def _unknown_awards(entry: RuleSetEntry, names: Mapping[str, str]) -> Iterator[str]:
    codes = dict.fromkeys(award.partition(".")[0] for award in entry.awards)
    for code in codes:
        if code not in names:
            yield _(
                "Hình thức “%(code)s”: không có trong danh mục. Gỡ các điều kiện của hình thức này, "
                "hoặc thêm hình thức vào danh mục trước."
            ) % {"code": code}
    for quota in entry.quotas:
        for code in filter(None, (quota.award, quota.base_award)):
            if code not in names:
                yield _(
                    "%(quota)s: hình thức “%(code)s” không có trong danh mục. Sửa chỉ tiêu này."
                ) % {"quota": _quota(quota.award, quota.code, names), "code": code}


def _waiting(entry: RuleSetEntry, names: Mapping[str, str]) -> Iterator[Trouble]:
    """Yield, for each award, how many of its entries nobody compared with the text yet.

    Sets of the installation may hold what waits to be confirmed: such entries only remind.
    """
    if entry.layer is Layer.INSTALLATION:
        return
    waits = Counter(award for award, one in entry.every_entry() if _is_open(one))
    for award, count in waits.items():
        yield Trouble(
            _("%(award)s: %(count)d điều kiện chưa ai đối chiếu với văn bản.")
            % {"award": award_label(award, names), "count": count},
            award,
        )


def _is_open(one: RuleEntry | QuotaEntry) -> bool:
    return one.established is Standing.TO_BE_CONFIRMED


def _sourceless(entry: RuleSetEntry, names: Mapping[str, str]) -> Iterator[str]:
    """Provincial text of which nobody said where it stands."""
    if entry.layer is not Layer.PROVINCE or entry.documents:
        return
    for award, one in entry.every_entry():
        if not (one.note or one.confirmed):
            yield _(
                "%(where)s: quy định cấp tỉnh chưa có nguồn. Ghi văn bản của bộ quy tắc, hoặc ghi "
                "nguồn ở điều kiện này."
            ) % {"where": _where(award, one, names)}


def _open_figures(entry: RuleSetEntry, names: Mapping[str, str]) -> Iterator[str]:
    """Quotas and deadlines nobody compared with the text yet."""
    if entry.layer is Layer.INSTALLATION:
        return
    for quota in filter(_is_open, entry.quotas):
        yield _(
            "%(quota)s: chưa ai đối chiếu với văn bản. Sửa chỉ tiêu và ghi mức đối chiếu, hoặc "
            "gỡ chỉ tiêu này."
        ) % {"quota": _quota(quota.award, quota.code, names)}
    for deadline in entry.deadlines:
        if deadline.established is Standing.TO_BE_CONFIRMED:
            yield _(
                "Thời hạn “%(text)s”: chưa ai đối chiếu với văn bản. Sửa thời hạn và ghi mức đối "
                "chiếu, hoặc gỡ thời hạn này."
            ) % {"text": deadline.text}


def _note_faults(version: RuleSetVersion, entry: RuleSetEntry) -> Iterator[str]:
    """A note of the version that only reminded, on one of which every entry is confirmed."""
    former = version.based_on
    if former is None or former.was_published or not version.note:
        return
    waits = any(_is_open(one) for _award, one in entry.every_entry())
    if version.note == former.note and not waits:
        yield _(
            "Ghi chú của bộ quy tắc: vẫn là ghi chú của bản chỉ nhắc (“%(note)s”) trong khi mọi điều "
            "kiện đã được đối chiếu. Sửa ghi chú ở phần thời kỳ, phạm vi, văn bản."
        ) % {"note": version.note}


def _unfinished_quotas(version: RuleSetVersion, names: Mapping[str, str]) -> Iterator[str]:
    """Quotas of which it is not said what they are a share of, how to round, and where it stands."""
    for row in rows_of(version.content, "quotas"):
        missing = [label for name, label in _QUOTA_FIELDS.items() if not row.get(name)]
        if missing:
            yield _("%(quota)s: còn thiếu %(names)s. Sửa chỉ tiêu này.") % {
                "quota": _quota(str(row.get("award", "?")), str(row.get("code", "?")), names),
                "names": ", ".join(missing),
            }


def _scope_faults(entry: RuleSetEntry) -> Iterator[str]:
    if entry.layer is Layer.PROVINCE and not entry.scope_codes:
        yield _(
            "Đơn vị áp dụng: chưa ghi, nên bộ quy tắc này chưa áp dụng cho đơn vị nào. "
            "Ghi mã đơn vị (ví dụ mã của tỉnh) ở phần thời kỳ và phạm vi."
        )
    if unknown := nobodys(entry.scope_codes):
        yield _(
            "Đơn vị áp dụng: không đơn vị nào mang mã %(codes)s, nên chưa biết bộ quy tắc này ràng "
            "buộc ai. Sửa mã ở phần thời kỳ và phạm vi."
        ) % {"codes": ", ".join(f"“{code}”" for code in unknown)}


def _period_faults(version: RuleSetVersion) -> Iterator[str]:
    """Overlaps with sets of the same layer, and days that no national set covers."""
    layer = Layer(version.rule_set.layer)
    if layer is Layer.INSTALLATION:
        return
    beside = [
        (row, start, end)
        for row, start, end in rule_sets.neighbours(version)
        if layer is Layer.NATIONAL or set(row.scope_codes) & set(version.scope_codes)
    ]
    for row, start, end in beside:
        if version.valid_from < (end or date.max) and start < (version.valid_to or date.max):
            yield _(
                "Thời kỳ: trùng với bộ “%(code)s” (%(name)s; %(period)s). Sửa ngày bắt đầu hoặc ngày "
                "kết thúc của một trong hai bộ; muốn dời ranh giới thì mở dự thảo và sửa cả hai."
            ) % {"code": row.code, "name": row.name, "period": period_text(start, end)}
    if layer is Layer.NATIONAL:
        yield from _gaps(version, beside)


def _ended_papers(version: RuleSetVersion, entry: RuleSetEntry) -> Iterator[str]:
    """Documents something was compared with that hold on no day of the period as it is now."""
    counts = Counter(one.code for one in entry.comparisons() if one.code)
    rows = (
        {row.code: row for row in LegalDocument.objects.filter(code__in=counts)} if counts else {}
    )
    for code, count in counts.items():
        row = rows.get(code)
        if row is None:
            fault = _("Danh mục không có văn bản này.")
        else:
            fault = never_in_force(row, version.valid_from, version.valid_to)
        if fault:
            yield _(
                "Văn bản đã dùng để đối chiếu %(count)d mục, %(document)s: %(fault)s Sửa thời kỳ, hoặc "
                "đối chiếu các mục đó với văn bản khác."
            ) % {"count": count, "document": row.number if row else code, "fault": fault}


def _gaps(
    version: RuleSetVersion, beside: list[tuple[RuleSet, date, date | None]]
) -> Iterator[str]:
    before = max(
        (end for _row, _start, end in beside if end and end <= version.valid_from), default=None
    )
    if before is not None and before < version.valid_from:
        yield _hole(before, version.valid_from)
    if version.valid_to is None:
        return
    after = min((start for _row, start, _end in beside if start >= version.valid_to), default=None)
    if after is not None and after > version.valid_to:
        yield _hole(version.valid_to, after)


def _hole(start: date, end: date) -> str:
    return _(
        "Thời kỳ: từ %(start)s đến %(end)s không có bộ quy tắc toàn quốc nào. Sửa để các thời kỳ "
        "nối tiếp nhau."
    ) % {"start": day_text(start), "end": day_text(end - timedelta(days=1))}


def _where(award: str, one: RuleEntry, names: Mapping[str, str]) -> str:
    return f"{award_label(award, names)}, {named(one.rule)}"


def _quota(award: str, code: str, names: Mapping[str, str]) -> str:
    """A quota by its award; the code tells several of one award apart."""
    return _("Chỉ tiêu của %(award)s (mã %(code)s)") % {
        "award": names.get(award, award),
        "code": code,
    }
