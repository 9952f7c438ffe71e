"""The timetable survives a crash of whoever keeps it."""

import shelve
from pathlib import Path

import pytest

from config.schedule import forget_unreadable


def kept(timetable: Path) -> dict[str, object]:
    with shelve.open(str(timetable)) as found:  # noqa: S301
        return dict(found)


def written(timetable: Path) -> list[Path]:
    with shelve.open(str(timetable)) as entries:  # noqa: S301
        entries["entries"] = {"outbox-sweep": "08:00"}
    return sorted(timetable.parent.glob("beat*"))


def test_a_whole_timetable_is_left_alone(tmp_path: Path) -> None:
    timetable = tmp_path / "beat"
    written(timetable)
    forget_unreadable(timetable)
    assert kept(timetable) == {"entries": {"outbox-sweep": "08:00"}}


@pytest.mark.parametrize("left", [0, 7])
def test_half_a_timetable_is_forgotten(tmp_path: Path, left: int) -> None:
    timetable = tmp_path / "beat"
    for part in written(timetable):
        part.write_bytes(part.read_bytes()[:left])
    forget_unreadable(timetable)
    assert kept(timetable) == {}
