"""Which sets judge a dossier, which version of each, and how cheaply that is found."""

from datetime import date

import pytest

from legal.domain.codes import Layer
from legal.models import RuleSet
from legal.rules.registry import NoRuleSetError
from legal.selectors import rulebooks
from legal.selectors.rulebooks import rule_set_version, rulebooks_for
from legal.services import rule_set_drafts, rule_set_edits, rule_set_steps
from tests.factories.personnel import AT
from tests.factories.rule_sets import (
    change,
    confirmed,
    legal_officer,
    open_draft,
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


def test_a_draft_only_advises_and_a_published_version_decides():
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


def test_a_provincial_set_binds_its_units_and_what_lies_below():
    version = rule_set_drafts.open_set(
        code="BX2025", layer="PROVINCE", name="Quy định của tỉnh Biển Xanh",
        valid_from=date(2025, 7, 1), scope_codes=["BX"], by=HANH, at=AT,
    )  # fmt: skip
    day = date(2026, 1, 5)
    assert "BX2025" in codes(day, scopes=["BX-SCT-VP", "BX-SCT", "BX", "NN"])[0]
    assert "BX2025" not in codes(day, scopes=["TV-SCT", "TV", "NN"])[0]
    assert "BX2025" not in codes(day)[0]
    assert version.state == "DRAFT"


def test_layers_stand_in_order():
    rule_set_drafts.open_set(
        code="AX2025", layer="PROVINCE", name="Quy định của tỉnh",
        valid_from=date(2020, 1, 1), scope_codes=["BX"], by=HANH, at=AT,
    )  # fmt: skip
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


def test_a_draft_that_was_moved_takes_no_day_from_a_published_set():
    edit = rule_set_edits.set_head(
        valid_from=date(2025, 8, 1), valid_to=date(2027, 3, 1), document_codes=(),
        scope_codes=(), note="", both=False,
    )  # fmt: skip
    change(version_of("2026C"), edit, HANH)
    assert codes(date(2026, 1, 5))[0][0] == "2025B"
    assert codes(date(2026, 11, 1))[0][0] == "2026C"


def test_what_was_parsed_follows_its_documents_and_its_name():
    draft, day = version_of("2026C"), date(2026, 11, 1)
    head = {"valid_from": draft.valid_from, "valid_to": draft.valid_to, "note": draft.note}
    national(day)
    edit = rule_set_edits.set_head(**head, document_codes=("LUAT_2022",), scope_codes=(), both=True)
    change(draft, edit, HANH)
    RuleSet.objects.filter(code="2026C").update(name="Tên mới")
    found = national(day)
    assert (found.documents, found.name) == (("LUAT_2022",), "Tên mới")


def test_content_is_read_once_and_never_per_person(django_assert_num_queries):
    day = date(2026, 9, 15)
    with django_assert_num_queries(3):
        rulebooks_for(day, judged_on=date(2026, 11, 1), scopes=["BX"])
    with django_assert_num_queries(1):
        rulebooks_for(day, judged_on=date(2026, 11, 1), scopes=["BX"])


def test_what_was_parsed_follows_a_change_at_once():
    draft = version_of("2026C")
    day = date(2026, 11, 1)
    before = national(day)
    change(draft, rule_set_edits.set_join(place("CSTDCS:1"), "ALL"), HANH)
    after = national(day)
    assert (before.awards["CSTDCS"][1].join, after.awards["CSTDCS"][1].join) == ("", "ALL")
    assert before.sha256 != after.sha256


def test_a_former_version_and_a_former_draft_are_found_again():
    draft = open_draft("2025B", HANH)
    publish(draft, sent_by=HANH, by=KHOA)
    former = rule_set_version("2025B", 1)
    assert (former.version, former.published) == (1, True)
    advising = version_of("2026C")
    before = advising.content_sha256
    change(advising, rule_set_edits.remove_entry(place("LDTT:0")), HANH)
    again = rule_set_version("2026C", 1, before)
    assert (again.sha256, again.published) == (before, False)
    assert len(again.awards["LDTT"]) == len(advising.content["awards"]["LDTT"]) + 1
    for wrong in (("2026C", 1, "0" * 64), ("2026C", 9, ""), ("KHONG", 1, "")):
        with pytest.raises(LookupError):
            rule_set_version(*wrong)
