"""Facts as plain values and back."""

import json
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings

from legal.rules.plain import PlainError, facts_as_plain, facts_from_plain
from tests.factories.legal import person
from tests.legal.case_values import subjects


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(subjects)
def test_facts_survive_being_kept_as_json(subject):
    kept = json.loads(json.dumps(facts_as_plain(subject)))
    assert facts_from_plain(kept) == subject
    assert facts_as_plain(facts_from_plain(kept)) == kept


def test_what_was_not_kept_yet_has_its_default():
    kept = facts_as_plain(person())
    del kept["service_from"], kept["topics"]
    assert facts_from_plain(kept) == person(topics=None)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"object": "robot"}, "“object” phải là person hoặc collective"),
        ({"height": 180}, "không có trường height"),
        ({"joined_on": "2024-02-30"}, "joined_on: phải là ngày"),
        ({"year": "2024"}, "year: cần int"),
        ({"year": True}, "year: cần int"),
        ({"grades": []}, "grades: phải là một nhóm"),
        ({"grades": {"x": {"year": 1, "grade": None}}}, "“x” không phải là năm"),
        ({"awards": {}}, "awards: phải là danh sách"),
        ({"awards": [{"code": "LDTT"}]}, r"awards\[1\]: còn thiếu"),
        ({"awards": [7]}, r"awards\[1\]: phải là một nhóm"),
    ],
)
def test_values_that_are_not_facts_are_refused_with_the_place(change, words):
    with pytest.raises(PlainError, match=words):
        facts_from_plain({**facts_as_plain(person(joined_on=date(2010, 1, 1))), **change})
