"""Warning that a dossier looks like another, and the answer that it is another achievement."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from awards import permissions
from awards.models import DuplicateAcknowledgement, Proposal
from awards.selectors import likenesses as reads
from awards.selectors.likenesses import PROPOSAL, Likeness
from awards.services.machine import PROPOSAL_MACHINE
from awards.workflow import EDITABLE_STATES
from core import audit
from core.errors import Forbidden, GuardRefused, IllegalTransition, InvalidInput, Problem
from core.scope import Actor
from core.vietnamese import nfc
from core.workflow.engine import stale

FIELD = "likenesses"


class NotAcknowledged(GuardRefused):
    """The dossier looks like others, and nobody said yet that it is for another achievement."""

    code = "likeness-not-acknowledged"


def not_acknowledged(proposal: Proposal, *, by: Actor) -> list[Likeness]:
    """What the dossier looks like and nobody answered for.

    An answer counts as long as the two are not more alike than when it was given.
    """
    found = reads.likenesses(proposal, by=by)
    if not found:
        return []
    answered = reads.acknowledgements([proposal.pk]).get(proposal.pk, {})
    return [
        one for one in found if (row := answered.get(one.other)) is None or row.score < one.score
    ]


def require_acknowledged(proposal: Proposal, *, by: Actor) -> None:
    """Refuse with one problem for each likeness that nobody answered for.

    Raises:
        NotAcknowledged: telling what looks alike, and how to answer.
    """
    found = not_acknowledged(proposal, by=by)
    if found:
        raise NotAcknowledged(refusal(found), problems=[*_problems(found)])


def _problems(found: Sequence[Likeness]) -> Iterator[Problem]:
    for one in found:
        yield Problem(
            text_of(one),
            field=FIELD,
            hint=_(
                "Nếu là thành tích khác, hãy xác nhận “%(ref)s” kèm lý do "
                "(API: POST …/likenesses/) rồi gửi lại."
            )
            % {"ref": one.ref},
        )


def refusal(found: Sequence[Likeness]) -> str:
    """Say in one sentence why the dossier is not sent yet."""
    return _(
        "Thành tích giống hồ sơ, khen thưởng khác: %(others)s. Hãy xem và xác nhận không trùng, "
        "nêu lý do, trước khi gửi."
    ) % {"others": "; ".join(one.code for one in found)}


def text_of(one: Likeness) -> str:
    """What looks alike, as much as the reader may know."""
    if not one.is_visible:
        return _("Giống %(score)d%%: %(code)s ở đơn vị khác.") % {
            "score": one.score,
            "code": one.code,
        }
    return _("Giống %(score)d%%: %(award)s năm %(year)s, %(code)s, %(unit)s.") % {
        "score": one.score,
        "award": one.award,
        "year": one.year,
        "code": one.code,
        "unit": one.unit,
    }


def acknowledge(
    proposal: Proposal,
    refs: Collection[str],
    note: str,
    *,
    by: Actor,
    at: datetime,
    expected_version: int | None = None,
) -> list[DuplicateAcknowledgement]:
    """Write that the achievement is another one than those named, and why; each its own row.

    Raises:
        Stale, Forbidden, IllegalTransition: the actor may not change this dossier now.
        InvalidInput: no reason, or something is named that does not look alike.
    """
    note = nfc(note)
    with transaction.atomic():
        rows = Proposal.objects.select_for_update(of=("self",)).with_parts()
        held = rows.get(pk=proposal.pk)
        if expected_version not in (None, held.version):
            raise stale(PROPOSAL_MACHINE, held, expected_version)
        _require_editable(held, by)
        found = {one.ref: one for one in reads.likenesses(held, by=by)}
        problems = [*_check(refs, note, found)]
        if problems:
            raise InvalidInput(problems=problems)
        made = [_write(held, found[ref], note, by, at) for ref in dict.fromkeys(refs)]
        audit.record(
            action="awards.proposal.acknowledge_likeness",
            subject=held,
            by=by,
            at=at,
            data={"others": {found[ref].code: found[ref].score for ref in refs}, "note": note},
        )
    return made


def _require_editable(proposal: Proposal, by: Actor) -> None:
    allowed, reason = permissions.can(by, permissions.PROPOSE, proposal)
    if not allowed:
        raise Forbidden(reason)
    if proposal.state not in EDITABLE_STATES:
        raise IllegalTransition(
            _("Hồ sơ %(state)s, không xác nhận được nữa.") % {"state": proposal.state_label.lower()}
        )


def _check(refs: Collection[str], note: str, found: dict[str, Likeness]) -> Iterator[Problem]:
    if not refs:
        yield Problem(_("Hãy chọn ít nhất một hồ sơ, khen thưởng giống."), field="refs")
    for ref in refs:
        if ref not in found:
            yield Problem(
                _("“%(ref)s” không giống hồ sơ này.") % {"ref": ref[:40]},
                field="refs",
                hint=_("Hãy dùng: %(refs)s.") % {"refs": ", ".join(found)} if found else "",
            )
    limit = _note_length()
    if not note:
        yield Problem(
            _("Hãy ghi vì sao đây là thành tích khác."),
            field="note",
            hint=_("Người xét sẽ đọc lý do này."),
        )
    elif len(note) > limit:
        yield Problem(
            _("Dài %(length)d ký tự, tối đa %(limit)d.") % {"length": len(note), "limit": limit},
            field="note",
            hint=_("Hãy rút gọn."),
        )


def _note_length() -> int:
    found: Any = DuplicateAcknowledgement._meta.get_field("note")
    return int(found.max_length)


def _write(
    proposal: Proposal, one: Likeness, note: str, by: Actor, at: datetime
) -> DuplicateAcknowledgement:
    return DuplicateAcknowledgement.objects.create(
        proposal=proposal,
        other_proposal_id=one.pk if one.kind == PROPOSAL else None,
        other_award_id=None if one.kind == PROPOSAL else one.pk,
        score=one.score,
        note=note,
        actor_id=by.user_id,
        actor_name=by.name,
        on_behalf_name=by.principal.name if by.principal else "",
        at=at,
    )
