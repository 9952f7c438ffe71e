"""What the pages of one person's steps share: who may, the way back, the frame."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from core import clock
from core.scope import actor_of
from core.web.parts import Crumb
from personnel import permissions
from personnel.models import Staff
from personnel.selectors import staff as reads
from personnel.web import steps


def changeable(request: HttpRequest, code: str) -> Staff:
    """The person if he is in reach (else 404) and may be changed (else 403)."""
    person = reads.visible_staff(actor_of(request), code)
    permissions.require(actor_of(request), permissions.CHANGE_STAFF, person)
    return person


def by_whom(request: HttpRequest) -> dict[str, Any]:
    """Who acts and when."""
    return {"by": actor_of(request), "at": clock.now()}


def by_whom_on(request: HttpRequest) -> dict[str, Any]:
    """Who acts, when, and the version of the record he looked at."""
    return by_whom(request) | {"expected_version": steps.posted_version(request)}


def page_of(person: Staff) -> str:
    """The address of the person's page."""
    return reverse("personnel:staff_detail", args=[person.code])


def page_or_list(request: HttpRequest, person: Staff) -> str:
    """The person's page, or the list once the person has left the officer's reach."""
    person.unit.refresh_from_db()
    seen = permissions.can(actor_of(request), permissions.VIEW_STAFF, person).allowed
    return page_of(person) if seen else reverse("personnel:staff_list")


def step(
    person: Staff, title: str, submit: str, act: Callable[[dict[str, Any]], tuple[str, str]]
) -> steps.Step:
    """The page of one step with a person's record."""
    return steps.Step(
        title=title,
        submit=submit,
        cancel_url=page_of(person),
        act=act,
        crumbs=[
            Crumb(_("Nhân sự"), reverse("personnel:staff_list")),
            Crumb(person.full_name, page_of(person)),
            Crumb(title),
        ],
        lead=f"{person.full_name} · {person.code} · {person.unit.name}",
        version=person.version,
    )


def day_text(day: date | None) -> str:
    """A day as people write it; nothing for none."""
    return f"{day:%d/%m/%Y}" if day else ""
