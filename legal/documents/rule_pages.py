"""Pages of the developers' documentation about the rules, written from the rules themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Final

from legal.domain.rulesets import QuotaEntry, RuleEntry, RuleSetEntry
from legal.rules.base import Rule, registry
from legal.rules.checks.words import threshold_text
from legal.rules.registry import RULE_MODULES, rule_sets

TEST_FOLDER: Final = Path(__file__).resolve().parents[2] / "tests" / "legal"
_HEAD = "<!-- Written by `python3 manage.py write_rule_docs`; edit the rules, not this file. -->"
_TEST = re.compile(r"^def (test_([A-Z]\w+))\(", re.MULTILINE)

_INTRODUCTION = (
    "A rule is a class named by its citation. Which rules judge a dossier depends on the day the "
    "competent body received it. Only a rule whose standing is `TEXT_READ`, in a published set, may "
    "block; `SECOND_HAND` and `TO_BE_CONFIRMED` warn and say so."
)


@dataclass(frozen=True, slots=True)
class _Use:
    """One place where a rule-set uses a rule."""

    rule_set: str
    award: str
    entry: RuleEntry
    part_of: str


def pages() -> dict[str, str]:
    """Return the text of every page by file name."""
    uses = _by_rule(_uses(rule_sets().values()))
    tests = tests_by_rule()
    found = {"README.md": _index()}
    for module in RULE_MODULES:
        found[_file_name(module)] = _module_page(module, uses, tests)
    return found


def tests_by_rule() -> dict[str, str]:
    """Return the test of each rule, ``file::name``, from the files of the tests."""
    found: dict[str, str] = {}
    for path in sorted(TEST_FOLDER.glob("test_*.py")):
        for match in _TEST.finditer(path.read_text(encoding="utf-8")):
            found.setdefault(match[2], f"tests/legal/{path.name}::{match[1]}")
    return found


# --- Index ----------------------------------------------------------------------------------


def _index() -> str:
    rows = rule_sets().values()
    lines = ["# Rules", "", _HEAD, "", _INTRODUCTION, "", "## Rule-sets", ""]
    lines += ["| Rule-set | Layer | Valid from | Valid before | Name |", "|---|---|---|---|---|"]
    lines += [
        f"| {row.code} | {row.layer} | {_iso(row.valid_from)} | {_iso(row.valid_to)} | {row.name} |"
        for row in rows
    ]
    lines += ["", "## Pages", "", "| Page | Rules | What |", "|---|---|---|"]
    lines += [
        f"| [{_file_name(module)}]({_file_name(module)}) | {len(_rules_of(module))} "
        f"| {_summary(module)} |"
        for module in RULE_MODULES
    ]
    for row in rows:
        lines += _rule_set_section(row)
    return "\n".join(lines) + "\n"


def _rule_set_section(row: RuleSetEntry) -> list[str]:
    lines = ["", f"## {row.code}", ""]
    if row.note:
        lines += [f"> {row.note}", ""]
    lines += ["| Award | Rules |", "|---|---|"]
    for award, entries in (*row.awards.items(), ("every award", row.common)):
        if entries:
            names = ", ".join(_link(entry.rule) for entry in entries)
            lines.append(f"| {award} | {names} |")
    if row.quotas:
        lines += ["", "| Quota | Standing | Source | Note |", "|---|---|---|---|"]
        lines += [_quota_line(quota) for quota in row.quotas]
    if row.deadlines:
        lines += ["", "| Deadline | Standing | Source |", "|---|---|---|"]
        lines += [f"| {one.text} | {one.established} | {one.citation} |" for one in row.deadlines]
    return lines


def _quota_line(quota: QuotaEntry) -> str:
    share = f"at most {quota.limit}" if quota.percent is None else f"at most {quota.percent} %"
    base = f" of {quota.base}" + (f" {quota.base_award}" if quota.base_award else "")
    return (
        f"| {quota.award}: {share}{'' if quota.percent is None else base}, rounding "
        f"{quota.rounding} | {quota.established} | {quota.citation} | {quota.note or '–'} |"
    )


# --- A page of rules ------------------------------------------------------------------------


def _module_page(
    module: ModuleType, uses: Mapping[str, list[_Use]], tests: Mapping[str, str]
) -> str:
    lines = [f"# {_summary(module)}", "", _HEAD, ""]
    for rule in _rules_of(module):
        lines.extend(_rule_section(rule, uses.get(rule.__name__, []), tests.get(rule.__name__, "")))
    return "\n".join(lines).rstrip() + "\n"


def _rule_section(rule: type[Rule], uses: Iterable[_Use], test: str) -> list[str]:
    lines = [
        f"## {rule.__name__}",
        "",
        f"> {rule.requirement()}",
        "",
        f"{rule.citation}.",
        "",
        *_conditions(rule),
        f"Test: {f'`{test}`' if test else 'none'}.",
        "",
        "| Rule-sets | Award | Standing | Numbers | Parts | Part of | Note |",
        "|---|---|---|---|---|---|---|",
    ]
    return [*lines, *_use_lines(rule, uses), ""]


def _conditions(rule: type[Rule]) -> list[str]:
    """Say when the rule is asked at all, and what failing it means."""
    said = []
    if rule.claim:
        said.append(
            f"Asked when the dossier claims {' or '.join(f'`{c}`' for c in rule.claims())}."
        )
    if rule.concerns:
        said.append(f"Concerns {', '.join(f'`{kind}`' for kind in sorted(rule.concerns))}.")
    if rule.bars:
        said.append("Failing it bars the award.")
    return [" ".join(said), ""] if said else []


def _use_lines(rule: type[Rule], uses: Iterable[_Use]) -> Iterator[str]:
    """Yield one line for every way in which the rule is stated, with the sets that state it so."""
    sets: dict[tuple[str, ...], list[str]] = {}
    for use in uses:
        sets.setdefault(_use_cells(rule, use), []).append(use.rule_set)
    for cells, codes in sets.items():
        yield f"| {' | '.join(_cell(cell) for cell in (', '.join(codes), *cells))} |"


def _use_cells(rule: type[Rule], use: _Use) -> tuple[str, ...]:
    numbers = "; ".join(
        f"{label}: {_number_text(name, use.entry)}"
        for name, label in rule.threshold_labels.items()
        if name in use.entry.thresholds
    )
    join = use.entry.join or rule.default_join.value
    parts = ", ".join(_link(part.rule) for part in use.entry.parts)
    return (
        use.award,
        use.entry.established.value,
        numbers,
        f"{join} of {parts}" if parts else "",
        _link(use.part_of) if use.part_of else "",
        use.entry.note,
    )


def _number_text(name: str, entry: RuleEntry) -> str:
    value = entry.thresholds[name]
    # What is written in the notation is shown as an officer writes it.
    return f"`{value}`" if name in _WRITTEN else threshold_text(value)


_WRITTEN: Final = ("each_year", "in_time", "in_time_without_flag", "levels", "scopes", "min_result")


def _cell(text: str) -> str:
    return text.replace("|", "\\|") or "–"


# --- Reading --------------------------------------------------------------------------------


def _uses(rows: Iterable[RuleSetEntry]) -> Iterator[_Use]:
    for row in rows:
        for award, entries in (*row.awards.items(), ("every award", row.common)):
            for entry in entries:
                yield from _uses_of(row.code, award, entry, "")


def _uses_of(rule_set: str, award: str, entry: RuleEntry, part_of: str) -> Iterator[_Use]:
    yield _Use(rule_set, award, entry, part_of)
    for part in entry.parts:
        yield from _uses_of(rule_set, award, part, entry.rule)


def _by_rule(uses: Iterable[_Use]) -> dict[str, list[_Use]]:
    found: dict[str, list[_Use]] = {}
    for use in uses:
        found.setdefault(use.entry.rule, []).append(use)
    return found


def _rules_of(module: ModuleType) -> list[type[Rule]]:
    """Return the rules in the order of their file, whatever became of the registry's order."""
    return [
        registry[name]
        for name, value in vars(module).items()
        if registry.get(name) is value and value.__module__ == module.__name__
    ]


def _summary(module: ModuleType) -> str:
    return (module.__doc__ or "").strip().splitlines()[0]


def _link(name: str) -> str:
    rule = registry[name]
    page = next(m for m in RULE_MODULES if m.__name__ == rule.__module__)
    return f"[{name}]({_file_name(page)}#{name.lower()})"


def _file_name(module: ModuleType) -> str:
    return module.__name__.rsplit(".", 1)[-1].replace("_", "-") + ".md"


def _iso(day: date | None) -> str:
    return day.isoformat() if day else "–"
