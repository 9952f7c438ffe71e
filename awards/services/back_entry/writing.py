"""Writing a clean list of earlier awards set-wise, and taking a whole load back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import connection
from django.utils.translation import gettext as _

from awards.models import AwardAnnulment, Decision, Proposal, RecordedAward
from awards.permissions import BACK_ENTER
from awards.services.back_entry import doubles
from awards.services.back_entry.drafts import Changes, Draft, Outsider, Paper
from core import clock
from core.audit.recording import record_many
from core.db import bulk
from core.db.doubles import doubles_refused
from core.errors import GuardRefused, Stale
from core.imports import written
from core.imports.registry import CREATED, UNCHANGED, Progress, Written, WrittenLine, silent
from core.imports.written import Entry
from core.language import in_official_language
from core.models import Load
from core.scope import Actor
from core.vietnamese import fold
from personnel.models import ExternalRecipient
from personnel.services import recipients as recipient_services
from personnel.services import tree
from personnel.services.checks import Checks

_NAMED = 5
# So many rows are made at once: a list of a province would fill the memory with them.
_BATCH = 20_000


def write(
    changes: Changes, *, load: Load, by: Actor, at: datetime, tell: Progress = silent
) -> Written:
    """Record everything in the current transaction, set-wise.

    Raises:
        Stale: somebody else recorded one of the awards or decisions in this moment.
    """
    tree.lock()
    _refuse_recorded_meanwhile(changes.drafts)
    _write_outsiders(changes.new_outsiders, load, by=by, at=at)
    _write_decisions(changes.new_papers, load, by=by, at=at)
    total = len(changes.drafts)
    for start in range(0, total, _BATCH):
        batch = changes.drafts[start : start + _BATCH]
        bulk.insert(RecordedAward, [_as_row(draft, load, at) for draft in batch])
        tell(start + len(batch), total)
    lines = [
        *(WrittenLine(one.row, CREATED, _code(one), one.paper.number) for one in changes.drafts),
        *(WrittenLine(row, UNCHANGED, code) for row, code in changes.unchanged),
    ]
    lines.sort(key=lambda line: line.row)
    return Written(created=len(changes.drafts), unchanged=len(changes.unchanged), lines=lines)


def _refuse_recorded_meanwhile(drafts: Sequence[Draft]) -> None:
    if doubles.standing_awards(drafts):
        raise Stale(_("Người khác vừa ghi khen thưởng trong danh sách này. Hãy kiểm tra lại."))


def _write_outsiders(outsiders: Sequence[Outsider], load: Load, *, by: Actor, at: datetime) -> None:
    """Record who is not there yet; the same rules as when one is recorded by itself."""
    if not outsiders:
        return
    codes = recipient_services.next_codes(len(outsiders))
    rows = [
        _as_recipient(one, code, clock.day_of(at))
        for one, code in zip(outsiders, codes, strict=True)
    ]
    bulk.insert(ExternalRecipient, rows)
    for one, row in zip(outsiders, rows, strict=True):
        one.pk, one.code = row.pk, row.code
    events = [(row, {"code": row.code, "name": row.name, "load": load.pk}) for row in rows]
    record_many(events, action="personnel.recipient_created", by=by, at=at)
    written.note(load, (Entry(one.row, row) for one, row in zip(outsiders, rows, strict=True)))


def _as_recipient(one: Outsider, code: str, day: date) -> ExternalRecipient:
    checks = Checks()
    facts = {**recipient_services.UNSAID, **one.facts}
    values = recipient_services.clean_alone(checks, facts, code, day)
    checks.done()
    return ExternalRecipient(code=code, unit=one.unit, **values)


@in_official_language
def _write_decisions(papers: Sequence[Paper], load: Load, *, by: Actor, at: datetime) -> None:
    rows = [
        Decision(
            unit=paper.issuer,
            decider=paper.decider,
            number=paper.number,
            decided_on=paper.decided_on,
            year=paper.decided_on.year,
            signer_name=paper.signer_name,
            signer_post=paper.signer_post,
            summary=paper.summary or _("Về việc khen thưởng (ghi lại từ danh sách cũ)"),
            is_external=True,
            recorded_at=at,
            recorded_by_id=by.user_id,
            recorded_by_name=by.signature,
            load=load,
        )
        for paper in papers
    ]
    with doubles_refused():
        bulk.insert(Decision, rows)
    for paper, row in zip(papers, rows, strict=True):
        paper.pk = row.pk
    events = [
        (
            row,
            {
                "number": row.number,
                "decided_on": row.decided_on,
                "decider": row.decider,
                "signer": row.signer_name,
                "load": load.pk,
            },
        )
        for row in rows
    ]
    record_many(events, action="awards.decision.back_enter", by=by, at=at)


def _as_row(draft: Draft, load: Load, at: datetime) -> RecordedAward:
    who = draft.who
    pk = who.outsider.pk if who.outsider is not None else who.pk
    return RecordedAward(
        decision_id=draft.paper.pk,
        year=draft.year,
        basis=draft.basis,
        award_type=draft.award,
        qualifier=draft.qualifier,
        occasion=draft.occasion,
        decider=draft.paper.decider,
        object_kind=who.object_kind,
        unit=draft.unit,
        recipient_name=who.name,
        search_key=fold(f"{who.name} {_code(draft)}"),
        merit=draft.merit,
        ground=draft.ground,
        unit_name=draft.unit_name,
        post=draft.post,
        is_manager=draft.is_manager,
        sex=who.sex,
        recorded_at=at,
        load=load,
        **{who.column: pk},
    )


def _code(draft: Draft) -> str:
    outsider = draft.who.outsider
    return outsider.code if outsider is not None else draft.who.code


# --- Taking back ----------------------------------------------------------------------------


def undo(load: Load, *, by: Actor, at: datetime) -> None:
    """Remove what the load wrote, in the current transaction; the load is ``UNDONE`` already.

    Raises:
        GuardRefused: something was built on it; the message names what.
        Forbidden: an award of it stands at a unit where the actor has no right any more.
    """
    made = written.created_ids(load, ExternalRecipient)
    own = RecordedAward.objects.filter(load=load)
    positions = own.order_by().values_list("unit__tree_start", flat=True).distinct()
    written.require_reach(by, BACK_ENTER, positions)
    _refuse_annulled(load)
    _refuse_added_to(load)
    _refuse_used(load, made)
    with connection.cursor() as cursor:
        for model in (RecordedAward, Decision):
            table = connection.ops.quote_name(model._meta.db_table)
            # As one statement: the guard lets go what belongs to a load that is taken back.
            cursor.execute(f"DELETE FROM {table} WHERE load_id = %s", [load.pk])  # noqa: S608
    ExternalRecipient.objects.filter(pk__among=made).delete()


def _refuse_annulled(load: Load) -> None:
    annulled = AwardAnnulment.objects.filter(award__load=load)
    names = annulled.values_list("award__recipient_name", "number")[:_NAMED]
    if names:
        raise GuardRefused(
            _("Đã có quyết định hủy bỏ khen thưởng của lần nạp này: %(names)s.")
            % {"names": "; ".join(f"{name} ({number})" for name, number in names)}
        )


def _refuse_added_to(load: Load) -> None:
    added = RecordedAward.objects.filter(decision__load=load).exclude(load=load)
    names = added.values_list("recipient_name", "decision__number")[:_NAMED]
    if names:
        raise GuardRefused(
            _("Quyết định của lần nạp này đã được ghi thêm người khác: %(names)s.")
            % {"names": "; ".join(f"{name} ({number})" for name, number in names)}
        )


def _refuse_used(load: Load, made: Sequence[int]) -> None:
    if not made:
        return
    proposed = Proposal.objects.filter(external__among=made).values_list("recipient_name", "year")
    awarded = RecordedAward.objects.filter(external__among=made).exclude(load=load)
    names = [*proposed[:_NAMED], *awarded.values_list("recipient_name", "year")[:_NAMED]]
    if names:
        raise GuardRefused(
            _("Đối tượng ngoài do lần nạp này lập đã có đề nghị, khen thưởng khác: %(names)s.")
            % {"names": "; ".join(f"{name} ({year})" for name, year in names)}
        )
