"""Awards and dossiers that may reward the same achievement a second time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.db.models import F

from awards.domain import likeness
from awards.domain.identity import COLUMNS
from awards.models import DuplicateAcknowledgement, Proposal, RecordedAward
from core.scope import SYSTEM, Actor
from legal.models import AwardType
from legal.models.choices import Family

PROPOSAL, AWARD = "proposal", "award"
# An achievement of the turn of a year is told in the one year or in the next.
_YEARS_APART = 1

# Which other, by kind and key.
Other = tuple[str, int]


class Likeness(NamedTuple):
    """Another dossier or recorded award of the recipient that tells of nearly the same.

    Attributes:
        kind, pk: an ``AWARD`` only where it has no dossier here.
        code: the number people quote: of the dossier, or of the decision.
        score: how surely it is the same achievement, in per cent.
        is_visible: whether its reader may know more of it than its number.
    """

    kind: str
    pk: int
    code: str
    award: str
    year: int
    unit: str
    occasion: str
    score: int
    is_visible: bool

    @property
    def other(self) -> Other:
        """Which it is."""
        return (self.kind, self.pk)

    @property
    def ref(self) -> str:
        """The same as one word, for forms and the API."""
        return f"{self.kind}:{self.pk}"


def likenesses(proposal: Proposal, *, by: Actor) -> list[Likeness]:
    """Return what may be for the same achievement, the likeliest first; the proposal may be unsaved.

    Looked for are the recipient's other awards of the year and its neighbours, wherever they lie.
    Of titles only the same one counts: that a higher title rests on the same work as a lower one,
    and a form on that of a title, is how the law has it.
    """
    found = [one for one in _others(proposal) if one.score]
    seen = _visible(found, by)
    shown = [one._replace(is_visible=one.other in seen) for one in found]
    return sorted(shown, key=lambda one: (-one.score, one.ref))


def _others(proposal: Proposal) -> Iterator[Likeness]:
    own = {name: getattr(proposal, name) for name in COLUMNS}
    near = {
        **{name: key for name, key in own.items() if key is not None},
        "year__range": (proposal.year - _YEARS_APART, proposal.year + _YEARS_APART),
    }
    columns = ("award_type_id", "award_type__family", "occasion", "merit")
    shown = ("award_type__name", "year", "unit__name")
    dossiers = Proposal.objects.live().filter(**near).exclude(pk=proposal.pk or 0)
    for pk, *rest in dossiers.order_by("pk").values_list("pk", *shown, *columns):
        code = Proposal(pk=pk, year=rest[1]).code
        yield _compared(proposal, (PROPOSAL, pk, code), rest)
    old = RecordedAward.objects.standing().filter(**near, proposal__isnull=True)
    numbered = old.annotate(number=F("decision__number")).order_by("pk")
    for pk, number, *rest in numbered.values_list("pk", "number", *shown, *columns):
        yield _compared(proposal, (AWARD, pk, number), rest)


def _compared(proposal: Proposal, other: tuple[str, int, str], row: list[Any]) -> Likeness:
    name, year, unit, award, family, occasion, merit = row
    score = 0
    if _may_be_one(proposal.award_type, award, family):
        score = likeness.score((proposal.merit, merit), (proposal.occasion, occasion))
    return Likeness(*other, name, year, unit, occasion, score, is_visible=False)


def _may_be_one(award: AwardType, other: int, family: str) -> bool:
    return award.pk == other or award.family == family == Family.FORM


def _visible(found: Iterable[Likeness], by: Actor) -> set[Other]:
    keys: dict[str, set[int]] = defaultdict(set)
    for one in found:
        keys[one.kind].add(one.pk)
    if by == SYSTEM:
        return {(kind, pk) for kind, pks in keys.items() for pk in pks}
    rows: dict[str, Any] = {
        PROPOSAL: Proposal.objects.visible_to(by),
        AWARD: RecordedAward.objects.visible_to(by),
    }
    return {
        (kind, pk)
        for kind, pks in keys.items()
        for pk in rows[kind].filter(pk__in=sorted(pks)).values_list("pk", flat=True)
    }


def acknowledgements(
    proposal_ids: Iterable[int],
) -> dict[int, dict[Other, DuplicateAcknowledgement]]:
    """Return the last acknowledgement of each likeness, by proposal and other, in one query."""
    found: dict[int, dict[Other, DuplicateAcknowledgement]] = defaultdict(dict)
    rows = DuplicateAcknowledgement.objects.filter(proposal_id__among=[*proposal_ids])
    for row in rows.select_related("other_proposal", "other_award__decision").order_by("pk"):
        other = (
            (PROPOSAL, row.other_proposal_id)
            if row.other_proposal_id is not None
            else (AWARD, row.other_award_id or 0)
        )
        found[row.proposal_id][other] = row
    return dict(found)
