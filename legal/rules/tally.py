"""Outcomes of one rule for many recipients at once: recipients are bits of whole numbers.

One recipient is bit 0 of small numbers, a province is bits of long ones; the same operations serve
both, so that a verdict cannot depend on how many were judged together.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final


class Outcome(StrEnum):
    """What a rule found."""

    MET = "MET"
    NOT_MET = "NOT_MET"
    NEEDS_JUDGEMENT = "NEEDS_JUDGEMENT"
    UNKNOWN = "UNKNOWN"
    NOT_APPLICABLE = "NOT_APPLICABLE"
    ERROR = "ERROR"


@dataclass(frozen=True, slots=True)
class Tally:
    """Who got which outcome: six masks without a bit in common, together everybody."""

    met: int = 0
    not_met: int = 0
    judgement: int = 0
    unknown: int = 0
    outside: int = 0
    error: int = 0

    def of(self, index: int) -> Outcome:
        """Return the outcome of one recipient."""
        bit = 1 << index
        return next(outcome for outcome, name in _FIELDS.items() if getattr(self, name) & bit)

    def leaving_out(self, mask: int) -> Tally:
        """Return the tally with these recipients as not concerned."""
        if not mask:
            return self
        keep = ~mask
        return Tally(
            self.met & keep,
            self.not_met & keep,
            self.judgement & keep,
            self.unknown & keep,
            self.outside | mask,
            self.error & keep,
        )

    def refusing(self, mask: int) -> Tally:
        """Return the tally with these recipients, whom nothing concerned, as not met."""
        if not mask:
            return self
        return replace(self, outside=self.outside & ~mask, not_met=self.not_met | mask)

    def refusing_nobody(self) -> Tally:
        """Return the tally with those who do not meet it left to people."""
        return replace(self, not_met=0, judgement=self.judgement | self.not_met)

    def decided(self, *, yes: int, no: int) -> Tally:
        """Return the tally with what people decided in place of their judgement."""
        yes, no = self.judgement & yes, self.judgement & no
        return replace(
            self,
            met=self.met | yes,
            not_met=self.not_met | no,
            judgement=self.judgement & ~yes & ~no,
        )

    def failing(self, mask: int) -> Tally:
        """Return the tally with these recipients as errors, whatever else was found."""
        if not mask:
            return self
        return replace(
            self.leaving_out(mask), outside=self.outside & ~mask, error=mask | self.error
        )


_FIELDS: Final = {
    Outcome.MET: "met",
    Outcome.NOT_MET: "not_met",
    Outcome.NEEDS_JUDGEMENT: "judgement",
    Outcome.UNKNOWN: "unknown",
    Outcome.NOT_APPLICABLE: "outside",
    Outcome.ERROR: "error",
}


def split(everyone: int, *, met: int = 0, not_met: int = 0, judgement: int = 0) -> Tally:
    """Return a tally in which earlier masks win and the rest is unknown."""
    met &= everyone
    not_met &= everyone & ~met
    judgement &= everyone & ~met & ~not_met
    return Tally(met, not_met, judgement, everyone & ~met & ~not_met & ~judgement)


def all_of(tallies: Iterable[Tally], everyone: int) -> Tally:
    """Join conditions that must all hold.

    One that is not met decides; then a crash must be seen, a missing record can be filled in, a
    judgement is for people.
    """
    found = _union(tallies)
    open_ones = _open(found, everyone & ~found.not_met)
    met = found.met & ~found.not_met & ~open_ones.error & ~open_ones.unknown & ~open_ones.judgement
    return _complete(open_ones, everyone, met=met, not_met=found.not_met)


def any_of(tallies: Iterable[Tally], everyone: int) -> Tally:
    """Join conditions of which one is enough."""
    found = _union(tallies)
    open_ones = _open(found, everyone & ~found.met)
    not_met = (
        found.not_met & ~found.met & ~open_ones.error & ~open_ones.unknown & ~open_ones.judgement
    )
    return _complete(open_ones, everyone, met=found.met, not_met=not_met)


def _union(tallies: Iterable[Tally]) -> Tally:
    """Return masks of who has each outcome in at least one of the tallies."""
    met = not_met = judgement = unknown = error = 0
    for one in tallies:
        met |= one.met
        not_met |= one.not_met
        judgement |= one.judgement
        unknown |= one.unknown
        error |= one.error
    return Tally(met, not_met, judgement, unknown, 0, error)


def _open(found: Tally, among: int) -> Tally:
    """Return what stays open, the gravest first: error, unknown, judgement."""
    error = found.error & among
    unknown = found.unknown & among & ~error
    judgement = found.judgement & among & ~error & ~unknown
    return Tally(judgement=judgement, unknown=unknown, error=error)


def _complete(still_open: Tally, everyone: int, *, met: int, not_met: int) -> Tally:
    """Add what is decided to what stays open; those whom no condition concerned are outside."""
    judgement, unknown, error = still_open.judgement, still_open.unknown, still_open.error
    concerned = met | not_met | judgement | unknown | error
    return Tally(met, not_met, judgement, unknown, everyone & ~concerned, error)
