"""Earlier awards: what is refused, who may, how they are written, and how they are taken back."""

from __future__ import annotations

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from awards.models import Decision, RecordedAward
from awards.services import decisions
from awards.services.back_entry.importer import OLD_AWARDS
from core.errors import Forbidden, GuardRefused
from core.models import LoadState
from core.scope import SYSTEM
from personnel.models import ExternalRecipient, Role, UnitKind
from tests.awards.old_awards import AT, load, plan, row, table_of, told
from tests.factories.awards import ProposalFactory, decide
from tests.factories.personnel import StaffFactory, UnitFactory, actor_with, fresh

pytestmark = pytest.mark.django_db


@pytest.fixture
def lan(gov):
    return StaffFactory(
        unit=gov.division, full_name="Nguyễn Thị Lan", birth_date=date(1985, 5, 8), code="NS001"
    )


# --- What is wrong --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"year": "1998"}, "không có trong năm 1998"),
        ({"year": "2023"}, "ngoài khoảng"),
        ({"year": "2020"}, "ký trước năm xét"),
        ({"decided_on": "15/01/2030"}, "tương lai"),
        ({"award": "TTLĐTT"}, "không dành cho cá nhân"),
        ({"award": "KNC"}, "tên ngành"),
        ({"basis": "Phong trào thi đua, chuyên đề"}, "phong trào"),
        ({"decider": "Chủ tịch nước"}, "không có thẩm quyền"),
        ({"recipient": "NS999"}, "“NS999”"),
    ],
)
def test_wrong_rows_are_told_with_place_and_reason(gov, lan, changes, words):
    found = plan(gov, row(**{"recipient": "NS001", **changes}))
    assert any(words in one and "Dòng 2" in one for one in told(found)), told(found)
    assert load(gov, row(**{"recipient": "NS001", **changes}))[1] is None
    assert RecordedAward.objects.count() == 0


def test_one_number_with_two_days_or_signers_is_a_problem(gov, lan):
    first = row(recipient="NS001", signer_name="Trần Văn Hai")
    second = {**first, "year": "2017"}
    assert (
        "ghi ngày 15/01/2019" in told(plan(gov, first, {**second, "decided_on": "16/01/2019"}))[0]
    )
    found = plan(gov, first, {**second, "signer_name": "Lê Văn Ba"})
    assert "ghi người ký Trần Văn Hai" in told(found)[0]
    load(gov, first)
    found = plan(gov, {**second, "decided_on": "20/02/2019"})
    assert "sổ quyết định ghi ngày 15/01/2019" in told(found)[0]


def test_doubles_name_the_decision_the_dossier_or_the_row(gov, lan):
    one = row(recipient="NS001")
    assert "Trùng với dòng 2" in told(plan(gov, one, one))[0]
    load(gov, one)
    elsewhere = {**one, "number": "99/QĐ-SCT", "decided_on": "20/02/2019"}
    assert "theo quyết định 12/QĐ-SCT ngày 15/01/2019" in told(plan(gov, elsewhere))[0]
    pending = ProposalFactory(gov=gov, code="GIAYKHEN", staff=lan)
    found = plan(
        gov, row(recipient="NS001", award="GK", year=str(pending.year), decided_on="2/2/2021")
    )
    assert pending.code in told(found)[0]


def test_what_was_annulled_may_be_given_anew(gov):
    proposal = ProposalFactory(gov=gov)
    decide(gov, proposal)
    decisions.annul(
        proposal,
        number="9/QĐ-HB",
        decided_on=date(2021, 1, 11),
        reason="Khai sai.",
        by=gov.officer,
        at=AT,
    )
    again = row(recipient=proposal.staff.code, name="", year="2020", decided_on="2/2/2021")
    again["name"] = proposal.recipient_name
    assert plan(gov, again).is_clean


# --- Who may --------------------------------------------------------------------------------


def test_only_officers_load_and_only_within_their_reach(gov, lan):
    with pytest.raises(Forbidden):
        plan(gov, row(recipient="NS001"), by=gov.head)
    stranger = StaffFactory(
        unit=UnitFactory(parent=gov.province, kind="DEPARTMENT", has_legal_personality=True),
        full_name="Thạch Sen",
    )
    fresh(gov.department)
    officer = actor_with(Role.HR_OFFICER, gov.department, on=AT.date())
    found = plan(gov, row(recipient=stranger.code, name="Thạch Sen"), by=officer)
    assert "trong phạm vi của bạn" in told(found)[0]
    assert plan(gov, row(recipient=stranger.code, name="Thạch Sen"), by=SYSTEM).is_clean


def test_nobody_records_his_own(gov):
    staff = StaffFactory(unit=gov.division)
    officer = actor_with(Role.HR_OFFICER, gov.department, staff=staff, on=AT.date())
    found = plan(gov, row(recipient=staff.code, name=staff.full_name), by=officer)
    assert "Không ai tự ghi" in told(found)[0]


# --- Writing and taking back ----------------------------------------------------------------


def many(gov, count):
    return [
        row(
            recipient=StaffFactory(unit=gov.division, full_name="Nguyễn Văn An").code,
            name="Nguyễn Văn An",
            year=str(2015 + number % 3),
            number=f"{number % 5}/QĐ-SCT",
            decided_on="15/01/2019",
        )
        for number in range(count)
    ]


def test_number_of_queries_does_not_depend_on_rows(gov):
    few, full = many(gov, 2), many(gov, 60)
    counts = []
    for rows in (few, full):
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert load(gov, *rows)[1] is not None
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_loading_again_writes_nothing(gov, lan):
    rows = [
        row(recipient="NS001"),
        row(name="Hộ ông Kim Rinh", kind="Hộ gia đình", award="GK", unit=gov.division.code),
    ]
    load(gov, *rows)
    before = (RecordedAward.objects.count(), Decision.objects.count())
    _found, again = load(gov, *rows)
    assert again.summary["written"]["unchanged"] == 2
    assert again.summary["written"]["created"] == 0
    assert (RecordedAward.objects.count(), Decision.objects.count()) == before
    assert ExternalRecipient.objects.count() == 1


def mark_undone(done):
    done.state = LoadState.UNDONE
    done.save(update_fields=["state"])


def test_taking_back_removes_exactly_what_the_load_wrote(gov, lan):
    load(gov, row(recipient="NS001"))
    _found, done = load(
        gov,
        row(recipient="NS001", year="2017", number="7/QĐ-SCT"),
        row(recipient="NS001", year="2016"),
        row(name="Hộ ông Kim Rinh", kind="Hộ gia đình", award="GK", unit=gov.division.code),
    )
    mark_undone(done)
    OLD_AWARDS.undo(done, by=gov.officer, at=AT)
    assert list(RecordedAward.objects.values_list("year", flat=True)) == [2018]
    assert list(Decision.objects.values_list("number", flat=True)) == ["12/QĐ-SCT"]
    assert not ExternalRecipient.objects.exists()


def test_who_lost_the_reach_no_longer_takes_back(gov, lan):
    _found, done = load(gov, row(recipient="NS001"))
    mark_undone(done)
    with pytest.raises(Forbidden, match="ngoài phạm vi"):
        OLD_AWARDS.undo(done, by=actor_with(Role.HR_OFFICER, gov.other_division), at=AT)
    assert RecordedAward.objects.count() == 1


def test_taking_back_is_refused_with_what_was_built_on_it(gov, lan):
    _found, done = load(gov, row(recipient="NS001"))
    home = row(name="Hộ ông Kim Rinh", kind="Hộ gia đình", award="GK", unit=gov.division.code)
    _found, homes = load(gov, {**home, "number": "5/QĐ-SCT"})
    load(gov, row(recipient="NS001", year="2017"))
    mark_undone(done)
    with pytest.raises(GuardRefused, match="ghi thêm người khác: Nguyễn Thị Lan"):
        OLD_AWARDS.undo(done, by=gov.officer, at=AT)
    load(gov, {**home, "year": "2016", "number": "4/QĐ-SCT"})
    mark_undone(homes)
    with pytest.raises(GuardRefused, match="Hộ ông Kim Rinh"):
        OLD_AWARDS.undo(homes, by=gov.officer, at=AT)
    assert RecordedAward.objects.count() == 4


# --- Command --------------------------------------------------------------------------------


def run(path, **options):
    said = StringIO()
    call_command("import_awards", str(path), stdout=said, **options)
    return said.getvalue()


def test_command_loads_a_file_checks_it_and_says_what_is_wrong(gov, lan, tmp_path, clock_at):
    path = tmp_path / "cu.csv"
    path.write_bytes(table_of([row(recipient="NS001")]))
    with clock_at("2022-03-01"):
        checked = json.loads(run(path, dry_run=True, json=True))
        assert checked["problems"] == []
        assert RecordedAward.objects.count() == 0
        assert json.loads(run(path, json=True))["written"]["created"] == 1
        path.write_bytes(table_of([row(recipient="NS999")]))
        with pytest.raises(CommandError, match="1 chỗ cần sửa"):
            run(path)


def test_the_state_is_the_issuer_of_what_its_leaders_decide(gov, lan):
    found = plan(gov, row(recipient="NS001", award="BK TTg", issuer="Thủ tướng Chính phủ"))
    paper = found.changes.drafts[0].paper
    assert (paper.issuer.kind, paper.decider) == (UnitKind.STATE, "PRIME_MINISTER")
