"""The timetable survives a crash of whoever keeps it."""

import errno
import shelve
from pathlib import Path

import pytest

from config.schedule import readable_timetable


def kept(timetable: Path) -> dict[str, object]:
    with shelve.open(str(timetable)) as found:  # noqa: S301
        return dict(found)


def written(timetable: Path) -> list[Path]:
    with shelve.open(str(timetable)) as entries:  # noqa: S301
        entries["entries"] = {"outbox-sweep": "08:00"}
    return sorted(timetable.parent.iterdir())


def test_a_whole_timetable_is_left_alone(tmp_path: Path) -> None:
    timetable = readable_timetable(tmp_path / "schedule")
    written(timetable)
    assert readable_timetable(tmp_path / "schedule") == timetable
    assert kept(timetable) == {"entries": {"outbox-sweep": "08:00"}}


@pytest.mark.parametrize("left", [0, 7])
def test_half_a_timetable_is_forgotten_and_nothing_else(tmp_path: Path, left: int) -> None:
    (tmp_path / "beat.log").write_text("08:00")
    timetable = readable_timetable(tmp_path / "schedule")
    for part in written(timetable):
        part.write_bytes(part.read_bytes()[:left])
    assert kept(readable_timetable(tmp_path / "schedule")) == {}
    assert (tmp_path / "beat.log").read_text() == "08:00"


@pytest.mark.parametrize("reason", [errno.EAGAIN, errno.EACCES])
def test_a_timetable_somebody_else_keeps_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reason: int
) -> None:
    timetable = readable_timetable(tmp_path)
    parts = written(timetable)

    def refused(_name: str) -> None:
        raise OSError(reason, "taken")

    with monkeypatch.context() as patched:
        patched.setattr(shelve, "open", refused)
        with pytest.raises(OSError, match="taken"):
            readable_timetable(tmp_path)
    assert sorted(tmp_path.iterdir()) == parts
    assert kept(timetable) == {"entries": {"outbox-sweep": "08:00"}}
