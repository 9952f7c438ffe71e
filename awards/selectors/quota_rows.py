"""The rows behind quotas: what is proposed and granted in a subtree, each with its day of receipt."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Case, CharField, F, OuterRef, Q, Subquery, When
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce

from awards.models import DossierRevision, Proposal, RecordedAward
from awards.models.award import RecordedAwardQuerySet
from awards.models.proposal import ProposalQuerySet
from awards.workflow import DECIDED, EDITABLE_STATES
from core.scope import Actor
from personnel.models import Staff, Unit

_COLUMNS = ("pk", "award_type__code", "recipient_name", "object_kind", "staff__code")
_ORDER = ("award_type__rank", "recipient_name", "pk")


def proposed_in(start: int, end: int, years: frozenset[int]) -> ProposalQuerySet:
    """What is proposed, or was and is granted now, for the units of a part of the tree.

    ``judged_by`` is the day whose rules judge the dossier; nothing while it was never sent. One
    that came back and now goes to another body is received anew there: what counts until then is
    the day it was first sent.
    """
    revisions = DossierRevision.objects.filter(proposal=OuterRef("pk")).order_by("-number")
    last = revisions.annotate(to=KeyTextTransform("decider", "content")).values("to")[:1]
    is_back = Q(state__in=EDITABLE_STATES, competent_received_on__isnull=False)
    # Asked for the few that came back alone.
    sent_to = Case(When(is_back, then=Subquery(last)), default=None, output_field=CharField())
    found = Proposal.objects.live().filter(unit__tree_start__range=(start, end), year__in=years)
    return found.annotate(sent_to=sent_to).annotate(
        judged_by=Case(
            When(Q(sent_to__isnull=False) & ~Q(sent_to=F("decider")), then=F("received_on")),
            default=Coalesce("competent_received_on", "received_on"),
        )
    )


def recorded_in(start: int, end: int, years: frozenset[int]) -> RecordedAwardQuerySet:
    """What was recorded without a proposal for the units of a part of the tree, and stands."""
    found = RecordedAward.objects.standing().filter(proposal=None)
    return found.filter(unit__tree_start__range=(start, end), year__in=years)


def recorded_receipt(year: int, decided_on: date) -> date:
    """The day of receipt of what only the register knows: the end of its year, or its decision."""
    return min(date(year, 12, 31), decided_on)


def lines_of(unit: Unit, year: int, today: date) -> Iterator[dict[str, Any]]:
    """The lines of the list of a unit and a year; two queries.

    Args:
        today: as received on which a dossier that was never sent is judged.
    """
    place = (unit.tree_start, unit.tree_end, frozenset({year}))
    for row in proposed_in(*place).order_by(*_ORDER).values_list(*_COLUMNS, "state", "judged_by"):
        pk, *who, state, day = row
        yield {
            **_line(f"hs{pk}", *who, state=state),
            "received_on": day or today,
            "proposal_id": pk,
        }
    given = recorded_in(*place).order_by(*_ORDER)
    for pk, *who, decided_on in given.values_list(*_COLUMNS, "decision__decided_on"):
        yield {
            **_line(f"kt{pk}", *who, state=DECIDED),
            "received_on": recorded_receipt(year, decided_on),
        }


def _line(
    key: str, award: str, name: str, kind: str, person: str | None, *, state: str
) -> dict[str, Any]:
    return {
        "key": key,
        "award": award,
        "name": name,
        "object_kind": kind,
        "person": person or "",
        "state": state,
    }


def seen_lines(actor: Actor, unit: Unit, year: int) -> frozenset[str]:
    """Return the keys of the lines of a list that the actor may see, in two queries.

    An upper level sees dossiers once they reached it, and what stands in the register.
    """
    place = (unit.tree_start, unit.tree_end, frozenset({year}))
    dossiers = proposed_in(*place).visible_to(actor).order_by().values_list("pk", flat=True)
    awards = recorded_in(*place).visible_to(actor).order_by().values_list("pk", flat=True)
    return frozenset([*(f"hs{pk}" for pk in dossiers), *(f"kt{pk}" for pk in awards)])


def number_at_work(unit: Unit, day: date) -> int:
    """How many people work in the unit and below it on a day."""
    return Staff.objects.in_subtree(unit).working_on(day).filter(joined_on__lte=day).count()
