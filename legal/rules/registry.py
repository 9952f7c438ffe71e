"""All rule modules in one place, and the rule-sets of the reviewed files checked against them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Final

from core.periods import holds_on
from legal.domain.catalogue import DATA_FOLDER, RULE_SET_FOLDER
from legal.domain.codes import Layer
from legal.domain.rule_set_reading import read_rule_sets
from legal.domain.rulesets import RuleEntry, RuleSetEntry
from legal.domain.schema import CatalogueError

# Importing the modules registers their rules.
from legal.rules import (
    collective_certificates_2022,
    collective_orders_2022,
    collective_titles_2003,
    collective_titles_2022,
    commemorative_2018,
    contribution_2025,
    local_bac_ninh_2025,
    local_bac_ninh_base_2025,
    merit_certificates_2003,
    merit_certificates_2022,
    national_titles_2003,
    national_titles_2022,
    orders_first_2022,
    orders_second_2022,
    orders_third_2022,
    principles_2022,
    restrictions_2003,
    restrictions_2024,
    restrictions_2025,
    time_2017,
    time_2024,
    titles_2003,
    titles_2022,
)
from legal.rules.base import registry
from legal.rules.rulebook import Rulebook
from legal.rules.threshold_words import threshold_named, value_faults

RULE_MODULES: Final = (
    titles_2003,
    time_2017,
    national_titles_2003,
    collective_titles_2003,
    merit_certificates_2003,
    restrictions_2003,
    titles_2022,
    time_2024,
    national_titles_2022,
    orders_first_2022,
    orders_second_2022,
    orders_third_2022,
    merit_certificates_2022,
    principles_2022,
    collective_titles_2022,
    collective_orders_2022,
    collective_certificates_2022,
    restrictions_2024,
    restrictions_2025,
    contribution_2025,
    commemorative_2018,
    local_bac_ninh_2025,
    local_bac_ninh_base_2025,
)


class NoRuleSetError(LookupError):
    """No rule-set covers the day, or none has the code."""


@cache
def rule_sets() -> Mapping[str, RuleSetEntry]:
    """Return the rule-sets of the reviewed files by code, national ones first.

    Raises:
        CatalogueError: a file is faulty, or names rules or thresholds that do not exist.
    """
    problems: list[str] = []
    rows = read_rule_sets(DATA_FOLDER / RULE_SET_FOLDER, problems)
    problems.extend(rule_problems(rows))
    if problems:
        raise CatalogueError(problems)
    return MappingProxyType({row.code: row for row in rows})


def reviewed_rulebook(received_on: date, *codes: str) -> Rulebook:
    """Return the rulebook of the reviewed files for a dossier received on the day.

    What an installation publishes itself is found by ``legal.selectors.rulebooks``; this one needs
    no database.

    Args:
        codes: provincial or installation sets to add.

    Raises:
        NoRuleSetError: the day lies before the first rule-set, or a code is unknown.
    """
    known = rule_sets()
    unknown = [code for code in codes if code not in known]
    if unknown:
        raise NoRuleSetError(f"no rule-set {', '.join(unknown)}")
    national = [
        row
        for row in known.values()
        if row.layer is Layer.NATIONAL and holds_on(received_on, row.valid_from, row.valid_to)
    ]
    if not national:
        raise NoRuleSetError(f"no rule-set on {received_on.isoformat()}")
    return Rulebook((*national, *(known[code] for code in codes)), received_on)


def rule_problems(rows: Iterable[RuleSetEntry]) -> Iterator[str]:
    """Compare rule-sets with the rule classes: names, thresholds, parts."""
    for row in rows:
        for place, entry in row.every_entry():
            where = f"Bộ quy tắc “{row.code}”, {place}, quy tắc {entry.rule}"
            yield from (f"{where}: {problem}." for problem in entry_problems(entry))


def entry_problems(entry: RuleEntry) -> Iterator[str]:
    """Say what is wrong with one entry, its parts left aside."""
    rule = registry.get(entry.rule)
    if rule is None:
        yield "không có quy tắc này"
        return
    given, expected = set(entry.thresholds), set(rule.threshold_labels)
    if missing := expected - given - rule.optional_thresholds:
        yield f"trường “thresholds” còn thiếu {_listed(entry.rule, missing)}"
    if extra := given - expected:
        yield f"trường “thresholds” không nhận {_listed(entry.rule, extra)}"
    if bool(entry.parts) != rule.takes_parts:
        need = "cần liệt kê các phần" if rule.takes_parts else "không nhận phần nào"
        yield f"trường “parts” {need}"
    yield from _value_problems(entry)


def _listed(rule: str, names: Iterable[str]) -> str:
    return ", ".join(threshold_named(rule, name) for name in sorted(names))


def _value_problems(entry: RuleEntry) -> Iterator[str]:
    for name, value in entry.thresholds.items():
        for fault in value_faults(name, value):
            yield f"ngưỡng {threshold_named(entry.rule, name)}: {fault}"
