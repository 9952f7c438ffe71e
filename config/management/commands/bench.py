"""Measure the system against hand-written code for the same answers, on a database of its own."""

from __future__ import annotations

import sys
import tempfile
from argparse import SUPPRESS, ArgumentParser
from collections.abc import Iterator
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from awards.bench import goals
from awards.bench.dataset import Generated, fill
from awards.bench.loading import trusting
from awards.bench.measuring import LEAST_ROUNDS
from awards.bench.results import Line, Setting, table
from awards.bench.scales import SCALES, Scale
from config import benchmarks, memory_goal
from config.postgres import PostgresError
from core import clock

MEMORY = "P17"
CODES = (*goals.GOALS, MEMORY)


class Command(BaseCommand):
    """`manage.py bench --scale province`: a table of goals, met or not; never a test."""

    help = "Measure the system against its goals, on invented data in a throw-away database."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--scale", choices=sorted(SCALES), default="department")
        parser.add_argument("--awards", type=int, help="recorded awards, instead of the scale's")
        parser.add_argument("--only", default="", help=f"some of {','.join(CODES)}")
        parser.add_argument("--rounds", type=int, default=LEAST_ROUNDS)
        parser.add_argument(
            "--database",
            choices=(*benchmarks.DATABASES, "all"),
            default="all",
            help="all: PostgreSQL when its programs can run here, and SQLite",
        )
        parser.add_argument("--inside", action="store_true", help=SUPPRESS)

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepare a database and measure in a process of its own, or be that process."""
        codes = _codes(options["only"])
        if options["inside"]:
            self._measure(_scale(options), codes, options["rounds"])
            return
        self._say(f"# bench --scale {options['scale']}, {clock.today():%Y-%m-%d}")
        self._say(f"Machine: {benchmarks.machine()}\n")
        chosen = options["database"]
        wanted = benchmarks.DATABASES if chosen == "all" else (chosen,)
        if sum(self._run_on(database, options, chosen) for database in wanted):
            sys.exit(1)

    def _run_on(self, database: str, options: dict[str, Any], chosen: str) -> int:
        arguments = [f"--scale={options['scale']}", f"--rounds={options['rounds']}"]
        arguments += [f"--{name}={options[name]}" for name in ("awards", "only") if options[name]]
        try:
            with benchmarks.place(database) as environment:
                return benchmarks.run_inside(environment, arguments)
        except (PostgresError, OSError) as error:
            if chosen == database:
                raise CommandError(f"{database} cannot run here: {error}") from error
            self._say(f"## {database}: cannot run here ({error})\n")
            return 0

    def _measure(self, scale: Scale, codes: list[str], rounds: int) -> None:
        if connection.introspection.table_names():
            raise CommandError("bench works only on an empty database made by itself")
        self._say(f"## {connection.display_name} {_version()}\n")
        self._say("Generating …")
        call_command("migrate", interactive=False, verbosity=0)
        call_command("load_legal", stdout=StringIO())
        with trusting():
            generated = fill(scale, self._say)
        _tidy()
        self._say(_described(generated) + "\n")
        setting = Setting(scale, rounds, self._say)
        lines = list(self._lines(setting, codes))
        self._say(f"\n{table(lines)}\n")
        if any(line.is_met is None for line in lines):
            sys.exit(1)

    def _lines(self, setting: Setting, codes: list[str]) -> Iterator[Line]:
        for code in codes:
            if code == MEMORY:
                with tempfile.TemporaryDirectory(dir=settings.VAR_DIR) as folder:
                    yield from memory_goal.measure(Path(folder))
            else:
                yield from goals.measure(code, setting)

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()


def _codes(only: str) -> list[str]:
    wanted = [code.strip().upper() for code in only.split(",") if code.strip()] or list(CODES)
    if unknown := sorted(set(wanted) - set(CODES)):
        raise CommandError(f"unknown: {', '.join(unknown)}; there are {', '.join(CODES)}")
    return [code for code in CODES if code in wanted]


def _scale(options: dict[str, Any]) -> Scale:
    scale = SCALES[options["scale"]]
    awards = options["awards"]
    if awards is None:
        return scale
    if awards < scale.proposals:
        raise CommandError(f"--awards: at least {scale.proposals:,} for this scale")
    return replace(scale, awards=awards)


def _version() -> str:
    return ".".join(map(str, connection.get_database_version()))


def _tidy() -> None:
    """What the server's own housekeeping would have done by the time people work."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "VACUUM")


def _described(generated: Generated) -> str:
    counts = ", ".join(f"{count:,} {name}" for name, count in generated.counts.items())
    return (
        f"Generated in {generated.seconds:.0f} s, checksum {generated.checksum}: {counts}. "
        "Not generated, because no goal below reads them: audit events, histories."
    )
