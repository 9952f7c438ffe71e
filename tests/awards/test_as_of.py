"""Lists and reports as of a day: a merger changes no report of the years before it."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from datetime import date, datetime
from io import BytesIO, TextIOWrapper
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.urls import reverse
from docx import Document

from awards.reports import annual, annual_docx
from awards.reports.records import behind
from awards.selectors import register
from awards.selectors.reach import Reach, ranges_on, reach_on, usual_day
from core.scope import SYSTEM, Actor
from emulation.selectors.counts import year_counts
from personnel.models import Role, Unit, UnitKind, User
from personnel.services import unit_changes, unit_names
from personnel.services.orders import Order
from tests.awards.web.pages import as_user, text_of
from tests.factories.awards import DAY, YEAR, ProposalFactory, assessed, decide, make_government
from tests.factories.emulation import EmulationYearFactory, RegistrationFactory
from tests.factories.personnel import StaffFactory, UnitFactory, UserFactory, actor_for, fresh

pytestmark = pytest.mark.django_db

LATER = datetime(2025, 12, 1, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
TODAY = LATER.date()
MERGED = date(2025, 7, 1)


@pytest.fixture
def merged():
    """Two departments with awards of 2020; in July 2025 the first passes into the second."""
    gov = make_government()
    new = UnitFactory(
        kind=UnitKind.DEPARTMENT, name="Sở mới", parent=gov.province, has_legal_personality=True
    )
    division = UnitFactory(name="Phòng mới", parent=new)
    fresh(gov.province, gov.department, gov.division, new, division)
    gov = _with_actors(gov)
    people = [assessed(StaffFactory(unit=gov.division)) for _ in range(2)]
    decide(gov, *(ProposalFactory(gov=gov, staff=one) for one in people))
    gov.new = new
    unit_changes.merge_units(
        sources=[gov.department],
        into=new,
        on=MERGED,
        order=Order("12/NQ-HĐND", date(2025, 6, 12)),
        by=SYSTEM,
        at=LATER,
    )
    unit_names.rename_unit(
        unit=Unit.objects.get(pk=new.pk),
        on=date(2025, 8, 1),
        name="Sở hợp nhất",
        order=Order("13/NQ-HĐND", date(2025, 7, 12)),
        by=SYSTEM,
        at=LATER,
    )
    fresh(gov.province, gov.department, gov.division, new)
    return gov


def _with_actors(gov):
    """The tree has grown since the actors of the factory were made: ask for them anew."""
    names = [one.name for one in fields(gov) if isinstance(getattr(gov, one.name), Actor)]
    return replace(
        gov,
        **{name: actor_for(User.objects.get(pk=getattr(gov, name).user_id), DAY) for name in names},
    )


def individuals(unit, year=YEAR, reach=None):
    return annual.build(unit, year, reach).totals().individuals


def test_a_past_year_is_reported_by_the_structure_of_its_end(merged):
    assert individuals(merged.department) == 2
    assert individuals(merged.new) == 0
    assert individuals(merged.province) == 2


def test_by_todays_structure_the_new_department_has_the_history_of_the_old(merged):
    today = reach_on(merged.new, TODAY, today=TODAY)
    assert individuals(merged.new, reach=today) == 2
    assert today.name == "Sở hợp nhất"


def test_nothing_is_lost_in_the_year_of_the_merger(merged):
    day = date(2025, 12, 31)
    old = ranges_on(merged.department, day)
    new = ranges_on(merged.new, day)
    assert any(start <= merged.department.tree_start <= end for start, end in old)
    assert any(start <= merged.department.tree_start <= end for start, end in new)


def test_every_figure_leads_to_its_records_by_the_same_day(merged):
    for day in (date(YEAR, 12, 31), TODAY):
        for unit in (merged.department, merged.new, merged.province):
            reach = reach_on(unit, day, today=TODAY)
            report = annual.build(unit, YEAR, reach)
            for figure in report.cells:
                assert figure.filters["as_of"] == day.isoformat()
                assert behind(unit, YEAR, figure.filters, reach).count() == figure.value


def test_the_register_is_narrowed_by_the_structure_of_the_day(merged):
    rows = register.listed()

    def count(unit, day=None):
        wanted = {"unit": unit} if day is None else {"unit": unit, "as_of": day}
        return register.narrowed(rows, wanted).count()

    assert count(merged.new) == 2
    assert count(merged.new, date(2025, 6, 30)) == 0
    assert count(merged.new, MERGED) == 2
    assert count(merged.department, date(2025, 6, 30)) == 2


def test_a_unit_that_was_not_there_yet_counts_nothing(merged):
    early = reach_on(merged.new, date(2005, 1, 1), today=TODAY)
    assert early.is_empty
    assert individuals(merged.new, reach=early) == 0
    assert year_counts(merged.new, YEAR, early.ranges).registered == 0


def test_the_usual_day_is_the_years_end_or_today():
    assert usual_day(2020, today=TODAY) == date(2020, 12, 31)
    assert usual_day(2025, today=TODAY) == TODAY


def test_papers_carry_the_names_of_that_day(merged):
    report = annual.build(merged.new, YEAR)
    assert report.unit_name == "Sở mới"
    paper = Document(BytesIO(annual_docx.build(report, merged.new, TODAY)))
    words = "\n".join(cell.text for row in paper.tables[0].rows for cell in row.cells)
    assert "SỞ MỚI" in words
    now = annual.build(merged.new, YEAR, reach_on(merged.new, TODAY, today=TODAY))
    assert now.unit_name == "Sở hợp nhất"


def test_the_command_takes_a_day(merged, clock_at):
    def told(**options):
        out = BytesIO()
        stream = TextIOWrapper(out)
        call_command(
            "annual_report",
            stdout=stream,
            unit=merged.new.code,
            year=str(YEAR),
            out="-",
            **options,
        )
        stream.flush()
        return json.loads(out.getvalue())

    with clock_at("2025-12-01"):
        assert told()["totals"]["all"]["individuals"] == 0
        asked = told(as_of="1/12/2025")
    assert (asked["as_of"], asked["totals"]["all"]["individuals"]) == ("2025-12-01", 2)


def test_page_and_records_keep_the_day(merged, clock_at):
    user = UserFactory(roles=[(Role.PROVINCE_OFFICER, merged.province)])
    with clock_at("2025-12-01"):
        client = as_user(user)
        query = {"unit": merged.new.code, "nam": YEAR}
        page = text_of(client.get(reverse("reports:annual"), query))
        assert "cơ cấu tổ chức ngày 31/12/2020" in page
        assert "Xem theo cơ cấu hôm nay" in page
        today = text_of(client.get(reverse("reports:annual"), {**query, "as_of": "2025-12-01"}))
        assert "as_of=2025-12-01" in today
        rows = {"unit": merged.new.code, "year": YEAR}
        assert "Không có dòng nào khớp" in text_of(client.get(reverse("reports:records"), rows))
        found = client.get(reverse("reports:records"), {**rows, "as_of": "2025-12-01"})
        assert "Có 2 lượt" in text_of(found)
        listed = {"unit": merged.new.code, "as_of": "30/06/2025"}
        assert "Có 2 khen thưởng" in text_of(
            client.get(reverse("awards:register"), {"unit": merged.new.code})
        )
        assert "Không có khen thưởng nào khớp" in text_of(
            client.get(reverse("awards:register"), listed)
        )


def test_a_department_that_ended_is_not_reported_by_a_day_after_its_end(merged, clock_at):
    user = UserFactory(roles=[(Role.PROVINCE_OFFICER, merged.province)])
    with clock_at("2025-12-01"):
        client = as_user(user)

        def page(day):
            query = {"unit": merged.department.code, "nam": YEAR, "as_of": day}
            return text_of(client.get(reverse("reports:annual"), query))

        late, whole = page("2025-12-01"), page("2025-06-30")
    assert "Xem theo ngày cuối cùng đơn vị hoạt động" in late
    assert "as_of=2025-06-30" in late
    for word in ("ngày cuối cùng", "Xem theo cơ cấu hôm nay"):
        assert word not in whole


def test_the_years_input_is_narrowed_by_the_same_day(merged, clock_at):
    user = UserFactory(roles=[(Role.AUDITOR, merged.province)])
    RegistrationFactory(
        year=EmulationYearFactory(unit=merged.new, year=2025),
        staff=StaffFactory(unit=Unit.objects.get(name="Phòng mới"), full_name="Sơn Thị Rạng"),
    )
    with clock_at("2025-12-01"):
        client = as_user(user)
        page = text_of(
            client.get(reverse("reports:annual"), {"unit": merged.new.code, "nam": 2025})
        )
        assert "tai_ngay=2025-12-01" in page
        asked = {"nam": 2025, "don_vi": merged.new.code}
        lists = reverse("emulation:registration_list")
        now = text_of(client.get(lists, {**asked, "tai_ngay": "2025-12-01"}))
        before = text_of(client.get(lists, {**asked, "tai_ngay": "2005-01-01"}))
    assert "Sơn Thị Rạng" in now
    assert "Sơn Thị Rạng" not in before
    assert "01/01/2005" in before


def test_a_reach_carries_its_own_filter(merged):
    reach = Reach(merged.new, MERGED, "Sở mới", ((1, 2),))
    assert reach.filters == {"unit": merged.new.code, "as_of": "2025-07-01"}
