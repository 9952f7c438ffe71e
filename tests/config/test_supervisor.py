"""All processes run, or none does: nothing is left behind, whatever ends first."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from config import processes
from config.supervisor import Supervisor

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
# A process with a child of its own that ignores the polite signal.
STUBBORN = [
    sys.executable,
    "-c",
    "import signal, subprocess, sys, time\n"
    "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
    "subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
    "print('ready', flush=True)\n"
    "time.sleep(60)",
]
PARENT = """
import sys
from pathlib import Path
from config.supervisor import StopRequest, Supervisor
logs, command = Path(sys.argv[1]), sys.argv[2:]
with Supervisor(logs) as supervisor:
    try:
        pids = [str(supervisor.start(name, command).process.pid) for name in ("one", "two")]
        print(*pids, flush=True)
        fallen = supervisor.watch()
    except StopRequest:
        sys.exit(0)
    sys.exit(fallen.name)
"""


def eventually(condition: Callable[[], bool], seconds: float = 10) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if condition():
            return True
        time.sleep(0.05)
    return False


def gone(pid: int) -> bool:
    return not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE


@pytest.fixture
def parent(tmp_path: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", PARENT, str(tmp_path), *SLEEP],
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def children_of(parent: "subprocess.Popen[str]") -> list[int]:
    assert parent.stdout is not None
    return [int(pid) for pid in parent.stdout.readline().split()]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_signal_ends_every_process(parent: "subprocess.Popen[str]", number: int) -> None:
    pids = children_of(parent)
    parent.send_signal(number)
    parent.communicate(timeout=20)
    assert parent.returncode == 0
    assert all(gone(pid) for pid in pids)


def test_death_of_one_ends_the_others_and_is_named(parent: "subprocess.Popen[str]") -> None:
    first, second = children_of(parent)
    os.kill(first, signal.SIGKILL)
    _, words = parent.communicate(timeout=20)
    assert parent.returncode == 1
    assert words.strip() == "one"
    assert gone(second)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child of its parent's end")
def test_killed_parent_leaves_no_process(parent: "subprocess.Popen[str]") -> None:
    pids = children_of(parent)
    parent.kill()
    parent.communicate(timeout=20)
    assert eventually(lambda: all(gone(pid) for pid in pids))


def test_stubborn_process_and_its_children_are_killed_in_the_end(tmp_path: Path) -> None:
    with Supervisor(tmp_path) as supervisor:
        child = supervisor.start("stubborn", STUBBORN, patience=0.3)
        assert supervisor.wait_until(lambda: "ready" in processes.tail(child.log), patience=10)
        grandchildren = psutil.Process(child.process.pid).children()
        assert grandchildren
    assert gone(child.process.pid)
    assert eventually(lambda: all(gone(process.pid) for process in grandchildren))


def test_handlers_of_the_caller_come_back(tmp_path: Path) -> None:
    before = signal.getsignal(signal.SIGTERM)
    with Supervisor(tmp_path):
        assert signal.getsignal(signal.SIGTERM) != before
    assert signal.getsignal(signal.SIGTERM) == before


def test_waiting_ends_at_once_when_a_process_falls(tmp_path: Path) -> None:
    with Supervisor(tmp_path) as supervisor:
        supervisor.start("short", [sys.executable, "-c", "raise SystemExit('no database')"])
        assert not supervisor.wait_until(lambda: False, patience=30)
        fallen = supervisor.watch()
    assert fallen.process.returncode == 1
    assert processes.tail(fallen.log) == "no database"


def test_free_port_skips_one_in_use() -> None:
    import socket  # noqa: PLC0415

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert processes.free_port(port) > port


def test_a_process_answers_at_the_port_it_is_handed(tmp_path: Path) -> None:
    import socket  # noqa: PLC0415

    with Supervisor(tmp_path) as supervisor, processes.listen() as door:
        port = door.getsockname()[1]
        with pytest.raises(OSError, match="in use"):
            processes.listen(port, tries=1)
        answering = "import socket; socket.socket(fileno=%d).accept()[0].sendall(b'web')"
        program = [sys.executable, "-c", answering % door.fileno()]
        supervisor.start("web", program, hand_over=door)
        door.close()
        with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
            assert line.recv(3) == b"web"
