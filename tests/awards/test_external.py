"""Recipients from outside the staff: proposed, decided, recorded, reported like everybody else."""

from __future__ import annotations

from io import BytesIO

import pytest
from docx import Document
from python_calamine import CalamineWorkbook

from awards.domain.steps import StepKind
from awards.models import Proposal, RecordedAward
from awards.reports import annual, annual_docx, annual_xlsx
from awards.reports.as_json import as_json
from awards.reports.records import behind, records
from awards.selectors import register
from awards.services import proposals
from awards.services.proposal_entry import ProposalInput
from core.errors import GuardRefused, InvalidInput, NotVisible
from core.imports import read
from core.scope import SYSTEM
from personnel.models import RecipientKind
from personnel.services.recipients import update_recipient
from tests.awards.test_imports import as_csv, bring_in, plan
from tests.factories.awards import AT, DAY, YEAR, ProposalFactory, advance, decide
from tests.factories.emulation import award
from tests.factories.personnel import StaffFactory, UnitFactory
from tests.factories.recipients import outsider

pytestmark = pytest.mark.django_db

ENTREPRENEUR, HOUSEHOLD = RecipientKind.ENTREPRENEUR, RecipientKind.HOUSEHOLD


def propose(gov, external, code="GIAYKHEN", **values):
    return ProposalFactory(
        gov=gov, staff=None, external=external, code=code, **{"submit": True, **values}
    )


@pytest.mark.parametrize(
    ("kind", "object_kind"),
    [
        (RecipientKind.ENTERPRISE, "COLLECTIVE"),
        (RecipientKind.ORGANISATION, "COLLECTIVE"),
        (RecipientKind.FOREIGN_ORGANISATION, "COLLECTIVE"),
        (RecipientKind.HOUSEHOLD, "HOUSEHOLD"),
        (RecipientKind.ENTREPRENEUR, "INDIVIDUAL"),
        (RecipientKind.PERSON, "INDIVIDUAL"),
        (RecipientKind.FOREIGN_PERSON, "INDIVIDUAL"),
    ],
)
def test_the_kind_says_who_it_is_and_the_keeper_proposes(gov, kind, object_kind):
    external = outsider(gov.division, kind, "Thạch Sen")
    proposal = propose(gov, external)
    assert (proposal.object_kind, proposal.unit, proposal.recipient) == (
        object_kind,
        gov.division,
        external,
    )
    assert proposal.recipient_name == "Thạch Sen"


def test_an_award_not_meant_for_the_kind_is_refused(gov):
    home = outsider(gov.division, HOUSEHOLD, "Hộ ông Kim Rinh")
    with pytest.raises(InvalidInput, match="Kỷ niệm chương không dành cho hộ gia đình"):
        propose(gov, home, "KNC", qualifier="Công Thương")
    with pytest.raises(InvalidInput, match="không dành cho tập thể"):
        propose(gov, outsider(gov.division), "LDTT")


def test_from_proposal_to_register_with_post_and_sex_of_the_day(gov):
    person = outsider(
        gov.division, ENTREPRENEUR, "Lý Thị Sao", position="Giám đốc Công ty Gạo", sex="F"
    )
    proposal = propose(gov, person, "BK_TINH")
    frozen = proposal.revisions.get().content["recipient"]
    assert frozen["external"] == person.code
    assert (frozen["kind"], frozen["post"]) == ("Doanh nhân", "Giám đốc Công ty Gạo")
    decide(gov, proposal, number="77/QĐ-UBND")
    given = RecordedAward.objects.get()
    assert given.external == person
    assert (given.post, given.sex, given.unit) == ("Giám đốc Công ty Gạo", "F", gov.division)
    assert [*register.history_of_outside(person)] == [given]
    assert [*register.visible_to(gov.officer).search("ly thi sao")] == [given]


def test_nobody_gets_the_same_twice(gov):
    external = outsider(gov.division)
    first = propose(gov, external)
    with pytest.raises(InvalidInput, match=first.code):
        propose(gov, external)
    propose(gov, outsider(gov.division, name="Hợp tác xã Sen Vàng"))


def test_only_units_in_reach_propose_and_only_those_that_keep_the_record(gov):
    elsewhere = outsider(UnitFactory(name="Sở khác", parent=gov.province))
    with pytest.raises(NotVisible):
        propose(gov, elsewhere, by=gov.officer)
    own = outsider(gov.division)
    draft = propose(gov, own, submit=False)
    update_recipient(recipient=own, unit=gov.other_division, by=SYSTEM, at=AT)
    draft.refresh_from_db()
    with pytest.raises(GuardRefused, match="đơn vị khác theo dõi"):
        proposals.submit(draft, by=gov.officer, at=AT)


def test_exactly_one_recipient(gov):
    entry = ProposalInput(
        year=YEAR,
        award_type=award("GIAYKHEN"),
        staff=StaffFactory(unit=gov.division),
        external=outsider(gov.division),
    )
    with pytest.raises(InvalidInput, match="đúng một"):
        proposals.create(entry, by=gov.officer, at=AT)


def test_a_list_may_name_them_by_code(gov):
    external = outsider(gov.division)
    sheet = read(
        "a.csv",
        as_csv(
            [
                {
                    "recipient": external.code,
                    "name": external.name,
                    "unit": gov.division.code,
                    "award": "GIAYKHEN",
                    "year": str(YEAR),
                }
            ]
        ),
    )
    found, load = bring_in(sheet, by=gov.officer)
    assert (found.problems, load.row_count) == ([], 1)
    assert Proposal.objects.get().external == external
    assert "Đã có đề nghị" in str(plan(sheet, by=gov.officer).problems[0])


# --- The annual report ----------------------------------------------------------------------


@pytest.fixture
def mixed(gov):
    """A household, an enterprise and an entrepreneur commended; another household waits above."""
    home = outsider(gov.division, HOUSEHOLD, "Hộ ông Kim Rinh")
    firm, head = outsider(gov.division), outsider(gov.division, ENTREPRENEUR, "Lý Thị Sao")
    decide(gov, *(propose(gov, one) for one in (home, firm, head)))
    advance(gov, propose(gov, home, "BK_TINH"), StepKind.PROVINCE)
    return gov


def test_households_are_counted_by_themselves(mixed):
    report = annual.build(mixed.department, YEAR)
    totals = report.totals()
    assert (totals.collectives, totals.individuals, totals.households) == (1, 1, 2)
    assert totals.total == 4
    assert as_json(report)["totals"]["proposed"] == {
        "collectives": 0,
        "individuals": 0,
        "households": 1,
    }
    for figure in report.cells:
        assert behind(mixed.department, YEAR, figure.filters).count() == figure.value


def test_files_have_a_column_for_households_where_there_is_one(mixed):
    report = annual.build(mixed.department, YEAR)
    content = annual_xlsx.build(report, records(mixed.department, YEAR))
    figures = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()
    assert figures[-1] == ["Tổng cộng", "", 1, 1, 2, 4]
    paper = Document(BytesIO(annual_docx.build(report, mixed.department, DAY)))
    assert any("02 lượt hộ gia đình" in line.text for line in paper.paragraphs)
    table = paper.tables[1]
    assert [cell.text for cell in table.rows[0].cells][3:] == ["Tập thể", "Cá nhân", "Hộ gia đình"]
    assert [cell.text for cell in table.rows[-1].cells][3:] == ["1", "1", "1"]


def test_files_have_no_such_column_where_there_is_none(gov):
    decide(gov, propose(gov, outsider(gov.division)))
    report = annual.build(gov.department, YEAR)
    paper = Document(BytesIO(annual_docx.build(report, gov.department, DAY)))
    assert len(paper.tables[1].columns) == 5
    assert not any("hộ gia đình" in line.text for line in paper.paragraphs)
