"""Awards of earlier years from a list: how awards, people and units are known."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from awards.models import RecordedAward
from awards.reports import annual
from awards.services.back_entry.award_names import loose
from core.imports.registry import Answers
from core.models import AuditEvent
from personnel.models import ExternalRecipient, RecipientKind
from tests.awards.old_awards import load, plan, row, told
from tests.factories.personnel import StaffFactory
from tests.factories.recipients import outsider

pytestmark = pytest.mark.django_db


@pytest.fixture
def lan(gov):
    return StaffFactory(
        unit=gov.division, full_name="Nguyễn Thị Lan", birth_date=date(1985, 5, 8), code="NS001"
    )


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
