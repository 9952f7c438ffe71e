"""Facts about the recipients of dossiers, with what a dossier claims and what was judged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from awards.models import JudgementTick, Proposal
from awards.selectors.facts.collectives import facts_of_units
from awards.selectors.facts.outside import outside_facts
from awards.selectors.facts.people import facts_of_people
from awards.selectors.ticks import ticks_of
from core import clock
from legal.rules.facts import PersonFacts, Subject, Tick


def facts_of_dossier(proposal: Proposal, received_on: date) -> Subject:
    """Collect what the rules may know, for a saved proposal or for a draft of the form."""
    return facts_of_dossiers([(proposal, received_on)])[0]


def facts_of_dossiers(received: Collection[tuple[Proposal, date]]) -> list[Subject]:
    """Collect the same for many dossiers, each with its day of receipt, in their order.

    The number of queries depends on how many years there are, and for collectives days of receipt;
    each recipient from outside takes one.
    """
    found = _recipients(received)
    saved = [proposal.pk for proposal, _day in received if proposal.pk is not None]
    ticks = ticks_of(saved) if saved else {}
    return [
        _of_dossier(proposal, found[_key(proposal, day)], ticks.get(proposal.pk, {}))
        for proposal, day in received
    ]


def _key(proposal: Proposal, received_on: date) -> tuple[Any, ...]:
    """Whose facts are wanted: of which recipient, year and day."""
    owner = proposal.staff_id, proposal.subject_unit_id, proposal.external_id
    return (*owner, proposal.year, received_on)


def _recipients(received: Collection[tuple[Proposal, date]]) -> dict[tuple[Any, ...], Subject]:
    people: dict[int, set[int]] = defaultdict(set)
    units: dict[tuple[int, date], dict[int, Any]] = defaultdict(dict)
    found: dict[tuple[Any, ...], Subject] = {}
    for proposal, day in received:
        if proposal.staff_id is not None:
            people[proposal.year].add(proposal.staff_id)
        elif proposal.subject_unit is not None:
            units[proposal.year, day][proposal.subject_unit.pk] = proposal.subject_unit
        elif proposal.external is not None:
            facts = outside_facts(proposal.external, proposal.year, as_of=day)
            found[_key(proposal, day)] = facts
    of_people = dict(_facts_of_people(people))
    for proposal, day in received:
        if proposal.staff_id is not None:
            facts = of_people[proposal.staff_id, proposal.year]
            found[_key(proposal, day)] = replace(facts, as_of=day)
    for (year, day), by_pk in units.items():
        for pk, collective in facts_of_units(by_pk.values(), year, as_of=day):
            found[None, pk, None, year, day] = collective
    return found


def _facts_of_people(
    by_year: Mapping[int, set[int]],
) -> Iterator[tuple[tuple[int, int], PersonFacts]]:
    for year, keys in by_year.items():
        for pk, facts in facts_of_people(sorted(keys), year):
            yield (pk, year), facts


def _of_dossier(proposal: Proposal, facts: Subject, ticks: Mapping[str, JudgementTick]) -> Subject:
    changes: dict[str, Any] = {
        "claims": frozenset({proposal.basis or "MERIT", *proposal.claims}),
        "ticks": {
            rule: Tick(row.ok, row.signature, clock.day_of(row.at), row.note)
            for rule, row in ticks.items()
        },
    }
    if isinstance(facts, PersonFacts) and facts.uses is not None:
        # What the dossier itself uses is not used up yet.
        own = f"proposal:{proposal.pk}"
        changes["uses"] = tuple(use for use in facts.uses if use.ref != own)
    return replace(facts, **changes)
