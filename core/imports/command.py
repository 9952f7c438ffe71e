"""Base of the commands that load a file: ``manage.py import_… FILE``."""

from __future__ import annotations

import csv
import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, ClassVar

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from core import clock
from core.errors import BusinessError
from core.imports import mapping, names, pipeline, reading, registry, results
from core.imports.pipeline import File
from core.imports.registry import EVERY_ROW, NEW, SAME, SKIP, Answers, Plan
from core.scope import SYSTEM, Actor
from core.system_errors import reason_of
from core.vietnamese import fold


class LoadCommand(BaseCommand):
    """Loads a file with one importer, all rows or none.

    Attributes:
        importer: key of the importer, set by each command.
        needs_account: whether only an account may load, not the operator of the machine.
    """

    importer: ClassVar[str]
    needs_account: ClassVar[bool] = False
    help = (
        "Loads an .xlsx or .csv list, all rows or none; prints each wrong row and column. Without "
        "--as the operator of the machine loads it, with --as an account with its own rights."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare what may be said beside the file."""
        parser.add_argument("file", type=Path, help="the list to read")
        parser.add_argument(
            "--as", dest="username", required=self.needs_account, help="account that loads it"
        )
        parser.add_argument("--dry-run", action="store_true", help="check only, write nothing")
        parser.add_argument("--json", action="store_true", help="print the outcome as JSON")
        parser.add_argument(
            "--doubts",
            choices=[SAME, NEW, SKIP],
            help="what to do with every row that may stand already (default: refuse)",
        )
        parser.add_argument(
            "--names", type=Path, help="CSV of kind, text and code: names confirmed by this load"
        )
        parser.add_argument(
            "--skip-unknown-columns",
            action="store_true",
            help="leave out columns that are not known",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Load the file and print what happened."""
        actor = self.actor(options["username"])
        try:
            file = File(options["file"].name, _bytes_of(options["file"]))
            outcome = self._bring_in(file, actor, options)
        except BusinessError as error:
            places = [{"reason": str(one), "text": str(one)} for one in error.problems]
            fallback = [{"reason": error.message, "text": error.message}]
            outcome = {"problems": places or fallback, "figures": {}, "written": None}
            outcome["notes"] = []
        self._tell(outcome, as_json=options["json"])
        if outcome["problems"]:
            raise CommandError(f"{len(outcome['problems'])} chỗ cần sửa; chưa dòng nào được ghi.")

    def actor(self, username: str | None) -> Actor:
        """Return who loads."""
        if not username:
            return SYSTEM
        user = get_user_model()._default_manager.filter(username=username, is_active=True).first()
        if user is None:
            raise CommandError(f"Không có tài khoản đang hoạt động tên “{username}”.")
        return registry.actor_of_user(user.pk, None, clock.today())

    def _bring_in(self, file: File, actor: Actor, options: dict[str, Any]) -> dict[str, Any]:
        at = clock.now()
        importer = registry.get(self.importer)
        skip = bool(options["skip_unknown_columns"])
        table = mapping.table_of(importer, pipeline.open_file(importer, file), skip_unknown=skip)
        answers, told = self._answers(options)
        with transaction.atomic():
            found, load = pipeline.load_now(
                importer, file, table, answers, by=actor, at=at, dry_run=options["dry_run"]
            )
            if load is not None:
                for kind, text, code in told:
                    names.confirm(kind, text, code, by=actor, at=at)
        outcome = _outcome(found, len(table.rows))
        if load is not None:
            outcome |= {"load": load.pk, "written": load.summary["written"]}
        return outcome

    def _answers(self, options: dict[str, Any]) -> tuple[Answers, list[list[str]]]:
        rows = {EVERY_ROW: options["doubts"]} if options["doubts"] else {}
        told = _names_in(options["names"]) if options["names"] else []
        known = names.confirmed() | {(kind, fold(text)): code for kind, text, code in told}
        return Answers(rows, known), told

    def _tell(self, outcome: dict[str, Any], *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(outcome, ensure_ascii=False, indent=2))
            return
        for problem in outcome["problems"]:
            self.stdout.write(problem["text"])
        for label, count in outcome["figures"].items():
            self.stdout.write(f"{label}: {count}")
        for note in outcome["notes"]:
            self.stdout.write(f"Lưu ý: {note}")
        if not outcome["problems"]:
            self.stdout.write("Đã ghi." if outcome["written"] else "Kiểm tra xong, có thể nạp.")


def _outcome(found: Plan, rows: int) -> dict[str, Any]:
    problems = [{**one.as_dict(), "text": str(one)} for one in results.every_problem(found)]
    figures = {str(label): count for label, count in found.figures.items()}
    notes = [one.text for one in found.notes]
    return {
        "rows": rows,
        "problems": problems,
        "figures": figures,
        "notes": notes,
        "written": None,
    }


def _bytes_of(path: Path) -> bytes:
    try:
        reading.refuse_size(path.stat().st_size)
        return path.read_bytes()
    except OSError as error:
        raise CommandError(f"Không đọc được tệp {path}: {reason_of(error)}.") from error


def _names_in(path: Path) -> list[list[str]]:
    try:
        rows = list(csv.reader(_bytes_of(path).decode("utf-8-sig").splitlines()))
    except (UnicodeDecodeError, csv.Error) as error:
        raise CommandError(f"Tệp {path} không phải CSV UTF-8 đọc được.") from error
    wrong = [number for number, row in enumerate(rows, start=1) if row and len(row) != 3]
    if wrong:
        raise CommandError(f"Tệp {path}, dòng {wrong[0]}: cần đủ ba cột loại, tên, mã.")
    return [row for row in rows if row]
