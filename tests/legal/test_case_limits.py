"""Files of cases that ask for too much, or for what nobody can be given: told, never a crash."""

import json
from datetime import date

import pytest

from legal.rules.facts import CollectiveFacts, MemberCount, PersonFacts
from legal.rules.plain import facts_as_plain
from legal.rules.registry import reviewed_rulebook
from legal.rules.tally import Outcome
from legal.services.cases.judging import judge_case, judge_cases
from legal.services.cases.reading import case_from, read_cases
from tests.factories.legal import finding_of, rule_entry
from tests.legal.case_values import file_awards

BASE = {"year": 2025, "received_on": "2026-01-05"}


def problems(text):
    return [str(problem) for problem in read_cases(text, file_awards()).all_problems]


@pytest.mark.parametrize(
    "text",
    [
        "[" + "9" * 5000 + "]",
        "a: " + "9" * 5000,
        "[" * 100_000,
        "- " * 3000,
    ],
    ids=["json number", "yaml number", "json depth", "yaml depth"],
)
def test_too_long_and_too_deep_is_told_in_vietnamese(text):
    (problem,) = problems(text)
    assert "lồng nhau quá sâu hoặc số quá dài" in problem


@pytest.mark.parametrize("value", ["!!timestamp foo", "!!bool foo", "!!set {x}", "! x"])
def test_tags_are_refused(value):
    (problem,) = problems(f"name: A\nyear: {value}")
    assert "nhãn kiểu" in problem
    assert "Dòng 2" in problem


def test_many_unknown_fields_are_counted():
    found = problems(json.dumps({**BASE, **{f"la_{number}": 1 for number in range(500)}}))
    assert len(found) == 21
    assert "còn 480 trường khác" in found[-1]


@pytest.mark.parametrize("year", [-1_000_000_000, 1800, 10_000])
def test_whole_facts_of_impossible_years_are_refused(year):
    facts = facts_as_plain(PersonFacts(ref="staff:1", year=2025))
    facts["awards"] = [{"code": "BK_TINH", "year": year}]
    case = {"award": "LDTT", "received_on": "2026-01-05", "facts": facts}
    (problem,) = problems(json.dumps(case))
    assert f"không xét được năm {year}" in problem


@pytest.mark.parametrize(("word", "kind"), [("cá nhân", "INDIVIDUAL"), ("tập thể", "COLLECTIVE")])
def test_a_case_without_award_is_judged_for_what_such_a_recipient_can_get(word, kind):
    awards = file_awards()
    case = case_from({**BASE, "object": word, "unlisted": "none"}, awards)
    result = judge_case(case, awards, lambda _case: (reviewed_rulebook(date(2026, 1, 5)),))
    assert len(result.awards) > 5
    assert all(awards.allows(row.award, kind) for row in result.awards)
    assert "ERROR" not in {verdict.code for row in result.awards for verdict in row.verdicts}


def test_cases_judged_together_get_the_verdicts_each_gets_alone():
    awards = file_awards()
    person = {**BASE, "unlisted": "none", "joined_on": "2015-01-01", "grades": {2024: "HTTNV"}}
    rows = [
        {**person, "name": "A", "grades": {2024: "HTXSNV", 2025: "HTXSNV"}},
        {**person, "name": "B", "award": "CSTDCS", "grades": {2025: "KHTNV"}},
        {**BASE, "name": "C", "object": "collective"},
        {**person, "name": "D", "received_on": "2024-06-05", "award": ["LDTT", "HCLD_3"]},
        {**person, "name": "E", "year": "x"},
        person,
    ]
    cases = [case_from(row, awards, number) for number, row in enumerate(rows, start=1)]

    def books(case):
        return (reviewed_rulebook(case.received_on),)

    together = judge_cases(cases, awards, books)
    alone = [judge_case(case, awards, books) for case in cases]
    assert [one.case.name for one in together] == [case.name for case in cases]
    for one, other in zip(together, alone, strict=True):
        assert one.problems == other.problems
        assert [(row.award, row.code, row.verdicts) for row in one.awards] == [
            (row.award, row.code, row.verdicts) for row in other.awards
        ]
        assert all(row.code == row.verdicts[0].code for row in one.awards)


@pytest.mark.parametrize(
    ("total", "found", "percent", "lacking"),
    [(999_999, 0, 70, 700_000), (10, 6, 70, 1), (3, 1, 50, 1), (7, 0, 100, 7)],
)
def test_how_many_members_lack_is_computed(total, found, percent, lacking):
    members = {2025: MemberCount(total, found, 0, completed=found)}
    told = finding_of(
        rule_entry("Luat2022_D28_K1_c_LDTT", min_percent=percent),
        CollectiveFacts(ref="unit:1", year=2025, members=members),
        award="TTLDTT",
    )
    assert told.outcome is Outcome.NOT_MET
    assert told.remedy == f"Cần thêm {lacking:02d} cá nhân đạt lao động tiên tiến."
