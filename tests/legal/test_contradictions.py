"""Records that cannot all be right are named, and leave the verdict open."""

from datetime import date

import pytest

from legal.rules.contradictions import contradictions_in
from legal.rules.evaluate import evaluate
from legal.rules.facts import YearRecord
from legal.rules.registry import reviewed_rulebook
from tests.factories.legal import award, collective, discipline, graded, person

SINCE = {"joined_on": date(2016, 7, 1), "service_from": date(2012, 4, 1)}


def texts(facts):
    return [one.text for one in contradictions_in(facts)]


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (person(**SINCE, awards=(award("LDTT", 2011),)), "có trước ngày vào làm việc 01/04/2012"),
        (
            person(joined_on=date(2016, 7, 1), awards=(award("LDTT", 2015),)),
            "có trước ngày vào làm việc 01/07/2016",
        ),
        (
            person(awards=(award("LDTT", 2019, decided_on=date(2018, 12, 20)),)),
            "có quyết định ngày 20/12/2018, trước năm đó",
        ),
        (
            person(**SINCE, grades=graded("GOOD", 2011, 2020)),
            "Xếp loại năm 2011 (hoàn thành tốt nhiệm vụ) có trước ngày bắt đầu công tác 01/04/2012",
        ),
        (
            person(disciplines=(discipline(start=date(2020, 5, 1), end=date(2020, 4, 1)),)),
            "kết thúc trước khi bắt đầu: khiển trách từ 01/05/2020 đến 01/04/2020",
        ),
        (
            person(
                disciplines=(
                    discipline("REPRIMAND", date(2019, 5, 1), end=date(2020, 5, 1)),
                    discipline("WARNING", date(2020, 4, 30)),
                )
            ),
            "chồng nhau: khiển trách từ 01/05/2019 đến 01/05/2020 và cảnh cáo từ 30/04/2020",
        ),
        (
            collective(founded_on=date(2018, 1, 1), awards=(award("TTLDTT", 2016),)),
            "có trước ngày thành lập 01/01/2018",
        ),
        (
            collective(founded_on=date(2018, 1, 1), grades={2016: YearRecord(2016, "GOOD")}),
            "Xếp loại năm 2016",
        ),
        (
            collective(founded_on=date(2018, 1, 1), dissolved_on=date(2017, 1, 1)),
            "Giải thể ngày 01/01/2017, trước ngày thành lập 01/01/2018",
        ),
    ],
)
def test_what_cannot_be_right_is_named_once(facts, words):
    assert [text for text in texts(facts) if words in text]
    assert len(texts(facts)) == 1


@pytest.mark.parametrize(
    "facts",
    [
        person(),
        person(**SINCE, awards=(award("LDTT", 2013),), grades=graded("GOOD", 2012, 2020)),
        # Nothing is known of earlier service: grades of before may be from elsewhere.
        person(joined_on=date(2016, 7, 1), grades=graded("GOOD", 2014, 2020)),
        # One discipline after the other, and a case under review beside one.
        person(
            disciplines=(
                discipline("REPRIMAND", date(2019, 5, 1), end=date(2020, 5, 1)),
                discipline("WARNING", date(2020, 5, 1)),
                discipline("UNDER_REVIEW", date(2020, 6, 1)),
            )
        ),
        # An award of a year to come is not looked at, however odd its day.
        person(awards=(award("LDTT", 2022, decided_on=date(2021, 12, 20)),)),
        collective(),
        collective(founded_on=None, awards=(award("TTLDTT", 1999),)),
    ],
)
def test_what_may_well_be_right_is_left_alone(facts):
    assert texts(facts) == []


def test_a_contradiction_names_the_records():
    odd = award("LDTT", 2011)
    found = contradictions_in(person(**SINCE, awards=(odd,)))
    assert found[0].refs == (odd.ref, "staff:1"), "the day of entry may be the wrong one"


def test_a_contradiction_leaves_the_verdict_open_and_stops_nothing():
    facts = person("FAILED", **SINCE, awards=(award("LDTT", 2011),))
    facts = person("FAILED", **SINCE, contradictions=contradictions_in(facts))
    verdict = evaluate("LDTT", facts, reviewed_rulebook(date(2020, 12, 1)))
    assert (verdict.code, verdict.blocking) == ("UNKNOWN", False)
    assert "có trước ngày vào làm việc" in verdict.contradictions[0].text
