"""Opening years, setting phases."""

from datetime import date

import pytest

from core.errors import Forbidden, InvalidInput, NotVisible
from core.models import AuditEvent
from emulation.models import EmulationYear
from emulation.selectors import years as reads
from emulation.services import years
from emulation.services.years import PhaseEntry
from personnel.models import Role
from tests.factories import emulation as made
from tests.factories.personnel import AT, UnitFactory, actor_for, actor_with, fresh


def open_year(place, **values):
    given = {"unit": place.unit, "year": 2022, "by": actor_for(place.officer_user), "at": AT}
    return years.open_year(**given | values)


def test_a_year_is_opened_with_its_phases(place):
    year = open_year(place, theme="  Đổi mới ", phases=made.phases())
    assert (year.theme, year.phases.count()) == ("Đổi mới", 5)
    event = AuditEvent.objects.filter(action="emulation.year_opened").latest("pk")
    assert event.data["phases"][0] == {
        "kind": "REGISTRATION",
        "opens_on": "2020-11-01",
        "closes_on": "2020-12-10",
    }


@pytest.mark.parametrize(
    ("values", "message", "field"),
    [
        ({"year": 2021}, "năm thi đua 2021 của Sở Công Thương đã được mở", "year"),
        ({"year": 1800}, "năm 1800 nằm ngoài khoảng 1948–2200", "year"),
        ({"year": 2005}, "không hoạt động trong năm 2005", "unit"),
        ({"theme": "x" * 301}, "dài 301 ký tự", "theme"),
        (
            {"phases": [PhaseEntry("REVIEW", date(2022, 5, 2), date(2022, 5, 1))]},
            "ngày hết hạn 01/05/2022 trước ngày mở 02/05/2022",
            "review_closes_on",
        ),
        (
            {"phases": [PhaseEntry("HOLIDAY", date(2022, 5, 2), date(2022, 5, 3))]},
            "“HOLIDAY” không có trong danh mục",
            "kind",
        ),
        (
            {"phases": [PhaseEntry("REPORT", date(2022, 5, 2), date(2022, 5, 3))] * 2},
            "nhập hai lần",
            "report_opens_on",
        ),
        (
            {"phases": [PhaseEntry("REPORT", date(222, 5, 2), date(2022, 5, 3))]},
            "nằm ngoài khoảng cho phép",
            "report_opens_on",
        ),
    ],
)
def test_what_cannot_be_opened_is_told_with_place_and_next_step(place, values, message, field):
    before = EmulationYear.objects.count()
    with pytest.raises(InvalidInput) as refused:
        open_year(place, **values)
    (problem,) = refused.value.problems
    assert message in problem.reason
    assert problem.field == field
    assert problem.place
    assert problem.hint
    assert EmulationYear.objects.count() == before


def test_only_those_who_manage_years_open_one(place):
    with pytest.raises(Forbidden, match="mở và sửa năm thi đua"):
        open_year(place, by=actor_for(place.head_user))
    with pytest.raises(NotVisible):
        years.set_theme(
            year=place.year,
            theme="Khác",
            by=actor_with(Role.HR_OFFICER, place.elsewhere),
            at=AT,
        )


def test_setting_a_phase_twice_alike_writes_once(place):
    by = actor_for(place.officer_user)
    change = {"kind": "REVIEW", "opens_on": date(2021, 12, 2), "closes_on": date(2021, 12, 22)}
    for _time in range(2):
        phase = years.set_phase(year=place.year, **change, by=by, at=AT)
    assert phase.closes_on == date(2021, 12, 22)
    event = AuditEvent.objects.get(action="emulation.phase_set")
    assert event.data["before"] == ["2021-12-01", "2021-12-20"]
    assert place.year.phases.filter(kind="REVIEW").count() == 1


def test_the_theme_is_changed_with_an_audit_entry(place):
    years.set_theme(year=place.year, theme="Mới", by=actor_for(place.officer_user), at=AT)
    years.set_theme(year=place.year, theme="Mới", by=actor_for(place.officer_user), at=AT)
    assert AuditEvent.objects.get(action="emulation.theme_set").data["to"] == "Mới"


def test_the_nearest_organiser_binds_a_unit(place):
    agency = UnitFactory(parent=place.unit, kind="PUBLIC_SERVICE_UNIT", has_legal_personality=True)
    desk = UnitFactory(parent=agency)
    fresh(place.office, place.elsewhere)
    assert reads.year_of(desk, 2021) == place.year
    own = made.EmulationYearFactory(unit=agency, year=2021)
    assert reads.year_of(desk, 2021) == own
    assert reads.year_of(place.office, 2021) == place.year
    assert reads.year_of(place.office, 2030) is None
    assert reads.year_of(place.elsewhere, 2021) is None
