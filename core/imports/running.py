"""Working a load through: the check and the writing, in a request or in a worker.

The message in the outbox is the record of the work: whoever is killed leaves it, and the next
worker begins anew. Who finds the load in another state or version has nothing to do.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from core import clock, notifications, outbox
from core.errors import BusinessError
from core.imports import findings, loads, mapping, pipeline, progress, registry
from core.imports.columns import Table
from core.imports.pipeline import File
from core.imports.registry import Answers, Importer, Plan, Progress
from core.language import official
from core.models import Load, LoadState, OutboxMessage
from core.scope import Actor

logger = logging.getLogger(__name__)

# A load that takes the worker down with it is not tried for ever.
MOST_TRIES = 3


def go_on(load: Load, *, by: Actor) -> Load:
    """Work a load through at once if it is short, or if there is no worker to leave it to."""
    if load.state not in (LoadState.CHECKING, LoadState.WRITING):
        return load
    if loads.is_small(load) or not settings.OUTBOX_NUDGE:
        work = check if load.state == LoadState.CHECKING else write
        work(load.pk, load.version, by=by, at=clock.now())
    return load


@outbox.handler(loads.CHECK, repeatable=True)
def handle_check(payload: Mapping[str, Any], at: datetime) -> None:
    """Check a load that was left to a worker."""
    _handle(check, loads.CHECK, payload, at)


@outbox.handler(loads.WRITE)
def handle_write(payload: Mapping[str, Any], at: datetime) -> None:
    """Write a load that was left to a worker."""
    _handle(write, loads.WRITE, payload, at)


def check(pk: int, version: int, *, by: Actor, at: datetime) -> bool:
    """Check a load; return whether this call did."""
    # Nothing is locked: a check may be done twice, only one is kept.
    load = Load.objects.filter(pk=pk, version=version, state=LoadState.CHECKING).first()
    if load is None:
        return False
    with official():
        # No transaction around it: it only reads, and on SQLite would keep all writers waiting.
        _attempt(load, lambda: _look(load, by, at))
        return _save_check(load, version)


def write(pk: int, version: int, *, by: Actor, at: datetime) -> bool:
    """Write a checked load, all of it or nothing; return whether this call did."""
    with transaction.atomic(), official():
        waiting = Load.objects.select_for_update().filter(pk=pk, version=version)
        load = waiting.filter(state=LoadState.WRITING).first()
        if load is None:
            return False
        kept_mapping = dict(load.mapping)
        _attempt(load, lambda: _write_whole(load, by, at))
        if load.state != LoadState.DONE:
            load.mapping = kept_mapping
            load.version = version + 1
            load.save()
    return True


# --- One attempt ----------------------------------------------------------------------------


def _look(load: Load, by: Actor, at: datetime) -> None:
    found, table, answers = _plan(load, by, at, progress.teller(load.pk))
    findings.keep(load, found, table, answers)
    load.state = LoadState.CHECKED


def _write_whole(load: Load, by: Actor, at: datetime) -> None:
    with transaction.atomic():
        _write(load, by, at)


def _write(load: Load, by: Actor, at: datetime) -> None:
    tell = progress.teller(load.pk)
    found, table, answers = _plan(load, by, at, tell)
    if not found.is_clean:
        findings.keep(load, found, table, answers)
        load.state = LoadState.CHECKED
        load.error = _("Dữ liệu đã thay đổi từ lúc kiểm tra. Chưa dòng nào được ghi.")
        return
    del table  # The plan has what it needs of it.
    pipeline.write(registry.get(load.importer), found, load, by=by, at=at, tell=tell)


def _plan(load: Load, by: Actor, at: datetime, tell: Progress) -> tuple[Plan, Table, Answers]:
    importer = registry.get(load.importer)
    table = _table(load, importer)
    answers = pipeline.answers_of(load)
    found = pipeline.plan_of(importer, table, answers, by=by, at=at, tell=tell)
    return found, table, answers


def _table(load: Load, importer: Importer) -> Table:
    """Read the file; what it said as texts is let go before the importer looks at the values."""
    sheet = pipeline.open_file(importer, File(load.name, bytes(load.content)))
    return mapping.table_of(importer, sheet, load.mapping)


def _attempt(load: Load, work: Callable[[], None]) -> None:
    """Do the work; what stops it ends the load with a word."""
    try:
        work()
    except BusinessError as error:
        _fail(load, error.message)
    except Exception:
        # Whatever went wrong, the person who waits is told, and the log has the rest.
        logger.exception("load %s failed", load.pk)
        _fail(load, _("Có lỗi ngoài dự kiến, đã ghi vào nhật ký hệ thống. Chưa dòng nào được ghi."))


def _fail(load: Load, message: str) -> None:
    load.refresh_from_db()
    load.state = LoadState.FAILED
    load.error = message


def _save_check(load: Load, version: int) -> bool:
    """Keep what was found, unless somebody gave the load up or went on meanwhile."""
    still = Load.objects.filter(pk=load.pk, version=version, state=LoadState.CHECKING)
    return bool(
        still.update(
            state=load.state,
            version=version + 1,
            row_count=load.row_count,
            problems=load.problems,
            problem_count=load.problem_count,
            summary=load.summary,
            error=load.error,
        )
    )


# --- In a worker ----------------------------------------------------------------------------


def _handle(
    work: Callable[..., bool], topic: str, payload: Mapping[str, Any], at: datetime
) -> None:
    pk, version = payload["load"], payload["version"]
    if _tries(topic, pk, version) > MOST_TRIES:
        _give_up(pk, version)
    else:
        day = clock.day_of(at)
        by = registry.actor_of_user(payload["user"], payload["delegation"], day)
        if not work(pk, version, by=by, at=at):
            return
    _tell_owner(pk, at)


def _tries(topic: str, pk: int, version: int) -> int:
    """Return how often workers took the message; the count outlives a worker that was killed."""
    tries = OutboxMessage.objects.filter(
        topic=topic, payload__load=pk, payload__version=version, done_at__isnull=True
    ).values_list("attempts", flat=True)
    return max(tries, default=0)


def _give_up(pk: int, version: int) -> None:
    text = _("Máy chủ đã dừng giữa chừng %(count)d lần. Chưa dòng nào được ghi.")
    running = (LoadState.CHECKING, LoadState.WRITING)
    Load.objects.filter(pk=pk, version=version, state__in=running).update(
        state=LoadState.FAILED, version=version + 1, error=text % {"count": MOST_TRIES}
    )


def _tell_owner(pk: int, at: datetime) -> None:
    load = Load.objects.filter(pk=pk).defer("content", "result").first()
    if load is None or load.owner_id is None:
        return
    titles = {
        LoadState.CHECKED: _("Đã kiểm tra xong tệp “%(name)s”"),
        LoadState.DONE: _("Đã nạp xong tệp “%(name)s”"),
        LoadState.FAILED: _("Không nạp được tệp “%(name)s”"),
    }
    title = titles.get(LoadState(load.state))
    if title is None:
        return
    notices = [
        notifications.Notice(
            recipient_id=load.owner_id,
            kind="load",
            key=f"{load.pk}:{load.version}",
            title=title % {"name": load.name},
            body=load.error,
            url=reverse("loads:detail", args=[load.pk]),
            has_email=False,
        )
    ]
    notifications.tell(notices, at=at)
