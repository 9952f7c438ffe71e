"""Pages of missed candidates and of forecasts: whom they name, for whom, and what they lead to."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from awards.models.recipient import Basis
from personnel.models import Role, Staff, UnitAssessment
from tests.awards.web.pages import as_actor, as_user, member, text_of
from tests.factories.awards import AT, YEAR, ProposalFactory, assessed
from tests.factories.personnel import StaffFactory, UserFactory, actor_with

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("january")]


def page(name, *args, **query):
    return reverse(f"awards:{name}", args=args, query={"nam": YEAR, **query})


@pytest.fixture
def person(gov):
    return assessed(StaffFactory(unit=gov.division, full_name="Thạch Sa Rây"), "GOOD")


def sheet(response):
    rows = CalamineWorkbook.from_filelike(BytesIO(response.content)).get_sheet_by_index(0)
    return rows.to_python()


# --- Missed candidates ----------------------------------------------------------------------------


def test_who_meets_every_computed_condition_and_was_not_proposed_is_named_with_the_reason(
    officer, person
):
    told = text_of(officer.get(page("missed")))
    assert "Thạch Sa Rây" in told
    assert "Lao động tiên tiến" in told
    assert "Chờ người xét" in told
    assert "năm 2020 được xếp loại hoàn thành tốt nhiệm vụ" in told
    assert reverse("awards:person_standing", args=[person.code]) in told


def test_a_common_reason_is_told_once(gov, officer, person):
    assessed(StaffFactory(unit=gov.division, full_name="Kim Thị Lan"), "GOOD")
    told = text_of(officer.get(page("missed", danh_hieu="LDTT")))
    assert told.count("năm 2020 được xếp loại hoàn thành tốt nhiệm vụ") == 1
    assert "Kim Thị Lan" in told
    assert "Thạch Sa Rây" in told


def test_who_is_proposed_already_is_not_named(gov, officer, person):
    ProposalFactory(gov=gov, staff=person, code="LDTT", submit=False)
    told = text_of(officer.get(page("missed", danh_hieu="LDTT")))
    assert "Thạch Sa Rây" not in told
    assert "Không còn ai bị bỏ sót" in told


def test_who_fails_a_computed_condition_or_has_no_grade_is_not_named(gov, officer):
    assessed(StaffFactory(unit=gov.division, full_name="Kim Thị Lan"), "COMPLETED")
    StaffFactory(unit=gov.division, full_name="Lý Văn Bảy")
    told = text_of(officer.get(page("missed")))
    assert "Kim Thị Lan" not in told
    assert "Lý Văn Bảy" not in told


def test_what_is_only_a_reminder_makes_nobody_a_candidate(gov, officer):
    """Of certificates of 2014 to 2023 no text was read: the guide of the installation only warns."""
    praised = StaffFactory(unit=gov.division, full_name="Kim Thị Lan")
    for year in (YEAR - 1, YEAR):
        assessed(praised, "EXCELLENT", year)
    told = text_of(officer.get(page("missed")))
    assert "Kim Thị Lan" in told
    for code in ("GIAYKHEN", "BK_TINH", "BK_BO"):
        assert "Kim Thị Lan" not in text_of(officer.get(page("missed", danh_hieu=code)))


def test_the_button_opens_the_form_with_person_year_and_award_filled_in(officer, person):
    told = text_of(officer.get(page("missed", danh_hieu="LDTT")))
    address = next(part for part in told.split('"') if "/de-nghi/lap/?" in part)
    form = text_of(officer.get(address.replace("&amp;", "&")))
    assert "Thạch Sa Rây" in form
    assert '<option value="LDTT" selected>' in form


def test_a_head_sees_his_own_unit_and_not_himself(gov, person):
    other = assessed(StaffFactory(unit=gov.other_division, full_name="Sơn Thị Hà"), "GOOD")
    head = gov.head
    myself = person.__class__.objects.get(pk=head.staff_id)
    assessed(myself, "GOOD")
    browser = as_actor(head)
    told = text_of(browser.get(page("missed")))
    assert "Thạch Sa Rây" in told
    assert other.full_name not in told
    assert f"nguoi%3A{myself.code}" not in told
    assert browser.get(page("missed", don_vi=gov.other_division.code)).status_code == 404


def test_who_may_not_propose_reads_the_list_without_the_button(gov, person):
    told = text_of(as_actor(gov.auditor).get(page("missed", don_vi=gov.department.code)))
    assert "Thạch Sa Rây" in told
    assert "/de-nghi/lap/?" not in told
    assert member(gov.division).get(page("missed")).status_code == 403


def test_collectives_are_looked_through_too(gov, officer):
    for _ in range(3):
        StaffFactory(unit=gov.division)
    for member_of_it in Staff.objects.filter(unit=gov.division):
        ProposalFactory(gov=gov, staff=assessed(member_of_it, "GOOD"), code="LDTT")
    UnitAssessment.objects.create(unit=gov.division, year=YEAR, grade="GOOD")
    address = page("missed", doi_tuong="COLLECTIVE", danh_hieu="TTLDTT")
    named = text_of(officer.get(address)).partition("<tbody>")[2]
    assert gov.division.name in named
    assert gov.other_division.name not in named
    ProposalFactory(gov=gov, subject_unit=gov.division, code="TTLDTT", submit=False)
    assert "Không còn ai bị bỏ sót" in text_of(officer.get(address))


def test_the_sheet_holds_the_lines_of_the_page(officer, person):
    rows = sheet(officer.get(page("missed_file", danh_hieu="LDTT")))
    line = next(row for row in rows if "Thạch Sa Rây" in row)
    assert line[0] == person.code
    assert "Lao động tiên tiến" in line[3]
    assert line[4] == "Chỉ còn chờ người xét đánh giá"


def test_the_tabs_lead_to_both_pages_for_those_who_may(gov, officer):
    told = text_of(officer.get(reverse("proposals:list")))
    assert reverse("awards:missed") in told
    assert reverse("awards:forecast") in told
    plain = text_of(member(gov.division).get(reverse("proposals:list")))
    assert reverse("awards:missed") not in plain


def queries(browser, address):
    browser.get(address)
    with CaptureQueriesContext(connection) as found:
        assert browser.get(address).status_code == 200
    return len(found)


@pytest.mark.parametrize("name", ["missed", "forecast"])
def test_the_number_of_queries_does_not_grow_with_the_people(gov, officer, person, name):
    before = queries(officer, page(name))
    for _ in range(6):
        assessed(StaffFactory(unit=gov.division), "GOOD")
    assert queries(officer, page(name)) == before


def test_pages_follow_one_another_without_losing_anybody(gov, officer):
    names = {f"Người Thứ {number:02d}" for number in range(51)}
    for name in names:
        assessed(StaffFactory(unit=gov.division, full_name=name), "EXCELLENT")
    first = text_of(officer.get(page("missed")))
    assert "50 trong 51 dòng" in first
    onward = next(part for part in first.split('"') if "trang=1.2" in part)
    second = text_of(officer.get(reverse("awards:missed") + onward.replace("&amp;", "&")))
    assert "1 trong 51 dòng" in second
    assert {name for name in names if name in first + second} == names


def test_nonsense_in_the_address_is_the_beginning(officer, person):
    for trang in ("x", "9.9", "-1.0", "1.99999"):
        assert officer.get(page("missed", trang=trang)).status_code == 200
        assert officer.get(page("forecast", trang=trang)).status_code == 200


# --- Forecasts ------------------------------------------------------------------------------------


def test_the_forecast_says_could_and_names_what_is_needed(officer, person):
    told = text_of(officer.get(page("forecast", danh_hieu="CSTDCS")))
    assert "Đây là khả năng, không phải cam kết" in told
    assert "Thạch Sa Rây" in told
    assert "Cần thêm" in told
    assert "01 sáng kiến hoặc đề tài được công nhận năm 2021" in told


def test_the_rarest_award_opens_the_forecast_and_those_of_the_base_end_it(officer, person):
    told = text_of(officer.get(page("forecast")))
    rows = told[told.index("Thạch Sa Rây") :]
    names = ("Chiến sĩ thi đua tỉnh", "Chiến sĩ thi đua cơ sở", "Lao động tiên tiến")
    places = [rows.index(name) for name in names]
    assert places == sorted(places)


def test_who_needs_nothing_more_is_found_by_the_filter(gov, officer, person):
    told = text_of(officer.get(page("forecast", con_thieu="0")))
    assert "Lao động tiên tiến" in told
    assert "sáng kiến hoặc đề tài được công nhận" not in told


def test_nobody_is_named_beyond_retirement(gov, officer, person):
    person.__class__.objects.filter(pk=person.pk).update(retires_on="2022-03-01")
    told = text_of(officer.get(page("forecast", danh_hieu="LDTT", trong_nam="2022")))
    assert "Thạch Sa Rây" not in told
    assert "Thạch Sa Rây" in text_of(officer.get(page("forecast", danh_hieu="LDTT")))


def test_everybody_sees_his_own_outlook_and_nobody_elses(gov, person):
    own = as_user(UserFactory(staff=person, roles=[(Role.STAFF_MEMBER, gov.division)]))
    told = text_of(own.get(page("person_forecast", person.code)))
    assert "Lao động tiên tiến" in told
    assert "Chưa ghi ngày nghỉ hưu dự kiến" in told
    other = StaffFactory(unit=gov.division)
    assert own.get(page("person_forecast", other.code)).status_code == 404


def test_a_head_sees_the_forecast_of_his_unit_only(gov, person):
    assessed(StaffFactory(unit=gov.other_division, full_name="Sơn Thị Hà"), "GOOD")
    told = text_of(as_actor(gov.head).get(page("forecast")))
    assert "Thạch Sa Rây" in told
    assert "Sơn Thị Hà" not in told
    assert member(gov.division).get(page("forecast")).status_code == 403


def test_the_sheet_of_the_forecast_has_a_column_for_each_year(officer, person):
    rows = sheet(officer.get(page("forecast_file", danh_hieu="CSTDCS")))
    head = next(row for row in rows if "2021" in map(str, row))
    assert [str(value) for value in head[4:7]] == ["2021", "2022", "2023"]
    line = next(row for row in rows if "Thạch Sa Rây" in row)
    assert line[4].startswith("Có thể, cần thêm")


def test_an_empty_unit_says_what_comes_next(gov):
    officer = actor_with(Role.HR_OFFICER, gov.other_division, on=AT.date())
    assert "Chưa thấy ai" in text_of(as_actor(officer).get(page("forecast")))


def test_a_sudden_deed_does_not_hide_a_person_from_another_award(gov, officer, person):
    ProposalFactory(gov=gov, staff=person, code="BK_TINH", basis=Basis.SUDDEN, submit=False)
    assert "Thạch Sa Rây" in text_of(officer.get(page("missed", danh_hieu="LDTT")))


def test_a_unit_of_many_portions_is_told_of_and_gone_through_whole(gov, officer):
    """A portion of the forecast has two hundred people: two hundred and five are two."""
    more = 205 - Staff.objects.in_subtree(gov.department).count()
    Staff.objects.bulk_create(
        Staff(
            code=f"NV{number:04d}",
            full_name=f"Nguyễn Văn {number:04d}",
            sort_key=f"nguyen van {number:04d}",
            unit=gov.division,
            category="WORKER",
            joined_on=date(2015, 1, 1),
        )
        for number in range(more)
    )
    last = assessed(
        StaffFactory(unit=gov.division, full_name="Thạch Sa Cuối", joined_on=date(2015, 1, 1))
    )
    first = officer.get(page("forecast", danh_hieu="LDTT"))
    portion = first.context["portion"]
    assert (portion.of, len(portion.places), portion.total) == (2, 200, 206)
    assert "Phần 1 trên 2 của đơn vị" in text_of(first)
    second = officer.get(page("forecast", danh_hieu="LDTT", trang=2))
    assert {one for part in (first, second) for one, _at in part.context["portion"].places} == set(
        Staff.objects.in_subtree(gov.department).values_list("pk", flat=True)
    )
    # Pages lead from the one to the other, and figures and sheet stay with what is shown.
    place = first.context["after"]
    while place.startswith("1."):
        place = officer.get(page("forecast", danh_hieu="LDTT", trang=place)).context["after"]
    assert place == "2.1"
    assert "trang=2" in second.context["export_url"]
    assert all("trang=2" in bar.url for bar in second.context["bars"])
    told = sheet(officer.get(second.context["export_url"]))
    assert any("Phần 2/2: đã xét 6 trong 206" in str(cell) for row in told for cell in row)
    assert any(last.code in row for row in told)


def test_the_sheet_says_how_many_were_judged(officer, person):
    told = sheet(officer.get(page("missed_file")))
    assert any("đối tượng của đơn vị" in str(cell) for row in told for cell in row)
