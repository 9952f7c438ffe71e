"""Reading rule-sets: from the reviewed files, and from the versions kept in the database.

Both go through the same functions, so that a set edited on screen is held to the same checks as a
file. Every complaint names the place, the field and the reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Final

from legal.domain.codes import (
    OBJECT_KINDS,
    QUOTA_BASES,
    RULE_SET_PATTERN,
    TRANSITIONS,
    WHOLE_PERCENT,
    Join,
    Layer,
    Rounding,
    Standing,
)
from legal.domain.rule_set_writing import plain_content, sha256_of
from legal.domain.rulesets import (
    Confirmation,
    DeadlineEntry,
    MoreFavourable,
    QuotaEntry,
    RuleEntry,
    RuleSetEntry,
    Threshold,
)
from legal.domain.schema import Entry, read_entries

RULE_PATTERN: Final = r"[A-Za-z][A-Za-z0-9_]+"
_STANDINGS: Final = tuple(standing.value for standing in Standing)


def read_rule_sets(folder: Path, problems: list[str]) -> tuple[RuleSetEntry, ...]:
    """Read the rule-sets of a folder, national ones first, each layer in order of time."""
    entries = [
        entry
        for path in sorted(folder.glob("*.yaml"))
        for entry in read_entries(path, "rulesets", "code", problems)
    ]
    known: dict[str, RuleSetEntry] = {}
    for entry in _originals_first(entries):
        row = _rule_set(entry, known)
        known.setdefault(row.code, row)
    codes = Counter(str(entry.raw("code", "")) for entry in entries)
    for code, times in codes.items():
        if code and times > 1:
            problems.append(
                f"Thư mục {folder.name}, mục “{code}”, trường “code”: mã xuất hiện {times} lần."
            )
    layers = list(Layer)
    rows = sorted(known.values(), key=lambda row: (layers.index(row.layer), row.valid_from))
    problems.extend(_gaps(folder, [row for row in rows if row.layer is Layer.NATIONAL]))
    return tuple(rows)


def _originals_first(entries: list[Entry]) -> list[Entry]:
    """Return the entries so that a set stands after the one it is a copy of."""
    waiting, found, codes = list(entries), list[Entry](), set[str]()
    while waiting:
        ready = [one for one in waiting if str(one.raw("copy_of", "")) in {"", *codes}]
        # What is left when nothing is ready copies a set that is not there; reading says so.
        ready = ready or waiting
        found.extend(ready)
        codes.update(str(one.raw("code", "")) for one in ready)
        waiting = [one for one in waiting if one not in ready]
    return found


def _gaps(folder: Path, rows: list[RuleSetEntry]) -> list[str]:
    return [
        f"Thư mục {folder.name}, mục “{after.code}”, trường “valid_from”: phải tiếp ngay sau "
        f"bộ “{before.code}” (valid_to {before.valid_to})."
        for before, after in pairwise(rows)
        if before.valid_to != after.valid_from
    ]


def _rule_set(entry: Entry, known: Mapping[str, RuleSetEntry]) -> RuleSetEntry:
    valid_from, valid_to = entry.period()
    content = read_content(entry, _copied(entry, known))
    row = replace(
        content,
        code=entry.code("code", RULE_SET_PATTERN),
        name=entry.text("name"),
        valid_from=valid_from,
        valid_to=valid_to,
        layer=_layer(entry),
        documents=_codes(entry, "documents"),
        note=entry.text("note", ""),
        scope_codes=_codes(entry, "scope_codes", []),
    )
    entry.finish()
    return replace(row, sha256=sha256_of(plain_content(row)))


def _layer(entry: Entry) -> Layer:
    value = entry.text("layer", Layer.NATIONAL.value)
    if value in set(Layer):
        return Layer(value)
    entry.complain("layer", f"“{value}” không thuộc {', '.join(sorted(Layer))}")
    return Layer.NATIONAL


def _copied(entry: Entry, known: Mapping[str, RuleSetEntry]) -> RuleSetEntry | None:
    """Return the set this one starts from, with the standing every copied rule shall have."""
    code, standing = entry.text("copy_of", ""), entry.text("copied_standing", "")
    if not code:
        return None
    if code not in known:
        entry.complain("copy_of", f"không có bộ “{code}”")
        return None
    if not standing:
        return known[code]
    if standing not in _STANDINGS:
        entry.complain("copied_standing", f"“{standing}” không thuộc {', '.join(_STANDINGS)}")
        return known[code]
    return with_standing(known[code], Standing(standing))


def with_standing(row: RuleSetEntry, standing: Standing) -> RuleSetEntry:
    """Return the set with every rule and quota at this standing and nothing confirmed."""
    return replace(
        row,
        awards=MappingProxyType(
            {award: _all_at(entries, standing) for award, entries in row.awards.items()}
        ),
        common=_all_at(row.common, standing),
        quotas=tuple(replace(one, standing=standing, confirmed=None) for one in row.quotas),
        deadlines=tuple(replace(one, standing=standing, confirmed=None) for one in row.deadlines),
    )


def _all_at(entries: tuple[RuleEntry, ...], standing: Standing) -> tuple[RuleEntry, ...]:
    return tuple(
        replace(entry, standing=standing, confirmed=None, parts=_all_at(entry.parts, standing))
        for entry in entries
    )


def read_content(entry: Entry, start: RuleSetEntry | None = None) -> RuleSetEntry:
    """Read awards, common rules, quotas, deadlines and transition; the rest is left blank.

    Args:
        entry: where the fields stand; problems are noted there.
        start: the set whose content is copied; awards named in the entry replace its own, and so
            do quotas and deadlines where the entry lists any, or says that there are none.
    """
    awards = dict(start.awards) if start else {}
    awards.update(_awards(entry))
    return RuleSetEntry(
        code="",
        name="",
        valid_from=date.min,
        valid_to=None,
        documents=(),
        note="",
        awards=MappingProxyType(awards),
        common=(
            *(start.common if start else ()),
            *(_rule(one, None) for one in entry.entries("common", "quy tắc chung", [])),
        ),
        quotas=tuple(map(_quota, entry.entries("quotas", "chỉ tiêu", [])))
        if start is None or entry.raw("quotas", None) is not None
        else start.quotas,
        deadlines=tuple(map(_deadline, entry.entries("deadlines", "thời hạn", [])))
        if start is None or entry.raw("deadlines", None) is not None
        else start.deadlines,
        transition=entry.choice("transition", TRANSITIONS) if entry.raw("transition", "") else "",
        more_favourable=_more_favourable(entry),
    )


def _more_favourable(entry: Entry) -> MoreFavourable | None:
    value = entry.raw("more_favourable", None)
    if value is None:
        return None
    inner = Entry(entry.file, f"{entry.place}, có lợi hơn", value, entry.problems)
    row = MoreFavourable(inner.text("text"), _standing(inner), inner.text("source"))
    inner.finish()
    return row


def content_from(values: object, place: str, problems: list[str]) -> RuleSetEntry:
    """Read content kept as plain values, for instance in the database."""
    entry = Entry("bộ quy tắc", place, values, problems)
    content = read_content(entry)
    entry.finish()
    return content


def _codes(entry: Entry, field_name: str, default: object = None) -> tuple[str, ...]:
    value = entry.raw(field_name) if default is None else entry.raw(field_name, default)
    if not isinstance(value, list):
        entry.complain(field_name, "phải là danh sách mã")
        return ()
    return tuple(map(str, value))


def _awards(entry: Entry) -> dict[str, tuple[RuleEntry, ...]]:
    value = entry.raw("awards")
    if not isinstance(value, Mapping):
        entry.complain("awards", "phải là nhóm “mã hình thức: danh sách quy tắc”")
        return {}
    found: dict[str, tuple[RuleEntry, ...]] = {}
    for award, rules in value.items():
        kind = str(award).partition(".")[2]
        if kind and kind not in OBJECT_KINDS:
            entry.complain("awards", f"“{award}”: {kind} không thuộc {', '.join(OBJECT_KINDS)}")
        place = f"{entry.place}, {award}"
        holder = Entry(entry.file, place, {"rules": rules}, entry.problems)
        found[str(award)] = tuple(_rule(rule, None) for rule in holder.entries("rules", "quy tắc"))
    return found


def _rule(entry: Entry, inherited: Standing | None) -> RuleEntry:
    standing = _standing(entry, inherited)
    join = entry.raw("join", "")
    if join and join not in set(Join):
        entry.complain("join", f"“{join}” không thuộc {', '.join(sorted(Join))}")
    row = RuleEntry(
        rule=entry.code("rule", RULE_PATTERN),
        standing=standing,
        thresholds=_thresholds(entry),
        parts=tuple(_rule(part, standing) for part in entry.entries("parts", "phần", [])),
        join=str(join),
        note=entry.text("note", ""),
        confirmed=_confirmation(entry),
    )
    entry.finish()
    return row


def _standing(entry: Entry, inherited: Standing | None = None) -> Standing:
    default = inherited.value if inherited is not None else None
    value = entry.raw("standing", default) if default else entry.raw("standing")
    if value in _STANDINGS:
        return Standing(value)
    entry.complain("standing", f"“{value}” không thuộc {', '.join(sorted(_STANDINGS))}")
    return Standing.TO_BE_CONFIRMED


def _confirmation(entry: Entry) -> Confirmation | None:
    value = entry.raw("confirmed", None)
    if value is None:
        return None
    inner = Entry(entry.file, f"{entry.place}, đối chiếu", value, entry.problems)
    row = Confirmation(
        by=inner.text("by"),
        on=_day(inner, "on"),
        document=inner.text("document"),
        code=inner.text("code", ""),
    )
    inner.finish()
    return row


def _quota(entry: Entry) -> QuotaEntry:
    rounding = entry.text("rounding", Rounding.UNSTATED.value)
    if rounding not in set(Rounding):
        entry.complain("rounding", f"“{rounding}” không thuộc {', '.join(sorted(Rounding))}")
        rounding = Rounding.UNSTATED.value
    row = QuotaEntry(
        code=entry.text("code"),
        award=entry.text("award"),
        base=entry.choice("base", QUOTA_BASES),
        citation=entry.text("citation"),
        standing=_standing(entry),
        rounding=Rounding(rounding),
        percent=_optional_number(entry, "percent", WHOLE_PERCENT),
        limit=_optional_number(entry, "limit"),
        base_award=entry.text("base_award", ""),
        note=entry.text("note", ""),
        confirmed=_confirmation(entry),
    )
    needed = "limit" if row.base == "FIXED" else "percent"
    if getattr(row, needed) is None:
        entry.complain(needed, f"chỉ tiêu theo {row.base} cần trường này")
    if row.base == "TITLE" and not row.base_award:
        entry.complain("base_award", "tỷ lệ theo danh hiệu cần mã danh hiệu làm gốc")
    entry.finish()
    return row


def _deadline(entry: Entry) -> DeadlineEntry:
    row = DeadlineEntry(
        code=entry.text("code"),
        text=entry.text("text"),
        citation=entry.text("citation"),
        standing=_standing(entry),
        month=_optional_number(entry, "month"),
        day=_optional_number(entry, "day"),
        confirmed=_confirmation(entry),
    )
    if (row.month is None) != (row.day is None):
        entry.complain("day", "ghi cả tháng và ngày, hoặc bỏ trống cả hai")
    entry.finish()
    return row


def _optional_number(entry: Entry, field_name: str, maximum: int | None = None) -> int | None:
    if entry.raw(field_name, None) is None:
        return None
    return entry.integer(field_name, minimum=1, maximum=maximum)


def _day(entry: Entry, field_name: str) -> date:
    value = entry.raw(field_name)
    if type(value) is date:
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        entry.complain(field_name, f"phải là ngày dạng 2024-01-31, đang là {value!r}")
        return date.min


def _thresholds(entry: Entry) -> Mapping[str, Threshold]:
    value = entry.raw("thresholds", {})
    if not isinstance(value, Mapping):
        entry.complain("thresholds", "phải là nhóm “tên ngưỡng: giá trị”")
        return MappingProxyType({})
    found: dict[str, Threshold] = {}
    for name, number in value.items():
        if isinstance(number, bool) or not isinstance(number, int | str | date):
            entry.complain("thresholds", f"ngưỡng “{name}” phải là số, mã hoặc ngày")
            continue
        found[str(name)] = _threshold(number)
    return MappingProxyType(found)


def _threshold(value: Threshold) -> Threshold:
    """Return a date that JSON kept as text as a date again."""
    if isinstance(value, str) and len(value) == len("2024-01-31"):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return value
    return value
