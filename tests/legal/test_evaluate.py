"""Evaluation: verdicts, blocking, isolation of faults, replay."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legal.domain.codes import Standing
from legal.rules import evaluate as engine
from legal.rules.base import Finding, Outcome, Rule, Verdict, registry
from legal.rules.composites import all_of, any_of
from legal.rules.evaluate import NoRuleSetError, evaluate, rule_sets, ruleset_for
from legal.rules.facts import DISCIPLINES, GRADES, SCOPES, UNDER_REVIEW, YearRecord
from tests.factories.legal import discipline, initiative, person
from tests.legal import test_rules_2003, test_rules_2022

ALL_SETS = ("A", "B", "C", "2024A", "2025B", "2026C", "2027D")
AWARDS = ("LDTT", "CSTDCS")


# --- Which rule-set -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(2014, 6, 1), "A"),
        (date(2017, 9, 30), "A"),
        (date(2017, 10, 1), "B"),
        (date(2019, 12, 31), "B"),
        (date(2020, 1, 1), "C"),
        (date(2023, 12, 31), "C"),
        (date(2024, 1, 1), "2024A"),
        (date(2025, 6, 30), "2024A"),
        (date(2025, 7, 1), "2025B"),
        (date(2026, 9, 30), "2025B"),
        (date(2026, 10, 1), "2026C"),
        (date(2027, 2, 28), "2026C"),
        (date(2027, 3, 1), "2027D"),
        (date(2099, 1, 1), "2027D"),
    ],
)
def test_ruleset_for_the_first_and_last_days(day, code):
    assert ruleset_for(day) == code


def test_a_day_before_every_rule_set_has_none():
    with pytest.raises(NoRuleSetError):
        ruleset_for(date(2014, 5, 31))


def test_an_unknown_rule_set_is_refused():
    with pytest.raises(NoRuleSetError):
        evaluate("LDTT", person(), ruleset="1999X")


# --- Verdicts -------------------------------------------------------------------------------


def test_the_former_law_wants_an_initiative_for_cstdcs():
    without = evaluate("CSTDCS", person("EXCELLENT"), ruleset="C")
    assert (without.code, without.blocking) == ("NOT_ELIGIBLE", True)
    topics_not_kept = evaluate("CSTDCS", person("EXCELLENT", topics=None), ruleset="C")
    assert (topics_not_kept.code, topics_not_kept.blocking) == ("UNKNOWN", False)
    having = evaluate("CSTDCS", person(initiatives=(initiative(),)), ruleset="C")
    assert (having.code, having.blocking) == ("NEEDS_JUDGEMENT", False)


def test_the_2022_law_accepts_an_excellent_grade_for_cstdcs():
    verdict = evaluate("CSTDCS", person("EXCELLENT", year=2024), ruleset="2024A")
    assert (verdict.code, verdict.blocking) == ("NEEDS_JUDGEMENT", False)
    good = evaluate("CSTDCS", person("GOOD", year=2024), ruleset="2024A")
    assert (good.code, good.blocking) == ("NOT_ELIGIBLE", True)


def test_a_missing_grade_is_unknown_and_does_not_block():
    verdict = evaluate("LDTT", person(None), ruleset="C")
    assert (verdict.code, verdict.blocking) == ("UNKNOWN", False)
    assert any("Chưa có kết quả đánh giá" in finding.message for finding in verdict.findings)


@pytest.mark.parametrize("award", AWARDS)
def test_rules_that_nobody_confirmed_never_block(award):
    verdict = evaluate(award, person("FAILED", year=2026), ruleset="2026C")
    assert (verdict.code, verdict.blocking) == ("NOT_ELIGIBLE", False)


def test_an_unconfirmed_part_does_not_make_a_composite_block():
    # Good work, but five months of service: that number is only a guide since July 2025.
    facts = person("EXCELLENT", year=2025, joined_on=date(2025, 8, 1))
    verdict = evaluate("CSTDCS", facts, ruleset="2025B")
    assert (verdict.code, verdict.blocking) == ("NOT_ELIGIBLE", False)
    blocked = evaluate("CSTDCS", person("FAILED", year=2025), ruleset="2025B")
    assert blocked.blocking


@pytest.mark.parametrize(("award", "ruleset"), [("BK_TINH", "C"), ("LDTT", "2027D"), ("DP_X", "C")])
def test_no_rule(award, ruleset):
    verdict = evaluate(award, person(), ruleset=ruleset)
    assert (verdict.code, verdict.findings, verdict.blocking) == ("NO_RULE", (), False)


# --- A fault of a rule ----------------------------------------------------------------------


def test_a_rule_that_raises_is_an_error_and_the_others_still_run(monkeypatch):
    def explode(self, facts):
        raise RuntimeError("secret detail")

    monkeypatch.setattr(registry["Luat2003_D24_NhiemVu"], "check", explode)
    verdict = evaluate("LDTT", person("FAILED"), ruleset="C")
    assert (verdict.code, verdict.blocking) == ("ERROR", False)
    outcomes = {finding.rule: finding.outcome for finding in verdict.findings}
    assert outcomes["Luat2003_D24_NhiemVu"] == Outcome.ERROR
    assert outcomes["ND91_2017_D10_KyLuat"] == Outcome.MET
    assert not any("secret detail" in finding.message for finding in verdict.findings)


def test_an_impossible_fact_is_an_error_too():
    facts = person(grades={2020: YearRecord(2020, "SUPERB")})
    assert evaluate("LDTT", facts, ruleset="C").code == "ERROR"


def test_two_rules_of_one_name_are_refused():
    with pytest.raises(ValueError, match="Luat2022_D23_K1"):
        type("Luat2022_D23_K1", (Rule,), {"citation": "Điều 1"})


# --- Properties -----------------------------------------------------------------------------

grades = st.sampled_from([None, *GRADES])
initiatives = st.one_of(
    st.none(),
    st.lists(
        st.builds(
            initiative,
            id=st.integers(1, 99),
            scope=st.sampled_from(sorted(SCOPES)),
            recognised_on=st.one_of(st.none(), st.dates(date(2019, 1, 1), date(2021, 12, 31))),
        ),
        max_size=3,
    ).map(tuple),
)
disciplines = st.one_of(
    st.none(),
    st.lists(
        st.builds(
            discipline,
            kind=st.sampled_from([*DISCIPLINES, UNDER_REVIEW]),
            start=st.dates(date(2018, 1, 1), date(2021, 12, 31)),
        ),
        max_size=2,
    ).map(tuple),
)
people = st.builds(
    person,
    grade=grades,
    joined_on=st.one_of(st.none(), st.dates(date(2000, 1, 1), date(2021, 12, 31))),
    is_public_employee=st.booleans(),
    initiatives=initiatives,
    topics=initiatives,
    disciplines=disciplines,
    absence_days=st.one_of(st.none(), st.integers(0, 260)),
)


def by_rule(findings):
    found = {}
    for finding in findings:
        found[finding.rule] = finding.outcome
        found.update(by_rule(finding.parts))
    return found


@given(people, st.sampled_from(AWARDS), st.sampled_from(ALL_SETS), st.data())
def test_a_better_grade_never_spoils_what_was_met(facts, award, ruleset, data):
    grade = facts.grades[facts.year].grade
    worse_or_equal = list(GRADES)[: list(GRADES).index(grade) + 1] if grade else list(GRADES)
    better = data.draw(st.sampled_from(worse_or_equal))
    before = by_rule(evaluate(award, facts, ruleset=ruleset).findings)
    graded = {**facts.grades, facts.year: YearRecord(facts.year, better)}
    improved = {name: getattr(facts, name) for name in facts.__slots__} | {"grades": graded}
    after = by_rule(evaluate(award, type(facts)(**improved), ruleset=ruleset).findings)
    assert [rule for rule, o in before.items() if o == Outcome.MET and after[rule] != o] == []


@given(people, st.sampled_from(AWARDS), st.sampled_from(ALL_SETS))
def test_a_verdict_survives_json(facts, award, ruleset):
    verdict = evaluate(award, facts, ruleset=ruleset)
    assert Verdict.from_dict(json.loads(json.dumps(verdict.as_dict()))) == verdict
    assert len(verdict.checksum) == 64
    assert evaluate(award, facts, ruleset=ruleset) == verdict


@given(people, st.sampled_from(AWARDS), st.sampled_from(ALL_SETS))
def test_only_text_that_was_read_blocks(facts, award, ruleset):
    verdict = evaluate(award, facts, ruleset=ruleset)
    assert not any(f.outcome == Outcome.ERROR for f in verdict.findings)
    if verdict.blocking:
        assert verdict.code == "NOT_ELIGIBLE"
        assert any(
            f.outcome == Outcome.NOT_MET and f.standing == Standing.TEXT_READ
            for f in verdict.findings
        )


@given(st.lists(st.sampled_from(list(Outcome))))
def test_joint_and_alternative_conditions(outcomes):
    applicable = [o for o in outcomes if o != Outcome.NOT_APPLICABLE]
    assert (all_of(outcomes) == Outcome.NOT_APPLICABLE) == (not applicable)
    assert (any_of(outcomes) == Outcome.NOT_APPLICABLE) == (not applicable)
    if applicable:
        assert (all_of(outcomes) == Outcome.MET) == (set(applicable) == {Outcome.MET})
        assert (any_of(outcomes) == Outcome.MET) == (Outcome.MET in applicable)
        assert (all_of(outcomes) == Outcome.NOT_MET) == (Outcome.NOT_MET in applicable)
        assert (any_of(outcomes) == Outcome.NOT_MET) == (set(applicable) == {Outcome.NOT_MET})


# --- The registry ---------------------------------------------------------------------------


@pytest.mark.parametrize("rule", list(registry.values()), ids=list(registry))
def test_every_rule_says_what_it_asks_and_where_it_stands(rule):
    assert "Điều" in rule.citation
    assert rule.__doc__
    assert rule.requirement().endswith(".")
    assert rule.__module__ in {module.__name__ for module in engine.RULE_MODULES}


@pytest.mark.parametrize("name", list(registry))
def test_every_rule_has_a_test_of_its_name(name):
    assert hasattr(test_rules_2003, f"test_{name}") or hasattr(test_rules_2022, f"test_{name}")


def test_every_rule_is_used_by_a_rule_set():
    used = set()

    def collect(entries):
        for entry in entries:
            used.add(entry.rule)
            collect(entry.parts)

    for row in rule_sets().values():
        for entries in row.awards.values():
            collect(entries)
    assert used == set(registry)


def test_a_finding_without_failure_does_not_block():
    finding = Finding("X", Outcome.UNKNOWN, "m", "c", Standing.TEXT_READ)
    assert not finding.blocks
