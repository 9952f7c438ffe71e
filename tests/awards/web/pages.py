"""What the page tests share: people who are signed in, and reading an answer."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse

from awards.models import Proposal
from core.scope import Actor
from personnel.models import Role, Staff, Unit, User
from tests.factories.personnel import StaffFactory, UserFactory


def as_actor(actor: Actor) -> Client:
    """A browser in which this person is signed in."""
    return as_user(User.objects.get(pk=actor.user_id))


def as_user(user: User) -> Client:
    """A browser in which this account is signed in."""
    client = Client()
    client.force_login(user)
    return client


def member(unit: Unit, staff: Staff | None = None) -> Client:
    """A browser of an ordinary staff member of the unit."""
    person = staff or StaffFactory(unit=unit)
    return as_user(UserFactory(staff=person, roles=[(Role.STAFF_MEMBER, unit)]))


def text_of(response: Any) -> str:
    """The page as text."""
    return response.content.decode()


def redirected(response: Any) -> str:
    """Where the answer leads; fails when it leads nowhere."""
    assert response.status_code == 302, text_of(response)
    return response["Location"]


def page_of(proposal: Proposal) -> str:
    """Address of the dossier."""
    return reverse("proposals:detail", args=[proposal.pk])


def act_url(proposal: Proposal, name: str) -> str:
    """Address of an act on the dossier."""
    return reverse("proposals:act", args=[proposal.pk, name])
