"""Pages of who may be given what: a person, a collective, and the people of a unit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from awards.models import RecordedAward
from awards.web.evidence import Evidence
from core.scope import SYSTEM
from legal.rules.verdict import Verdict
from personnel.models import Role
from personnel.services import conduct
from tests.awards import old_awards
from tests.awards.web.pages import as_actor, as_user, member, text_of
from tests.factories.awards import AT, ProposalFactory, assessed, decide, make_government
from tests.factories.personnel import StaffFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("january")]


def page(name, code, **query):
    return reverse(f"awards:{name}", args=[code], query=query)


@pytest.fixture
def person(gov):
    return assessed(StaffFactory(unit=gov.division, full_name="Thạch Sa Rây"), "GOOD")


def overlapping(person):
    """Two disciplines at the same time, as an old paper may have them."""
    for form, start in (("WARNING", date(2018, 1, 1)), ("REPRIMAND", date(2018, 6, 1))):
        conduct.record_discipline(
            staff=person,
            form=form,
            valid_from=start,
            valid_to=date(2019, 6, 1),
            decision_ref="3/QĐ-SCT",
            overlap_known=True,
            by=SYSTEM,
            at=AT,
        )


def test_each_award_is_told_with_its_verdict_and_opened_for_why(officer, person):
    told = text_of(officer.get(page("person_standing", person.code, nam=2020)))
    assert "Lao động tiên tiến" in told
    assert "Chiến sĩ thi đua cơ sở" in told
    # Closed, a line says what stands against it; opened, every condition and its article.
    assert "Điều 24" not in told
    opened = text_of(officer.get(page("person_standing", person.code, nam=2020, mo="LDTT")))
    assert "Điều 24 Luật Thi đua, khen thưởng 2003" in opened
    assert "hoàn thành tốt nhiệm vụ" in opened
    assert "Xếp loại năm 2020 (15/QĐ-SCT)" in opened
    assert reverse("personnel:staff_detail", args=[person.code]) in opened


def test_records_that_contradict_each_other_are_linked_where_they_are_mended(gov, officer, person):
    overlapping(person)
    early = old_awards.row(
        recipient=person.code, name=person.full_name, year="2014", decided_on="20/12/2014"
    )
    found, _load = old_awards.load(gov, early)
    assert old_awards.told(found) == []
    assert "trước ngày vào làm việc" in found.notes[0].text
    told = text_of(officer.get(page("person_standing", person.code, nam=2020, mo="LDTT")))
    box = told[told.index("Dữ liệu mâu thuẫn") : told.index("Điều gì làm thay đổi")]
    mended = reverse("personnel:conduct", args=[person.code])
    assert f'<a href="{mended}">Cảnh cáo từ ngày 01/01/2018</a>' in box
    assert f'<a href="{mended}">Khiển trách từ ngày 01/06/2018</a>' in box
    assert "có trước ngày vào làm việc" in box
    assert reverse("awards:award_detail", args=[RecordedAward.objects.get().pk]) in box
    person_page = reverse("personnel:staff_detail", args=[person.code])
    assert f'<a href="{person_page}">Ngày vào làm việc của Thạch Sa Rây</a>' in box


def test_what_is_missing_says_where_to_enter_it(gov, officer):
    ungraded = StaffFactory(unit=gov.division)
    url = page("person_standing", ungraded.code, nam=2020, mo="LDTT")
    told = text_of(officer.get(url))
    assert "Ghi kết quả xếp loại năm 2020." in told
    assert f'<a href="{reverse("personnel:staff_assess", args=[ungraded.code])}">' in told
    own = text_of(member(gov.division, ungraded).get(url))
    assert "Báo cán bộ tổ chức bổ sung" in own
    assert reverse("personnel:staff_assess", args=[ungraded.code]) not in own


def test_the_list_narrows_to_a_verdict_and_says_when_nothing_is_left(officer, person):
    told = text_of(
        officer.get(page("person_standing", person.code, **{"nam": 2020, "ket-luan": "ERROR"}))
    )
    assert "Không có danh hiệu nào khớp" in told


def test_a_year_before_the_law_is_told_and_not_judged(officer, person):
    query = {"nam": 2020, "nhan": "01/02/1990"}
    told = text_of(officer.get(page("person_standing", person.code, **query)))
    assert "chưa có bộ quy tắc nào" in told


def test_newer_rules_stand_beside_when_the_dossier_waits_past_them(gov, officer, person, clock_at):
    with clock_at("2026-11-02"):
        client = as_actor(gov.officer)
        query = {"nam": 2020, "nhan": "15/09/2026", "mo": "LDTT"}
        told = text_of(client.get(page("person_standing", person.code, **query)))
    assert "theo luật mới" in told
    assert "2026C" in told


def test_people_see_their_own_and_not_that_of_others(gov, person):
    own = member(gov.division, person)
    assert own.get(page("person_standing", person.code)).status_code == 200
    other = StaffFactory(unit=gov.division)
    assert own.get(page("person_standing", other.code)).status_code == 404
    assert own.get(page("unit_standing", gov.division.code)).status_code == 404


def test_the_pages_of_people_and_units_lead_here(gov, officer, person):
    told = text_of(officer.get(reverse("personnel:staff_detail", args=[person.code])))
    part = page("person_standing_part", person.code)
    assert part in told
    short = text_of(officer.get(part, headers={"HX-Request": "true"}))
    assert page("person_standing", person.code) in short
    told = text_of(officer.get(reverse("personnel:unit_detail", args=[gov.division.code])))
    assert page("unit_standing_part", gov.division.code) in told
    own = member(gov.division, person)
    assert part in text_of(own.get(reverse("personnel:my_record")))


def test_a_collective_is_judged_by_its_members(gov, officer, person):
    told = text_of(officer.get(page("unit_standing", gov.division.code, nam=2020, mo="TTLDTT")))
    assert "Tập thể lao động tiên tiến" in told
    assert "cá nhân" in told


def test_the_people_of_a_unit_stand_in_a_table_and_lead_on(officer, gov, person):
    told = text_of(officer.get(page("people_standing", gov.department.code, nam=2020)))
    assert "Thạch Sa Rây" in told
    assert f"{page('person_standing', person.code)}?nam=2020" in told
    narrowed = page("people_standing", gov.department.code, nam=2020, q="khong ai ca")
    assert "Không có ai khớp" in text_of(officer.get(narrowed))


def test_people_with_a_verdict_are_found_among_all(officer, gov, person):
    lowly = assessed(StaffFactory(unit=gov.division, full_name="Kim Ngọc Lan"), "FAILED")
    query = {"nam": 2020, "danh-hieu": "LDTT", "ket-luan": "NOT_YET"}
    told = text_of(officer.get(page("people_standing", gov.department.code, **query)))
    assert lowly.full_name in told
    assert "Thạch Sa Rây" not in told


def test_the_sheet_holds_what_the_page_shows(officer, gov, person):
    lowly = assessed(StaffFactory(unit=gov.division, full_name="Kim Ngọc Lan"), "FAILED")
    query = {"nam": 2020, "danh-hieu": "LDTT", "ket-luan": "NOT_YET"}
    answer = officer.get(page("people_standing_file", gov.department.code, **query))
    book = CalamineWorkbook.from_filelike(BytesIO(answer.content))
    rows = book.get_sheet_by_index(0).to_python()
    assert [lowly.code, "Kim Ngọc Lan", gov.division.name, "Chưa đủ điều kiện"] in rows
    assert person.code not in [row[0] for row in rows]


@pytest.mark.parametrize("name", ["person_standing", "people_standing"])
def test_the_number_of_queries_is_fixed(gov, officer, person, name, django_assert_max_num_queries):
    for _number in range(5):
        assessed(StaffFactory(unit=gov.division))
    code = person.code if name == "person_standing" else gov.department.code
    url = page(name, code, nam=2020)
    officer.get(url)
    with django_assert_max_num_queries(28):
        officer.get(url)


def test_a_council_member_sees_what_the_rules_say(gov, person):
    client = as_user(UserFactory(roles=[(Role.COUNCIL_MEMBER, gov.department)]))
    assert client.get(page("people_standing", gov.division.code)).status_code == 200


def test_records_beyond_the_readers_reach_are_only_counted(gov, officer, person):
    """He reads of a title given elsewhere that it was counted, not which."""
    elsewhere = make_government()
    proposal = ProposalFactory(gov=elsewhere, code="LDTT")
    decide(elsewhere, proposal)
    moved = proposal.recorded_award
    verdict = Verdict.from_dict(proposal.revisions.get().verdict)
    finding = replace(
        verdict.findings[0], facts={"found": [{"ref": f"award:{moved.pk}"}]}, parts=()
    )
    told = replace(verdict, findings=(finding,))
    assert [one.label for one in Evidence(gov.officer, person, [told]).of(finding)] == [
        "có 1 hồ sơ ngoài phạm vi của bạn"
    ]
    [mine] = Evidence(elsewhere.officer, person, [told]).of(finding)
    assert mine.url == reverse("awards:award_detail", args=[moved.pk])
