"""What the database refuses, also when the services are bypassed."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from emulation import workflow
from emulation.models import (
    EmulationPhase,
    Initiative,
    InitiativeAuthor,
    InitiativeRecognition,
    Registration,
)
from emulation.services import blocs
from tests.emulation.cases import initiative_in, registration_in
from tests.factories.personnel import AT, actor_for


def refused(action):
    with pytest.raises(IntegrityError), transaction.atomic():
        action()


def test_a_phase_closes_on_or_after_its_first_day(place):
    phases = EmulationPhase.objects.filter(kind="REGISTRATION")
    refused(lambda: phases.update(closes_on=date(2020, 10, 31)))
    phases.update(closes_on=date(2020, 11, 1))


def test_a_phase_is_there_once_and_of_a_known_kind(place):
    phases = EmulationPhase.objects.filter(kind="INITIATIVE")
    refused(lambda: phases.update(kind="REGISTRATION"))
    refused(lambda: phases.update(kind="HOLIDAY"))


def test_a_registration_has_exactly_one_recipient(place):
    registration_in(workflow.SUBMITTED, place)
    rows = Registration.objects.all()
    refused(lambda: rows.update(staff=None))
    refused(lambda: rows.update(subject_unit=place.office))


def test_a_registration_stands_once_per_recipient_award_and_year(place):
    case = registration_in(workflow.WITHDRAWN, place)
    registration_in(workflow.SUBMITTED, place)
    refused(lambda: Registration.objects.filter(pk=case.pk).update(state=workflow.APPROVED))


def test_states_are_those_of_the_tables(place):
    registration_in(workflow.SUBMITTED, place)
    initiative_in(workflow.SUBMITTED, place)
    refused(lambda: Registration.objects.update(state="LOST"))
    refused(lambda: Initiative.objects.update(state="APPROVED"))


@pytest.mark.parametrize("share", ["0", "-1", "100.01"])
def test_a_share_is_more_than_nothing_and_at_most_the_whole(place, share):
    initiative_in(workflow.DRAFT, place)
    refused(lambda: InitiativeAuthor.objects.update(share=Decimal(share)))


def test_an_author_is_named_once(place):
    case = initiative_in(workflow.DRAFT, place)
    refused(lambda: InitiativeAuthor.objects.create(initiative=case, staff=place.person, share=5))


@pytest.mark.parametrize("attribute", ["transitions", "recognitions"])
def test_history_and_recognitions_are_never_changed_nor_deleted(place, attribute):
    case = initiative_in(workflow.RECOGNISED, place)
    rows = getattr(case, attribute).all()
    field = {"transitions": "comment", "recognitions": "signer"}[attribute]
    for act in (lambda: rows.update(**{field: "khác"}), rows.delete):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            act()
    assert rows.exists()


def test_the_history_of_a_registration_is_never_changed(place):
    case = registration_in(workflow.APPROVED, place)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        case.transitions.update(actor_name="khác")


def test_a_recognition_names_its_decision(place):
    case = initiative_in(workflow.SUBMITTED, place)
    refused(
        lambda: InitiativeRecognition.objects.create(
            initiative=case,
            scope="BASE",
            decision_number="",
            decided_on=date(2020, 11, 1),
            signer="A",
            recorded_at=AT,
        )
    )


def test_a_unit_is_in_a_bloc_once_at_a_time(place):
    by = actor_for(place.officer_user)
    bloc = blocs.open_bloc(organiser=place.unit, name="Khối các phòng", by=by, at=AT)
    member = {"bloc": bloc, "by": by, "at": AT}
    first = blocs.add_member(unit=place.office, valid_from=date(2020, 1, 1), **member)
    refused(lambda: bloc.memberships.create(unit=place.office, valid_from=date(2020, 6, 1)))
    blocs.end_membership(membership=first, on=date(2020, 6, 1), by=by, at=AT)
    bloc.memberships.create(unit=place.office, valid_from=date(2020, 6, 1))
