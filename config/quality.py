"""`manage.py quality`: every check that is not a test, the same for people, hooks and CI.

Without names all checks run, and all of them run even when an earlier one fails.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from difflib import unified_diff
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOLS = Path(sys.executable).parent
OPENAPI = ROOT / "docs" / "api" / "openapi-v1.yaml"


def lint() -> bool:
    """Style and likely faults (ruff)."""
    return _run("ruff", "check", ".")


def formatting() -> bool:
    """Layout of the code (ruff format)."""
    return _run("ruff", "format", "--check", ".")


def types() -> bool:
    """Types (mypy), strict on the pure modules."""
    return _run("mypy")


def imports() -> bool:
    """Direction of imports between and inside the apps (import-linter)."""
    return _run("lint-imports")


def migrations() -> bool:
    """Models and migrations agree."""
    return _manage("makemigrations", "--check", "--dry-run")


def openapi() -> bool:
    """The committed description of the REST interface is the one the code gives."""
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / "openapi.yaml"
        options = ("--validate", "--fail-on-warn", "--file", str(fresh))
        if not _manage("spectacular", *options):
            return False
        given = OPENAPI.read_text(encoding="utf-8") if OPENAPI.exists() else ""
        difference = list(
            unified_diff(
                given.splitlines(keepends=True),
                fresh.read_text(encoding="utf-8").splitlines(keepends=True),
                fromfile=str(OPENAPI.relative_to(ROOT)),
                tofile="the code",
            )
        )
    sys.stdout.writelines(difference[:80])
    if difference:
        print(f"Write it again: python3 manage.py spectacular --file {OPENAPI.relative_to(ROOT)}")
    return not difference


CHECKS: dict[str, Callable[[], bool]] = {
    "lint": lint,
    "format": formatting,
    "types": types,
    "imports": imports,
    "migrations": migrations,
    "openapi": openapi,
}


def main(arguments: list[str]) -> int:
    """Run the named checks, or all, and return the status for the shell."""
    parser = argparse.ArgumentParser(prog="manage.py quality", description=__doc__)
    parser.add_argument("checks", nargs="*", metavar="check", help=", ".join(CHECKS))
    names = parser.parse_args(arguments).checks or list(CHECKS)
    unknown = sorted(set(names) - set(CHECKS))
    if unknown:
        parser.error(f"no such check: {', '.join(unknown)}; there are {', '.join(CHECKS)}")
    failed = [name for name in names if not _reported(name)]
    print("\n== quality ==")
    for name in names:
        print(f"{name:11} {'FAILED' if name in failed else 'ok'}")
    return int(bool(failed))


def _reported(name: str) -> bool:
    started = time.monotonic()
    print(f"\n== {name}: {CHECKS[name].__doc__}", flush=True)
    passed = CHECKS[name]()
    print(f"-- {name} {'ok' if passed else 'FAILED'} in {time.monotonic() - started:.0f} s")
    return passed


def _run(tool: str, *arguments: str) -> bool:
    command = [str(TOOLS / tool), *arguments]
    return subprocess.run(command, cwd=ROOT, check=False).returncode == 0


def _manage(*arguments: str) -> bool:
    env = os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "DATABASE_URL": "sqlite://:memory:",
    }
    command = [sys.executable, "-m", "django", *arguments]
    return subprocess.run(command, cwd=ROOT, env=env, check=False).returncode == 0
