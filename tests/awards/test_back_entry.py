"""One decision with many names: matched, checked, recorded all or none, taken back as a whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from awards.models import Decision, RecordedAward
from awards.services.back_entry import screen
from awards.services.back_entry.screen import LineInput, PaperInput
from awards.web.pasted_names import Pasted, lines_of
from core.errors import Forbidden, InvalidInput
from core.imports import loads
from core.models import LoadState
from personnel.models import ExternalRecipient, RecipientKind
from tests.factories.personnel import StaffFactory
from tests.factories.recipients import outsider

pytestmark = pytest.mark.django_db

AT = datetime(2022, 3, 1, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
PAPER = PaperInput(
    number="12/QĐ-SCT",
    decided_on=date(2019, 1, 15),
    year=2018,
    award="GIAYKHEN",
    signer_name="Trần Văn Hai",
    signer_post="Giám đốc",
)


@pytest.fixture
def lan(gov):
    return StaffFactory(unit=gov.division, full_name="Nguyễn Thị Lan", code="NS001")


def test_people_units_and_recipients_outside_stand_in_one_decision(gov, lan):
    firm = outsider(gov.division)
    lines = [
        LineInput(recipient="NS001"),
        LineInput(recipient=gov.division.code),
        LineInput(recipient=firm.code),
        LineInput(name="Hộ ông Kim Rinh", kind=RecipientKind.HOUSEHOLD),
    ]
    load = screen.record(PAPER, lines, by=gov.officer, at=AT)
    paper = Decision.objects.get()
    assert (paper.number, paper.signer_name, paper.unit) == (
        "12/QĐ-SCT",
        "Trần Văn Hai",
        gov.department,
    )
    kinds = paper.awards.order_by("pk").values_list("object_kind", flat=True)
    assert list(kinds) == ["INDIVIDUAL", "COLLECTIVE", "COLLECTIVE", "HOUSEHOLD"]
    home = ExternalRecipient.objects.get(kind=RecipientKind.HOUSEHOLD)
    assert home.unit == gov.department
    assert (load.state, load.importer, load.name) == (
        LoadState.DONE,
        "awards.back_entry",
        "Quyết định 12/QĐ-SCT ngày 15/01/2019",
    )


def test_one_wrong_line_stops_all_and_is_named(gov, lan):
    lines = [LineInput(recipient="NS001"), LineInput(name="Không Ai Cả")]
    with pytest.raises(InvalidInput) as refused:
        screen.record(PAPER, lines, by=gov.officer, at=AT)
    problem = refused.value.problems[0]
    assert (problem.field, problem.place) == (
        "recipients[1].name",
        "Dòng 2, cột Họ tên, tên tập thể",
    )
    assert not RecordedAward.objects.exists()
    assert not Decision.objects.exists()


def test_what_is_wrong_with_the_decision_is_told_at_its_field(gov, lan):
    wrong = replace(PAPER, year=2020)
    with pytest.raises(InvalidInput) as refused:
        screen.record(wrong, [LineInput(recipient="NS001")], by=gov.officer, at=AT)
    assert {problem.field for problem in refused.value.problems} == {"decided_on"}


def test_doubles_are_warned_of_before_saving(gov, lan):
    twice = [LineInput(recipient="NS001"), LineInput(name="Nguyễn Thị Lan", unit=gov.division.code)]
    found = screen.check(PAPER, twice, by=gov.officer, at=AT)
    assert "Trùng với dòng 1" in str(found.problems[0])
    screen.record(PAPER, twice[:1], by=gov.officer, at=AT)
    other = replace(PAPER, number="99/QĐ-SCT")
    found = screen.check(other, twice[:1], by=gov.officer, at=AT)
    assert "theo quyết định 12/QĐ-SCT" in str(found.problems[0])
    # The same decision once more adds who is missing and leaves the rest.
    more = StaffFactory(unit=gov.division, full_name="Thạch Sen")
    load = screen.record(PAPER, [*twice[:1], LineInput(recipient=more.code)], by=gov.officer, at=AT)
    assert load.summary["written"] == {"created": 1, "updated": 0, "unchanged": 1, "skipped": 0}
    assert Decision.objects.count() == 1


def test_a_doubtful_name_is_answered_by_the_code_picked(gov, lan):
    near = LineInput(name="Nguyen Thi Lan")
    doubt = screen.check(PAPER, [near], by=gov.officer, at=AT).doubts[0]
    assert doubt.existing[0].code == "NS001"
    picked = replace(near, recipient="NS001")
    assert screen.check(PAPER, [picked], by=gov.officer, at=AT).is_clean
    new = replace(near, is_new=True)
    screen.record(PAPER, [new], by=gov.officer, at=AT)
    assert ExternalRecipient.objects.get().kind == RecipientKind.PERSON


def test_the_whole_is_taken_back_by_who_recorded_it(gov, lan):
    home = LineInput(name="Hộ ông Kim Rinh", kind=RecipientKind.HOUSEHOLD)
    load = screen.record(PAPER, [LineInput(recipient="NS001"), home], by=gov.officer, at=AT)
    loads.undo(load.pk, version=load.version, by=gov.officer, at=AT)
    assert not RecordedAward.objects.exists()
    assert not Decision.objects.exists()
    assert not ExternalRecipient.objects.exists()


def test_who_may_not_is_refused_and_nothing_is_no_list(gov, lan):
    with pytest.raises(Forbidden):
        screen.record(PAPER, [LineInput(recipient="NS001")], by=gov.head, at=AT)
    with pytest.raises(InvalidInput, match="ít nhất một"):
        screen.record(PAPER, [], by=gov.officer, at=AT)
    many = [LineInput(name=f"Người {number}") for number in range(151)]
    with pytest.raises(InvalidInput, match="nạp bằng tệp"):
        screen.record(PAPER, many, by=gov.officer, at=AT)


@given(
    st.lists(
        st.builds(
            LineInput,
            recipient=st.sampled_from(["", "NS001", "NS999", "NG-1"]),
            is_new=st.booleans(),
            name=st.sampled_from(["", "Nguyễn Thị Lan", "Nguyen Thi Lan", "Thạch Sen"]),
            kind=st.sampled_from(["", "STAFF", "UNIT", "HOUSEHOLD", "ENTERPRISE", "PERSON"]),
            unit=st.sampled_from(["", "Phòng lạ", "Văn phòng"]),
            birth_date=st.sampled_from([None, 1985, date(1990, 1, 1)]),
        ),
        max_size=3,
    )
)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_line_is_lost_without_a_word(gov, lan, lines):
    found = screen.check(PAPER, lines, by=gov.officer, at=AT)
    told = {problem.row for problem in found.problems} | {doubt.row for doubt in found.doubts}
    told |= {row for name in found.unknown_names for row in name.rows} | set(found.skipped)
    if found.changes is not None:
        told |= {draft.row for draft in found.changes.drafts}
        told |= {row for row, _code in found.changes.unchanged}
    assert told == set(range(1, len(lines) + 1))


# --- Pasted lists ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Nguyễn Văn An", Pasted("Nguyễn Văn An")),
        ("  3. Ông Nguyễn Văn An ", Pasted("Nguyễn Văn An")),
        ("1\tBà Lê Thị Ánh\t05/08/1985", Pasted("Lê Thị Ánh", "05/08/1985")),
        (
            "Trần Đạt; Văn phòng; Chuyên viên; 1979",
            Pasted("Trần Đạt", "1979", "Văn phòng", "Chuyên viên"),
        ),
        ("- Hộ ông Kim Rinh | Xã Hòa Lợi", Pasted("Hộ ông Kim Rinh", "", "Xã Hòa Lợi")),
    ],
)
def test_pasted_lines_are_read_as_people_write_them(text, line):
    assert list(lines_of(text)) == [line]


@given(st.lists(st.sampled_from(["An Bình", "Lê Ánh", "", "  ", "12", "\t"]), max_size=8))
def test_every_pasted_name_makes_one_line_and_nothing_else_does(lines):
    names = [one for one in lines if one.strip() and not one.strip().isdigit()]
    assert [one.name for one in lines_of("\n".join(lines))] == names
