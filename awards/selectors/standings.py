"""Who may be given what (đủ điều kiện khen thưởng): one recipient, or the people of a unit.

Reads for pages, the API and the command. Whom a reader may ask about is decided here too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from awards.permissions import VIEW_ELIGIBILITY
from awards.selectors.books import books_below, books_of
from awards.selectors.eligibility import awards_for, run_over
from awards.selectors.facts.collectives import unit_facts
from awards.selectors.facts.people import person_facts
from core.errors import NotVisible
from core.scope import Actor, Range, in_ranges
from legal.models import AwardType
from legal.rules.evaluate import evaluate_many
from legal.rules.facts import CollectiveFacts, PersonFacts, Subject
from legal.rules.registry import NoRuleSetError
from legal.rules.rulebook import Rulebook
from legal.rules.verdict import Verdict
from legal.selectors.more_favourable import Favour, favour_of
from personnel.models import Staff, Unit
from personnel.models.staff import StaffQuerySet
from personnel.selectors import units as unit_reads


@dataclass(frozen=True, slots=True)
class Asked:
    """For which merit, and when: the year, and the day on which the dossier would be received.

    Attributes:
        judged_on: a later day of judging shows newer rules beside; ``None`` for the same day.
    """

    year: int
    received_on: date
    judged_on: date | None = None


@dataclass(frozen=True, slots=True)
class AwardStanding:
    """One award with the verdict on the recipient, and the one by newer rules beside it.

    Attributes:
        facts: what the rules were told.
        favour: what is told where the newer rules are better; it never decides.
    """

    award: AwardType
    facts: Subject
    verdict: Verdict
    beside: Verdict | None = None
    favour: Favour | None = None


# --- Whom a reader may ask about --------------------------------------------------------------


def visible_people(actor: Actor) -> StaffQuerySet:
    """The people whose verdicts the actor may see; his own always."""
    reach = in_ranges("unit__tree_start", actor.ranges(VIEW_ELIGIBILITY))
    if actor.staff_id is not None:
        reach |= Q(pk=actor.staff_id)
    return Staff.objects.filter(reach).select_related("unit")


def visible_person(actor: Actor, code: str) -> Staff:
    """The person of that code, if the actor may see what the rules say of him.

    Raises:
        NotVisible: there is none, or it is not the actor's business.
    """
    person = visible_people(actor).filter(code=code).first()
    if person is None:
        raise NotVisible(_("Không tìm thấy nhân sự có số hiệu “%(code)s”.") % {"code": code})
    return person


def visible_unit(actor: Actor, code: str) -> Unit:
    """The unit of that code, if the actor may see what the rules say of it and its people."""
    return unit_reads.visible_unit(actor, code, VIEW_ELIGIBILITY)


# --- One recipient ----------------------------------------------------------------------------


def of_person(person: Staff, asked: Asked, awards: Collection[str] = ()) -> list[AwardStanding]:
    """Judge a person for every award with a standard, or for those named, in their order."""
    facts = person_facts(person, asked.year, as_of=asked.received_on)
    return _standings(facts, person.unit, asked, awards)


def of_unit(unit: Unit, asked: Asked, awards: Collection[str] = ()) -> list[AwardStanding]:
    """Judge a unit as a collective, in the same way."""
    facts = unit_facts(unit, asked.year, as_of=asked.received_on)
    return _standings(facts, unit, asked, awards)


def _standings(
    facts: PersonFacts | CollectiveFacts, unit: Unit, asked: Asked, awards: Collection[str]
) -> list[AwardStanding]:
    try:
        books = books_of(unit, asked.received_on, judged_on=asked.judged_on)
    except NoRuleSetError:
        return []
    types = award_types(books, facts.object_kind, awards)
    judged = [evaluate_many([one.code for one in types], [facts], book) for book in books]
    if len(books) == 1:
        return [AwardStanding(one, facts, judged[0][one.code].verdict(0)) for one in types]
    pairs = [(one, judged[0][one.code].verdict(0), judged[1][one.code].verdict(0)) for one in types]
    return [
        AwardStanding(one, facts, deciding, beside, favour_of(deciding, beside, books[1].sets))
        for one, deciding, beside in pairs
    ]


def award_types(
    books: Sequence[Rulebook], object_kind: str, awards: Collection[str] = ()
) -> list[AwardType]:
    """The awards for which the books have a standard, in the order of the catalogue."""
    codes = {code for book in books for code in awards_for(book, object_kind)}
    if awards:
        codes &= set(awards)
    return list(AwardType.objects.filter(code__in=codes).in_order())


# --- The people of a unit ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a unit's tree with the rules that hold there."""

    book: Rulebook
    ranges: tuple[Range, ...]


def parts_of(unit: Unit, received_on: date) -> list[Part]:
    """The unit with all below it, by the rules that hold there; none where no law is known."""
    try:
        return [Part(book, ranges) for book, ranges in books_below(unit, received_on)]
    except NoRuleSetError:
        return []


def codes_of_people(
    people: StaffQuerySet, parts: Sequence[Part], awards: Sequence[str], asked: Asked
) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield each person's key with the verdict code for each award, in a fixed number of queries.

    Args:
        people: those wanted, of any number.
        parts: where the rules of which book hold.
    """
    for part in parts:
        rows = people.filter(in_ranges("unit__tree_start", part.ranges))
        for keys, rulings in run_over(
            rows, awards, part.book, year=asked.year, as_of=asked.received_on
        ):
            columns = {award: ruling.codes() for award, ruling in rulings.items()}
            for place, key in enumerate(keys):
                yield key, {award: codes[place] for award, codes in columns.items()}
