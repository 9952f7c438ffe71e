"""Judge facts by the rules of a rule-set: pure, deterministic, repeatable."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from core.periods import holds_on
from legal.domain.catalogue import DATA_FOLDER, RULE_SET_FILE
from legal.domain.rulesets import RuleEntry, RuleSetEntry, read_rule_sets
from legal.domain.schema import CatalogueError

# Importing the modules registers their rules.
from legal.rules import restrictions_2025, titles_2003, titles_2022
from legal.rules.base import Context, Outcome, Verdict, build, registry
from legal.rules.composites import all_of
from legal.rules.facts import PersonFacts

RULE_MODULES: Final = (titles_2003, titles_2022, restrictions_2025)

ELIGIBLE: Final = "ELIGIBLE"
NOT_ELIGIBLE: Final = "NOT_ELIGIBLE"
NO_RULE: Final = "NO_RULE"
_CODES: Final = {
    Outcome.MET: ELIGIBLE,
    Outcome.NOT_MET: NOT_ELIGIBLE,
    Outcome.NEEDS_JUDGEMENT: "NEEDS_JUDGEMENT",
    Outcome.UNKNOWN: "UNKNOWN",
    Outcome.NOT_APPLICABLE: NO_RULE,
    Outcome.ERROR: "ERROR",
}


class NoRuleSetError(LookupError):
    """No rule-set covers the day, or none has the code."""


def evaluate(
    award_code: str,
    facts: PersonFacts,
    *,
    ruleset: str,
    received_on: date | None = None,
) -> Verdict:
    """Judge one person for one award.

    Args:
        award_code: code of the award type.
        facts: what is known of the person and the year.
        ruleset: code of the rule-set, usually ``ruleset_for(received_on)``.
        received_on: day the competent body received the dossier; some provisions took force in
            the middle of a rule-set's period.

    Raises:
        NoRuleSetError: no rule-set has the code.
    """
    sets = rule_sets()
    if ruleset not in sets:
        raise NoRuleSetError(f"no rule-set {ruleset}")
    context = Context(sets[ruleset], received_on)
    entries = sets[ruleset].awards.get(award_code, ())
    findings = tuple(build(entry, context).find(facts) for entry in entries)
    return Verdict(
        code=_CODES[all_of(finding.outcome for finding in findings)],
        findings=findings,
        ruleset=ruleset,
        award=award_code,
        blocking=any(finding.blocks for finding in findings),
        checksum=checksum(),
    )


def ruleset_for(received_on: date) -> str:
    """Return the code of the rule-set for a dossier received on the day.

    Raises:
        NoRuleSetError: the day lies before the first rule-set.
    """
    for row in rule_sets().values():
        if holds_on(received_on, row.valid_from, row.valid_to):
            return row.code
    raise NoRuleSetError(f"no rule-set on {received_on.isoformat()}")


@cache
def rule_sets() -> Mapping[str, RuleSetEntry]:
    """Return the rule-sets of the installation by code, in order of time.

    Raises:
        CatalogueError: the file is faulty, or names rules or thresholds that do not exist.
    """
    problems: list[str] = []
    rows = read_rule_sets(DATA_FOLDER / RULE_SET_FILE, problems)
    problems.extend(rule_problems(rows))
    if problems:
        raise CatalogueError(problems)
    return MappingProxyType({row.code: row for row in rows})


def rule_problems(rows: Iterable[RuleSetEntry]) -> Iterator[str]:
    """Compare the rule-sets with the rule classes: names, thresholds, parts."""
    for row in rows:
        for award, entries in row.awards.items():
            where = f"Tệp {RULE_SET_FILE}, mục “{row.code}”, {award}"
            for entry in entries:
                yield from _entry_problems(entry, where)


def _entry_problems(entry: RuleEntry, where: str) -> Iterator[str]:
    rule = registry.get(entry.rule)
    if rule is None:
        yield f"{where}, trường “rule”: không có quy tắc “{entry.rule}”."
        return
    given, expected = set(entry.thresholds), set(rule.threshold_labels)
    if given != expected:
        yield (
            f"{where}, quy tắc {entry.rule}, trường “thresholds”: cần "
            f"{', '.join(sorted(expected)) or 'để trống'}, đang là "
            f"{', '.join(sorted(given)) or 'để trống'}."
        )
    if bool(entry.parts) != rule.takes_parts:
        need = "cần liệt kê các phần" if rule.takes_parts else "không nhận phần nào"
        yield f"{where}, quy tắc {entry.rule}, trường “parts”: {need}."
    for part in entry.parts:
        yield from _entry_problems(part, where)


@cache
def checksum() -> str:
    """Return the SHA-256 of the rules' code and numbers."""
    digest = hashlib.sha256()
    folder = Path(__file__).parent
    for path in (*sorted(folder.glob("*.py")), DATA_FOLDER / RULE_SET_FILE):
        digest.update(path.name.encode())
        digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()
