"""The requests of emulation years, blocs, registrations, initiatives and science works."""

from __future__ import annotations

from typing import Any

from tests.access.matrix import Ask

SEES_YEAR = (("emulation.view_year", "department"),)
SEES_REGISTRATION = (("emulation.view_registration", "division"),)
SEES_INITIATIVE = (("emulation.view_initiative", "division"),)


def year(world: Any) -> tuple[int]:
    return (world.year.pk,)


def registration(world: Any) -> tuple[int]:
    return (world.registration.pk,)


def draft(world: Any) -> tuple[int]:
    return (world.registration_draft.pk,)


def initiative(world: Any) -> tuple[str]:
    return (world.initiative.code,)


def initiative_draft(world: Any) -> tuple[str]:
    return (world.initiative_draft.code,)


def work(world: Any) -> tuple[int]:
    return (world.science.pk,)


YEARS = [
    Ask("emulation.view_year", "emulation:year_detail", year, place="department"),
    Ask("emulation.manage_year", "emulation:year_open", lacking=403, elsewhere=200),
    Ask(
        "emulation.manage_year",
        "emulation:year_edit",
        year,
        place="department",
        seen_by=SEES_YEAR,
    ),
    Ask(
        "emulation.manage_year",
        "emulation:year_edit",
        year,
        lambda _world: {
            "theme": "Đổi mới",
            "registration_opens_on": "04/01/2021",
            "registration_closes_on": "30/04/2021",
        },
        "post",
        302,
        place="department",
        seen_by=SEES_YEAR,
    ),
    Ask("emulation.manage_bloc", "emulation:bloc_open", lacking=403, elsewhere=200),
    Ask(
        "emulation.manage_bloc",
        "emulation:bloc_member_add",
        lambda world: (world.bloc.pk,),
        place="province",
        seen_by=(("emulation.view_year", "province"),),
    ),
    Ask(
        "emulation.manage_bloc",
        "emulation:bloc_member_end",
        lambda world: (world.bloc.pk, world.bloc.memberships.get().pk),
        lambda _world: {"on": "11/01/2021"},
        "post",
        302,
        place="province",
        seen_by=(("emulation.view_year", "province"),),
    ),
]

REGISTRATIONS = [
    Ask("emulation.view_registration", "emulation:registration_detail", registration),
    Ask("emulation.view_registration", "api:registration_detail", registration),
    Ask("emulation.view_registration", "api:registration_steps", registration),
    Ask("emulation.register", "emulation:registration_create", lacking=403, elsewhere=200),
    Ask("emulation.register", "emulation:registration_edit", draft, seen_by=SEES_REGISTRATION),
    Ask(
        "emulation.register",
        "api:registration_detail",
        draft,
        lambda world: {"commitment": "Rõ hơn.", "version": world.registration_draft.version},
        "patch",
        200,
        seen_by=SEES_REGISTRATION,
    ),
    Ask(
        "emulation.register",
        "emulation:registration_step",
        lambda world: (world.registration_draft.pk, "submit"),
        lambda world: {"version": world.registration_draft.version},
        "post",
        302,
        seen_by=SEES_REGISTRATION,
    ),
    Ask(
        "emulation.approve_registration",
        "emulation:registration_step",
        lambda world: (world.registration.pk, "approve"),
        lambda world: {"version": world.registration.version},
        "post",
        302,
        seen_by=SEES_REGISTRATION,
        near="person",
    ),
    Ask(
        "emulation.approve_registration",
        "api:registration_steps",
        registration,
        lambda world: {"name": "approve", "version": world.registration.version},
        "post",
        200,
        seen_by=SEES_REGISTRATION,
        near="person",
    ),
]

INITIATIVES = [
    Ask("emulation.view_initiative", "emulation:initiative_detail", initiative),
    Ask("emulation.view_initiative", "api:initiative_detail", initiative),
    Ask("emulation.view_initiative", "api:initiative_steps", initiative),
    Ask("emulation.view_initiative", "awards:initiative_uses", initiative),
    Ask("emulation.view_initiative", "api:initiative_uses", initiative),
    Ask("emulation.submit_initiative", "emulation:initiative_create", lacking=403, elsewhere=200),
    Ask(
        "emulation.submit_initiative",
        "emulation:initiative_edit",
        initiative_draft,
        seen_by=SEES_INITIATIVE,
    ),
    Ask(
        "emulation.submit_initiative",
        "api:initiative_detail",
        initiative_draft,
        lambda world: {
            "title": "Tên rõ hơn",
            "kind": "MANAGEMENT",
            "authors": [{"staff": world.person.code, "share": "100"}],
            "version": world.initiative_draft.version,
        },
        "put",
        200,
        seen_by=SEES_INITIATIVE,
    ),
    Ask(
        "emulation.decide_initiative",
        "emulation:initiative_step",
        lambda world: (world.initiative.code, "reject"),
        lambda world: {"comment": "Không mới.", "version": world.initiative.version},
        "post",
        302,
        seen_by=SEES_INITIATIVE,
        near="person",
    ),
    Ask(
        "emulation.decide_initiative",
        "emulation:initiative_step",
        lambda world: (world.initiative.code, "recognise"),
        seen_by=SEES_INITIATIVE,
        near="person",
    ),
    Ask(
        "emulation.decide_initiative",
        "api:initiative_steps",
        initiative,
        lambda world: {
            "name": "reject",
            "comment": "Không mới.",
            "version": world.initiative.version,
        },
        "post",
        200,
        seen_by=SEES_INITIATIVE,
        near="person",
    ),
]

# Science works go by the actions of initiatives: they are grounds of the same titles.
SCIENCE = [
    Ask("emulation.view_initiative", "emulation:science_detail", work),
    Ask("emulation.view_initiative", "api:science_work_detail", work),
    Ask("emulation.decide_initiative", "emulation:science_create", lacking=403, elsewhere=200),
    Ask(
        "emulation.decide_initiative",
        "emulation:science_edit",
        work,
        seen_by=SEES_INITIATIVE,
        near="person",
    ),
    Ask(
        "emulation.decide_initiative",
        "emulation:science_remove",
        work,
        lambda world: {"comment": "Ghi nhầm.", "version": world.science.version},
        "post",
        302,
        seen_by=SEES_INITIATIVE,
        near="person",
    ),
]

ASKS = [*YEARS, *REGISTRATIONS, *INITIATIVES, *SCIENCE]
