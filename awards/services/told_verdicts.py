"""What a reader is told of a dossier's verdicts (kết luận): frozen, beside, and as of today."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from awards.models import DossierRevision, Proposal
from awards.services.verdicts import Judgements, judge
from awards.workflow import OPEN_STATES
from core import clock
from core.scope import Actor
from legal.rules.verdict import Verdict
from legal.selectors.more_favourable import Favour, favour_of


@dataclass(frozen=True, slots=True)
class Told:
    """The verdicts on one dossier, for pages and the API.

    Attributes:
        deciding: the verdict that counts: as it was frozen when sent, or as of today for a draft.
        beside: by the rules in force since, while the dossier straddles two laws.
        today: what today's records and judgements would give, where that is another verdict.
        on: when it was frozen; nothing for a draft.
        beside_today: whether ``beside`` rests on today's records: newer rules came after the sending.
        is_open: whether the dossier may still come out otherwise.
    """

    deciding: Verdict
    beside: Verdict | None = None
    today: Verdict | None = None
    on: datetime | None = None
    beside_today: bool = False
    is_open: bool = True

    @property
    def favour(self) -> Favour | None:
        """What is told where the newer rules are better; a dossier that is over has no choice left.

        What stands beside and rests on today's records is compared with today's verdict, where
        that is another one.
        """
        deciding = self.today if self.today and self.beside_today else self.deciding
        return favour_of(deciding, self.beside) if self.is_open else None

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """All that are told, the one that decides first."""
        return tuple(one for one in (self.deciding, self.beside, self.today) if one is not None)


def told_of_dossier(
    proposal: Proposal, newest: DossierRevision | None, *, by: Actor, at: datetime
) -> Told | None:
    """The frozen verdicts of the newest revision; for a draft those of today.

    Nothing where the dossier was sent before verdicts were kept. A rule that fails meanwhile is
    kept for repair, in the name of the reader.
    """
    if newest is None:
        return told_of_draft(proposal, by=by, at=at)
    if not newest.verdict:
        return None
    told = Told(
        Verdict.from_dict(newest.verdict), _beside(newest.judged_facts), on=newest.submitted_at
    )
    if proposal.state not in OPEN_STATES:
        told = replace(told, is_open=False)
    else:
        told = _with_today(told, _judged(proposal, by=by, at=at))
    return told


def told_of_draft(proposal: Proposal, *, by: Actor, at: datetime) -> Told:
    """The verdicts on what is written so far."""
    found = _judged(proposal, by=by, at=at)
    return Told(found.deciding, found.beside)


def _judged(proposal: Proposal, *, by: Actor, at: datetime) -> Judgements:
    found = judge(proposal, clock.day_of(at))
    found.keep_faults(by=by, at=at)
    return found


def _with_today(told: Told, now: Judgements) -> Told:
    """Add what differs by now: other records, or rules that came into force since the sending."""
    if told.beside is None and now.beside is not None:
        told = replace(told, beside=now.beside, beside_today=True)
    if now.deciding.code != told.deciding.code:
        told = replace(told, today=now.deciding)
    return told


def _beside(kept: Mapping[str, Any]) -> Verdict | None:
    values = kept.get("beside")
    return Verdict.from_dict(values) if values else None
