"""Judging what no record can prove (đánh giá của người xét): a tick with a name and a moment."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from awards import permissions
from awards.models import JudgementTick, Proposal
from awards.services import tick_rows
from awards.services.machine import PROPOSAL_MACHINE
from core.errors import Forbidden, InvalidInput, Problem
from core.scope import Actor
from core.vietnamese import nfc
from core.workflow.engine import stale
from legal.rules.composites import Composite
from legal.rules.registry import registry


def tick(
    proposal: Proposal,
    rule: str,
    *,
    ok: bool,
    note: str = "",
    by: Actor,
    at: datetime,
    expected_version: int | None = None,
) -> JudgementTick:
    """Write what the actor judges of one condition; earlier judgements stay in the history.

    The officer who makes the dossier judges while it can be edited, then whoever may act in the
    current step; nobody judges his own case. The version stays: judging changes no content.

    Raises:
        Forbidden: the actor may not judge this dossier now.
        Stale: the dossier was changed since the actor looked at it.
        InvalidInput: no known rule is named, or one that joins others; the note is too long, or a refusal has no reason.
    """
    rule, note = rule.strip(), nfc(note)
    problems = [*_check(rule, note, ok=ok)]
    if problems:
        raise InvalidInput(problems=problems)
    with transaction.atomic():
        rows = Proposal.objects.select_for_update(of=("self",)).with_parts()
        held = rows.get(pk=proposal.pk)
        if expected_version not in (None, held.version):
            raise stale(PROPOSAL_MACHINE, held, expected_version)
        allowed, reason = permissions.can(by, permissions.JUDGE, held)
        if not allowed:
            raise Forbidden(reason)
        return tick_rows.write(held, rule, ok=ok, note=note, by=by, at=at)


def _check(rule: str, note: str, *, ok: bool) -> Iterator[Problem]:
    if not rule:
        yield Problem(_("Chưa nêu điều kiện nào được đánh giá."), field="rule")
    elif rule not in registry:
        yield Problem(
            _("Không có điều kiện “%(rule)s”.") % {"rule": rule[:100]},
            field="rule",
            hint=_("Hãy dùng tên điều kiện trong kết luận của hồ sơ."),
        )
    elif issubclass(registry[rule], Composite):
        # As a whole it is judged only by who agrees last (``considered.settle``).
        yield Problem(_("Điều kiện chung: hãy đánh giá từng phần."), field="rule")
    limit = _note_length()
    if len(note) > limit:
        yield Problem(
            _("Dài %(length)d ký tự, tối đa %(limit)d.") % {"length": len(note), "limit": limit},
            field="note",
            hint=_("Hãy rút gọn."),
        )
    if not ok and not note:
        yield Problem(
            _("Hãy ghi vì sao đánh giá là chưa đạt."),
            field="note",
            hint=_("Người lập hồ sơ cần biết phải bổ sung gì."),
        )


def _note_length() -> int:
    found: Any = JudgementTick._meta.get_field("note")
    return int(found.max_length)
