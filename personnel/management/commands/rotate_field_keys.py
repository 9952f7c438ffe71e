"""``manage.py rotate_field_keys``: enciphered values written anew by the newest key."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from core import clock
from core.ciphers import Unreadable
from core.scope import SYSTEM
from personnel.services import account_security, identity


class Command(BaseCommand):
    """Writes everything enciphered anew; afterwards older keys may leave FIELD_KEYS."""

    help = (
        "Mã hóa lại số định danh cá nhân và khóa xác thực hai bước bằng khóa mới nhất (khóa đứng "
        "đầu FIELD_KEYS). Sau đó có thể bỏ các khóa cũ."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Write all or nothing."""
        try:
            with transaction.atomic():
                numbers = identity.rotate(by=SYSTEM, at=clock.now())
                factors = account_security.rotate_factors()
        except Unreadable as error:
            raise CommandError(
                "Có dữ liệu không mở được bằng khóa nào trong FIELD_KEYS; chưa thay đổi gì. "
                "Hãy đặt lại khóa cũ vào sau khóa mới rồi chạy lại."
            ) from error
        self.stdout.write(
            f"Đã mã hóa lại bằng khóa mới nhất: {numbers} số định danh cá nhân, "
            f"{factors} khóa xác thực hai bước."
        )
