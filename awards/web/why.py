"""Why a dossier may go on or may not: its verdicts made ready for the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from awards import permissions
from awards.models import DossierRevision, Proposal
from awards.selectors.ticks import ticks_of
from awards.services.told_verdicts import Told, told_of_dossier, told_of_draft
from awards.web.entry_places import EntryPlaces
from awards.web.evidence import Evidence
from awards.web.judging import Judged
from core.scope import Actor
from legal.rules.tally import Outcome
from legal.rules.verdict import Finding, Verdict
from legal.selectors.more_favourable import Favour
from legal.web.explaining import Control, ControlOf, VerdictShown, no_control, shown

_TICK = "awards/_tick.html"


@dataclass(frozen=True, slots=True)
class Why:
    """What the section "vì sao" shows.

    Attributes:
        deciding: the verdict that counts: as it was frozen when sent, or as of today for a draft.
        beside: by the rules in force since, while the dossier straddles two laws.
        beside_today: whether it rests on today's records: newer rules came after the sending.
        today: what today's records and judgements would give, where that is another verdict.
        on: when it was frozen; nothing for a draft.
        favour: what is told where the newer rules are better; it never decides.
    """

    deciding: VerdictShown
    beside: VerdictShown | None
    today: VerdictShown | None
    on: datetime | None
    beside_today: bool = False
    favour: Favour | None = None


def of_dossier(
    proposal: Proposal, revisions: Sequence[DossierRevision], actor: Actor, at: datetime
) -> Why | None:
    """The frozen verdicts of the newest revision; for a draft those of today."""
    newest = revisions[0] if revisions else None
    told = told_of_dossier(proposal, newest, by=actor, at=at)
    return _why(proposal, actor, told) if told else None


def of_draft(proposal: Proposal, actor: Actor, at: datetime) -> Why:
    """The verdicts on what is typed so far; nothing can be judged before it is saved."""
    return _why(proposal, actor, told_of_draft(proposal, by=actor, at=at), may_judge=False)


def _why(proposal: Proposal, actor: Actor, told: Told, *, may_judge: bool = True) -> Why:
    evidence = Evidence(actor, proposal.recipient, told.verdicts)
    places = EntryPlaces(actor, proposal.recipient)

    def without(verdict: Verdict | None, *, decides: bool = True) -> VerdictShown | None:
        if verdict is None:
            return None
        return shown(verdict, records=evidence.of, places=places.of, decides=decides)

    return Why(
        deciding=shown(
            told.deciding,
            records=evidence.of,
            places=places.of,
            control=_controls(proposal, actor) if may_judge else no_control,
        ),
        beside=without(told.beside, decides=False),
        today=without(told.today),
        on=told.on,
        beside_today=told.beside_today,
        favour=told.favour,
    )


def _controls(proposal: Proposal, actor: Actor) -> ControlOf:
    """Beside each condition that people judge: what was judged last, and judging it anew."""
    ticks = ticks_of([proposal.pk]).get(proposal.pk, {})
    may_judge = permissions.can(actor, permissions.JUDGE, proposal).allowed

    def control(finding: Finding) -> Control | None:
        is_open = finding.outcome is Outcome.NEEDS_JUDGEMENT or finding.rule in ticks
        tick = ticks.get(finding.rule)
        # A joint condition is judged through its parts, or as a whole by who agreed last.
        if not is_open or (finding.parts and tick is None):
            return None
        may = may_judge and not finding.parts
        judged = Judged(proposal, finding.rule, tick=tick, may_judge=may)
        return Control(_TICK, judged, is_answered=tick is not None)

    return control
