"""The environment is made once per lock, completed when needed, and never made smaller."""

import stat
from pathlib import Path

import pytest

from config import bootstrap


@pytest.fixture
def layout(tmp_path: Path) -> bootstrap.Layout:
    locks = tmp_path / "config" / "locks"
    locks.mkdir(parents=True)
    (locks / "run.lock").write_text("django==5\nredis==8\n")
    (locks / "dev.lock").write_text("django==5\nredis==8\npytest==9\n")
    return bootstrap.Layout(tmp_path)


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was installed, in order, without installing anything."""
    kinds: list[str] = []

    def make(layout: bootstrap.Layout) -> None:
        layout.python.parent.mkdir(parents=True, exist_ok=True)
        layout.python.touch()

    def install(layout: bootstrap.Layout, kind: str) -> None:
        kinds.append(kind)

    monkeypatch.setattr(bootstrap, "_make", make)
    monkeypatch.setattr(bootstrap, "_install", install)
    return kinds


def test_first_run_installs_and_the_second_does_not(
    layout: bootstrap.Layout, installed: list[str]
) -> None:
    assert bootstrap.prepare(layout, "run") is True
    assert bootstrap.prepare(layout, "run") is False
    assert installed == ["run"]


def test_test_completes_the_environment_and_start_keeps_it(
    layout: bootstrap.Layout, installed: list[str]
) -> None:
    bootstrap.prepare(layout, "run")
    bootstrap.prepare(layout, "dev")
    assert bootstrap.prepare(layout, "run") is False
    assert installed == ["run", "dev"]
    assert bootstrap.read_stamp(layout) == ("dev", layout.digest("dev"))


def test_changed_lock_is_installed_again_in_the_larger_kind(
    layout: bootstrap.Layout, installed: list[str]
) -> None:
    bootstrap.prepare(layout, "dev")
    layout.lock("dev").write_text("django==5\npytest==10\n")
    assert bootstrap.prepare(layout, "run") is True
    assert installed == ["dev", "dev"]


def test_change_of_the_other_lock_changes_nothing(
    layout: bootstrap.Layout, installed: list[str]
) -> None:
    bootstrap.prepare(layout, "run")
    layout.lock("dev").write_text("pytest==10\n")
    assert bootstrap.prepare(layout, "run") is False


@pytest.mark.parametrize("content", ["", "run", "other 12ab", "a b c", "\ufffd"])
def test_stamp_that_makes_no_sense_counts_as_none(layout: bootstrap.Layout, content: str) -> None:
    layout.stamp.parent.mkdir(parents=True)
    layout.stamp.write_text(content, encoding="utf-8")
    assert bootstrap.read_stamp(layout) is None


def test_environment_whose_python_is_gone_is_made_again(
    layout: bootstrap.Layout, installed: list[str]
) -> None:
    bootstrap.prepare(layout, "run")
    layout.python.unlink()
    layout.python.symlink_to("/nowhere/python3")
    assert not bootstrap.satisfied(layout, "run")


def test_interrupted_installation_is_repeated(
    layout: bootstrap.Layout, installed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    bootstrap.prepare(layout, "run")

    def broken(layout: bootstrap.Layout, kind: str) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(bootstrap, "_install", broken)
    with pytest.raises(KeyboardInterrupt):
        bootstrap.prepare(layout, "dev")
    assert bootstrap.read_stamp(layout) is None


def test_python_without_venv_is_told_in_one_line(
    layout: bootstrap.Layout, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: None)
    monkeypatch.setattr(bootstrap, "find_spec", lambda name: None)
    with pytest.raises(SystemExit) as stopped:
        bootstrap.prepare(layout, "run")
    assert stopped.value.code == 1
    assert capsys.readouterr().err.splitlines()[-1].endswith("apt-get install python3-venv")


def test_old_python_is_told_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bootstrap, "MINIMUM_PYTHON", (9, 9))
    with pytest.raises(SystemExit):
        bootstrap.ensure(["manage.py", "start"])
    assert capsys.readouterr().err.startswith("Cần Python 9.9 trở lên")


def test_failed_installation_shows_the_words_of_pip(
    layout: bootstrap.Layout, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: None)
    layout.python.parent.mkdir(parents=True)
    layout.python.write_text("#!/bin/sh\necho 'Collecting django'\necho 'no such file'\nexit 3\n")
    layout.python.chmod(layout.python.stat().st_mode | stat.S_IXUSR)
    with pytest.raises(SystemExit):
        bootstrap.prepare(layout, "run")
    said = capsys.readouterr().err
    assert "Đang cài 2 gói" in said
    assert "no such file" in said
    assert bootstrap.read_stamp(layout) is None


def test_locks_hold_hashes_and_no_address() -> None:
    for kind in ("run", "dev"):
        text = bootstrap.Layout(bootstrap.ROOT).lock(kind).read_text(encoding="utf-8")
        entries = [line for line in text.splitlines() if "==" in line]
        assert entries
        assert "://" not in text
        assert text.count("--hash=sha256:") >= len(entries)


def test_development_lock_contains_the_runtime_lock() -> None:
    layout = bootstrap.Layout(bootstrap.ROOT)
    pinned = {
        kind: {
            line.split(" \\")[0].strip()
            for line in layout.lock(kind).read_text(encoding="utf-8").splitlines()
            if "==" in line
        }
        for kind in ("run", "dev")
    }
    assert pinned["run"] <= pinned["dev"]
