"""`manage.py start` as a person runs it: one process tree that comes and goes as a whole."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from config import processes
from config.management.commands import start

ROOT = Path(__file__).parents[2]
# One lane is enough: the command under test makes a database of its own.
pytestmark = [pytest.mark.sqlite, pytest.mark.timeout(180)]


class Running:
    """A `start` in a folder of its own."""

    def __init__(self, var: Path, *options: str) -> None:
        env = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "start", "--no-demo", "--workers=1", *options],
            cwd=ROOT,
            env=env | {"VAR_DIR": str(var), "BOOTSTRAP": "off", "PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.said: list[str] = []

    def wait_for(self, text: str) -> str:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said.append(line)
            if text in line:
                return line
        raise AssertionError("".join(self.said))

    def tree(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children(recursive=True)

    def end(self) -> tuple[int, str]:
        rest, _ = self.process.communicate(timeout=60)
        return self.process.returncode, "".join(self.said) + rest


@pytest.fixture
def first(tmp_path: Path) -> Iterator[Running]:
    """In an empty folder, where everything has to be made first."""
    yield from _running(tmp_path / "var")


@pytest.fixture
def running(django_db_setup: None, tmp_path: Path) -> Iterator[Running]:
    """Where it ran before: the tables and the catalogue are there."""
    (tmp_path / "var").mkdir()
    template = Path(str(connection.settings_dict["NAME"])).with_name("template.sqlite3")
    shutil.copyfile(template, tmp_path / "var" / "vinhdanh.sqlite3")
    yield from _running(tmp_path / "var")


def _running(var: Path) -> Iterator[Running]:
    started = Running(var)
    yield started
    if started.process.poll() is None:
        started.process.terminate()
        started.process.communicate(timeout=60)


def alive(tree: list[psutil.Process]) -> list[psutil.Process]:
    return psutil.wait_procs(tree, timeout=15)[1]


def child(tree: list[psutil.Process], *words: str) -> psutil.Process:
    return next(one for one in tree if all(word in one.cmdline() for word in words))


def test_site_answers_and_ctrl_c_leaves_nothing(first: Running) -> None:
    running = first
    line = running.wait_for("đang chạy tại")
    address = re.findall(r"http://\S+", line)[0]
    with urllib.request.urlopen(f"{address}readyz", timeout=10) as answer:
        assert answer.status == 200
    tree = running.tree()
    assert len(tree) >= 5
    assert child(tree, "worker").environ()["BASE_URL"] == address.rstrip("/")
    running.process.send_signal(signal.SIGINT)
    status, said = running.end()
    assert status == 0
    assert said.rstrip().endswith("Đã dừng mọi tiến trình.")
    assert alive(tree) == []


def test_start_may_be_repeated_and_not_doubled(running: Running, tmp_path: Path) -> None:
    running.wait_for("đang chạy tại")
    second = Running(tmp_path / "var")
    status, said = second.end()
    assert status == 1
    assert "đang chạy rồi" in said
    running.process.send_signal(signal.SIGTERM)
    assert running.end()[0] == 0
    third = Running(tmp_path / "var")
    third.wait_for("đang chạy tại")
    third.process.send_signal(signal.SIGTERM)
    assert third.end()[0] == 0


@pytest.mark.parametrize("words", [("worker",), ("beat",)])
def test_dead_process_ends_the_whole_with_its_name(running: Running, words: tuple[str]) -> None:
    running.wait_for("Nhấn Ctrl-C")
    tree = running.tree()
    child(tree, *words).kill()
    status, said = running.end()
    assert status == 1
    assert f"«{words[0]}»" in said
    assert alive(tree) == []


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child of its parent's end")
def test_killed_start_leaves_nothing(running: Running) -> None:
    running.wait_for("Nhấn Ctrl-C")
    tree = running.tree()
    running.process.kill()
    running.process.communicate(timeout=60)
    until = time.monotonic() + 30
    while time.monotonic() < until and any(one.is_running() for one in tree):
        time.sleep(0.2)
    assert alive(tree) == []


def test_asked_port_in_use_is_refused(settings: object, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path  # type: ignore[attr-defined]
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(CommandError, match=f"Cổng {port}"):
            call_command("start", port=port, host="127.0.0.1")


def test_links_lead_where_the_operator_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BASE_URL", "https://vinhdanh.example")
    known = start.environment_at("http://127.0.0.1:8003/")
    assert known["BASE_URL"] == "https://vinhdanh.example"


def test_unreachable_server_is_one_line(settings: object, tmp_path: Path) -> None:
    port = processes.free_port()
    settings.REDIS_URL = f"redis://127.0.0.1:{port}/0"  # type: ignore[attr-defined]
    settings.VAR_DIR = tmp_path  # type: ignore[attr-defined]
    with pytest.raises(CommandError, match="Không kết nối được REDIS_URL"):
        call_command("start", no_demo=True)
