"""Freezing a dossier: what is judged is what was sent."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from awards.models import DossierRevision, Proposal
from awards.selectors import likenesses as likeness_reads
from awards.selectors import ticks as tick_reads
from awards.services.sealing import checksum_of
from awards.services.verdicts import judge
from core import audit, clock
from core.errors import GuardRefused
from core.language import in_official_language
from core.scope import Actor
from personnel.models import ExternalRecipient
from personnel.selectors import staff as staff_reads


def freeze(proposal: Proposal, *, by: Actor, at: datetime) -> DossierRevision:
    """Write the next revision of the dossier with the verdict of the rules on that day.

    Raises:
        GuardRefused: records changed since the guard looked, and the rules refuse it now.
    """
    judgements = judge(proposal, clock.day_of(at))
    if judgements.refusal:
        raise GuardRefused(judgements.refusal)
    judgements.keep_faults(by=by, at=at)
    kept = {
        "content": audit.plain(_content(proposal, at)),
        "verdict": audit.plain(judgements.deciding.as_dict()),
        "judged_facts": audit.plain(judgements.kept_facts()),
    }
    return DossierRevision.objects.create(
        proposal=proposal,
        number=proposal.revisions.count() + 1,
        **kept,
        sha256=checksum_of(**kept),
        submitted_at=at,
        submitted_by_name=by.signature,
    )


@in_official_language
def _content(proposal: Proposal, at: datetime) -> dict[str, Any]:
    return {
        "code": proposal.code,
        "year": proposal.year,
        "award": proposal.award_type.code,
        "award_name": proposal.award_label,
        "basis": proposal.basis,
        "decider": proposal.decider,
        "object_kind": proposal.object_kind,
        "recipient": _recipient(proposal, at),
        "unit": {"code": proposal.unit.code, "name": proposal.unit.name},
        "merit": proposal.merit,
        "ground": proposal.ground,
        "claims": proposal.claims,
        "registration": proposal.registration_id,
        "initiatives": [
            {"code": initiative.code, "title": initiative.title}
            for initiative in proposal.initiatives.order_by("pk")
        ],
        "ticks": _ticks(proposal),
        "acknowledged": _acknowledged(proposal),
    }


def _ticks(proposal: Proposal) -> list[dict[str, Any]]:
    """What was judged by then, each condition as it was judged last."""
    return [
        {
            "rule": row.rule,
            "ok": row.ok,
            "note": row.note,
            "by": row.signature,
            "at": row.at,
        }
        for row in tick_reads.ticks_of([proposal.pk]).get(proposal.pk, {}).values()
    ]


def _acknowledged(proposal: Proposal) -> list[dict[str, Any]]:
    """What the dossier looked like, and why it was sent all the same."""
    return [
        {
            "other": row.other_code,
            "score": row.score,
            "note": row.note,
            "by": row.signature,
            "at": row.at,
        }
        for row in likeness_reads.acknowledgements([proposal.pk]).get(proposal.pk, {}).values()
    ]


def _recipient(proposal: Proposal, at: datetime) -> dict[str, Any]:
    if proposal.external is not None:
        return _outside(proposal.external, proposal.recipient_name)
    if proposal.staff is None:
        return {"unit": proposal.recipient.code, "name": proposal.recipient_name}
    standing = staff_reads.standings([proposal.staff.pk], clock.day_of(at)).get(proposal.staff.pk)
    return {
        "staff": proposal.staff.code,
        "name": proposal.recipient_name,
        "post": standing.post if standing else "",
    }


def _outside(recipient: ExternalRecipient, name: str) -> dict[str, Any]:
    """Somebody from outside as the paper names him: kind, number, head, post and address."""
    return {
        "external": recipient.code,
        "name": name,
        "kind": recipient.get_kind_display(),
        "registration": recipient.registration,
        "representative": recipient.representative,
        "post": recipient.position,
        "address": recipient.address,
    }
