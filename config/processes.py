"""Child processes that never outlive their parent, and ports to give them."""

import ctypes
import errno
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO

_BACKLOG = 2048
_PR_SET_PDEATHSIG = 1
_PRCTL = ctypes.CDLL(None).prctl if sys.platform == "linux" else None


def _die_with_parent() -> None:
    # Linux sends the signal when the parent is gone, even after `kill -9`. Elsewhere a parent
    # that is killed outright leaves its children behind.
    if _PRCTL is not None:
        _PRCTL(_PR_SET_PDEATHSIG, signal.SIGTERM)


def spawn(
    command: Sequence[str],
    *,
    output: IO[bytes] | int,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    user: int | None = None,
    group: int | None = None,
    hand_over: socket.socket | None = None,
) -> subprocess.Popen[bytes]:
    """Start `command` as the leader of its own group, so that Ctrl-C reaches only the parent.

    Args:
        hand_over: a socket the process gets under the same number.
    """
    return subprocess.Popen(
        list(command),
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        env=dict(env) if env is not None else None,
        cwd=cwd,
        user=user,
        group=group,
        extra_groups=[] if user is not None else None,
        pass_fds=() if hand_over is None else (hand_over.fileno(),),
        start_new_session=True,
        preexec_fn=_die_with_parent,  # noqa: PLW1509 - one system call, no lock
    )


def stop(process: subprocess.Popen[bytes], *, patience: float) -> None:
    """Ask the process to end, wait, then end whatever is left of its group."""
    if process.poll() is None:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(patience)
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def free_port(preferred: int = 0, host: str = "127.0.0.1") -> int:
    """Return the first free port from `preferred` on; any free one for 0."""
    with listen(preferred, host) as held:
        return int(held.getsockname()[1])


def listen(preferred: int = 0, host: str = "127.0.0.1", *, tries: int = 100) -> socket.socket:
    """Listen on the first free port from `preferred` on; any free one for 0.

    Nobody else gets the port as long as the socket is open, here or in the process it is handed to.

    Raises:
        OSError: why the last port that was tried could not be had.
    """
    refused = OSError(errno.EINVAL, "no port to try")
    for port in range(preferred, preferred + tries) if preferred else (0,):
        held = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            held.bind((host, port))
            held.listen(_BACKLOG)
        except OSError as error:
            held.close()
            refused = error
        else:
            return held
    raise refused


def answers(port: int, host: str = "127.0.0.1") -> bool:
    """Return whether something accepts connections on the port."""
    try:
        with socket.create_connection((host, port), timeout=1):
            return True
    except OSError:
        return False


def wait_for_port(process: subprocess.Popen[bytes], port: int, *, patience: float) -> bool:
    """Wait until the process listens; False when it ended or the patience did."""
    until = time.monotonic() + patience
    while time.monotonic() < until and process.poll() is None:
        if answers(port):
            return True
        time.sleep(0.05)
    return False


def tail(path: Path, lines: int = 20) -> str:
    """Return the last lines of a log."""
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    return "\n".join(text.splitlines()[-lines:])
