"""Ten invented years: registrations, initiatives, proposals, decisions, recorded awards."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import cache

from awards.bench import careers
from awards.bench.loading import Loader, Row
from awards.bench.merits import Merit, Merits
from awards.bench.organisation import MINISTRY, STATE, Organisation, Person, post_of
from awards.bench.scales import FIRST_YEAR, YEARS, Scale
from awards.domain.chain import Place, StepSpec, build_chain
from awards.domain.steps import STEP_RULES, Decider, StepKind
from awards.models import Decision, DossierRevision, Proposal, RecordedAward, ReviewStep
from awards.workflow import DECIDED, IN_REVIEW
from emulation import workflow as emulation
from emulation.models import (
    EmulationYear,
    Initiative,
    InitiativeAuthor,
    InitiativeRecognition,
    Registration,
)
from personnel.models import UnitKind

_OFFICER = "Cán bộ tổ chức"
_MERITED = (
    "id", "year", "basis", "award_type", "qualifier", "occasion", "decider", "object_kind", "staff",
    "subject_unit", "unit", "recipient_name", "search_key", "merit",
)  # fmt: skip
_MERIT_TEXT = "Hoàn thành tốt nhiệm vụ được giao, có nhiều đóng góp cho đơn vị trong năm."


def load_emulation(
    scale: Scale, organisation: Organisation, merits: Merits, loader: Loader
) -> None:
    """Write emulation years, registrations and initiatives."""
    departments = sorted(set(organisation.department.values()))
    years = {
        (unit, FIRST_YEAR + offset): number
        for number, (unit, offset) in enumerate(
            ((unit, offset) for unit in departments for offset in range(YEARS)), 1
        )
    }
    loader.load(
        EmulationYear,
        ("id", "unit", "year", "theme"),
        ((number, unit, year, "") for (unit, year), number in years.items()),
    )
    loader.load(
        Registration,
        (
            "id", "version", "state", "emulation_year", "staff", "unit", "award_type",
            "commitment", "late_reason", "submitted_at", "created_at", "sort_key", "search_key",
        ),
        _registrations(scale, organisation, merits, years),
    )  # fmt: skip
    _load_initiatives(scale, organisation, loader)


def _registrations(
    scale: Scale, organisation: Organisation, merits: Merits, years: dict[tuple[int, int], int]
) -> Iterator[Row]:
    people = organisation.people
    awards = [merits.catalogue.ids[code] for code in ("LDTT", "LDTT", "LDTT", "CSTDCS")]
    for number in range(scale.registrations):
        turn, place = divmod(number, len(people))
        person = people[place]
        # Beyond one a year, people register for another award.
        award = awards[(number + turn // YEARS) % len(awards)]
        year = FIRST_YEAR + turn % YEARS
        at = f"{year}-02-10 02:00:00"
        yield (
            number + 1, 3, emulation.APPROVED, years[organisation.department[person.unit], year],
            person.id, person.unit, award, "", "", at, at, person.sort_key, person.search_key,
        )  # fmt: skip


def _load_initiatives(scale: Scale, organisation: Organisation, loader: Loader) -> None:
    made = [
        (number, *_initiative(number, organisation)) for number in range(1, scale.initiatives + 1)
    ]
    loader.load(
        Initiative,
        (
            "id", "version", "state", "code", "title", "kind", "summary", "benefit", "unit",
            "year", "created_at", "search_key",
        ),
        (
            (
                number, 3, emulation.RECOGNISED, f"SK{year}-{number:06d}",
                f"Giải pháp rút ngắn thời gian xử lý hồ sơ số {number}", "MANAGEMENT", "", "",
                person.unit, year, f"{year}-09-01 02:00:00",
                f"giai phap rut ngan thoi gian xu ly ho so so {number} {person.search_key}",
            )
            for number, year, person in made
        ),
    )  # fmt: skip
    loader.load(
        InitiativeAuthor,
        ("id", "initiative", "staff", "share"),
        ((number, number, person.id, "100.00") for number, _year, person in made),
    )
    loader.load(
        InitiativeRecognition,
        ("id", "initiative", "scope", "decision_number", "decided_on", "signer", "recorded_at"),
        (
            (
                number, number, _scope(number), f"{number}/QĐ",
                f"{year}-10-15", "Giám đốc", f"{year}-10-15 02:00:00",
            )
            for number, year, _person in made
        ),
    )  # fmt: skip


def _initiative(number: int, organisation: Organisation) -> tuple[int, Person]:
    """The year and the author: one in ten belongs to those who have a career."""
    people = organisation.people
    nth, career = divmod(number // 10, max(len(people) // careers.ONE_IN, 1))
    if number % 10 == 0 and careers.place_of(career) < len(people):
        return careers.initiative_year(career, nth), people[careers.place_of(career)]
    return FIRST_YEAR + number % YEARS, people[number * 37 % len(people)]


def _scope(number: int) -> str:
    """The scope of recognition: one in five of the province, one in fifty of the country."""
    if number % 50 == 0:
        return "NATIONAL"
    return "BASE" if number % 5 else "PROVINCE"


def load_awards(scale: Scale, merits: Merits, loader: Loader) -> None:
    """Write proposals with their dossiers and steps, decisions and recorded awards."""
    decided = scale.proposals - scale.open_proposals
    every = max(scale.awards // decided, 1)
    linked = {number * every: number + 1 for number in range(decided)}
    proposals = [(pk, merits.recorded(number), DECIDED) for number, pk in linked.items()]
    proposals += [
        (pk, merit, IN_REVIEW) for pk, merit in enumerate(merits.waiting(), start=decided + 1)
    ]
    _load_proposals(proposals, merits, loader)
    decisions: dict[tuple[int, str, int], int] = {}
    for number in range(scale.awards):
        merit = merits.recorded(number)
        key = (merits.issuer(merit), merit.decider, merit.year)
        decisions.setdefault(key, len(decisions) + 1)
    _load_decisions(decisions, loader)
    loader.load(
        RecordedAward,
        (
            *_MERITED, "proposal", "decision", "unit_name", "post", "is_manager", "sex",
            "recorded_at",
        ),
        _awards(scale, merits, linked, decisions),
    )  # fmt: skip


def _load_decisions(decisions: dict[tuple[int, str, int], int], loader: Loader) -> None:
    loader.load(
        Decision,
        (
            "id", "unit", "decider", "number", "decided_on", "year", "signer_name", "signer_post",
            "summary", "is_external", "recorded_at", "recorded_by_name",
        ),
        (
            (
                pk, unit, decider, f"{pk}/QĐ", f"{year}-12-25", year, "Nguyễn Văn Ký", "Thủ trưởng",
                f"Về việc khen thưởng năm {year}", unit in {STATE, MINISTRY},
                f"{year}-12-26 02:00:00", _OFFICER,
            )
            for (unit, decider, year), pk in decisions.items()
        ),
    )  # fmt: skip


def _awards(
    scale: Scale,
    merits: Merits,
    linked: dict[int, int],
    decisions: dict[tuple[int, str, int], int],
) -> Iterator[Row]:
    units = merits.organisation.units
    for number in range(scale.awards):
        merit = merits.recorded(number)
        person = merit.person
        yield (
            *_merited(number + 1, merit, merits), linked.get(number),
            decisions[merits.issuer(merit), merit.decider, merit.year], units[merit.unit].name,
            post_of(person) if person else "", person.is_manager if person else False,
            person.sex if person else "", f"{merit.year}-12-26 02:00:00",
        )  # fmt: skip


def _merited(pk: int, merit: Merit, merits: Merits) -> Row:
    person, unit = merit.person, merits.organisation.units[merit.unit]
    return (
        pk, merit.year, "MERIT", merits.catalogue.ids[merit.award], "", merit.occasion,
        merit.decider, "INDIVIDUAL" if person else "COLLECTIVE", person.id if person else None,
        None if person else merit.unit, merit.unit, person.name if person else unit.name,
        person.search_key if person else unit.search_key, _MERIT_TEXT,
    )  # fmt: skip


def _load_proposals(
    proposals: list[tuple[int, Merit, str]], merits: Merits, loader: Loader
) -> None:
    chain = _chains(merits)
    routes = [chain(merit.unit, merit.decider, merit.award) for _pk, merit, _state in proposals]
    # Where each route begins in the table of steps, so that an open dossier can name its step.
    first_step, following = [], 1
    for route in routes:
        first_step.append(following)
        following += len(route)
    loader.load(
        Proposal,
        (
            *_MERITED, "version", "state", "current_step", "received_on", "created_at",
            "created_by_name",
        ),
        (
            (
                *_merited(pk, merit, merits), len(route) + 2 if state == DECIDED else 2, state,
                first + _check_at(route) if state == IN_REVIEW else None, f"{merit.year}-11-20",
                f"{merit.year}-11-19 02:00:00", _OFFICER,
            )
            for (pk, merit, state), route, first in zip(proposals, routes, first_step, strict=True)
        ),
    )  # fmt: skip
    loader.load(
        DossierRevision,
        (
            "id", "proposal", "number", "content", "verdict", "sha256", "submitted_at",
            "submitted_by_name",
        ),
        (
            (
                pk, pk, 1, _content(merit, merits), "{}", f"{pk:064x}",
                f"{merit.year}-11-20 02:00:00", _OFFICER,
            )
            for pk, merit, _state in proposals
        ),
    )  # fmt: skip
    loader.load(
        ReviewStep,
        (
            "id", "proposal", "revision", "order", "kind", "unit", "action", "decides",
            "is_external", "outcome", "opened_at", "due_on", "closed_at", "closed_by_name",
            "comment", "document",
        ),
        _steps(proposals, routes, first_step),
    )  # fmt: skip


def _chains(merits: Merits) -> Callable[[int, str, str], tuple[StepSpec, ...]]:
    organisation = merits.organisation

    def place(unit: int) -> Place:
        kind = organisation.units[unit].kind
        return Place(unit, kind, kind == UnitKind.DEPARTMENT, unit != STATE)

    @cache
    def chain(unit: int, decider: str, award: str) -> tuple[StepSpec, ...]:
        return build_chain(
            [place(one) for one in organisation.path[unit]],
            Decider(decider),
            needs_bloc=merits.catalogue.needs_bloc[award],
            sector=place(MINISTRY),
        )

    return chain


def _check_at(route: tuple[StepSpec, ...]) -> int:
    """Return where in the route the department's check stands: behind the heads."""
    return next(index for index, step in enumerate(route) if step.kind == StepKind.HR_CHECK)


def _steps(
    proposals: list[tuple[int, Merit, str]],
    routes: list[tuple[StepSpec, ...]],
    first_step: list[int],
) -> Iterator[Row]:
    for (pk, merit, state), route, first in zip(proposals, routes, first_step, strict=True):
        check = _check_at(route)
        opened, closed = f"{merit.year}-11-20 02:00:00", f"{merit.year}-11-25 02:00:00"
        for index, step in enumerate(route):
            done = state == DECIDED or index < check
            is_open = not done and index == check
            outcome = "DECIDED" if step.decides else "APPROVED"
            yield (
                first + index, pk, pk, index + 1, str(step.kind), step.unit_id,
                STEP_RULES[step.kind].action, step.decides, step.unit_id == STATE,
                outcome if done else "OPEN" if is_open else "WAITING",
                opened if done or is_open else None,
                f"{merit.year}-12-04" if done or is_open else None,
                closed if done else None, _OFFICER if done else "", "", "",
            )  # fmt: skip


def _content(merit: Merit, merits: Merits) -> str:
    unit = merits.organisation.units[merit.unit]
    return json.dumps(
        {
            "year": merit.year,
            "award": merit.award,
            "decider": merit.decider,
            "recipient": {"name": merit.person.name if merit.person else unit.name},
            "unit": {"code": unit.code, "name": unit.name},
            "merit": _MERIT_TEXT,
        },
        ensure_ascii=False,
    )
