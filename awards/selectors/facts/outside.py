"""Facts about recipients who are on no staff list: households, organisations, people outside."""

from __future__ import annotations

from datetime import date

from awards.models import RecordedAward
from legal.rules.facts import AwardFact, CollectiveFacts, PersonFacts
from personnel.models import ExternalRecipient, RecipientKind

_OCCUPATIONS = {
    RecipientKind.ENTREPRENEUR: "ENTREPRENEUR",
    RecipientKind.FOREIGN_PERSON: "FOREIGN",
    RecipientKind.PERSON: "OTHER",
}
_COLLECTIVES = {
    RecipientKind.ENTERPRISE: "ENTERPRISE",
    RecipientKind.HOUSEHOLD: "HOUSEHOLD",
    RecipientKind.FOREIGN_ORGANISATION: "FOREIGN",
    RecipientKind.ORGANISATION: "AGENCY",
}


def outside_facts(
    recipient: ExternalRecipient, year: int, *, as_of: date | None = None
) -> PersonFacts | CollectiveFacts:
    """Collect what is kept: the awards given here. Nothing else about them is; one query."""
    rows = RecordedAward.objects.standing().filter(external=recipient, year__lte=year)
    awards = tuple(
        AwardFact(code, of, decided_on, basis, ground, f"award:{pk}")
        for code, of, decided_on, basis, ground, pk in rows.order_by("year", "pk").values_list(
            "award_type__code", "year", "decision__decided_on", "basis", "ground", "pk"
        )
    )
    kind = RecipientKind(recipient.kind)
    ref = f"recipient:{recipient.pk}"
    # What was given elsewhere is not known here: nothing before this year counts as complete.
    since = year + 1
    if kind in _OCCUPATIONS:
        return PersonFacts(
            ref=ref,
            name=recipient.name,
            year=year,
            as_of=as_of,
            awards=awards,
            awards_since=since,
            occupation=_OCCUPATIONS[kind],
            is_woman=recipient.sex == "F" if recipient.sex else None,
        )
    return CollectiveFacts(
        ref=ref,
        name=recipient.name,
        year=year,
        as_of=as_of,
        awards=awards,
        awards_since=since,
        kind=_COLLECTIVES[kind],
    )
