"""Seal waiting audit events now, without the worker."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from core import audit, clock


class Command(BaseCommand):
    """``manage.py seal_audit``"""

    help = "Niêm phong các sự kiện nhật ký đang chờ vào chuỗi băm."

    def handle(self, *args: Any, **options: Any) -> None:
        """Seal until nothing waits."""
        total = 0
        while count := audit.seal(at=clock.now()):
            total += count
        self.stdout.write(f"Đã niêm phong {total} sự kiện.")
