"""Why a dossier may go on or may not: its verdicts made ready for the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from awards import permissions
from awards.models import DossierRevision, Proposal
from awards.selectors.ticks import ticks_of
from awards.services.verdicts import Judgements, judge
from awards.web.evidence import Evidence
from awards.web.judging import Judged
from awards.workflow import OPEN_STATES
from core import clock
from core.scope import Actor
from legal.rules.tally import Outcome
from legal.rules.verdict import Finding, Verdict
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
    """

    deciding: VerdictShown
    beside: VerdictShown | None
    today: VerdictShown | None
    on: datetime | None
    beside_today: bool = False


def of_dossier(
    proposal: Proposal, revisions: Sequence[DossierRevision], actor: Actor, day: date
) -> Why | None:
    """The frozen verdicts of the newest revision; for a draft those of today."""
    if not revisions:
        found = _judged(proposal, actor, day)
        return _why(proposal, actor, _Told(found.deciding, found.beside))
    newest = revisions[0]
    if not newest.verdict:
        return None
    told = _Told(
        Verdict.from_dict(newest.verdict), _beside(newest.judged_facts), on=newest.submitted_at
    )
    if proposal.state in OPEN_STATES:
        told = _with_today(told, _judged(proposal, actor, day))
    return _why(proposal, actor, told)


def of_draft(proposal: Proposal, actor: Actor, day: date) -> Why:
    """The verdicts on what is typed so far; nothing can be judged before it is saved."""
    found = _judged(proposal, actor, day)
    return _why(proposal, actor, _Told(found.deciding, found.beside), may_judge=False)


def _judged(proposal: Proposal, actor: Actor, day: date) -> Judgements:
    found = judge(proposal, day)
    found.keep_faults(by=actor, at=clock.now())
    return found


@dataclass(frozen=True, slots=True)
class _Told:
    deciding: Verdict
    beside: Verdict | None = None
    today: Verdict | None = None
    on: datetime | None = None
    beside_today: bool = False


def _with_today(told: _Told, now: Judgements) -> _Told:
    """Add what differs by now: other records, or rules that came into force since the sending."""
    if told.beside is None and now.beside is not None:
        told = replace(told, beside=now.beside, beside_today=True)
    if now.deciding.code != told.deciding.code:
        told = replace(told, today=now.deciding)
    return told


def _beside(kept: Mapping[str, Any]) -> Verdict | None:
    values = kept.get("beside")
    return Verdict.from_dict(values) if values else None


def _why(proposal: Proposal, actor: Actor, told: _Told, *, may_judge: bool = True) -> Why:
    verdicts = [one for one in (told.deciding, told.beside, told.today) if one is not None]
    evidence = Evidence(actor, proposal.recipient, verdicts)

    def without(verdict: Verdict | None) -> VerdictShown | None:
        return shown(verdict, records=evidence.of) if verdict else None

    return Why(
        deciding=shown(
            told.deciding,
            records=evidence.of,
            control=_controls(proposal, actor) if may_judge else no_control,
        ),
        beside=without(told.beside),
        today=without(told.today),
        on=told.on,
        beside_today=told.beside_today,
    )


def _controls(proposal: Proposal, actor: Actor) -> ControlOf:
    """Beside each condition that people judge: what was judged last, and judging it anew."""
    ticks = ticks_of([proposal.pk]).get(proposal.pk, {})
    may_judge = permissions.can(actor, permissions.JUDGE, proposal).allowed

    def control(finding: Finding) -> Control | None:
        is_open = finding.outcome is Outcome.NEEDS_JUDGEMENT or finding.rule in ticks
        # A joint condition is judged through its parts.
        if finding.parts or not is_open:
            return None
        tick = ticks.get(finding.rule)
        return Control(_TICK, Judged(proposal, finding.rule, tick=tick, may_judge=may_judge))

    return control
