"""Write the page of who may do what from the tables of the apps."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.permission_page import page


class Command(BaseCommand):
    help = "Writes docs/quyen.md from the permission tables."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to, and whether only to compare."""
        parser.add_argument("--check", action="store_true", help="only tell whether it is current")
        parser.add_argument("--out", type=Path, default=Path(settings.BASE_DIR) / "docs/quyen.md")

    def handle(self, *args: Any, check: bool, out: Path, **options: Any) -> None:
        """Write the page, or fail when it is not what the tables say."""
        if not check:
            out.write_text(page(), encoding="utf-8")
        elif not out.exists() or out.read_text(encoding="utf-8") != page():
            raise CommandError(f"{out} is not current: run manage.py write_permission_docs")
