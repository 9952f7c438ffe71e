"""Rule-sets as written in the reviewed file: periods, rules per award, standing and thresholds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType

from legal.domain.codes import RULE_SET_PATTERN, Standing
from legal.domain.schema import Entry, read_entries

Threshold = int | str | date


@dataclass(frozen=True, slots=True)
class RuleEntry:
    """One rule of a rule-set: the class, its standing there, its numbers and its parts."""

    rule: str
    standing: Standing
    thresholds: Mapping[str, Threshold]
    parts: tuple[RuleEntry, ...]


@dataclass(frozen=True, slots=True)
class RuleSetEntry:
    """The rules that judge the dossiers received in a period (bộ quy tắc)."""

    code: str
    name: str
    valid_from: date
    valid_to: date | None
    documents: tuple[str, ...]
    note: str
    awards: Mapping[str, tuple[RuleEntry, ...]]


def read_rule_sets(path: Path, problems: list[str]) -> tuple[RuleSetEntry, ...]:
    """Read the rule-sets, in order of time; problems are appended to the list."""
    rows = tuple(_rule_set(entry) for entry in read_entries(path, "rulesets", "code", problems))
    for code, times in Counter(row.code for row in rows).items():
        if code and times > 1:
            problems.append(
                f"Tệp {path.name}, mục “{code}”, trường “code”: mã xuất hiện {times} lần."
            )
    for before, after in pairwise(rows):
        if before.valid_to != after.valid_from:
            problems.append(
                f"Tệp {path.name}, mục “{after.code}”, trường “valid_from”: phải tiếp ngay sau "
                f"bộ “{before.code}” (valid_to {before.valid_to})."
            )
    return rows


def _rule_set(entry: Entry) -> RuleSetEntry:
    valid_from, valid_to = entry.period()
    documents = entry.raw("documents")
    if not isinstance(documents, list):
        entry.complain("documents", "phải là danh sách mã văn bản")
        documents = []
    row = RuleSetEntry(
        code=entry.code("code", RULE_SET_PATTERN),
        name=entry.text("name"),
        valid_from=valid_from,
        valid_to=valid_to,
        documents=tuple(map(str, documents)),
        note=entry.text("note", ""),
        awards=_awards(entry),
    )
    entry.finish()
    return row


def _awards(entry: Entry) -> Mapping[str, tuple[RuleEntry, ...]]:
    value = entry.raw("awards")
    if not isinstance(value, dict):
        entry.complain("awards", "phải là nhóm “mã hình thức: danh sách quy tắc”")
        return {}
    found: dict[str, tuple[RuleEntry, ...]] = {}
    for award, rules in value.items():
        place = f"{entry.place}, {award}"
        holder = Entry(entry.file, place, {"rules": rules}, entry.problems)
        found[str(award)] = tuple(_rule(rule, None) for rule in holder.entries("rules", "quy tắc"))
    return MappingProxyType(found)


def _rule(entry: Entry, inherited: Standing | None) -> RuleEntry:
    default = inherited.value if inherited is not None else None
    value = entry.raw("standing", default) if default else entry.raw("standing")
    if value in {standing.value for standing in Standing}:
        standing = Standing(value)
    else:
        standing = Standing.TO_BE_CONFIRMED
        entry.complain("standing", f"“{value}” không thuộc {', '.join(sorted(Standing))}")
    row = RuleEntry(
        rule=entry.code("rule", r"[A-Za-z][A-Za-z0-9_]+"),
        standing=standing,
        thresholds=_thresholds(entry),
        parts=tuple(_rule(part, standing) for part in entry.entries("parts", "phần", [])),
    )
    entry.finish()
    return row


def _thresholds(entry: Entry) -> Mapping[str, Threshold]:
    value = entry.raw("thresholds", {})
    if not isinstance(value, dict):
        entry.complain("thresholds", "phải là nhóm “tên ngưỡng: giá trị”")
        return {}
    for name, number in value.items():
        if isinstance(number, bool) or not isinstance(number, int | str | date):
            entry.complain("thresholds", f"ngưỡng “{name}” phải là số, mã hoặc ngày")
    return MappingProxyType(dict(value))
