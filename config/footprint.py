"""How much memory the running system takes: its processes counted by their proportional share."""

from __future__ import annotations

import os
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from config import processes

_PATIENCE = 90
_CLIENTS = 8


@dataclass(frozen=True, slots=True)
class Process:
    """A running process; memory shared by several is split between them (PSS)."""

    pid: int
    parent: int
    command: str
    megabytes: float

    @property
    def part(self) -> str:
        """Which part of the system it is."""
        marks = {
            " worker ": "worker",
            " beat ": "timetable",
            "gunicorn": "web",
            "manage.py": "start",
        }
        return next((part for mark, part in marks.items() if mark in self.command), "broker")


@dataclass(frozen=True, slots=True)
class Footprint:
    """What `start` runs, after some load."""

    processes: tuple[Process, ...]

    @property
    def total(self) -> float:
        """Megabytes of everything."""
        return sum(process.megabytes for process in self.processes)

    @property
    def largest_web_worker(self) -> float:
        """Megabytes of the largest web worker; the first gunicorn process is only their parent."""
        web = {one.pid: one for one in self.processes if one.part == "web"}
        return max(one.megabytes for one in web.values() if one.parent in web)

    @property
    def by_part(self) -> str:
        """Megabytes of each process, part by part."""
        parts: dict[str, list[str]] = {}
        for one in self.processes:
            parts.setdefault(one.part, []).append(f"{one.megabytes:.0f}")
        return ", ".join(f"{part} {' + '.join(sizes)}" for part, sizes in parts.items())


class NotStartedError(RuntimeError):
    """The system did not come up; the text is the end of its log."""


@contextmanager
def running_system(folder: Path) -> Iterator[tuple[int, str]]:
    """Run `manage.py start` on the configured database; yields its process and its address."""
    port = processes.free_port()
    log = folder / "start.log"
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "start", "--no-demo"]
    with log.open("wb") as output:
        started = processes.spawn(
            [*command, f"--port={port}"], output=output, env=os.environ, cwd=settings.BASE_DIR
        )
    address = f"http://127.0.0.1:{port}"
    try:
        until = time.monotonic() + _PATIENCE
        while not _answers(f"{address}/healthz"):
            if started.poll() is not None or time.monotonic() > until:
                raise NotStartedError(processes.tail(log))
            time.sleep(0.2)
        yield started.pid, address
    finally:
        # Its own children end with it, and it takes its time to end them properly.
        processes.stop(started, patience=40)


def visit(addresses: Sequence[str], cookie: str, requests: int) -> None:
    """Fetch the addresses in turn with several clients at once."""

    def fetch(number: int) -> None:
        request = urllib.request.Request(  # noqa: S310 - our own address
            addresses[number % len(addresses)], headers={"Cookie": cookie}
        )
        with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
            answer.read()

    with ThreadPoolExecutor(_CLIENTS) as clients:
        list(clients.map(fetch, range(requests)))


def measure(pid: int) -> Footprint:
    """Return the process and everything below it."""
    children: dict[int, list[int]] = {}
    for child, parent in _parents():
        children.setdefault(parent, []).append(child)
    family: list[Process] = []
    waiting = [(pid, 0)]
    while waiting:
        member, parent = waiting.pop()
        family += _process(member, parent)
        waiting += [(child, member) for child in children.get(member, ())]
    return Footprint(tuple(family))


def _parents() -> Iterator[tuple[int, int]]:
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            # The name in brackets may hold anything, so what follows the last bracket counts.
            state = (folder / "stat").read_text().rpartition(")")[2].split()
            yield int(folder.name), int(state[1])


def _process(pid: int, parent: int) -> list[Process]:
    """Return the process, or nothing when it has ended meanwhile."""
    folder = Path("/proc") / str(pid)
    try:
        command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        rollup = (folder / "smaps_rollup").read_text()
    except OSError:
        return []
    kilobytes = next(
        (int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")), 0
    )
    return [Process(pid, parent, command, kilobytes / 1024)]


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=2) as answer:  # noqa: S310 - our own address
            return bool(answer.status == 200)
    except OSError:
        return False
