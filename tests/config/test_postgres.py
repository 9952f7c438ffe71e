"""The throw-away PostgreSQL: it runs, it is closed to others, and it leaves nothing."""

import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import psutil
import psycopg
import pytest

from config import postgres

RUN = """
import sys
from config import postgres
with postgres.throw_away() as url:
    print(url, flush=True)
    sys.stdin.read()
"""


def folders() -> set[Path]:
    return set(Path(tempfile.gettempdir()).glob("vinhdanh-pg-*"))


def available() -> list[Path]:
    wheel = [path.parent for path in postgres.from_wheel() if path.exists()]
    return list(dict.fromkeys([postgres.binaries(), *wheel]))


@pytest.mark.parametrize("bin_dir", available(), ids=["first", "wheel"][: len(available())])
def test_server_runs_with_what_we_need_and_leaves_nothing(bin_dir: Path) -> None:
    with postgres.throw_away(bin_dir) as url:
        with psycopg.connect(url, autocommit=True) as connection:
            for extension in ("btree_gist", "unaccent", "pg_trgm"):
                connection.execute(f"CREATE EXTENSION {extension}")
            row = connection.execute("SHOW data_directory").fetchone()
        assert row is not None
        folder = Path(row[0]).parent
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(url.replace("postgres:", "postgres:x", 1), connect_timeout=2)
    assert not folder.exists()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url, connect_timeout=2)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child of its parent's end")
def test_server_ends_with_a_runner_that_is_killed() -> None:
    before = folders()
    runner = subprocess.Popen(
        [sys.executable, "-c", RUN],
        cwd=Path(__file__).parents[2],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert runner.stdout is not None
    assert runner.stdout.readline().startswith("postgresql://")
    servers = psutil.Process(runner.pid).children(recursive=True)
    assert servers
    runner.send_signal(signal.SIGKILL)
    runner.communicate()
    _, alive = psutil.wait_procs(servers, timeout=10)
    for folder in folders() - before:
        shutil.rmtree(folder)
    assert alive == []


def test_missing_binaries_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "from_wheel", lambda: iter(()))
    monkeypatch.setattr(postgres.Path, "glob", lambda self, pattern: iter(()))
    with pytest.raises(postgres.PostgresError, match="no PostgreSQL binaries"):
        postgres.binaries()


def test_binaries_that_cannot_run_are_said(tmp_path: Path) -> None:
    package = tmp_path / "pack" / "pginstall" / "bin"
    package.mkdir(parents=True)
    (package / "postgres").write_text("not a program")
    with (
        pytest.raises(postgres.PostgresError, match="cannot run here"),
        postgres.throw_away(package),
    ):
        pass
