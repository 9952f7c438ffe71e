"""What runs by the clock, and why. Every entry may run late, twice or on two hosts at once."""

import errno
import shelve
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from celery.schedules import crontab


@dataclass(frozen=True)
class Entry:
    """One line of the timetable."""

    name: str
    task: str
    when: crontab
    why: str


ENTRIES: tuple[Entry, ...] = (
    Entry(
        name="outbox-sweep",
        task="core.tasks.sweep_outbox",
        when=crontab(),
        why="A message whose nudge was lost, or whose handler failed, is sent again.",
    ),
    Entry(
        name="audit-seal",
        task="core.tasks.seal_audit",
        when=crontab(),
        why="Events written since the last seal join the hash chain; the shorter the gap, "
        "the less can be altered unseen.",
    ),
    Entry(
        name="leftovers",
        task="core.tasks.forget_leftovers",
        when=crontab(minute=17),
        why="A list of people somebody uploaded and did not confirm is gone after a day; so are "
        "answers kept for requests that may be sent again.",
    ),
    Entry(
        name="day-roll-over",
        task="personnel.tasks.roll_over_day",
        when=crontab(minute=1),
        why="Moves and transfers recorded for a later day show from that day on; every hour, "
        "because the server may have been off at midnight.",
    ),
    Entry(
        name="retention",
        task="personnel.tasks.apply_retention",
        when=crontab(minute=35, hour="2,13"),
        why="Records past the time the installation keeps them are let go; at night, and at midday "
        "for a machine that is switched off at night. Without a rule nothing goes.",
    ),
    Entry(
        name="sessions",
        task="personnel.tasks.forget_sessions",
        when=crontab(minute=25),
        why="Sessions that ran out, the network addresses they came from and wrong passwords no "
        "lock counts any more are of no use to anybody.",
    ),
    Entry(
        name="reminders",
        task="awards.tasks.send_reminders",
        when=crontab(minute=5),
        why="Closing phases, overdue steps and requests for correction are announced on the day, "
        "whatever hour the server was started; rows already announced are left alone.",
    ),
)


def beat_schedule() -> dict[str, dict[str, Any]]:
    """Return the timetable in Celery's form."""
    return {entry.name: {"task": entry.task, "schedule": entry.when} for entry in ENTRIES}


# What another process holds, or another account owns, is whole.
_TAKEN = frozenset({errno.EAGAIN, errno.EACCES})


def readable_timetable(folder: Path) -> Path:
    """Return where the scheduler remembers its last runs: in a folder that holds nothing else.

    Where a crash left half of it, it is removed, for the scheduler would stop at the first look.
    Nothing is lost: every entry may run twice.

    Raises:
        OSError: another process keeps it, or this one may not read it; nothing is removed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    timetable = folder / "timetable"
    try:
        with shelve.open(str(timetable)) as kept:  # noqa: S301  # written by this installation
            list(kept.items())
    except Exception as error:  # each way of keeping it fails in its own way
        if isinstance(error, OSError) and error.errno in _TAKEN:
            raise
        for part in folder.glob(f"{timetable.name}*"):
            part.unlink()
    return timetable
