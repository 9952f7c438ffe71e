"""Every address of the REST interface: described, kept to the reader's reach, and of fixed cost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver

from awards.api.reports import AnnualReport
from core.scope import SYSTEM
from personnel.models import User
from personnel.services import absences, bars, conduct, recipients, unit_grades
from personnel.services.corrections import send
from tests.factories.awards import AT, ProposalFactory, assessed, decide, make_government
from tests.factories.delegations import delegate
from tests.factories.emulation import (
    InitiativeFactory,
    RegistrationFactory,
    ScienceWorkFactory,
)
from tests.factories.personnel import (
    PASSWORD,
    StaffFactory,
    UnitFactory,
    UserFactory,
    actor_for,
    grant,
)

DESCRIPTION = Path(__file__).parents[2] / "docs" / "api" / "openapi-v1.yaml"
PREFIX = "api/v1/"
# Not data: the description itself and the page that shows it.
OPEN = {"api/v1/openapi.yaml", "api/v1/docs/"}
ROWS = 30


def routes(resolver: Any = None, prefix: str = "") -> Iterator[tuple[str, Any]]:
    for entry in (resolver or get_resolver()).url_patterns:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from routes(entry, path)
        elif isinstance(entry, URLPattern) and path.startswith(PREFIX) and path not in OPEN:
            yield path, entry.callback.view_class


# What is only sent to, as a decision of paper, shows nothing.
READ = [(path, view) for path, view in routes() if "<" not in path and hasattr(view, "get")]
PLAIN = [path for path, _view in READ]
SHORT = {"api/v1/units/", "api/v1/rule-sets/", "api/v1/legal/documents/"}
LISTS = [path for path, view in READ if view is not AnnualReport]
# These answer about one unit and one year, a portion of its recipients at a time.
OF_A_UNIT = {"api/v1/eligibility/missed/", "api/v1/eligibility/forecast/"}
INSIDE = [path for path, _view in routes() if "<" in path]


def test_the_committed_description_is_that_of_the_code():
    written = StringIO()
    call_command("spectacular", "--validate", "--fail-on-warn", stdout=written)
    assert written.getvalue().strip() == DESCRIPTION.read_text(encoding="utf-8").strip(), (
        "run: manage.py spectacular --file docs/api/openapi-v1.yaml"
    )


def test_there_is_something_to_look_at():
    assert {
        "api/v1/units/",
        "api/v1/staff/",
        "api/v1/registrations/",
        "api/v1/initiatives/",
        "api/v1/proposals/",
        "api/v1/decisions/",
        "api/v1/awards/",
    } <= set(LISTS)


@pytest.mark.parametrize("path", [path for path, _view in routes()])
def test_nobody_gets_nothing(db, path):
    answer = Client().get(
        "/" + re.sub(r"<int:\w+>", "1", path).replace("<str:", "x").replace(">", "")
    )
    assert answer.status_code in {401, 405}
    assert answer["Content-Type"] == "application/problem+json"


def signed_in(user: Any) -> Client:
    """A client of an account, or of the account behind an actor."""
    client = Client()
    assert client.login(username=user.username, password=PASSWORD)
    return client


@pytest.fixture
def full(db, clock_at):
    """A department with thirty rows of everything, and an officer who may see all of it."""
    with clock_at("2021-01-11"):
        gov = make_government()
        people = [StaffFactory(unit=gov.division) for _ in range(ROWS)]
        proposals = [ProposalFactory(gov=gov, code="GIAYKHEN", staff=one) for one in people]
        for number, proposal in enumerate(proposals, start=1):
            decide(gov, proposal, number=f"{number}/QĐ-SCT")
        before = AT.replace(year=2020, month=11, day=30)
        year = None
        for person in people:
            made = RegistrationFactory(
                **({"year": year} if year else {"year__unit": gov.department}),
                staff=person,
                at=before,
            )
            year = made.emulation_year
            InitiativeFactory(authors=[person], at=before)
            ScienceWorkFactory(members=[person], unit=gov.department, by=gov.officer, at=before)
            _add_conduct(person, before)
        # Of all the others something is being looked into: nobody may propose them.
        assessed(StaffFactory(unit=gov.division))
        for number in range(ROWS):
            recipients.create_recipient(
                unit=gov.department,
                kind="HOUSEHOLD",
                name=f"Hộ số {number}",
                despite_similar=True,
                by=SYSTEM,
                at=before,
            )
        asking = actor_for(UserFactory(staff=people[0]))
        for _ in range(ROWS):
            send(staff=people[0], topic="other", wanted="Nội dung đúng", by=asking, at=before)
        for number in range(ROWS):
            unit = UnitFactory(parent=gov.department, code=f"SCT.T{number}")
            unit_grades.record_unit_grade(unit=unit, year=2019, grade="GOOD", by=SYSTEM, at=before)
        officer = User.objects.get(pk=gov.officer.user_id)
        first, last = date(2021, 1, 11), date(2021, 2, 1)
        for _ in range(ROWS):
            delegate(officer, UserFactory(), "HR_OFFICER", gov.department, first, last)
        yield gov


def _add_conduct(person: Any, at: datetime) -> None:
    told = {"staff": person, "valid_from": date(2020, 1, 6), "by": SYSTEM, "at": at}
    conduct.record_discipline(form="UNDER_REVIEW", **told)
    absences.record_absence(kind="SICK", **told)
    paper = {"document_ref": "7/TB", "document_on": date(2020, 1, 6)}
    bars.record_bar(source="Thuế tỉnh", reason="Đang xác minh", **paper, **told)


def test_a_list_shows_nothing_to_whom_it_does_not_concern(full):
    former = UserFactory()
    grant(former, "HR_OFFICER", full.department, valid_to=AT.date())
    officer, stranger = signed_in(full.officer), signed_in(UserFactory())
    for path in PLAIN:
        for client in (stranger, signed_in(former)):
            answer = client.get("/" + path)
            assert answer.status_code in {200, 400, 403, 404}, path
            if answer.status_code == 200:
                assert answer.json()["results"] == [], path
    for path in LISTS:
        asked = _of(full.department) if path in OF_A_UNIT else {}
        rows = officer.get("/" + path, asked).json()["results"]
        assert rows, path
        _nothing_inside(stranger, path, rows[0])
    for path in OF_A_UNIT:
        assert stranger.get("/" + path, _of(full.division)).status_code == 403, path


def _nothing_inside(stranger: Client, path: str, row: dict[str, Any]) -> None:
    """Whatever can be opened from a row of the list does not exist for a stranger."""
    for inside in INSIDE:
        if not inside.startswith(path) or "external" in inside:
            continue
        key = row["id"] if "<int:pk>" in inside else row["code"]
        head, _open, tail = inside.partition("<")
        address = f"/{head}{key}{tail.partition('>')[2]}"
        assert stranger.get(address).status_code == 404, address


def test_a_list_costs_the_same_for_one_row_and_for_thirty(full):
    officer = signed_in(full.officer)
    for path in sorted({*LISTS} - OF_A_UNIT):
        costs = []
        for size in (1, ROWS):
            with CaptureQueriesContext(connection) as queries:
                answer = officer.get("/" + path, {"page_size": size})
            # The department has few units, the law few sets; every other list is long enough.
            assert len(answer.json()["results"]) == size or path in SHORT
            costs.append(len(queries))
        assert costs[0] == costs[1], path


def _of(unit: Any) -> dict[str, Any]:
    return {"unit": unit.code, "year": AT.year - 1}


def test_an_answer_about_a_unit_costs_the_same_for_one_person_and_for_thirty(db, clock_at):
    with clock_at("2021-01-11"):
        gov = make_government()
        units = {1: gov.other_division, ROWS: gov.division}
        for count, unit in units.items():
            for _ in range(count):
                assessed(StaffFactory(unit=unit))
        _costs_the_same(signed_in(gov.officer), units)


def _costs_the_same(officer: Client, units: dict[int, Any]) -> None:
    for path in sorted(OF_A_UNIT):
        costs = []
        for count, unit in units.items():
            with CaptureQueriesContext(connection) as queries:
                answer = officer.get("/" + path, _of(unit)).json()
            assert answer["judged"] == count
            assert len({row["recipient"]["code"] for row in answer["results"]}) == count
            costs.append(len(queries))
        assert costs[0] == costs[1], path
