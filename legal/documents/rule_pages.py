"""Pages of the developers' documentation about the rules, written from the rules themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from types import ModuleType

from legal.domain.rulesets import RuleEntry, RuleSetEntry
from legal.rules.base import Rule, registry
from legal.rules.checks.words import threshold_text
from legal.rules.registry import RULE_MODULES, rule_sets

_HEAD = "<!-- Written by `python3 manage.py write_rule_docs`; edit the rules, not this file. -->"

_INTRODUCTION = (
    "A rule is a class named by its citation. Which rules judge a dossier depends on the day the "
    "competent body received it. Only a rule whose standing is `TEXT_READ` may block."
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
    uses = list(_uses(rule_sets().values()))
    found = {"README.md": _index()}
    for module in RULE_MODULES:
        found[_file_name(module)] = _module_page(module, uses)
    return found


def _index() -> str:
    lines = [
        "# Rules",
        "",
        _HEAD,
        "",
        _INTRODUCTION,
        "",
        "| Rule-set | Valid from | Valid before | Award | Rules |",
        "|---|---|---|---|---|",
    ]
    for row in rule_sets().values():
        period = f"{row.valid_from.isoformat()} | {_iso(row.valid_to)}"
        awards = row.awards or {"": ()}
        for award, entries in awards.items():
            names = ", ".join(_link(entry.rule) for entry in entries) or "none"
            lines.append(f"| {row.code} | {period} | {award or '–'} | {names} |")
    return "\n".join(lines) + "\n"


def _module_page(module: ModuleType, uses: Iterable[_Use]) -> str:
    rules = [rule for rule in registry.values() if rule.__module__ == module.__name__]
    summary = (module.__doc__ or "").strip().splitlines()[0]
    lines = [f"# {summary}", "", _HEAD, ""]
    for rule in rules:
        lines.extend(_rule_section(rule, [use for use in uses if use.entry.rule == rule.__name__]))
    return "\n".join(lines).rstrip() + "\n"


def _rule_section(rule: type[Rule], uses: Iterable[_Use]) -> list[str]:
    lines = [
        f"## {rule.__name__}",
        "",
        f"> {rule.requirement()}",
        "",
        f"{rule.citation}.",
        "",
        "| Rule-set | Award | Standing | Numbers | Part of |",
        "|---|---|---|---|---|",
    ]
    for use in uses:
        numbers = "; ".join(
            f"{label}: {threshold_text(use.entry.thresholds[name])}"
            for name, label in rule.threshold_labels.items()
            if name in use.entry.thresholds
        )
        part_of = _link(use.part_of) if use.part_of else "–"
        lines.append(
            f"| {use.rule_set} | {use.award} | {use.entry.standing} | {numbers or '–'} "
            f"| {part_of} |"
        )
    return [*lines, ""]


def _uses(rows: Iterable[RuleSetEntry]) -> Iterator[_Use]:
    for row in rows:
        for award, entries in (*row.awards.items(), ("*", row.common)):
            for entry in entries:
                yield from _uses_of(row.code, award, entry, "")


def _uses_of(rule_set: str, award: str, entry: RuleEntry, part_of: str) -> Iterator[_Use]:
    yield _Use(rule_set, award, entry, part_of)
    for part in entry.parts:
        yield from _uses_of(rule_set, award, part, entry.rule)


def _link(name: str) -> str:
    rule = registry[name]
    page = next(m for m in RULE_MODULES if m.__name__ == rule.__module__)
    return f"[{name}]({_file_name(page)}#{name.lower()})"


def _file_name(module: ModuleType) -> str:
    return module.__name__.rsplit(".", 1)[-1].replace("_", "-") + ".md"


def _iso(day: date | None) -> str:
    return day.isoformat() if day else "–"
