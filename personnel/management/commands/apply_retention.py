"""``manage.py apply_retention``: lets go what the retention rules say, or tells what would go."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from core import clock
from core.scope import SYSTEM
from personnel.services import retention


class Command(BaseCommand):
    """Does by hand what runs every night."""

    help = "Xóa các bản ghi đã hết thời hạn lưu trữ theo thiết lập dữ liệu cá nhân."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="chỉ đếm, không xóa gì")
        parser.add_argument("--json", action="store_true", help="in kết quả cho máy đọc")

    def handle(self, *args: Any, **options: Any) -> None:
        """Apply or count, and say what of which kind."""
        at = clock.now()
        dry_run: bool = options["dry_run"]
        outcomes = retention.due(at=at) if dry_run else retention.apply(by=SYSTEM, at=at)
        write = self._write_json if options["json"] else self._write_lines
        write(outcomes, dry_run=dry_run)

    def _write_json(self, outcomes: list[retention.Outcome], *, dry_run: bool) -> None:
        lines = [
            {
                "record": one.kind.key,
                "months": one.months,
                "before": one.before.isoformat(),
                "count": one.count,
            }
            for one in outcomes
        ]
        self.stdout.write(json.dumps({"dry_run": dry_run, "records": lines}))

    def _write_lines(self, outcomes: list[retention.Outcome], *, dry_run: bool) -> None:
        if not outcomes:
            self.stdout.write("Chưa có thời hạn lưu trữ nào được đặt; không có gì bị xóa.")
        done = "sẽ xóa" if dry_run else "đã xóa"
        for one in outcomes:
            self.stdout.write(
                f"{one.kind.label}: {done} {one.count} (trước ngày {one.before:%d/%m/%Y})."
            )
