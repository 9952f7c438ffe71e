"""What a row of earlier awards becomes: whom, which award, by which decision."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from awards.domain.identity import OUTSIDE, STAFF, UNIT, Identity, identity
from legal.models import AwardType
from legal.models.choices import Family
from personnel.models import Unit
from personnel.services.recipients import RecipientFacts

__all__ = ["OUTSIDE", "STAFF", "UNIT", "Changes", "Draft", "Outsider", "Paper", "PaperKey", "Who"]


@dataclass(slots=True)
class Outsider:
    """Somebody outside the staff to be recorded with the load.

    Attributes:
        key: rows with an equal key are about the same one.
    """

    row: int
    key: tuple[str, str, int]
    facts: RecipientFacts
    unit: Unit
    pk: int = 0
    code: str = ""


@dataclass(frozen=True, slots=True)
class Who:
    """The recipient of a row.

    Attributes:
        column: ``STAFF``, ``UNIT`` or ``OUTSIDE``.
        pk: 0 for somebody who is recorded with the load.
        unit_id: the unit he works in, the unit itself, or the one that keeps the record.
    """

    column: str
    pk: int
    code: str
    name: str
    object_kind: str
    unit_id: int
    sex: str = ""
    birth_date: date | None = None
    post: str = ""
    outsider: Outsider | None = None


@dataclass(slots=True)
class Paper:
    """A decision the rows name, found or to be written.

    Attributes:
        pk: 0 while it does not stand.
    """

    row: int
    issuer: Unit
    decider: str
    number: str
    decided_on: date
    signer_name: str = ""
    signer_post: str = ""
    summary: str = ""
    pk: int = 0

    @property
    def key(self) -> PaperKey:
        """What tells decisions apart; the database keeps it unique."""
        return PaperKey(self.issuer.pk, self.decider, self.decided_on.year, self.number)


class PaperKey(NamedTuple):
    """Issuer, level, year and number."""

    unit_id: int
    decider: str
    year: int
    number: str


@dataclass(slots=True)
class Draft:
    """One award to be recorded.

    Attributes:
        unit_name: as the list writes it, or as the unit was called on the day.
    """

    row: int
    who: Who
    award: AwardType
    year: int
    paper: Paper
    unit: Unit
    unit_name: str
    post: str = ""
    is_manager: bool = False
    basis: str = ""
    qualifier: str = ""
    occasion: str = ""
    merit: str = ""
    ground: str = ""

    @property
    def identity(self) -> Identity:
        """What nobody has twice; who is recorded with the load has nothing yet."""
        new = self.who.outsider.row if self.who.outsider else 0
        return identity(
            (self.who.column, self.who.pk or -new),
            self.award.pk,
            self.year,
            is_title=self.award.family == Family.TITLE,
            occasion=self.occasion,
            qualifier=self.qualifier,
        )


@dataclass(slots=True)
class Changes:
    """What a clean list brings.

    Attributes:
        warnings: by row, what keeps verdicts open once it is recorded.
    """

    drafts: list[Draft] = field(default_factory=list)
    unchanged: list[tuple[int, str]] = field(default_factory=list)
    warnings: dict[int, str] = field(default_factory=dict)

    @property
    def new_papers(self) -> list[Paper]:
        """The decisions that do not stand yet, each once."""
        found = {draft.paper.key: draft.paper for draft in self.drafts}
        return [paper for paper in found.values() if not paper.pk]

    @property
    def new_outsiders(self) -> list[Outsider]:
        """The recipients outside that do not stand yet, each once."""
        found = {one.key: one for draft in self.drafts if (one := draft.who.outsider) is not None}
        return list(found.values())
