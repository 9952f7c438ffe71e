"""The steps of a load: allowed in which state, taken once, and what a dead worker leaves."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse

from core import outbox
from core.errors import (
    BusinessError,
    Forbidden,
    GuardRefused,
    IllegalTransition,
    InvalidInput,
    NotVisible,
    Stale,
)
from core.imports import loads, progress, registry, running
from core.imports.pipeline import File
from core.models import AuditEvent, Load, LoadedRecord, LoadState, NameMatch, Notification
from core.outbox.delivery import LEASE
from personnel.models import RoleAssignment
from tests.core.test_imports import csv_bytes
from tests.core.toy_importer import AT, KILL_ENV, KIND, ToyImporter
from tests.factories.personnel import UnitFactory, UserFactory, actor_for, grant
from tests.support.races import at_once
from tests.support.worker import ROOT, database_url

pytestmark = pytest.mark.django_db
HEADER = ["Họ và tên", "Mã số", "Nơi làm việc"]
GOOD = [HEADER, ["Ngô Thị Thử", "A1", "P1"], ["Đỗ Văn Mẫu", "A2", ""]]
LATER = AT + loads.TAKEN_OVER_AFTER + timedelta(seconds=1)
DAY = AT.date()


@pytest.fixture(autouse=True)
def toy(monkeypatch):
    monkeypatch.setattr(registry, "_IMPORTERS", dict(registry._IMPORTERS))
    registry.register(ToyImporter())


@pytest.fixture
def officer():
    user = UserFactory()
    grant(user, "HR_OFFICER", UnitFactory())
    return actor_for(user, on=DAY)


def uploaded(by, rows=GOOD):
    return loads.upload(ToyImporter(), File("ds.csv", csv_bytes(rows)), by=by, at=AT)


def checked(by, rows=GOOD):
    load = uploaded(by, rows)
    running.check(load.pk, load.version, by=by, at=AT)
    load.refresh_from_db()
    assert load.state == LoadState.CHECKED, load.error
    return load


def confirmed(by, rows=GOOD):
    load = checked(by, rows)
    return loads.confirm(load.pk, version=load.version, by=by, at=AT)


def names():
    return dict(NameMatch.objects.filter(kind=KIND).values_list("text", "code"))


def state_of(load):
    load.refresh_from_db()
    return load.state


# --- State by step --------------------------------------------------------------------------

STEPS = {
    "match": lambda pk, v, by: loads.choose_columns(
        pk, {"name": HEADER[0], "code": HEADER[1]}, version=v, by=by, at=AT
    ),
    "answer": lambda pk, v, by: loads.answer(pk, {"2": "skip"}, {}, version=v, by=by, at=AT),
    "confirm": lambda pk, v, by: loads.confirm(pk, version=v, by=by, at=AT),
    "check_again": lambda pk, v, by: loads.check_again(pk, version=v, by=by, at=AT),
    "give_up": lambda pk, v, by: loads.give_up(pk, version=v, by=by, at=AT),
    "undo": lambda pk, v, by: loads.undo(pk, version=v, by=by, at=AT),
}
#              match answer confirm check_again give_up undo
TABLE = {
    "UPLOADED": ("x", "-",  "-",    "-",        "x",    "-"),
    "CHECKING": ("-", "-",  "-",    "-",        "x",    "-"),
    "CHECKED":  ("x", "x",  "x",    "x",        "x",    "-"),
    "WRITING":  ("-", "-",  "-",    "-",        "-",    "-"),
    "DONE":     ("-", "-",  "-",    "-",        "-",    "x"),
    "FAILED":   ("x", "-",  "-",    "x",        "x",    "-"),
    "UNDONE":   ("-", "-",  "-",    "-",        "-",    "-"),
}  # fmt: skip


def in_state(state, by):
    load = checked(by)
    Load.objects.filter(pk=load.pk).update(state=state)
    load.refresh_from_db()
    return load


def test_the_table_names_every_state_and_step():
    assert set(TABLE) == set(LoadState.values)
    assert set(STEPS) == set().union(*loads.STEPS.values())


@pytest.mark.parametrize("state", TABLE)
@pytest.mark.parametrize("step", STEPS)
def test_state_by_step(officer, state, step):
    load = in_state(state, officer)
    allowed = TABLE[state][list(STEPS).index(step)] == "x"
    assert (step in loads.steps_open(load, officer)) is allowed
    if allowed:
        STEPS[step](load.pk, load.version, officer)
        assert not Load.objects.filter(pk=load.pk, version=load.version).exists()
    else:
        with pytest.raises(IllegalTransition):
            STEPS[step](load.pk, load.version, officer)
        assert Load.objects.get(pk=load.pk).version == load.version


@pytest.mark.parametrize("step", STEPS)
def test_a_step_from_an_older_view_is_stale(officer, step):
    load = in_state("CHECKED", officer)
    with pytest.raises(Stale):
        STEPS[step](load.pk, load.version - 1, officer)
    assert names() == {}


@pytest.mark.parametrize("step", STEPS)
def test_another_person_finds_no_such_load(officer, step):
    load = in_state("CHECKED", officer)
    other = UserFactory()
    grant(other, "HR_OFFICER", UnitFactory())
    with pytest.raises(NotVisible):
        STEPS[step](load.pk, load.version, actor_for(other, on=DAY))
    assert loads.steps_open(load, actor_for(other, on=DAY)) == frozenset()


@pytest.mark.parametrize("step", [name for name in STEPS if name != "give_up"])
def test_without_the_right_a_load_can_only_be_given_up(officer, step):
    load = in_state("DONE" if step == "undo" else "CHECKED", officer)
    bare = replace(officer, grants=(), _cache={})
    with pytest.raises(Forbidden):
        STEPS[step](load.pk, load.version, bare)
    again = in_state("CHECKED", officer)
    loads.give_up(again.pk, version=again.version, by=bare, at=AT)


def test_what_is_still_open_is_not_written(officer):
    for rows in ([HEADER, ["Sai", "A1", ""]], [HEADER, ["Lê Văn Mới", "A1", "đâu đó"]], [HEADER]):
        load = checked(officer, rows)
        with pytest.raises(GuardRefused):
            loads.confirm(load.pk, version=load.version, by=officer, at=AT)


def test_an_answer_that_is_none_is_refused(officer):
    load = checked(officer)
    for rows in ({"x": "new"}, {"2": "maybe"}, {"2": "new:A1"}, {"-1": "skip"}, {"²": "skip"}):
        with pytest.raises(InvalidInput):
            loads.answer(load.pk, rows, {}, version=load.version, by=officer, at=AT)


def test_a_load_of_the_command_line_belongs_to_nobody(officer):
    load = in_state("DONE", officer)
    Load.objects.filter(pk=load.pk).update(owner=None)
    with pytest.raises(NotVisible):
        loads.find(load.pk, by=officer)


def test_every_step_that_writes_leaves_its_trace(officer):
    load = confirmed(officer)
    running.write(load.pk, load.version, by=officer, at=AT)
    load.refresh_from_db()
    loads.undo(load.pk, version=load.version, by=officer, at=AT)
    told = AuditEvent.objects.filter(action__startswith="core.load.").values_list(
        "action", flat=True
    )
    assert list(told) == ["core.load.write", "core.load.undo"]
    load.refresh_from_db()
    assert (load.undone_at, load.undone_by_name) == (AT, officer.signature)


# --- Written once ---------------------------------------------------------------------------


def test_a_worker_goes_on_with_what_was_left_to_it_and_tells(officer):
    load = uploaded(officer)
    assert outbox.drain(at=AT) == 0, "a short file is the page's own business at first"
    outbox.drain(at=LATER)
    assert state_of(load) == LoadState.CHECKED
    loads.confirm(load.pk, version=load.version, by=officer, at=LATER)
    outbox.drain(at=LATER + loads.TAKEN_OVER_AFTER)
    assert state_of(load) == LoadState.DONE
    assert len(names()) == 2
    titles = Notification.objects.order_by("pk").values_list("title", flat=True)
    assert list(titles) == ["Đã kiểm tra xong tệp “ds.csv”", "Đã nạp xong tệp “ds.csv”"]
    assert Notification.objects.first().url == reverse("loads:detail", args=[load.pk])


def test_a_long_file_is_left_to_the_worker_at_once(officer, settings):
    settings.OUTBOX_NUDGE = False
    rows = [HEADER, *([f"Người {n}", f"A{n}", ""] for n in range(loads.FEW_ROWS + 1))]
    load = uploaded(officer, rows)
    assert outbox.drain(at=AT) == 1
    assert state_of(load) == LoadState.CHECKED
    loads.confirm(load.pk, version=load.version, by=officer, at=AT)
    outbox.drain(at=AT)
    assert state_of(load) == LoadState.DONE
    assert len(names()) == LoadedRecord.objects.count() == loads.FEW_ROWS + 1


def test_without_a_worker_the_request_does_it_however_long(officer, settings):
    settings.OUTBOX_NUDGE = False
    rows = [HEADER, *([f"Người {n}", f"A{n}", ""] for n in range(loads.FEW_ROWS + 1))]
    load = uploaded(officer, rows)
    running.go_on(load, by=officer)
    assert state_of(load) == LoadState.CHECKED


def test_a_message_that_comes_twice_writes_once(officer):
    load = confirmed(officer)
    payload = {
        "load": load.pk,
        "version": load.version,
        "user": officer.user_id,
        "delegation": None,
    }
    running.handle_write(payload, AT)
    running.handle_write(payload, AT)
    assert running.write(load.pk, load.version, by=officer, at=AT) is False
    assert len(names()) == 2
    assert LoadedRecord.objects.count() == 2
    assert Notification.objects.count() == 1


def test_what_changed_since_the_check_is_seen_before_anything_is_written(officer):
    load = confirmed(officer, [HEADER, ["Ngô Thị Thử", "GẦN 1", ""]])
    other = confirmed(officer, [HEADER, ["Ngô Thị Thử", "B1", ""]])
    running.write(other.pk, other.version, by=officer, at=AT)
    running.write(load.pk, load.version, by=officer, at=AT)
    assert state_of(load) == LoadState.CHECKED
    assert load.summary["doubt_count"] == 1
    assert "Dữ liệu đã thay đổi" in load.error
    assert names() == {"Ngô Thị Thử": "B1"}


def test_whose_rights_ended_before_the_worker_came_writes_nothing(officer):
    load = confirmed(officer)
    RoleAssignment.objects.filter(user_id=officer.user_id).delete()
    outbox.drain(at=LATER)
    assert state_of(load) == LoadState.FAILED
    assert "không nạp được" in load.error
    assert names() == {}


def test_a_load_given_up_while_it_is_checked_stays_away(officer):
    load = uploaded(officer)
    loads.give_up(load.pk, version=load.version, by=officer, at=AT)
    outbox.drain(at=LATER)
    assert not Load.objects.exists()
    assert not Notification.objects.exists()


def test_files_go_when_they_are_written_or_a_day_has_passed(officer):
    waiting, failed = checked(officer), confirmed(officer)
    done = confirmed(officer, [HEADER, ["Lê Văn Mới", "A3", ""]])
    running.write(done.pk, done.version, by=officer, at=AT)
    Load.objects.filter(pk=failed.pk).update(state=LoadState.FAILED)
    assert bytes(Load.objects.get(pk=done.pk).content) == b""
    assert loads.forget_unconfirmed(at=AT + loads.KEPT_FOR) == 0
    assert loads.forget_unconfirmed(at=AT + loads.KEPT_FOR + timedelta(seconds=1)) == 2
    assert not Load.objects.filter(pk=waiting.pk).exists()
    assert state_of(failed) == LoadState.FAILED
    assert (bytes(failed.content), failed.summary) == (b"", {})
    assert loads.steps_open(failed, officer) == {"give_up"}
    assert loads.forget_unconfirmed(at=AT + timedelta(days=30)) == 0
    assert len(names()) == 1


def test_progress_is_told_a_hundred_times_at_most(officer, settings):
    load = uploaded(officer)
    tell = progress.teller(load.pk)
    for done in range(10_001):
        tell(done, 10_000)
    assert progress.of(load.pk) == progress.Far(10_000, 10_000)
    progress.forget(load.pk)
    assert progress.of(load.pk) == progress.Far()
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:1",
        }
    }
    tell(1, 2)
    assert progress.of(load.pk) == progress.Far()


# --- Two at once, and a worker killed -------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_two_clicks_and_two_workers_write_once(officer):
    load = checked(officer)

    def click():
        return loads.confirm(load.pk, version=load.version, by=officer, at=AT)

    answers = at_once(click, click)
    assert sum(isinstance(one, BusinessError) for one in answers) == 1
    assert any(isinstance(one, Stale) for one in answers)
    load.refresh_from_db()

    def request():
        return running.write(load.pk, load.version, by=officer, at=AT)

    results = at_once(request, request, lambda: outbox.drain(at=LATER))
    assert sum(one is True for one in results[:2]) <= 1
    outbox.drain(at=LATER + timedelta(hours=1))
    assert state_of(load) == LoadState.DONE
    assert len(names()) == LoadedRecord.objects.count() == 2
    undo = at_once(*[lambda: loads.undo(load.pk, version=load.version, by=officer, at=AT)] * 2)
    assert sum(isinstance(one, BusinessError) for one in undo) == 1
    assert names() == {}


WORKER = """
import django
django.setup()
from datetime import datetime
from core import outbox
from core.imports import registry
from tests.core.toy_importer import ToyImporter
registry.register(ToyImporter())
print(outbox.drain(at=datetime.fromisoformat("{at}")))
"""


def work(at, *, deadly):
    env = os.environ | {
        "DATABASE_URL": database_url(),
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        KILL_ENV: "1" if deadly else "",
    }
    command = [sys.executable, "-c", WORKER.format(at=at.isoformat())]
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_while_writing_leaves_nothing_and_another_goes_on(officer):
    load = confirmed(officer, [*GOOD, ["Giết", "A9", ""]])
    dead = work(LATER, deadly=True)
    assert dead.returncode == -signal.SIGKILL, dead.stderr
    assert names() == {}
    assert LoadedRecord.objects.count() == 0
    assert state_of(load) == LoadState.WRITING
    idle = work(LATER + LEASE - timedelta(seconds=1), deadly=False)
    assert idle.stdout.strip() == "0", "its lease still holds"
    alive = work(LATER + LEASE + timedelta(seconds=1), deadly=False)
    assert alive.returncode == 0, alive.stderr
    assert state_of(load) == LoadState.DONE
    assert len(names()) == 3


@pytest.mark.django_db(transaction=True)
def test_a_load_that_kills_every_worker_ends_with_a_word(officer):
    load = confirmed(officer, [*GOOD, ["Giết", "A9", ""]])
    at = LATER
    for _ in range(running.MOST_TRIES):
        assert work(at, deadly=True).returncode == -signal.SIGKILL
        at += LEASE + timedelta(seconds=1)
    last = work(at, deadly=True)
    assert last.returncode == 0, last.stderr
    assert state_of(load) == LoadState.FAILED
    assert "dừng giữa chừng 3 lần" in load.error
    assert names() == {}
