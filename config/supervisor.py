"""Several processes as one: all run, or none does."""

import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import FrameType
from typing import NamedTuple, Self

from config import processes

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


LARGEST_LOG = 5_000_000


class Child(NamedTuple):
    """A process under supervision, with the time it gets to finish its work."""

    name: str
    process: "subprocess.Popen[bytes]"
    log: Path
    patience: float


class StopRequest(KeyboardInterrupt):
    """A signal asked to stop. No `except Exception` on the way may swallow it."""


class Supervisor:
    """Starts processes, watches them, and ends them in the opposite order.

    Use as a context: whatever ends the block ends every process.
    """

    def __init__(self, logs: Path) -> None:
        self.logs = logs
        self.children: list[Child] = []
        self._before: dict[int, object] = {}

    def __enter__(self) -> Self:
        self.logs.mkdir(parents=True, exist_ok=True)
        for number in STOP_SIGNALS:
            self._before[number] = signal.signal(number, self._on_signal)
        return self

    def __exit__(self, *exception: object) -> None:
        # A second Ctrl-C must not interrupt the stopping, or processes would be left behind.
        for number in STOP_SIGNALS:
            signal.signal(number, signal.SIG_IGN)
        for child in reversed(self.children):
            processes.stop(child.process, patience=child.patience)
        for stopped_by, handler in self._before.items():
            signal.signal(stopped_by, handler)  # type: ignore[arg-type]

    def start(
        self,
        name: str,
        command: Sequence[str],
        *,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
        patience: float = 10,
        hand_over: socket.socket | None = None,
    ) -> Child:
        """Start a process that writes to its own log; it may be handed a socket."""
        log = self.logs / f"{name}.log"
        _set_aside(log)
        with log.open("ab") as output:
            process = processes.spawn(command, output=output, env=env, cwd=cwd, hand_over=hand_over)
        return self.adopt(name, process, log, patience=patience)

    def adopt(
        self, name: str, process: "subprocess.Popen[bytes]", log: Path, *, patience: float = 10
    ) -> Child:
        """Take a process started elsewhere under supervision."""
        child = Child(name, process, log, patience)
        self.children.append(child)
        return child

    def wait_until(self, ready: Callable[[], bool], *, patience: float) -> bool:
        """Wait for `ready`; False when a process ended first or the time is over."""
        until = time.monotonic() + patience
        while time.monotonic() < until:
            if self.fallen():
                return False
            if ready():
                return True
            time.sleep(0.1)
        return False

    def watch(self) -> Child:
        """Return the first process that ends although nobody asked it to.

        Raises:
            StopRequest: a signal asked to stop.
        """
        while True:
            child = self.fallen()
            if child:
                return child
            time.sleep(0.3)

    def fallen(self) -> Child | None:
        """Return a process that has ended."""
        return next((child for child in self.children if child.process.poll() is not None), None)

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        raise StopRequest(signal.Signals(number).name)


def _set_aside(log: Path) -> None:
    """Keep one earlier log, so that logs do not grow for ever."""
    if log.exists() and log.stat().st_size > LARGEST_LOG:
        log.replace(log.with_suffix(".log.1"))
