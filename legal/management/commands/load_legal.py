"""Bring the catalogue of the database in line with the reviewed files."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from core import clock
from core.scope import SYSTEM
from legal.domain.schema import CatalogueError
from legal.services import catalogue


class Command(BaseCommand):
    help = "Nạp danh mục pháp luật từ các tệp YAML đã soát; chạy lại không đổi gì."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and say what changed."""
        try:
            result = catalogue.load(by=SYSTEM, at=clock.now())
        except CatalogueError as error:
            raise CommandError("\n".join(error.problems)) from error
        self.stdout.write(
            _("Danh mục pháp luật: thêm %(created)d, sửa %(updated)d, giữ nguyên %(unchanged)d.")
            % {
                "created": len(result.created),
                "updated": len(result.updated),
                "unchanged": result.unchanged,
            }
        )
        for sentence in result.reported:
            self.stdout.write(sentence)
        if result.kept:
            self.stdout.write(
                _("Không còn trong tệp nhưng vẫn giữ: %(codes)s.")
                % {"codes": ", ".join(result.kept)}
            )
