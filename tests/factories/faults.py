"""Rules that failed, for tests."""

from datetime import date, datetime

from core.scope import SYSTEM
from legal.domain.codes import Standing
from legal.domain.rulesets import RuleEntry, RuleSetEntry
from legal.models import RuleFault
from legal.rules.evaluate import evaluate
from legal.rules.facts import Subject
from legal.rules.rulebook import Rulebook
from legal.rules.verdict import Verdict
from legal.services.faults import record_faults
from tests.factories.legal import person

RULE = "Luat2022_D24_K1_a"
# A number where the rule expects a grade makes it fail for everybody.
BROKEN = Rulebook(
    (
        RuleSetEntry(
            *("2025B", "Bộ hỏng", date(2025, 7, 1), None, (), ""),
            {"LDTT": (RuleEntry(RULE, Standing.TEXT_READ, {"min_grade": 5}, ()),)},
            sha256="0" * 64,
        ),
    ),
    date(2026, 11, 20),
)


def failing(**changes: object) -> tuple[Verdict, Subject]:
    """Return a verdict in which a rule failed, with its facts."""
    facts = person(year=2026, as_of=date(2026, 11, 20), name="Chị Thử", **changes)
    return evaluate("LDTT", facts, BROKEN), facts


def made_fault(at: datetime) -> RuleFault:
    """Keep the case of a rule that failed."""
    verdict, facts = failing()
    record_faults(verdict, facts, by=SYSTEM, at=at)
    return RuleFault.objects.get(rule=RULE)
