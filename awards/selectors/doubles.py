"""The same award to the same recipient for the same year, anywhere in the installation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from awards.domain.identity import COLUMNS, Identity, identity, who_of
from awards.models import Proposal, RecordedAward
from awards.models.recipient import Merited
from awards.workflow import DECIDED, LIVE_STATES
from core.scope import SYSTEM, Actor
from legal.models.choices import Family

_SHARED = (*COLUMNS, "award_type_id", "award_type__family", "year", "occasion", "qualifier")
_PENDING = sorted(LIVE_STATES - {DECIDED})


@dataclass(frozen=True, slots=True)
class Double:
    """A dossier under way, or an award that stands.

    Attributes:
        proposal: key of the dossier; 0 for an award taken over from an old list.
        award: key of the recorded award; 0 while nothing was decided.
        code: the number people quote: of the dossier, or of the decision.
    """

    proposal: int
    award: int
    code: str
    unit: str
    number: str = ""
    decided_on: date | None = None

    @property
    def is_award(self) -> bool:
        """Whether it was given already."""
        return self.award > 0


def identity_of(row: Merited) -> Identity:
    """What makes a proposal or an award the same as another one."""
    return identity(
        who_of([getattr(row, column) for column in COLUMNS]),
        row.award_type_id,
        row.year,
        is_title=row.award_type.family == Family.TITLE,
        occasion=row.occasion,
        qualifier=row.qualifier,
    )


def doubles(wanted: Iterable[Identity], *, but: int | None = None) -> dict[Identity, list[Double]]:
    """Return what stands for these identities: awards first, then dossiers under way.

    Two queries however many are asked for. The answer is not limited to what somebody may see:
    ``visible`` tells what may be shown of it.

    Args:
        but: key of a dossier that is left out of account, with its award.
    """
    asked = set(wanted)
    found: dict[Identity, list[Double]] = defaultdict(list)
    if not asked:
        return found
    for key, double in (*_standing(asked), *_pending(asked)):
        if key in asked and (not but or double.proposal != but):
            found[key].append(double)
    return found


def _standing(asked: Collection[Identity]) -> list[tuple[Identity, Double]]:
    rows = RecordedAward.objects.standing().filter(_among(asked)).order_by("pk")
    return [
        (
            _key(shared),
            Double(
                proposal=proposal or 0,
                award=pk,
                code=Proposal(pk=proposal, year=year).code if proposal else number,
                unit=unit,
                number=number,
                decided_on=day,
            ),
        )
        for pk, proposal, year, unit, number, day, *shared in rows.values_list(
            "pk",
            "proposal_id",
            "proposal__year",
            "unit__name",
            "decision__number",
            "decision__decided_on",
            *_SHARED,
        )
    ]


def _pending(asked: Collection[Identity]) -> list[tuple[Identity, Double]]:
    rows = Proposal.objects.filter(_among(asked), state__in=_PENDING).order_by("pk")
    return [
        (_key(shared), Double(pk, 0, Proposal(pk=pk, year=year).code, unit))
        for pk, year, unit, *shared in rows.values_list("pk", "year", "unit__name", *_SHARED)
    ]


def _among(asked: Collection[Identity]) -> Q:
    keys: dict[str, set[int]] = defaultdict(set)
    for one in asked:
        keys[one.column].add(one.recipient)
    recipients = Q()
    for column, found in keys.items():
        recipients |= Q(**{f"{column.removesuffix('_id')}__among": sorted(found)})
    return Q(recipients, year__in=sorted({one.year for one in asked}))


def _key(shared: Sequence[object]) -> Identity:
    *keys, award, family, year, occasion, qualifier = shared
    return identity(
        who_of(keys),  # type: ignore[arg-type]
        award,  # type: ignore[arg-type]
        year,  # type: ignore[arg-type]
        is_title=family == Family.TITLE,
        occasion=str(occasion),
        qualifier=str(qualifier),
    )


@dataclass(frozen=True, slots=True)
class Visible:
    """Keys of the dossiers and of the awards somebody may see."""

    dossiers: frozenset[int]
    awards: frozenset[int]

    def shows(self, one: Double) -> bool:
        """Whether he may know more of it than its number."""
        return one.proposal in self.dossiers or one.award in self.awards


def visible(actor: Actor, found: Mapping[Identity, Sequence[Double]]) -> Visible:
    """Which of these the actor may see, in at most two queries."""
    every = [double for ones in found.values() for double in ones]
    dossiers = {one.proposal for one in every if one.proposal}
    awards = {one.award for one in every if one.award}
    if actor != SYSTEM:
        dossiers = _seen(Proposal.objects.visible_to(actor), dossiers)
        awards = _seen(RecordedAward.objects.visible_to(actor), awards)
    return Visible(frozenset(dossiers), frozenset(awards))


def _seen(rows: object, keys: set[int]) -> set[int]:
    if not keys:
        return set()
    return set(rows.filter(pk__among=sorted(keys)).values_list("pk", flat=True))  # type: ignore[attr-defined]
