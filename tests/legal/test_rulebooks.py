"""Which sets judge a dossier, which version of each, and how cheaply that is found."""

from datetime import date

import pytest

from legal.domain.codes import Layer
from legal.models import RuleSet, RuleSetVersion
from legal.rules.registry import NoRuleSetError
from legal.selectors import rulebooks
from legal.selectors.rulebooks import rule_set_version, rulebooks_for
from legal.services import rule_set_edits, rule_set_steps
from tests.factories.personnel import AT, UnitFactory
from tests.factories.rule_sets import (
    change,
    confirmed,
    legal_officer,
    open_draft,
    open_set,
    place,
    publish,
    version_of,
)

pytestmark = pytest.mark.django_db

HANH, KHOA = legal_officer(1, "Trần Thị Hạnh"), legal_officer(2, "Lê Văn Khoa")


@pytest.fixture(autouse=True)
def _catalogue():
    rulebooks.forget()


def codes(received_on, judged_on=None, scopes=()):
    found = rulebooks_for(received_on, judged_on=judged_on or received_on, scopes=scopes)
    return [[row.code for row in book.sets] for book in found]


def national(received_on):
    return next(
        row
        for row in rulebooks_for(received_on, judged_on=received_on)[0].sets
        if row.layer is Layer.NATIONAL
    )


@pytest.mark.parametrize(
    ("received", "code"),
    [
        (date(2016, 1, 5), "A"),
        (date(2017, 10, 1), "B"),
        (date(2019, 12, 31), "B"),
        (date(2020, 1, 1), "C"),
        (date(2024, 6, 1), "2024A"),
        (date(2025, 7, 1), "2025B"),
        (date(2026, 9, 30), "2025B"),
        (date(2026, 10, 1), "2026C"),
        (date(2027, 3, 1), "2027D"),
    ],
)
def test_the_day_of_receipt_chooses_the_set(received, code):
    assert codes(received)[0][0] == code


def test_before_the_first_set_there_is_none():
    with pytest.raises(NoRuleSetError):
        rulebooks_for(date(2010, 1, 1), judged_on=date(2010, 1, 1))


def test_a_dossier_that_straddles_is_judged_by_both_and_decided_by_the_first():
    first, second = codes(date(2026, 9, 15), date(2026, 11, 1))
    assert (first[0], second[0]) == ("2025B", "2026C")
    assert len(codes(date(2026, 9, 15), date(2026, 9, 30))) == 1
    assert len(codes(date(2026, 10, 1), date(2026, 11, 1))) == 1
    # An older border that nobody asked to show stays one book.
    assert len(codes(date(2025, 6, 15), date(2025, 8, 1))) == 1


def test_what_waits_to_be_confirmed_only_reminds_and_what_is_published_decides():
    assert not national(date(2026, 11, 1)).published
    assert national(date(2026, 1, 5)).published


def test_while_a_draft_is_open_the_version_in_use_goes_on():
    draft = open_draft("2025B", HANH)
    change(draft, rule_set_edits.set_join(place("CSTDCS:1"), "ALL"), HANH)
    assert national(date(2026, 1, 5)).version == 1
    confirmed(draft, "CSTDCS:1", HANH)
    rule_set_steps.perform_step(draft, "submit", by=HANH, at=AT)
    assert national(date(2026, 1, 5)).version == 1
    rule_set_steps.perform_step(draft, "publish", by=KHOA, at=AT)
    found = national(date(2026, 1, 5))
    assert (found.version, found.awards["CSTDCS"][1].join) == (2, "ALL")


def test_a_retired_set_leaves_nothing_behind():
    version = version_of("THAMKHAO")
    assert "THAMKHAO" in codes(date(2026, 1, 5))[0]
    rule_set_steps.perform_step(version, "ask_retirement", by=HANH, at=AT, comment="Đã đọc.")
    rule_set_steps.perform_step(version, "retire", by=KHOA, at=AT)
    assert "THAMKHAO" not in codes(date(2026, 1, 5))[0]


def provincial(code):
    """A set of the province of these tests, in use."""
    UnitFactory(code="BX", kind="PROVINCE")
    version = open_set(HANH, code=code, valid_from=date(2020, 1, 1))
    publish(version, sent_by=HANH, by=KHOA)


def test_a_provincial_set_binds_its_units_and_what_lies_below():
    provincial("BX2025")
    day = date(2026, 1, 5)
    assert "BX2025" in codes(day, scopes=["BX-SCT-VP", "BX-SCT", "BX", "NN"])[0]
    assert "BX2025" not in codes(day, scopes=["TV-SCT", "TV", "NN"])[0]
    assert "BX2025" not in codes(day)[0]


def test_a_set_without_a_version_in_use_says_nothing():
    open_set(HANH, code="BX2025", valid_from=date(2020, 1, 1))
    assert "BX2025" not in codes(date(2026, 1, 5), scopes=["BX"])[0]


def test_layers_stand_in_order():
    provincial("AX2025")
    assert codes(date(2026, 1, 5), scopes=["BX"])[0] == ["2025B", "AX2025", "THAMKHAO"]


def test_of_two_national_sets_that_overlap_the_later_judges():
    draft = open_draft("C", HANH)
    edit = rule_set_edits.set_head(
        valid_from=date(2020, 1, 1), valid_to=date(2024, 3, 1), document_codes=(),
        scope_codes=(), note="", both=False,
    )  # fmt: skip
    change(draft, edit, HANH)
    type(draft).objects.filter(pk=draft.pk).update(state="SUBMITTED")
    type(draft).objects.filter(rule_set=draft.rule_set, number=1).update(state="RETIRED")
    type(draft).objects.filter(pk=draft.pk).update(state="PUBLISHED", published_at=AT)
    assert codes(date(2024, 2, 1))[0][0] == "2024A"
    assert codes(date(2023, 2, 1))[0][0] == "C"


def test_what_only_reminds_takes_no_day_from_a_published_set():
    versions = RuleSetVersion.objects
    former = version_of("2025B")
    longer = open_draft("2025B", HANH)
    versions.filter(pk=longer.pk).update(valid_to=date(2027, 3, 1))
    versions.filter(pk=former.pk).update(state="RETIRED")
    versions.filter(pk=longer.pk).update(state="PUBLISHED", published_at=AT)
    assert codes(date(2026, 11, 1))[0][0] == "2025B"
    assert codes(date(2027, 3, 1))[0][0] == "2027D"


def test_what_was_parsed_follows_its_name():
    day = date(2026, 11, 1)
    national(day)
    RuleSet.objects.filter(code="2026C").update(name="Tên mới")
    assert national(day).name == "Tên mới"


def test_content_is_read_once_and_never_per_person(django_assert_num_queries):
    day = date(2026, 9, 15)
    with django_assert_num_queries(3):
        rulebooks_for(day, judged_on=date(2026, 11, 1), scopes=["BX"])
    with django_assert_num_queries(1):
        rulebooks_for(day, judged_on=date(2026, 11, 1), scopes=["BX"])


def test_a_former_version_is_found_again():
    draft = open_draft("2025B", HANH)
    publish(draft, sent_by=HANH, by=KHOA)
    former = rule_set_version("2025B", 1)
    assert (former.version, former.published) == (1, True)
    assert rule_set_version("2025B", 1, former.sha256) == former
    for wrong in (("2026C", 1, "0" * 64), ("2026C", 9, ""), ("KHONG", 1, "")):
        with pytest.raises(LookupError):
            rule_set_version(*wrong)
