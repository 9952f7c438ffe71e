"""Lists of proposals from a spreadsheet: every wrong cell is named, all rows or none."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
import xlsxwriter
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from awards.models import Proposal
from awards.services import proposals
from awards.services.proposal_entry import ProposalInput
from awards.services.proposal_list.importer import PROPOSAL_LIST
from awards.workflow import DRAFT
from core.errors import Forbidden, GuardRefused, InvalidInput
from core.imports import loads, mapping, pipeline, read, template
from core.imports.pipeline import File
from core.imports.registry import Answers
from core.models import AuditEvent, Load, LoadState
from personnel.models import Role
from tests.factories.awards import AT, YEAR, ProposalFactory
from tests.factories.personnel import StaffFactory, UnitFactory, actor_with

pytestmark = pytest.mark.django_db

KEYS = [column.key for column in PROPOSAL_LIST.columns()]
TITLES = {column.key: column.title for column in PROPOSAL_LIST.columns()}


@pytest.fixture
def people(gov):
    names = ("Nguyễn Hoà", "Lê Thị Ánh", "Trần Đạt")
    return [
        StaffFactory(unit=gov.division, full_name=name, code=f"NS{at:03d}")
        for at, name in enumerate(names)
    ]


def row_for(whom, /, **changes):
    """A good row for a person or a collective."""
    is_person = hasattr(whom, "full_name")
    values = {
        "recipient": whom.code,
        "name": whom.full_name if is_person else whom.name,
        "unit": whom.unit.code if is_person else whom.code,
        "award": "LDTT" if is_person else "TTLDTT",
        "year": str(YEAR),
        "basis": "Công trạng (thường xuyên)",
        "merit": "Hoàn thành tốt nhiệm vụ.",
    }
    return {**values, **changes}


def grid(rows, titles=None):
    return [
        titles or [TITLES[key] for key in KEYS],
        *([row.get(key, "") for key in KEYS] for row in rows),
    ]


def as_csv(rows, titles=None):
    text = io.StringIO()
    csv.writer(text).writerows(grid(rows, titles))
    return text.getvalue().encode()


def as_xlsx(rows, titles=None):
    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = workbook.add_worksheet()
    for number, row in enumerate(grid(rows, titles)):
        sheet.write_row(number, 0, row)
    workbook.close()
    return buffer.getvalue()


@pytest.fixture(params=["xlsx", "csv"])
def sheet_of(request):
    def make(rows, titles=None):
        content = (as_xlsx if request.param == "xlsx" else as_csv)(rows, titles)
        return read(f"danh sách.{request.param}", content)

    return make


def plan(sheet, *, by):
    table = mapping.table_of(PROPOSAL_LIST, sheet)
    return pipeline.plan_of(PROPOSAL_LIST, table, Answers(), by=by, at=AT)


def bring_in(sheet, *, by):
    """Plan and write as the command does; what was found, and the load if it was clean."""
    table = mapping.table_of(PROPOSAL_LIST, sheet)
    file = File(sheet.name, b"")
    return pipeline.load_now(PROPOSAL_LIST, file, table, Answers(), by=by, at=AT)


def undo(load, *, by):
    loads.take_back(Load.objects.get(pk=load.pk), by=by, at=AT)


def cells(found):
    return [(problem.row, problem.column) for problem in found.problems]


def at(*places):
    return [(row, TITLES[key]) for row, key in places]


# --- Good files -----------------------------------------------------------------------------


def test_a_good_list_becomes_drafts(gov, people, sheet_of):
    rows = [row_for(person) for person in people]
    rows.append(row_for(gov.division))
    rows.append(row_for(people[0], award="BK_TINH", basis="MOVEMENT", occasion="Tết trồng cây"))
    _found, load = bring_in(sheet_of(rows), by=gov.officer)
    assert (load.state, load.summary["written"]["created"]) == (LoadState.DONE, 5)
    created = list(Proposal.objects.order_by("pk"))
    assert [proposal.recipient_name for proposal in created] == [
        "Nguyễn Hoà",
        "Lê Thị Ánh",
        "Trần Đạt",
        gov.division.name,
        "Nguyễn Hoà",
    ]
    assert {proposal.state for proposal in created} == {DRAFT}
    assert {proposal.unit for proposal in created} == {gov.division}
    assert created[3].subject_unit == gov.division
    assert (created[4].basis, created[4].occasion) == ("MOVEMENT", "Tết trồng cây")
    assert created[4].decider == "PROVINCE_CHAIR"
    assert AuditEvent.objects.filter(action="awards.proposal.create").count() == 5


def test_the_place_of_a_tone_mark_does_not_matter(gov, people, sheet_of):
    found = plan(sheet_of([row_for(people[0], name="nguyễn  hòa")]), by=gov.officer)
    assert found.problems == []


def test_the_template_holds_what_the_officer_may_use(gov, people):
    outside = StaffFactory(code="NGOAI", unit=UnitFactory(parent=gov.province))
    codes = PROPOSAL_LIST.code_sheets(gov.officer, AT.date())
    content = template.build("Danh sách", PROPOSAL_LIST.columns(), codes)
    sheet = read("mau.xlsx", content)
    assert list(sheet.lines[0].cells[: len(KEYS)]) == list(TITLES.values())
    import python_calamine  # noqa: PLC0415

    book = python_calamine.load_workbook(io.BytesIO(content))
    codes = {
        row[0] for name in book.sheet_names[1:] for row in book.get_sheet_by_name(name).to_python()
    }
    assert {people[0].code, gov.division.code, "LDTT"} <= codes
    assert outside.code not in codes


# --- Faults, one by one ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "places", "words"),
    [
        ({"recipient": ""}, ["recipient"], "để trống"),
        ({"recipient": "NS00O"}, ["recipient"], "“NS000”"),
        ({"name": "Nguyễn Hoa"}, ["name"], "cần “Nguyễn Hoà”"),
        ({"unit": ""}, ["unit"], "để trống"),
        ({"unit": "KHONGCO"}, ["unit"], "Không có đơn vị"),
        ({"award": "LDT"}, ["award"], "cần “LDTT”"),
        ({"award": "Lao động tiên tiến"}, ["award"], "cần “LDTT”"),
        ({"award": "TTLDTT"}, ["award"], "không dành cho cá nhân"),
        ({"year": "1900"}, ["year"], "nằm ngoài khoảng"),
        ({"year": "2022"}, ["year"], "1945–2021, cần một năm trong khoảng đó"),
        ({"year": "hai không hai mươi"}, ["year"], "không phải số nguyên"),
        ({"basis": "Công trang"}, ["basis"], "danh mục"),
        ({"basis": "MOVEMENT"}, ["occasion"], "phong trào"),
        ({"award": "KNC"}, ["qualifier"], "nội dung cụ thể"),
        ({"qualifier": "x" * 201}, ["qualifier"], "nhiều nhất 200"),
        ({"decider": "Vua"}, ["decider"], "danh mục"),
        ({"decider": "Chủ tịch nước"}, ["decider"], "không có thẩm quyền"),
        ({"award": "LDT", "year": "1900", "unit": "X"}, ["unit", "award", "year"], "Năm xét"),
        ({"recipient": "X", "year": "x", "decider": "Y"}, ["recipient", "year", "decider"], ""),
    ],
)
def test_a_wrong_cell_is_named_and_nothing_is_written(
    gov, people, sheet_of, changes, places, words
):
    sheet = sheet_of([row_for(people[1]), row_for(people[0], **changes)])
    found = plan(sheet, by=gov.officer)
    assert cells(found) == at(*((3, key) for key in places))
    assert words in " ".join(map(str, found.problems))
    assert found.figures == {"Cá nhân": 1}
    _found, load = bring_in(sheet, by=gov.officer)
    assert load is None
    assert not Proposal.objects.exists()


def test_columns_missing_doubled_or_unknown(gov, people, sheet_of):
    titles = [TITLES[key] for key in KEYS]
    for wrong, expected in (
        ([*titles[1:], "Ghi chú"], [(1, TITLES["recipient"]), (1, "Ghi chú")]),
        ([*titles[:-1], titles[3]], [(1, titles[3])]),
    ):
        found = plan(sheet_of([row_for(people[0])], wrong), by=gov.officer)
        assert cells(found) == expected


def test_rows_that_repeat_in_the_file_or_stand_already(gov, people, sheet_of):
    standing = ProposalFactory(gov=gov, staff=people[2], submit=False)
    rows = [row_for(people[0]), row_for(people[1]), row_for(people[0]), row_for(people[2])]
    found = plan(sheet_of(rows), by=gov.officer)
    assert cells(found) == at((4, "recipient"), (5, "recipient"))
    assert "Trùng với dòng 2" in str(found.problems[0])
    assert standing.code in str(found.problems[1])


def test_a_person_of_another_unit(gov, people, sheet_of):
    row = row_for(people[0], unit=gov.other_division.code)
    found = plan(sheet_of([row]), by=gov.officer)
    assert cells(found) == at((2, "unit"))
    assert f"cần {gov.division.code}" in str(found.problems[0])


def test_what_lies_outside_the_reach_does_not_exist(gov, people, sheet_of):
    stranger = StaffFactory(unit=gov.other_division, code="LA01")
    rows = [row_for(stranger), row_for(gov.other_division)]
    found = plan(sheet_of(rows), by=gov.head)
    assert cells(found) == at((2, "recipient"), (2, "unit"), (3, "recipient"), (3, "unit"))
    assert "trong phạm vi của bạn" in str(found.problems[0])
    assert stranger.full_name not in " ".join(map(str, found.problems))


def test_nobody_proposes_himself(gov, people, sheet_of):
    officer = replace(gov.officer, staff_id=people[0].pk)
    found = plan(sheet_of([row_for(people[0])]), by=officer)
    assert cells(found) == at((2, "recipient"))
    assert "tự đề nghị" in str(found.problems[0])


def test_who_may_not_propose_may_not_import(gov, people, sheet_of):
    with pytest.raises(Forbidden):
        plan(sheet_of([row_for(people[0])]), by=gov.auditor)


def test_dissolved_units_and_people_who_left(gov, people, sheet_of):
    from personnel.services import staff as staff_services  # noqa: PLC0415

    closed = UnitFactory(parent=gov.department)
    closed.dissolved_on = AT.date()
    closed.save()
    staff_services.leave(staff=people[0], on=AT.date(), by=gov.officer, at=AT)
    rows = [row_for(closed), row_for(people[0])]
    found = plan(sheet_of(rows), by=gov.officer)
    assert cells(found) == at((2, "recipient"), (3, "recipient"))


# --- Many at once ---------------------------------------------------------------------------

FAULTS = {
    "recipient": "KHONG-CO-MA-NAY",
    "name": "Không Phải Tên Ấy",
    "unit": "KHONG-CO-DON-VI",
    "award": "ZZZZZZ",
    "year": "1900",
    "basis": "gì đó",
    "occasion": "x" * 301,
    "qualifier": "y" * 201,
    "decider": "Vua",
}
# The name can only be compared with the record of a code that is known.
HIDES = {"recipient": {"name"}}


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    faults=st.lists(st.sets(st.sampled_from(sorted(FAULTS)), max_size=5), min_size=3, max_size=3),
    kind=st.sampled_from(["xlsx", "csv"]),
)
def test_any_set_of_faults_is_reported_exactly_where_it_is(gov, people, faults, kind):
    rows = [
        row_for(person, **{key: FAULTS[key] for key in wrong})
        for person, wrong in zip(people, faults, strict=True)
    ]
    content = (as_xlsx if kind == "xlsx" else as_csv)(rows)
    found = plan(read(f"tep.{kind}", content), by=gov.officer)
    expected = {
        (number, TITLES[key])
        for number, wrong in enumerate(faults, start=2)
        for key in wrong
        if not any(key in HIDES.get(other, ()) for other in wrong)
    }
    assert set(cells(found)) == expected
    assert len(found.problems) == len(expected)
    if expected:
        assert bring_in(read(f"tep.{kind}", content), by=gov.officer)[1] is None
    assert not Proposal.objects.exists()


def test_looking_up_costs_the_same_for_one_row_and_for_many(gov, people, django_assert_num_queries):
    many = [StaffFactory(unit=gov.division) for _ in range(30)]
    few = read("a.csv", as_csv([row_for(people[0])]))
    full = read("a.csv", as_csv([row_for(person) for person in many]))
    for sheet in (few, full):
        with django_assert_num_queries(15):
            assert plan(sheet, by=gov.officer).problems == []


def test_a_fault_that_only_shows_while_writing_takes_everything_back(gov, people):
    sheet = read("a.csv", as_csv([row_for(person) for person in people]))
    found = plan(sheet, by=gov.officer)
    standing = ProposalFactory(gov=gov, staff=people[2], submit=False)
    load = pipeline.new_load(
        PROPOSAL_LIST, File("a.csv", b""), by=gov.officer, at=AT, state=LoadState.WRITING
    )
    with pytest.raises(InvalidInput, match="Dòng 4: ") as refused, transaction.atomic():
        pipeline.write(PROPOSAL_LIST, found, load, by=gov.officer, at=AT)
    assert standing.code in refused.value.message
    assert [one.pk for one in Proposal.objects.all()] == [standing.pk]


# --- The way back ---------------------------------------------------------------------------


def test_drafts_of_a_load_go_as_long_as_nobody_went_on_with_them(gov, people):
    standing = ProposalFactory(gov=gov, staff=people[2], submit=False)
    sheet = read("a.csv", as_csv([row_for(person) for person in people[:2]]))
    _found, load = bring_in(sheet, by=gov.officer)
    elsewhere = actor_with(Role.HR_OFFICER, gov.other_division)
    with pytest.raises(Forbidden), transaction.atomic():
        undo(load, by=elsewhere)
    undo(load, by=gov.officer)
    assert [one.pk for one in Proposal.objects.all()] == [standing.pk]
    assert plan(sheet, by=gov.officer).problems == []


def test_a_draft_somebody_changed_or_sent_refuses(gov, people):
    _found, load = bring_in(read("a.csv", as_csv([row_for(people[0])])), by=gov.officer)
    draft = Proposal.objects.get()
    entry = ProposalInput(year=YEAR, award_type=draft.award_type, staff=people[0], merit="Sửa lại.")
    proposals.update(draft, entry, by=gov.officer, at=AT, expected_version=1)
    with pytest.raises(GuardRefused, match=draft.code), transaction.atomic():
        undo(load, by=gov.officer)
    assert Proposal.objects.count() == 1
