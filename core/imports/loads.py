"""The steps of a load (lần nạp): upload, match columns, answer, confirm, give up, undo.

Each step raises the version, and takes the load only in a state in which it makes sense; so a
second click, a second window or a second worker finds nothing left to take.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from core import audit, outbox
from core.errors import GuardRefused, IllegalTransition, InvalidInput, NotVisible, Stale
from core.imports import findings, mapping, names, pipeline, progress, reading, registry
from core.imports.pipeline import File
from core.imports.registry import EVERY_ROW, NEW, SAME, SKIP, Importer
from core.models import Load, LoadState
from core.scope import Actor

# Lists of people do not stay because somebody closed the page.
KEPT_FOR = timedelta(days=1)
# Shorter files are worked through while the person waits.
FEW_ROWS = 500
# When a worker takes over work that a page meant to do itself.
TAKEN_OVER_AFTER = timedelta(minutes=2)

CHECK, WRITE = "core.load.check", "core.load.write"

MATCH, ANSWER, CONFIRM, CHECK_AGAIN, GIVE_UP, UNDO = (
    *("match", "answer", "confirm", "check_again", "give_up", "undo"),
)
STEPS: Mapping[str, frozenset[str]] = {
    LoadState.UPLOADED: frozenset({MATCH, GIVE_UP}),
    LoadState.CHECKING: frozenset({GIVE_UP}),
    LoadState.CHECKED: frozenset({MATCH, ANSWER, CONFIRM, CHECK_AGAIN, GIVE_UP}),
    LoadState.WRITING: frozenset(),
    LoadState.DONE: frozenset({UNDO}),
    LoadState.FAILED: frozenset({MATCH, CHECK_AGAIN, GIVE_UP}),
    LoadState.UNDONE: frozenset(),
}
_HEAVY = ("content", "result")


# --- What there is --------------------------------------------------------------------------


def own(by: Actor) -> QuerySet[Load]:
    """The person's own loads, newest first, without their content."""
    if by.user_id is None:
        return Load.objects.none()
    return Load.objects.filter(owner_id=by.user_id).defer(*_HEAVY)


def visible(by: Actor) -> QuerySet[Load]:
    """The loads a person may read: his own, and what an auditor looks through."""
    if by.user_id is None:
        return Load.objects.none()
    readable = Q(owner_id=by.user_id) | registry.readable_by(by)
    return Load.objects.filter(readable).defer(*_HEAVY)


def find(pk: int, *, by: Actor) -> Load:
    """Return a load the person may read.

    Raises:
        NotVisible: there is none.
    """
    load = visible(by).filter(pk=pk).first()
    if load is None:
        raise _not_there()
    return load


def steps_open(load: Load, by: Actor) -> frozenset[str]:
    """Return what the person may do with a load now; only its owner does anything."""
    if load.owner_id is None or load.owner_id != by.user_id:
        return frozenset()
    steps = STEPS[load.state]
    # Where a day has passed only the row is left, to tell what happened.
    if (
        load.state == LoadState.FAILED
        and not Load.objects.filter(pk=load.pk, content__gt=b"").exists()
    ):
        steps -= {MATCH, CHECK_AGAIN}
    return steps


# --- Steps ----------------------------------------------------------------------------------


def upload(importer: Importer, file: File, *, by: Actor, at: datetime) -> Load:
    """Take a file in; when its columns match without question, its check begins.

    Raises:
        InvalidInput: it cannot be read.
        Forbidden: the person may load such files nowhere.
    """
    pipeline.require(importer, by)
    reading.refuse_size(len(file.content))
    sheet = pipeline.open_file(importer, file)
    found = mapping.match(importer, sheet)
    with transaction.atomic():
        load = pipeline.new_load(importer, file, by=by, at=at, state=LoadState.UPLOADED)
        load.content = file.content
        load.mapping = found.headings
        load.row_count = max(len(sheet.lines) - 1, 0)
        load.save(update_fields=["content", "mapping", "row_count"])
        if found.is_certain:
            _start(load, LoadState.CHECKING, by=by, at=at)
    return load


def choose_columns(
    pk: int, headings: Mapping[str, str], *, version: int, by: Actor, at: datetime
) -> Load:
    """Match the columns by hand (heading of the file by column key) and begin the check.

    Raises:
        InvalidInput: a required column is left out, or one is used twice.
        Stale: the load went on meanwhile.
    """
    with transaction.atomic():
        load = _take(pk, MATCH, version=version, by=by)
        importer = registry.get(load.importer)
        sheet = pipeline.open_file(importer, File(load.name, bytes(load.content)))
        found = mapping.match_as(importer, sheet, headings)
        mapping.refuse_choice(found, headings)
        mapping.remember(importer, found.header, found.headings, at=at)
        load.mapping = found.headings
        _start(load, LoadState.CHECKING, by=by, at=at)
    return load


def answer(
    pk: int,
    rows: Mapping[str, str],
    confirmed: Mapping[tuple[str, str], str],
    *,
    version: int,
    by: Actor,
    at: datetime,
) -> Load:
    """Answer doubtful rows and unknown names, and check again with the answers.

    Args:
        rows: ``"same:<code>"``, ``"new"`` or ``"skip"`` by row number, ``"*"`` for all others.
        confirmed: code by kind and text; :data:`SKIP` leaves out the rows that use the name.

    Raises:
        InvalidInput: an answer that is none.
        Stale: the load went on meanwhile.
    """
    _refuse_odd_answers(rows)
    with transaction.atomic():
        load = _take(pk, ANSWER, version=version, by=by)
        asked = {(one.kind, one.text): one for one in findings.unknown_names(load)}
        load.answers = {**load.answers, **rows}
        for key, code in confirmed.items():
            if key not in asked:
                continue
            if code == SKIP:
                load.answers |= {str(row): SKIP for row in asked[key].rows}
            else:
                names.confirm(*key, code, by=by, at=at)
        _start(load, LoadState.CHECKING, by=by, at=at)
    return load


def check_again(pk: int, *, version: int, by: Actor, at: datetime) -> Load:
    """Check a load once more, because what stands may have changed.

    Raises:
        Stale: the load went on meanwhile.
    """
    with transaction.atomic():
        load = _take(pk, CHECK_AGAIN, version=version, by=by)
        _start(load, LoadState.CHECKING, by=by, at=at)
    return load


def confirm(pk: int, *, version: int, by: Actor, at: datetime) -> Load:
    """Let a checked load be written.

    Raises:
        GuardRefused: something is still wrong or open.
        Stale: the load went on meanwhile.
    """
    with transaction.atomic():
        load = _take(pk, CONFIRM, version=version, by=by)
        if not findings.is_clean(load):
            raise GuardRefused(
                _("Tệp còn chỗ cần sửa hoặc cần trả lời, nên chưa ghi được dòng nào.")
            )
        _start(load, LoadState.WRITING, by=by, at=at)
    return load


def give_up(pk: int, *, version: int, by: Actor, at: datetime) -> None:
    """Throw a load away with its file; nothing was written of it.

    Raises:
        Stale: the load went on meanwhile.
    """
    with transaction.atomic():
        load = _take(pk, GIVE_UP, version=version, by=by)
        data = {"importer": load.importer, "name": load.name}
        audit.record(action="core.load.give_up", subject=load, by=by, at=at, data=data)
        load.delete()


def undo(pk: int, *, version: int, by: Actor, at: datetime) -> Load:
    """Take a whole load back.

    Raises:
        GuardRefused: something was built on it; the message names what.
        Stale: the load went on meanwhile.
    """
    with transaction.atomic():
        load = _take(pk, UNDO, version=version, by=by)
        take_back(load, by=by, at=at)
    return load


def take_back(load: Load, *, by: Actor, at: datetime) -> None:
    """Undo a written load in the current transaction, whoever decided so."""
    # First the state: the database lets rows of a load go only once it is undone.
    load.state = LoadState.UNDONE
    load.version += 1
    load.undone_at = at
    load.undone_by_name = by.signature
    load.save(update_fields=["state", "version", "undone_at", "undone_by_name"])
    registry.get(load.importer).undo(load, by=by, at=at)
    audit.record(
        action="core.load.undo",
        subject=load,
        by=by,
        at=at,
        data={"importer": load.importer, "name": load.name, "rows": load.row_count},
    )


def forget_unconfirmed(*, at: datetime) -> int:
    """Give up loads nobody confirmed within a day, and the files of those that failed."""
    old = Load.objects.filter(uploaded_at__lt=at - KEPT_FOR)
    waiting = (LoadState.UPLOADED, LoadState.CHECKING, LoadState.CHECKED)
    gone = old.filter(state__in=waiting).delete()[0]
    failed = old.filter(state=LoadState.FAILED, content__gt=b"")
    return gone + failed.update(
        content=b"", answers={}, problems=[], summary={}, version=F("version") + 1
    )


def is_small(load: Load) -> bool:
    """Tell whether a load is worked through while the person waits."""
    return load.row_count < FEW_ROWS


# --- How a step takes a load ----------------------------------------------------------------


def _take(pk: int, step: str, *, version: int, by: Actor) -> Load:
    """Lock the person's own load for a step, in the version he saw."""
    load = Load.objects.select_for_update().filter(pk=pk, owner_id=by.user_id).first()
    if load is None or by.user_id is None:
        raise _not_there()
    if load.version != version:
        raise Stale(
            _("Lần nạp này đã sang bước khác (%(state)s). Hãy xem lại rồi làm tiếp.")
            % {"state": load.get_state_display().lower()}
        )
    if step not in STEPS[load.state]:
        raise IllegalTransition(
            _("Lần nạp này đang ở bước “%(state)s”, không làm việc đó được.")
            % {"state": load.get_state_display().lower()}
        )
    if step != GIVE_UP:
        pipeline.require(registry.get(load.importer), by)
    if step in (MATCH, CHECK_AGAIN) and not load.content:
        raise GuardRefused(_("Tệp này không còn được giữ. Hãy tải tệp lên lại."))
    return load


def _start(load: Load, state: str, *, by: Actor, at: datetime) -> None:
    """Hand the load to whoever works it through: this request if it is short, else a worker."""
    load.state = state
    load.version += 1
    load.error = ""
    load.save(update_fields=["state", "version", "error", "mapping", "answers"])
    progress.forget(load.pk)
    outbox.enqueue(
        CHECK if state == LoadState.CHECKING else WRITE,
        {
            "load": load.pk,
            "version": load.version,
            "user": by.user_id,
            "delegation": by.principal.delegation_id if by.principal else None,
        },
        at=at,
        delay=TAKEN_OVER_AFTER if is_small(load) else timedelta(0),
    )


def _refuse_odd_answers(rows: Mapping[str, str]) -> None:
    for row, text in rows.items():
        verdict, _sep, code = text.partition(":")
        is_row = row == EVERY_ROW or (row.isdecimal() and len(row) < 9)
        if not is_row or verdict not in (SAME, NEW, SKIP) or (code and verdict != SAME):
            raise InvalidInput.at(
                "answers", _("Câu trả lời cho dòng %(row)s không hợp lệ.") % {"row": row}
            )


def _not_there() -> NotVisible:
    return NotVisible(
        _("Không có lần nạp này. Tệp chưa xác nhận chỉ được giữ một ngày; hãy tải tệp lên lại.")
    )
