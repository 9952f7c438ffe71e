"""Write which test proves which rule into a small file beside the rule-sets."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from legal.documents.rule_tests import FILE, text


class Command(BaseCommand):
    help = "Write legal/data/rule_tests.yaml from the files of the tests; --check only compares."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file and the check switch."""
        parser.add_argument("--out", type=Path, default=FILE)
        parser.add_argument("--check", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file, or report that it differs."""
        path: Path = options["out"]
        wanted = text()
        if path.exists() and path.read_text(encoding="utf-8") == wanted:
            return
        if options["check"]:
            raise CommandError(f"{path.name} is out of date; run write_rule_tests")
        path.write_text(wanted, encoding="utf-8")
        self.stdout.write(f"{path.name} written")
