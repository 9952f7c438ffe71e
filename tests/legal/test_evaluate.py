"""Evaluation: verdicts, blocking, isolation of faults, replay, and the registry of rules."""

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legal.domain.codes import Layer, Standing
from legal.domain.rule_set_reading import with_standing
from legal.domain.rulesets import Confirmation, RuleSetEntry
from legal.rules.base import Rule, Told, registry
from legal.rules.evaluate import Ruling, evaluate, evaluate_many, faults
from legal.rules.facts import GRADES, Contradiction, Tick, YearRecord
from legal.rules.group import Group
from legal.rules.registry import RULE_MODULES, NoRuleSetError, reviewed_rulebook, rule_sets
from legal.rules.rulebook import Rulebook
from legal.rules.tally import Outcome, Tally, all_of, any_of
from legal.rules.verdict import Verdict
from tests.factories.legal import award, collective, discipline, initiative, person, rule_entry
from tests.legal.people import DAYS, PERSONAL, groups_of_people, with_guides

C, A2024, B2025 = (reviewed_rulebook(date(year, 12, 30)) for year in (2022, 2024, 2025))


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
def test_the_rule_set_of_the_first_and_last_days(day, code):
    assert [row.code for row in reviewed_rulebook(day).sets] == [code]


def test_a_day_before_every_rule_set_has_none():
    with pytest.raises(NoRuleSetError):
        reviewed_rulebook(date(2014, 5, 31))


def test_an_unknown_rule_set_is_refused():
    with pytest.raises(NoRuleSetError):
        reviewed_rulebook(date(2025, 1, 1), "1999X")


# --- Verdicts -------------------------------------------------------------------------------


def test_the_former_law_wants_an_initiative_for_cstdcs():
    without = evaluate("CSTDCS", person("EXCELLENT"), C)
    assert (without.code, without.blocking) == ("NOT_YET", True)
    topics_not_kept = evaluate("CSTDCS", person("EXCELLENT", topics=None), C)
    assert (topics_not_kept.code, topics_not_kept.blocking) == ("UNKNOWN", False)
    having = evaluate("CSTDCS", person(initiatives=(initiative(),)), C)
    assert (having.code, having.blocking) == ("NEEDS_JUDGEMENT", False)


def test_the_2022_law_accepts_an_excellent_grade_for_cstdcs():
    verdict = evaluate("CSTDCS", person("EXCELLENT", year=2024), A2024)
    assert (verdict.code, verdict.blocking) == ("NEEDS_JUDGEMENT", False)
    good = evaluate("CSTDCS", person("GOOD", year=2024), A2024)
    assert (good.code, good.blocking) == ("NOT_YET", True)


def test_ticks_make_somebody_eligible():
    tick = Tick(ok=True, by="Lê Thị An", on=date(2024, 12, 1))
    facts = person("EXCELLENT", year=2024, ticks={"Luat2022_D24_K1_b": tick})
    assert evaluate("CSTDCS", facts, A2024).code == "ELIGIBLE"
    refused = replace(facts, ticks={"Luat2022_D24_K1_b": replace(tick, ok=False)})
    assert evaluate("CSTDCS", refused, A2024).code == "NOT_YET"


def test_a_bar_is_told_apart_from_what_is_lacking():
    given_ = person("EXCELLENT", year=2024, awards=(award("LDTT", 2024),))
    assert evaluate("LDTT", given_, A2024).code == "BARRED"
    assert evaluate("LDTT", person("COMPLETED", year=2024), A2024).code == "NOT_YET"


def test_only_a_text_that_was_read_in_a_published_set_bars():
    given_ = person("EXCELLENT", year=2024, awards=(award("LDTT", 2024),))
    unread = Rulebook(
        tuple(with_standing(row, Standing.SECOND_HAND) for row in A2024.sets), A2024.received_on
    )
    draft = Rulebook(tuple(replace(row, published=False) for row in A2024.sets), A2024.received_on)
    for book in (unread, draft):
        verdict = evaluate("LDTT", given_, book)
        assert (verdict.code, verdict.blocking) == ("NOT_YET", False)
        failed = next(one for one in verdict.findings if one.rule == "Luat2022_D5_K2_c")
        assert (failed.outcome, failed.blocks) == (Outcome.NOT_MET, False)
    # The same of alternatives and joint conditions: the standard of another title bars as it does.
    new = person("EXCELLENT", year=2024, joined_on=date(2024, 11, 1))
    assert evaluate("CSTDCS", new, A2024).code == "BARRED"
    assert evaluate("CSTDCS", new, unread).code == "NOT_YET"


def test_a_missing_grade_is_unknown_and_does_not_block():
    verdict = evaluate("LDTT", person(None), C)
    assert (verdict.code, verdict.blocking) == ("UNKNOWN", False)
    assert any("Chưa có kết quả đánh giá" in finding.message for finding in verdict.findings)


@pytest.mark.parametrize("code", ["LDTT", "CSTDCS", "CSTD_TINH", "BK_TINH", "HCLD_3"])
def test_rules_that_nobody_confirmed_never_block(code):
    verdict = evaluate(code, person("FAILED", year=2026), reviewed_rulebook(date(2026, 12, 1)))
    assert (verdict.code, verdict.blocking) == ("NOT_YET", False)


def test_an_officers_confirmation_lets_a_rule_block():
    entry = rule_entry("Luat2022_D24_K1_a", Standing.TO_BE_CONFIRMED, min_grade="GOOD")
    confirmed = replace(entry, confirmed=Confirmation("Lê Thị An", date(2026, 1, 1), "Công báo"))
    for row, blocking in ((entry, False), (confirmed, True)):
        book = Rulebook((_set("TEST", LDTT=(row,)),))
        assert evaluate("LDTT", person("FAILED"), book).blocking is blocking
    draft = replace(_set("TEST", LDTT=(confirmed,)), published=False)
    assert not evaluate("LDTT", person("FAILED"), Rulebook((draft,))).blocking


def test_a_local_set_adds_to_the_national_text():
    local = replace(
        _set("TINH", LDTT=(rule_entry("Luat2022_D24_K1_a", min_grade="EXCELLENT"),)),
        layer=Layer.PROVINCE,
    )
    facts = person("GOOD", year=2024)
    assert evaluate("LDTT", facts, A2024).code == "NEEDS_JUDGEMENT"
    both = evaluate("LDTT", facts, Rulebook((*A2024.sets, local)))
    assert both.code == "NOT_YET"
    assert {finding.rule_set for finding in both.findings} == {"2024A", "TINH"}
    assert both.ruleset == "2024A/1 + TINH/1"


def test_an_unconfirmed_guide_does_not_make_a_composite_block():
    # Good work, but five months of service: that number is only a guide since July 2025.
    facts = person("EXCELLENT", year=2025, joined_on=date(2025, 8, 1))
    verdict = evaluate("CSTDCS", facts, reviewed_rulebook(date(2025, 12, 1), "THAMKHAO"))
    assert (verdict.code, verdict.blocking) == ("NOT_YET", False)
    blocked = evaluate("CSTDCS", person("FAILED", year=2025), B2025)
    assert blocked.blocking


@pytest.mark.parametrize(("code", "book"), [("KNC", C), ("KNC", B2025), ("DP_X", C)])
def test_no_rule(code, book):
    verdict = evaluate(code, person(), book)
    assert (verdict.code, verdict.findings, verdict.blocking) == ("NO_RULE", (), False)


def test_contradictory_records_leave_everything_open_and_are_named():
    facts = person(
        "FAILED", year=2024, contradictions=(Contradiction("Hai xếp loại năm 2024.", ("x:1",)),)
    )
    verdict = evaluate("LDTT", facts, A2024)
    assert (verdict.code, verdict.blocking) == ("UNKNOWN", False)
    assert verdict.contradictions == facts.contradictions
    assert Verdict.from_dict(verdict.as_dict()) == verdict


def test_a_group_is_of_one_year_one_day_and_one_kind():
    for other in (person(year=2021), person(as_of=date(2020, 5, 1)), collective()):
        with pytest.raises(ValueError, match="one year"):
            evaluate_many(["LDTT"], [person(), other], C)
    with pytest.raises(ValueError, match="somebody"):
        evaluate_many(["LDTT"], [], C)


# --- A fault of a rule ----------------------------------------------------------------------


def test_an_impossible_fact_is_an_error_of_the_one_who_has_it():
    ok = person("FAILED", year=2024)
    faulty = replace(ok, disciplines=(object(),))
    entry = rule_entry("ND91_2017_D10_KyLuat", bar_from="REPRIMAND")
    ruling = Ruling("LDTT", Group([ok, faulty, ok]), Rulebook((_set("TEST", LDTT=(entry,)),)))
    assert ruling.codes() == ["ELIGIBLE", "ERROR", "ELIGIBLE"]
    finding = ruling.verdict(1).findings[0]
    assert (finding.outcome, finding.blocks) == (Outcome.ERROR, False)
    assert "object" not in finding.message


def test_what_a_rule_said_where_it_failed_stays_with_the_award_it_was_asked_for():
    # Whoever claims a contribution of this shape breaks the rule for orders only.
    facts = person(year=2025, claims=frozenset({"CONTRIBUTION"}), retires_on="soon")
    entry = rule_entry("ND152_2025_D9_NghiHuu")
    book = Rulebook((_set("TEST", HCLD_3=(entry,), LDTT=(entry,)),))
    rulings = evaluate_many(["HCLD_3", "LDTT"], [facts], book)
    order, title = (ruling.verdict(0).findings[0] for ruling in rulings.values())
    assert (order.outcome, title.outcome) == (Outcome.ERROR, Outcome.NOT_APPLICABLE)
    assert order.error
    assert not title.error


def test_one_group_gets_another_answer_from_sets_that_only_differ_in_whom_they_bind():
    cuts = rule_entry("ND152_2025_D4_K4_ThoiHan")
    ladder = rule_entry("Luat2022_D74_K1_d_ChienSi", title="CSTDCS", times=2)
    national = replace(_set("TEST", CSTD_TINH=(ladder,)), sha256="1")
    local = replace(_set("TINH", CSTD_TINH=()), layer=Layer.PROVINCE, common=(cuts,), sha256="2")
    facts = person(
        year=2025,
        awards=(award("CSTDCS", 2024), award("CSTDCS", 2025)),
        disciplines=(discipline(start=date(2024, 3, 1), end=date(2025, 3, 1)),),
    )
    group = Group([facts])
    codes = [
        Ruling("CSTD_TINH", group, Rulebook((national, replace(local, published=published))))
        .verdict(0)
        .findings[0]
        .outcome
        for published in (False, True)
    ]
    # A draft of the province does not take a year from anybody; its published text does.
    assert codes == [Outcome.MET, Outcome.NOT_MET]


def test_a_rule_the_program_has_no_more_is_an_error_beside_the_others():
    gone = rule_entry("LuatCu_D1")
    entries = (gone, rule_entry("Luat2022_D24_K1_a", min_grade="GOOD"))
    verdict = evaluate("LDTT", person("GOOD"), Rulebook((_set("TEST", LDTT=entries),)))
    assert verdict.code == "ERROR"
    assert [one.outcome for one in verdict.findings] == [Outcome.ERROR, Outcome.MET]
    assert [one.rule for one in faults(verdict)] == ["LuatCu_D1"]
    assert "LuatCu_D1" not in registry


def test_a_standard_that_asks_for_itself_is_asked_once():
    standard = rule_entry("Luat2022_D23_K1")
    either = rule_entry("Luat2022_D23_K2", Standing.TEXT_READ, standard)
    grade = rule_entry("Luat2022_D24_K1_a", min_grade="GOOD")
    book = Rulebook((_set("TEST", LDTT=(grade, standard, either), CSTDCS=(standard,)),))
    for award_code in ("LDTT", "CSTDCS"):
        findings = evaluate(award_code, person("GOOD"), book).findings
        assert findings[0].outcome in {Outcome.MET, Outcome.NOT_MET}
    own = {one.rule: one.outcome for one in evaluate("LDTT", person("GOOD"), book).findings}
    assert own["Luat2022_D23_K1"] == Outcome.NOT_APPLICABLE


def test_two_rules_of_one_name_are_refused():
    with pytest.raises(ValueError, match="Luat2022_D23_K1"):
        type("Luat2022_D23_K1", (Rule,), {"citation": "Điều 1"})


# --- Properties -----------------------------------------------------------------------------


def by_rule(findings):
    found = {}
    for finding in findings:
        found[finding.rule] = finding.outcome
        found.update(by_rule(finding.parts))
    return found


def open_conditions(findings):
    for finding in findings:
        if finding.parts:
            yield from open_conditions(finding.parts)
        elif finding.outcome in {Outcome.NOT_MET, Outcome.UNKNOWN, Outcome.NEEDS_JUDGEMENT}:
            yield finding


@settings(max_examples=30)
@given(groups_of_people(size=1), st.sampled_from(PERSONAL), st.sampled_from(DAYS), st.data())
def test_a_better_grade_never_spoils_what_was_met(group, code, day, data):
    facts, book = group[0], reviewed_rulebook(day)
    record = facts.grades.get(facts.year)
    grade = record.grade if record else None
    worse_or_equal = list(GRADES)[: list(GRADES).index(grade) + 1] if grade else list(GRADES)
    better = data.draw(st.sampled_from(worse_or_equal))
    before = by_rule(evaluate(code, facts, book).findings)
    graded = {**facts.grades, facts.year: YearRecord(facts.year, better)}
    after = by_rule(evaluate(code, replace(facts, grades=graded), book).findings)
    assert [rule for rule, o in before.items() if o == Outcome.MET and after[rule] != o] == []


@settings(max_examples=30)
@given(groups_of_people(size=1), st.sampled_from(PERSONAL), st.sampled_from(DAYS))
def test_a_verdict_survives_json(group, code, day):
    book = with_guides(day)
    verdict = evaluate(code, group[0], book)
    assert Verdict.from_dict(json.loads(json.dumps(verdict.as_dict()))) == verdict
    assert len(verdict.checksum) == 64
    assert evaluate(code, group[0], book) == verdict


@settings(max_examples=40)
@given(groups_of_people(size=1), st.sampled_from(PERSONAL), st.sampled_from(DAYS))
def test_only_text_that_was_read_blocks_and_nothing_fails(group, code, day):
    verdict = evaluate(code, group[0], reviewed_rulebook(day))
    assert Outcome.ERROR not in by_rule(verdict.findings).values()
    assert not any("không diễn giải được" in one.message for one in verdict.findings)
    mute = [one.message for one in open_conditions(verdict.findings) if not one.remedy]
    assert mute == [], "each open condition says what to do"
    if verdict.blocking:
        assert verdict.code in {"NOT_YET", "BARRED"}
        assert any(
            one.outcome == Outcome.NOT_MET and one.standing == Standing.TEXT_READ
            for one in verdict.findings
        )


@given(st.lists(st.sampled_from(list(Outcome))))
def test_joint_and_alternative_conditions(outcomes):
    tallies = [_tally(outcome) for outcome in outcomes]
    joined, either = all_of(tallies, 1).of(0), any_of(tallies, 1).of(0)
    applicable = [one for one in outcomes if one != Outcome.NOT_APPLICABLE]
    assert (joined == Outcome.NOT_APPLICABLE) == (not applicable)
    assert (either == Outcome.NOT_APPLICABLE) == (not applicable)
    if applicable:
        assert (joined == Outcome.MET) == (set(applicable) == {Outcome.MET})
        assert (either == Outcome.MET) == (Outcome.MET in applicable)
        assert (joined == Outcome.NOT_MET) == (Outcome.NOT_MET in applicable)
        assert (either == Outcome.NOT_MET) == (set(applicable) == {Outcome.NOT_MET})


# --- The registry ---------------------------------------------------------------------------


@pytest.mark.parametrize("rule", list(registry.values()), ids=list(registry))
def test_every_rule_says_what_it_asks_and_where_it_stands(rule):
    assert any(word in rule.citation for word in ("Điều", "Thông tư", "mục"))
    assert rule.__doc__
    assert rule.requirement().endswith(".")
    assert rule.__module__ in {module.__name__ for module in RULE_MODULES}


def test_every_rule_has_a_test_of_its_name():
    names = set()
    for path in Path(__file__).parent.glob("test_*.py"):
        names.update(re.findall(r"^def test_(\w+)", path.read_text(encoding="utf-8"), re.MULTILINE))
    assert [name for name in registry if name not in names] == []


def test_every_rule_is_used_by_a_rule_set():
    used = {entry.rule for row in rule_sets().values() for _place, entry in row.every_entry()}
    assert used == set(registry)


@pytest.mark.parametrize("code", ["A", "B", "C", "2024A", "2025B"])
def test_national_sets_state_only_what_a_source_gives(code):
    for place, entry in rule_sets()[code].every_entry():
        assert entry.standing is not Standing.TO_BE_CONFIRMED, (place, entry.rule)


def test_what_is_copied_to_2026_waits_for_an_officer():
    for _place, entry in rule_sets()["2026C"].every_entry():
        assert entry.standing is Standing.TO_BE_CONFIRMED


def test_a_told_answer_needs_no_facts():
    assert Told("x").facts == {}


def _set(code, **awards):
    return RuleSetEntry(code, "Bộ thử", date(2010, 1, 1), None, (), "", awards)


def _tally(outcome):
    names = {"MET": "met", "NOT_MET": "not_met", "NEEDS_JUDGEMENT": "judgement"}
    names |= {"UNKNOWN": "unknown", "NOT_APPLICABLE": "outside", "ERROR": "error"}
    return Tally(**{names[outcome.value]: 1})
