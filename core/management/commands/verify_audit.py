"""Prove that the audit chain is whole, or name the first broken entry."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core import audit


class Command(BaseCommand):
    """``manage.py verify_audit``; ends with status 1 when the chain does not hold."""

    help = "Kiểm tra chuỗi băm của nhật ký và chỉ ra sự kiện hỏng đầu tiên."

    def handle(self, *args: Any, **options: Any) -> None:
        """Verify and report."""
        result = audit.verify()
        if result.broken:
            event = f", sự kiện số {result.broken.event_id}" if result.broken.event_id else ""
            raise CommandError(
                f"Nhật ký KHÔNG toàn vẹn: mắt xích {result.broken.sequence}{event}: "
                f"{result.broken.reason}. {result.sealed} mắt xích trước đó còn nguyên."
            )
        self.stdout.write(
            self.style.SUCCESS(
                f"Nhật ký toàn vẹn: {result.sealed} mắt xích, {result.waiting} sự kiện chờ niêm phong, "
                f"{result.anchored} mốc ngoài cơ sở dữ liệu đều khớp."
            )
        )
        if result.sealed and not result.anchored:
            self.stderr.write(
                "Không có mốc nào ngoài cơ sở dữ liệu để đối chiếu: người sửa được cả bảng có thể đã "
                "viết lại toàn bộ chuỗi. Hãy tìm lại tệp mốc (AUDIT_ANCHOR_FILE)."
            )
