"""`manage.py test`: the whole suite on SQLite, then all that meets a database on PostgreSQL.

PostgreSQL is a throw-away one, and there is a broker.

Everything this command does not know goes to pytest: `manage.py test --lane sqlite tests/core`.
A server may be given instead of the throw-away one: `DATABASE_URL_TEST`, `REDIS_URL_TEST`.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

from config import broker, postgres, processes

ROOT = Path(__file__).resolve().parent.parent
NO_TESTS = 5
LANES = ("sqlite", "postgres")


class Result(NamedTuple):
    """How one lane went."""

    lane: str
    status: int
    counts: Counter[str]
    seconds: float
    note: str = ""

    def line(self) -> str:
        """Describe the lane in one line."""
        if self.note:
            return f"{self.lane:9} {self.note}"
        parts = [f"{self.counts[key]} {key}" for key in ("passed", "failed", "error", "skipped")]
        return f"{self.lane:9} {', '.join(parts)} in {self.seconds:.0f} s"


def main(arguments: list[str]) -> int:
    """Run the lanes and return the status for the shell."""
    parser = argparse.ArgumentParser(prog="manage.py test", description=__doc__)
    parser.add_argument("--lane", choices=(*LANES, "all"), default="all")
    parser.add_argument("-n", dest="workers", default=_workers(), help="0: in this process")
    options, rest = parser.parse_known_args([item for item in arguments if item != "--"])
    lanes = LANES if options.lane == "all" else (options.lane,)
    with _broker() as broker_env:
        results = [
            run_lane(lane, [f"-n{options.workers}", *rest], broker_env | _left_out(number))
            for number, lane in enumerate(lanes)
        ]
    return sum_up(results)


def _workers() -> str:
    """One more than there are processors, since journeys and killed workers wait most of their time.

    Beyond four they wait for each other's databases.
    """
    return str(min(max((os.cpu_count() or 2) + 1, 2), 4))


def _left_out(number: int) -> dict[str, str]:
    """Later lanes of a whole run do not repeat tests that meet no database."""
    return {"TEST_WITH_DATABASE_ONLY": "1"} if number else {}


def run_lane(lane: str, arguments: list[str], extra_env: dict[str, str]) -> Result:
    """Run the tests on one database; a missing one is told and fails in CI only."""
    print(f"\n== {lane} ==", flush=True)
    with ExitStack() as stack:
        env = os.environ | extra_env
        env.pop("DATABASE_URL", None)
        env.pop("REDIS_URL", None)
        if lane == "postgres":
            try:
                env["DATABASE_URL"] = os.environ.get("DATABASE_URL_TEST") or stack.enter_context(
                    postgres.throw_away()
                )
            except (postgres.PostgresError, OSError) as error:
                return _cannot_run(lane, str(error))
        return _pytest(lane, arguments, env)


def _pytest(lane: str, arguments: list[str], env: dict[str, str]) -> Result:
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="vinhdanh-test-") as folder:
        file = Path(folder) / "counts.json"
        env = env | {
            "TEST_RESULT_FILE": str(file),
            "DJANGO_SETTINGS_MODULE": "config.settings.test",
            "VAR_DIR": folder,
        }
        command = [sys.executable, "-m", "pytest", *arguments]
        status = subprocess.run(command, cwd=ROOT, env=env, check=False).returncode
        counts = Counter(json.loads(file.read_text("ascii"))) if file.exists() else Counter()
    return Result(lane, status, counts, time.monotonic() - started)


def _cannot_run(lane: str, reason: str) -> Result:
    # On a developer's machine the other lane still tells a lot; in CI a missing database is a fault.
    in_ci = bool(os.environ.get("CI"))
    word = "FAILED, cannot run" if in_ci else "skipped, cannot run"
    return Result(lane, int(in_ci), Counter(), 0, note=f"{word}: {reason}")


@contextmanager
def _broker() -> Iterator[dict[str, str]]:
    if "REDIS_URL_TEST" in os.environ:
        yield {}
        return
    with tempfile.TemporaryDirectory(prefix="vinhdanh-broker-") as folder:
        server = broker.start(Path(folder), keep=False)
        try:
            yield {"REDIS_URL_TEST": server.url}
        finally:
            processes.stop(server.process, patience=5)


def sum_up(results: list[Result]) -> int:
    """Print what came of the lanes; return the status of the whole run."""
    print("\n== summary ==")
    for result in results:
        print(result.line())
    total: Counter[str] = sum((result.counts for result in results), Counter())
    failed = total["failed"] + total["error"]
    print(f"{total['passed']} passed, {failed} failed, {total['skipped']} skipped", flush=True)
    statuses = [result.status for result in results]
    if all(status == NO_TESTS for status in statuses):
        return NO_TESTS
    # A selection may be empty in one lane, such as a test for one database only.
    return next((status for status in statuses if status not in (0, NO_TESTS)), 0)
