"""Lists, files, searches and the API show what may be seen one by one, and nothing else.

A small organisation with things of every kind in four places; somebody with any roles anywhere,
perhaps in the mode; every place where things are listed.  What is shown must be what the policy
says of the single thing.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from awards import permissions as award_policy
from awards.models import RecordedAward
from core.scope import SYSTEM
from emulation import permissions as emulation_policy
from personnel import permissions as personnel_policy
from personnel.models import Role
from personnel.models.delegation import NOT_DELEGABLE
from personnel.services import absences, bars, conduct, unit_grades
from personnel.services import recipients as recipient_services
from tests.factories import emulation as made
from tests.factories.awards import AT, DAY, ProposalFactory, assessed, decide, make_government
from tests.factories.delegations import delegate, on_behalf
from tests.factories.personnel import (
    StaffFactory,
    UnitFactory,
    UserFactory,
    actor_for,
    actor_with,
    fresh,
    grant,
)
from tests.support.clock import stopped_at

PLACES = ("division", "other_division", "department", "elsewhere")


@dataclass(frozen=True)
class Thing:
    """Something that lists show, the word by which it is known there, and who may see it."""

    kind: str
    word: str
    may_see: Callable[[Any], bool]


# --- The organisation -----------------------------------------------------------------------


def _policy(policy: Any, action: str, thing: Any) -> Callable[[Any], bool]:
    return lambda actor: policy.can(actor, action, thing).allowed


@pytest.fixture
def things(db):
    with stopped_at(DAY.isoformat()):
        yield list(_build())


@pytest.fixture
def units(things):
    return UNITS


UNITS: dict[str, Any] = {}


def _build():
    gov = make_government()
    elsewhere = UnitFactory(
        kind="DEPARTMENT", parent=gov.province, has_legal_personality=True, name="Sở Tài chính"
    )
    fresh(gov.province, gov.department)
    UNITS.update({name: getattr(gov, name) for name in (*PLACES[:3], "province", "ministry")})
    UNITS["elsewhere"] = elsewhere
    fresh(*UNITS.values())
    officer = actor_with(Role.HR_OFFICER, elsewhere, on=DAY)
    houses = {"elsewhere": SimpleNamespace(officer=officer, division=elsewhere)}
    years = {
        "elsewhere": _year(elsewhere, officer),
        "department": _year(gov.department, gov.officer),
    }
    for number, place in enumerate(PLACES):
        house = houses.get(place, gov)
        year = years["elsewhere" if place == "elsewhere" else "department"]
        yield from _of_place(UNITS[place], number, house, year)
    given = ProposalFactory(gov=gov, staff=_person(gov.division, "Kim Sổ Vàng"))
    decide(gov, given)
    award = RecordedAward.objects.get(proposal=given)
    yield Thing(
        "award", "Kim Sổ Vàng", lambda actor: award in RecordedAward.objects.visible_to(actor)
    )


def _year(unit, officer):
    phases = made.phases(date(2021, 1, 4), date(2021, 3, 31))[:1]
    return made.EmulationYearFactory(unit=unit, year=2021, by=officer, phases=phases, at=AT)


def _person(unit, name):
    return assessed(StaffFactory(unit=unit, full_name=name))


def _of_place(unit, number, house, year):
    letter = "ABCD"[number]
    person = _person(unit, f"Lâm Nhân {letter}")
    yield Thing(
        "staff", person.full_name, _policy(personnel_policy, "personnel.view_staff", person)
    )
    yield Thing("unit", unit.code, _policy(personnel_policy, "personnel.view_unit", unit))
    recipient = recipient_services.create_recipient(
        unit=unit, name=f"Công ty Biển {letter}", kind="ENTERPRISE", by=SYSTEM, at=AT
    )
    seen = _policy(personnel_policy, "personnel.view_recipient", recipient)
    yield Thing("recipient", recipient.name, seen)
    facts = {"staff": person, "by": SYSTEM, "at": AT}
    conduct.record_discipline(
        **facts, form="REPRIMAND", decision_ref=f"7{letter}/QĐ", valid_from=date(2020, 12, 1)
    )
    seen = _policy(personnel_policy, "personnel.view_staff", person)
    yield Thing("discipline", f"7{letter}/QĐ", seen)
    bars.record_bar(
        **facts,
        source=f"Thuế khu vực {letter}",
        reason="Nợ thuế",
        document_ref=f"8{letter}/TB",
        document_on=date(2020, 12, 1),
    )
    yield Thing("bar", f"8{letter}/TB", seen)
    changed = _policy(personnel_policy, "personnel.change_staff", person)
    yield Thing("bar_line", f"8{letter}/TB", changed)
    unit_grades.record_unit_grade(
        unit=unit, year=2019, grade="GOOD", decision_ref=f"9{letter}/QĐ", by=SYSTEM, at=AT
    )
    of_unit = _policy(personnel_policy, "personnel.view_unit", unit)
    yield Thing("unit_grade", f"9{letter}/QĐ", of_unit)
    absences.record_absence(
        **facts, kind="SICK", valid_from=date(2020, 3, 2), note=f"Nghỉ ốm {letter}"
    )
    yield Thing("absence", f"Nghỉ ốm {letter}", seen)
    registrant = _person(unit, f"Thạch Ghi {letter}")
    registration = made.RegistrationFactory(year=year, staff=registrant, by=house.officer, at=AT)
    seen = _policy(emulation_policy, "emulation.view_registration", registration)
    yield Thing("registration", registrant.full_name, seen)
    initiative = made.InitiativeFactory(
        authors=[person], title=f"Sáng kiến {letter}", by=house.officer, year=2021, at=AT
    )
    seen = _policy(emulation_policy, "emulation.view_initiative", initiative)
    yield Thing("initiative", initiative.title, seen)
    work = made.ScienceWorkFactory(
        members=[person], title=f"Đề tài {letter}", by=house.officer, year=2021, at=AT
    )
    seen = _policy(emulation_policy, "emulation.view_initiative", work)
    yield Thing("science", work.title, seen)
    nominee = _person(unit, f"Sơn Đề {letter}")
    proposal = ProposalFactory(gov=house, staff=nominee, by=house.officer)
    seen = _policy(award_policy, "awards.view", proposal)
    yield Thing("proposal", nominee.full_name, seen)
    # In a search the name may be that of the person alone; the dossier is known by its address.
    yield Thing("dossier", reverse("proposals:detail", args=[proposal.pk]), seen)


# --- Where things are listed ----------------------------------------------------------------


def _page(answer: Any) -> str:
    body = re.sub(r"(?s)<(script|style|svg).*?</\1>", " ", answer.content.decode())
    return body[body.find("<main") :] if "<main" in body else body


def _json(answer: Any) -> str:
    return answer.content.decode()


def _codes(answer: Any) -> str:
    """The rows themselves: a unit also names the one above it, which everybody there knows."""
    return str([row["code"] for row in answer.json()["results"]])


def _sheet(answer: Any) -> str:
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    rows = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
    return str(rows)


#   kind             address                      asked with                       read as
LISTS = (
    ("staff",        "personnel:staff_list",      {"q": "lam nhan"},               _page),
    ("staff",        "personnel:staff_export",    {"q": "lam nhan"},               _sheet),
    ("staff",        "personnel:staff_pick",      {"q": "lam nhan"},               _page),
    ("staff",        "api:staff_list",            {"q": "lam nhan"},               _json),
    ("staff",        "work:palette",              {"q": "lam nhan"},               _page),
    ("staff",        "work:search",               {"q": "lam nhan"},               _page),
    ("unit",         "api:unit_list",             {},                              _codes),
    ("unit",         "personnel:unit_pick",       {},                              _page),
    ("recipient",    "personnel:recipient_list",  {},                              _page),
    ("recipient",    "api:recipient_list",        {},                              _json),
    ("discipline",   "api:discipline_list",       {},                              _json),
    ("bar",          "api:bar_notice_list",       {},                              _json),
    ("bar_line",     "personnel:bar_list",        {},                              _page),
    ("unit_grade",   "api:unit_assessment_list",  {},                              _json),
    ("absence",      "api:absence_list",          {},                              _json),
    ("registration", "emulation:registration_list", {"nam": "2021"},               _page),
    ("registration", "api:registration_list",     {},                              _json),
    ("initiative",   "emulation:initiative_list", {"nam": "2021"},                 _page),
    ("initiative",   "api:initiative_list",       {},                              _json),
    ("science",      "emulation:science_list",    {"nam": "2021"},                 _page),
    ("science",      "api:science_work_list",     {},                              _json),
    ("proposal",     "proposals:list",            {"nam": "2020"},                 _page),
    ("proposal",     "proposals:export",          {"nam": "2020"},                 _sheet),
    ("proposal",     "api:proposal_list",         {},                              _json),
    ("dossier",      "work:search",               {"q": "son de"},                 _page),
    ("award",        "awards:register",           {"nam": "2020"},                 _page),
    ("award",        "api:award_list",            {},                              _json),
)  # fmt: skip
ARGS = {"personnel:staff_pick": ["xem"], "personnel:unit_pick": ["xem"]}

ROLES = st.sampled_from(sorted(Role.values))
WHERE = st.sampled_from(["division", "department", "elsewhere", "province", "ministry"])
HELD = st.lists(st.tuples(ROLES, WHERE), min_size=1, max_size=3, unique=True)


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(held=HELD, in_mode=st.booleans())
def test_what_is_listed_is_what_may_be_seen(things, units, held, in_mode):
    with transaction.atomic():
        browser, actor, headers = _somebody(units, held, in_mode=in_mode)
        wrong = []
        for kind, address, query, read in LISTS:
            url = reverse(address, args=ARGS.get(address, []))
            answer = browser.get(url, query, headers=headers if address[:4] == "api:" else {})
            # Some addresses are closed to who may see nothing of the kind.
            assert answer.status_code in {200, 403, 404}, (address, answer.status_code)
            shown = read(answer) if answer.status_code == 200 else ""
            wrong += [
                (address, thing.word, thing.may_see(actor))
                for thing in things
                if thing.kind == kind and (thing.word in shown) != thing.may_see(actor)
            ]
        transaction.set_rollback(True)
    assert not wrong, "\n".join(map(str, wrong))


def _somebody(units: dict[str, Any], held: list[tuple[str, str]], *, in_mode: bool) -> Any:
    """His browser, his actor, and the header that says for whom he calls the API."""
    user = UserFactory()
    given = None
    if in_mode and held[0][0] not in NOT_DELEGABLE:
        role, place = held[0]
        principal = UserFactory(roles=[(role, units[place])])
        given = delegate(
            principal, user, role, units[place], start=DAY, end=DAY + timedelta(5), at=AT
        )
        held = held[1:]
    for role, place in held:
        grant(user, role, units[place])
    browser = Client()
    browser.force_login(user)
    if given is None:
        return browser, actor_for(user, DAY), {}
    browser.post(reverse("personnel:acting_start", args=[given.pk]))
    return browser, on_behalf(user, given, DAY), {"X-On-Behalf-Of": str(given.pk)}
