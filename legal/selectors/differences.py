"""What differs between two versions of a rule-set, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from core.language import in_official_language
from legal.domain.drafts import COMMON, Draft, awards_of, entries_of, rows_of
from legal.models.choices import StandingChoice
from legal.rules.registry import registry
from legal.selectors.number_words import plain_words
from legal.selectors.quota_words import deadline_text, quota_text
from legal.selectors.rule_words import (
    JOINS,
    as_day,
    award_label,
    award_names,
    citation_of,
    day_text,
    document_numbers,
    join_of,
    named,
    period_text,
    standing_of,
)
from legal.selectors.unit_words import units_text

Entry = Mapping[str, Any]


@in_official_language
def differences(before: Draft, after: Draft) -> list[str]:
    """Return one sentence for everything that differs; empty when nothing does."""
    if before == after:
        return []
    names = award_names()
    return [
        *_head(before, after, document_numbers()),
        *_entries(before.content, after.content, names),
        *_rows(before.content, after.content, "quotas", names),
        *_rows(before.content, after.content, "deadlines", names),
    ]


def _head(before: Draft, after: Draft, numbers: Mapping[str, str]) -> Iterator[str]:
    old, new = (period_text(row.valid_from, row.valid_to) for row in (before, after))
    if old != new:
        yield _("Thời kỳ: %(old)s → %(new)s") % {"old": old, "new": new}
    if set(before.document_codes) != set(after.document_codes):
        was, now = (
            ", ".join(numbers.get(one, one) for one in row.document_codes)
            for row in (before, after)
        )
        yield _changed(_("Văn bản"), was, now)
    if set(before.scope_codes) != set(after.scope_codes):
        was, now = units_text(before.scope_codes), units_text(after.scope_codes)
        yield _changed(_("Đơn vị áp dụng"), was, now)
    if before.content.get("transition") != after.content.get("transition"):
        yield (
            _("Chuyển tiếp: hồ sơ nhận trước mà xét sau được xem theo cả hai bộ")
            if after.content.get("transition")
            else _("Chuyển tiếp: thôi xem hồ sơ nhận trước theo cả hai bộ")
        )
    told = [_favour_text(row.content.get("more_favourable") or {}) for row in (before, after)]
    if told[0] != told[1]:
        yield _changed(_("Khi quy định mới có lợi hơn"), *told)
    if before.note != after.note:
        yield _("Ghi chú của bộ quy tắc: “%(old)s” → “%(new)s”") % {
            "old": before.note,
            "new": after.note,
        }


def _favour_text(row: Entry) -> str:
    standing = str(StandingChoice(standing_of(row)).label) if row else ""
    parts = (str(row.get("text", "")), standing, str(row.get("source", "")))
    return "; ".join(part for part in parts if part)


def _changed(label: str, old: str, new: str) -> str:
    return _("%(label)s: %(old)s → %(new)s") % {
        "label": label,
        "old": old or "—",
        "new": new or "—",
    }


def _entries(old: Entry, new: Entry, names: Mapping[str, str]) -> Iterator[str]:
    keys = dict.fromkeys([*awards_of(new), *awards_of(old), COMMON])
    for key in keys:
        award = award_label(key, names)
        for words in _siblings(entries_of(old, key), entries_of(new, key)):
            yield f"{award} – {words}"


def _siblings(old: Sequence[Entry], new: Sequence[Entry]) -> Iterator[str]:
    """Compare lists of entries; an entry is known again by its rule, the first by the first."""
    left = list(old)
    for entry in new:
        same = next((one for one in left if one.get("rule") == entry.get("rule")), None)
        if same is None:
            yield _("thêm điều kiện %(name)s") % {"name": _with_numbers(entry)}
            continue
        left.remove(same)
        yield from _entry(same, entry)
    for entry in left:
        yield _("bỏ điều kiện %(name)s") % {"name": _with_numbers(entry)}


def _entry(old: Entry, new: Entry) -> Iterator[str]:
    name = named(str(new.get("rule")))
    was, now = join_of(old), join_of(new)
    if was != now:
        yield _("%(name)s: từ “%(old)s” thành “%(new)s”") % {
            "name": name,
            "old": JOINS.get(was, was),
            "new": JOINS.get(now, now),
        }
    for words in _numbers(old, new):
        yield f"{name}: {words}"
    yield from _standing(name, old, new)
    if old.get("note", "") != new.get("note", ""):
        yield _("%(name)s: ghi chú “%(old)s” → “%(new)s”") % {
            "name": name,
            "old": old.get("note", ""),
            "new": new.get("note", ""),
        }
    whole = citation_of(str(new.get("rule")))
    for words in _siblings(old.get("parts", []), new.get("parts", [])):
        # A part of the same provision says so by itself.
        yield words if words.startswith(f"{whole} ") else f"{whole} › {words}"


def _numbers(old: Entry, new: Entry) -> Iterator[str]:
    was, now = old.get("thresholds", {}), new.get("thresholds", {})
    rule = registry.get(str(new.get("rule")))
    labels = rule.threshold_labels if rule is not None else {}
    for name in dict.fromkeys([*now, *was]):
        if was.get(name) != now.get(name):
            label = str(labels.get(name, name))
            yield _("%(label)s: %(old)s → %(new)s") % {
                "label": label[:1].lower() + label[1:],
                "old": plain_words(name, was.get(name)),
                "new": plain_words(name, now.get(name)),
            }


def _standing(name: str, old: Entry, new: Entry) -> Iterator[str]:
    was, now = standing_of(old), standing_of(new)
    told = []
    if was != now:
        told.append(
            _("mức đối chiếu “%(old)s” → “%(new)s”")
            % {"old": StandingChoice(was).label, "new": StandingChoice(now).label}
        )
    if old.get("confirmed") != new.get("confirmed") and new.get("confirmed"):
        told.append(confirmation_text(new["confirmed"]))
    if told:
        yield f"{name}: {'; '.join(told)}"


def confirmation_text(confirmed: Entry) -> str:
    """Return who compared an entry with which document, and when."""
    day = as_day(confirmed.get("on"))
    return _("%(by)s đối chiếu ngày %(on)s với %(document)s") % {
        "by": confirmed.get("by", ""),
        "on": day_text(day) if day else confirmed.get("on", ""),
        "document": confirmed.get("document", ""),
    }


def _rows(old: Entry, new: Entry, kind: str, names: Mapping[str, str]) -> Iterator[str]:
    """Compare quotas or deadlines, each known again by its code."""
    noun = _("Chỉ tiêu") if kind == "quotas" else _("Thời hạn")
    was = {str(row.get("code")): _row_text(row, kind, names) for row in rows_of(old, kind)}
    now = {str(row.get("code")): _row_text(row, kind, names) for row in rows_of(new, kind)}
    for code in dict.fromkeys([*now, *was]):
        if was.get(code) != now.get(code):
            yield _changed(noun, was.get(code, _("chưa có")), now.get(code, _("bỏ")))


def _row_text(row: Entry, kind: str, names: Mapping[str, str]) -> str:
    text = quota_text(row, names) if kind == "quotas" else deadline_text(row)
    confirmed = row.get("confirmed")
    parts = (
        text,
        str(row.get("citation", "")),
        str(StandingChoice(standing_of(row)).label),
        confirmation_text(confirmed) if confirmed else "",
        str(row.get("note", "")),
    )
    return "; ".join(part for part in parts if part)


def _with_numbers(entry: Entry) -> str:
    numbers = entry.get("thresholds", {})
    rule = registry.get(str(entry.get("rule")))
    labels = rule.threshold_labels if rule is not None else {}
    told = ", ".join(
        f"{labels.get(name, name)}: {plain_words(name, value)}" for name, value in numbers.items()
    )
    name = named(str(entry.get("rule")))
    return f"{name} ({told})" if told else name
