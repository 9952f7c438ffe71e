"""What whoever agrees has to know of a dossier: its verdict, and what people judged or did not.

The frozen verdict of the dossier as it was sent says which conditions only people can judge; the
ticks say which of them somebody judged. The last consideration inside the installation ends the
matter: who agrees or decides there judges what nobody judged, under his own name (``settle``), so
that no award is given on a condition for which nobody answers. A negative judgement stays what it
is. An officer who only writes down what another level decided judges nothing.

A judgement still counts when the content was changed after it: what it is about need not be what
changed, and who judged may judge anew. But it was given for another content, so it is told with his
name before somebody agrees.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from awards.models import (
    DossierRevision,
    JudgementTick,
    Proposal,
    ProposalTransition,
    ReviewStep,
)
from awards.selectors.ticks import ticks_of
from awards.services import tick_rows
from awards.workflow import UPDATE
from core.language import official
from core.scope import Actor
from legal.domain.codes import Join
from legal.rules import verdict as verdicts
from legal.rules.tally import Outcome
from legal.rules.verdict import Finding, Verdict

_CLOSED: Final = (Outcome.MET, Outcome.NOT_APPLICABLE)
Ticks = Mapping[str, JudgementTick]
Judged = tuple[tuple[Finding, JudgementTick], ...]


@dataclass(frozen=True, slots=True)
class Considered:
    """What has to be told before somebody agrees.

    Attributes:
        code: the frozen verdict; empty where the dossier was sent before verdicts were kept.
        unjudged: conditions that only people can judge and nobody judged; of alternatives the
            condition that joins them, since one of them is enough.
        refused: what somebody judged as not met.
        earlier: what somebody judged before the content was changed last.
    """

    code: str
    unjudged: tuple[Finding, ...] = ()
    refused: Judged = ()
    earlier: Judged = ()

    @property
    def is_clear(self) -> bool:
        """Whether there is nothing to tell."""
        known = self.code in ("", verdicts.ELIGIBLE, verdicts.NEEDS_JUDGEMENT)
        return known and not (self.unjudged or self.refused or self.earlier)


def considered(proposals: Collection[Proposal]) -> dict[int, Considered]:
    """Return what is to be told of each dossier, in two queries."""
    keys = [one.pk for one in proposals]
    kept = {pk: (verdict, changed) for pk, verdict, changed in _newest(keys)}
    ticks = ticks_of(keys)
    return {pk: _considered(*kept.get(pk, ({}, None)), ticks.get(pk, {})) for pk in keys}


def _newest(keys: Collection[int]) -> Iterable[tuple[int, dict[str, Any], datetime | None]]:
    """Return of each dossier the verdict it was sent with last, and when it was changed last.

    Verdicts are long: those of earlier revisions are not fetched.
    """
    same = DossierRevision.objects.filter(proposal=OuterRef("proposal"))
    changes = ProposalTransition.objects.filter(subject=OuterRef("proposal"), name=UPDATE)
    return (
        DossierRevision.objects.filter(
            proposal__among=keys, number=Subquery(same.order_by("-number").values("number")[:1])
        )
        .annotate(changed_at=Subquery(changes.order_by("-at").values("at")[:1]))
        .values_list("proposal_id", "verdict", "changed_at")
    )


def judging(proposals: Collection[Proposal], by: Actor) -> set[int]:
    """Return the dossiers in whose present step the actor gives the last consideration; one query.

    It is the last step that does not lie outside the installation, and any deciding step in which
    the actor decides himself instead of recording a paper.
    """
    if not proposals:
        return set()
    steps = {one.pk: one.current_step for one in proposals if one.current_step is not None}
    inside = ReviewStep.objects.filter(
        revision__in={step.revision_id for step in steps.values()}, is_external=False
    )
    last = dict(inside.order_by("revision_id", "order").values_list("revision_id", "order"))
    return {pk for pk, step in steps.items() if _is_last(step, last, by)}


def settle(proposal: Proposal, *, by: Actor, at: datetime) -> list[str]:
    """Write that the actor, who agrees in the last consideration, judges as met what is open.

    It is part of the step that agrees or decides: in its transaction, after its policy and guards.

    Returns:
        The names of the conditions judged; none where the step is not the last, or nothing is open.
    """
    step = proposal.current_step
    if step is None or not judging([proposal], by):
        return []
    found = considered([proposal])[proposal.pk].unjudged
    with official():
        note = _("Đánh giá cùng lúc đồng ý ở bước “%(step)s”.") % {"step": step.label}
    for finding in found:
        tick_rows.write(proposal, finding.rule, ok=True, note=note, by=by, at=at)
    return [finding.rule for finding in found]


def _is_last(step: ReviewStep, last: Mapping[int, int], by: Actor) -> bool:
    if step.needs_paper(by):
        return False
    return step.decides or last.get(step.revision_id) == step.order


def _considered(
    kept: Mapping[str, object], changed_at: datetime | None, ticks: Ticks
) -> Considered:
    if not kept:
        return Considered("")
    verdict = Verdict.from_dict(kept)
    flat = {one.rule: one for one in _flat(verdict.findings)}
    judged = [(flat[rule], tick) for rule, tick in ticks.items() if rule in flat]
    unjudged = {one.rule: one for one in _open(verdict.findings, ticks)}
    return Considered(
        verdict.code,
        tuple(unjudged.values()),
        refused=tuple(one for one in judged if not one[1].ok),
        earlier=tuple(one for one in judged if changed_at and one[1].at < changed_at),
    )


def _open(findings: Sequence[Finding], ticks: Ticks) -> Iterator[Finding]:
    """Yield what nobody judged, each condition where it is to be judged."""
    for one in findings:
        if one.outcome in _CLOSED or one.rule in ticks:
            continue
        if one.parts:
            yield from _open_joint(one, ticks)
        elif one.outcome is Outcome.NEEDS_JUDGEMENT:
            yield one


def _open_joint(joint: Finding, ticks: Ticks) -> Iterator[Finding]:
    waiting = [*_open(joint.parts, ticks)]
    if joint.join != Join.ANY:
        yield from waiting
    elif waiting and not _is_met(joint, ticks):
        # Which of several ways was taken is not known; that one of them was is what is judged.
        yield waiting[0] if len(waiting) == 1 else joint


def _is_met(one: Finding, ticks: Ticks) -> bool:
    if one.rule in ticks:
        return ticks[one.rule].ok
    if not one.parts:
        return one.outcome is Outcome.MET
    met = (_is_met(part, ticks) for part in one.parts)
    return any(met) if one.join == Join.ANY else all(met)


def _flat(findings: Sequence[Finding]) -> Iterator[Finding]:
    for one in findings:
        yield one
        yield from _flat(one.parts)
