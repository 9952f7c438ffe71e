"""Write the pages about the rules under docs/rules."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from legal.documents.rule_pages import pages


class Command(BaseCommand):
    help = "Write docs/rules/*.md from the rules; --check only compares."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the folder and the check switch."""
        parser.add_argument("--out", type=Path, default=Path(settings.BASE_DIR) / "docs" / "rules")
        parser.add_argument("--check", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write every page, or report those that differ."""
        folder: Path = options["out"]
        wanted = pages()
        present = {path.name for path in folder.glob("*.md")}
        stale = sorted(
            name
            for name in wanted.keys() | present
            if name not in wanted
            or name not in present
            or (folder / name).read_text(encoding="utf-8") != wanted[name]
        )
        if options["check"]:
            if stale:
                raise CommandError(f"docs/rules is out of date: {', '.join(stale)}")
            return
        folder.mkdir(parents=True, exist_ok=True)
        for name in stale:
            if name in wanted:
                (folder / name).write_text(wanted[name], encoding="utf-8")
            else:
                (folder / name).unlink()
        self.stdout.write(f"{len(wanted)} pages, {len(stale)} written")
