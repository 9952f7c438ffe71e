"""Awards of earlier years from a list: matched, told apart, recorded set-wise, taken back."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, datetime
from io import StringIO
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from awards.models import Decision, RecordedAward
from awards.reports import annual
from awards.services import decisions
from awards.services.back_entry.award_names import loose
from awards.services.back_entry.columns import columns
from awards.services.back_entry.importer import OLD_AWARDS
from core.errors import Forbidden, GuardRefused
from core.imports import mapping, pipeline
from core.imports.pipeline import File
from core.imports.registry import Answers
from core.models import AuditEvent, LoadState
from core.scope import SYSTEM
from legal.services import catalogue
from personnel.models import ExternalRecipient, RecipientKind, Role, UnitKind
from tests.factories.awards import ProposalFactory, decide, make_government
from tests.factories.personnel import StaffFactory, UnitFactory, actor_with, fresh
from tests.factories.recipients import outsider

pytestmark = pytest.mark.django_db

AT = datetime(2022, 3, 1, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
TITLES = {column.key: column.title for column in columns()}


@pytest.fixture
def gov():
    catalogue.load(by=SYSTEM, at=AT)
    return make_government()


@pytest.fixture
def lan(gov):
    return StaffFactory(
        unit=gov.division, full_name="Nguyễn Thị Lan", birth_date=date(1985, 5, 8), code="NS001"
    )


def row(**values):
    base = {
        "name": "Nguyễn Thị Lan",
        "award": "LĐTT",
        "year": "2018",
        "number": "12/QĐ-SCT",
        "decided_on": "15/01/2019",
    }
    return {**base, **values}


def table_of(rows: list[dict[str, Any]]):
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(TITLES.values())
    writer.writerows([one.get(key, "") for key in TITLES] for one in rows)
    return out.getvalue().encode()


def plan(gov, *rows, by=None, answers=None):
    sheet = pipeline.open_file(OLD_AWARDS, File("cu.csv", table_of(list(rows))))
    table = mapping.table_of(OLD_AWARDS, sheet)
    return pipeline.plan_of(OLD_AWARDS, table, answers or Answers(), by=by or gov.officer, at=AT)


def load(gov, *rows, by=None, answers=None, at=AT):
    file = File("cu.csv", table_of(list(rows)))
    table = mapping.table_of(OLD_AWARDS, pipeline.open_file(OLD_AWARDS, file))
    return pipeline.load_now(
        OLD_AWARDS, file, table, answers or Answers(), by=by or gov.officer, at=at
    )


def told(found):
    return [str(problem) for problem in found.problems]


# --- What a row becomes ---------------------------------------------------------------------


def test_a_row_becomes_an_award_with_its_decision(gov, lan):
    found, done = load(
        gov,
        row(
            birth_date="08/05/1985",
            unit="Phòng QLCN",
            post="Chuyên viên chính",
            signer_name="Trần Văn Hai",
            signer_post="Giám đốc",
            merit="Hoàn thành tốt nhiệm vụ.",
        ),
        answers=Answers(names={("unit", "phong qlcn"): gov.division.code}),
    )
    assert told(found) == []
    given = RecordedAward.objects.select_related("decision").get()
    assert (given.staff, given.year, given.award_type.code) == (lan, 2018, "LDTT")
    assert (given.unit, given.unit_name) == (gov.division, "Phòng QLCN")
    assert (given.post, given.object_kind) == ("Chuyên viên chính", "INDIVIDUAL")
    paper = given.decision
    assert (paper.unit, paper.decider, paper.year) == (gov.department, "UNIT_HEAD", 2019)
    assert (paper.number, paper.decided_on) == ("12/QĐ-SCT", date(2019, 1, 15))
    assert (paper.signer_name, paper.is_external) == ("Trần Văn Hai", True)
    assert given.load == paper.load == done
    assert done.summary["written"]["created"] == 1
    assert AuditEvent.objects.filter(action="awards.decision.back_enter").count() == 1
    report = annual.build(gov.department, 2018)
    assert report.totals("DECIDED").individuals == 1


def test_post_and_unit_are_those_of_the_day_where_the_list_is_silent(gov, lan):
    load(gov, row(recipient="NS001"))
    given = RecordedAward.objects.get()
    assert (given.unit, given.unit_name, given.post) == (
        gov.division,
        gov.division.name,
        "Chuyên viên",
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("LDTT", "LDTT"),
        ("LĐTT", "LDTT"),
        ("lao động tiên tiến", "LDTT"),
        ("CSTĐCS", "CSTDCS"),
        ("Chiến sĩ thi đua cấp cơ sở", "CSTDCS"),
        ("CSTĐ cấp tỉnh", "CSTD_TINH"),
        ("Giấy khen", "GIAYKHEN"),
        ("GK", "GIAYKHEN"),
        ("Bằng khen UBND tỉnh", "BK_TINH"),
        ("HCLĐ hạng III", "HCLD_3"),
    ],
)
def test_awards_are_known_by_code_name_and_usual_abbreviation(gov, lan, text, code):
    found = plan(gov, row(recipient="NS001", award=text))
    assert found.unknown_names == []
    assert [draft.award.code for draft in found.changes.drafts] == [code]


def test_a_name_of_several_awards_is_asked_unless_the_level_tells(gov, lan):
    found = plan(gov, row(recipient="NS001", award="BK"))
    assert [code for code, _label in found.unknown_names[0].suggestions] == [
        "BK_TINH",
        "BK_BO",
        "BK_TTG",
    ]
    told_by_level = plan(gov, row(recipient="NS001", award="BK", decider="Chủ tịch UBND tỉnh"))
    draft = told_by_level.changes.drafts[0]
    assert (draft.award.code, draft.paper.issuer) == ("BK_TINH", gov.province)


def test_a_strange_name_is_asked_once_and_then_known(gov, lan):
    strange = row(recipient="NS001", award="Lao động tiên tiến xuất sắc nhiều mặt")
    found = plan(gov, strange, {**strange, "year": "2017"})
    assert [(one.kind, one.rows) for one in found.unknown_names] == [("award", [2, 3])]
    assert "LDTT" in [code for code, _label in found.unknown_names[0].suggestions]
    names = {("award", "lao dong tien tien xuat sac nhieu mat"): "LDTT"}
    again = plan(gov, strange, {**strange, "year": "2017"}, answers=Answers(names=names))
    assert again.is_clean


@given(st.text(max_size=20))
@settings(max_examples=50, deadline=None)
def test_comparing_awards_forgets_marks_and_punctuation(text):
    assert loose(text) == loose(f" {text} . ") == loose(loose(text)) or "cap" in loose(text)


# --- Whom -----------------------------------------------------------------------------------


def test_an_exact_code_wins_and_another_name_beside_it_is_a_doubt(gov, lan):
    assert plan(gov, row(recipient="NS001", name="nguyen thi lan")).is_clean
    found = plan(gov, row(recipient="NS001", name="Trần Văn Hai"))
    assert [one.code for one in found.doubts[0].existing] == ["NS001"]
    same = Answers(rows={"2": "same:NS001"})
    assert plan(gov, row(recipient="NS001", name="Trần Văn Hai"), answers=same).is_clean


def test_name_with_birthday_or_unit_tells_one_person(gov, lan):
    other = StaffFactory(
        unit=gov.other_division, full_name="Nguyễn Thị Lan", birth_date=date(1990, 1, 2)
    )
    by_birth = plan(gov, row(birth_date="02/01/1990"))
    assert by_birth.changes.drafts[0].who.pk == other.pk
    by_unit = plan(gov, row(unit=gov.other_division.name))
    assert by_unit.changes.drafts[0].who.pk == other.pk
    # The department is above both, so it tells nobody apart.
    assert len(plan(gov, row(unit=gov.department.name)).doubts[0].existing) == 2


def test_several_or_near_are_shown_side_by_side(gov, lan):
    StaffFactory(unit=gov.other_division, full_name="Nguyễn Thị Lan")
    doubt = plan(gov, row()).doubts[0]
    assert len(doubt.existing) == 2
    assert doubt.existing[0].facts["Ngày sinh"] == "08/05/1985"
    assert set(doubt.incoming) == set(doubt.existing[0].facts)
    near = plan(gov, row(name="Nguyên Thị Làn", birth_date="1985"))
    assert lan.code in [one.code for one in near.doubts[0].existing]
    chosen = plan(gov, row(), answers=Answers(rows={"2": f"same:{lan.code}"}))
    assert chosen.changes.drafts[0].who.pk == lan.pk
    skipped = plan(gov, row(), answers=Answers(rows={"2": "skip"}))
    assert (skipped.changes.drafts, skipped.skipped) == ([], [2])


def test_who_left_long_ago_may_be_taken_as_somebody_outside(gov, lan):
    found = plan(gov, row(unit=gov.department.code), answers=Answers(rows={"2": "new"}))
    assert found.is_clean or found.changes.drafts
    load(gov, row(birth_date="01/02/1960"), answers=Answers(rows={"2": "new"}))
    given = RecordedAward.objects.get()
    assert given.external.kind == RecipientKind.PERSON
    assert given.external.birth_date == date(1960, 2, 1)


def test_nobody_of_that_name_is_a_problem_with_the_nearest(gov, lan):
    found = plan(gov, row(name="Nguyễn Thị Lam"))
    assert "Không có ai tên “Nguyễn Thị Lam”" in told(found)[0]
    assert "NS001" in told(found)[0]


def test_collectives_are_found_by_any_name_they_had_on_the_day(gov):
    found = plan(
        gov,
        row(name=gov.division.name, award="TTLĐTT"),
        row(name=gov.other_division.code, award="TTLĐTT", recipient=gov.other_division.code),
    )
    assert [draft.who.pk for draft in found.changes.drafts] == [
        gov.division.pk,
        gov.other_division.pk,
    ]


def test_recipients_outside_are_found_or_recorded_once(gov):
    firm = outsider(gov.division, name="Công ty TNHH Gạo Sông Hậu", registration="2100999001")
    rows = [
        row(name="Công ty TNHH Gạo Sông Hậu", kind="Doanh nghiệp", award="GK"),
        row(name="Hộ ông Kim Rinh", kind="Hộ gia đình", award="GK", unit=gov.division.code),
        row(
            name="Hộ ông Kim Rinh",
            kind="Hộ gia đình",
            award="GK",
            year="2017",
            number="9/QĐ-SCT",
            decided_on="10/01/2018",
            unit=gov.division.code,
        ),
        row(name="Tên trên giấy", recipient="2100999001", award="GK", year="2016"),
    ]
    found, done = load(gov, *rows, answers=Answers(rows={"5": f"same:{firm.code}"}))
    assert found.is_clean, told(found)
    assert done is not None
    home = ExternalRecipient.objects.exclude(pk=firm.pk).get()
    assert (home.kind, home.unit) == (RecipientKind.HOUSEHOLD, gov.division)
    assert RecordedAward.objects.filter(external=home).count() == 2
    assert RecordedAward.objects.filter(external=firm).count() == 2
    assert found.figures["Đối tượng ngoài lập mới"] == 1
    assert annual.build(gov.department, 2018).totals().households == 1


def test_a_name_near_one_outside_is_a_doubt(gov):
    outsider(gov.division, name="Công ty TNHH Gạo Sông Hậu")
    found = plan(gov, row(name="Cty CP Gạo Sông Hậu", kind="Doanh nghiệp", award="GK"))
    assert len(found.doubts) == 1


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
