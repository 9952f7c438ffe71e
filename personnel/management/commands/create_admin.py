"""``manage.py create_admin``: the first account of an installation, a system administrator's."""

import sys
from argparse import ArgumentParser
from getpass import getpass
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from core import clock
from core.errors import BusinessError
from core.scope import SYSTEM
from personnel.models import Role, Unit
from personnel.services import accounts


class Command(BaseCommand):
    """Opens an account and gives it the role at the units named, or at every top of the tree."""

    help = (
        "Lập tài khoản quản trị hệ thống. Mật khẩu được hỏi ở bàn phím, hoặc đọc từ dòng đầu của "
        "đầu vào chuẩn; không bao giờ là tham số, vì tham số hiện ra với mọi người trên máy."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--username", required=True, help="tên đăng nhập")
        parser.add_argument("--full-name", required=True, help="họ và tên")
        parser.add_argument("--email", default="", help="thư điện tử, để tự đặt lại mật khẩu")
        parser.add_argument(
            "--unit",
            action="append",
            help="mã đơn vị được quản trị, gồm cả cấp dưới; có thể lặp lại; "
            "mặc định là mọi đơn vị ở đầu cây tổ chức",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Open the account with its roles, all or nothing."""
        units = _units(options["unit"])
        at = clock.now()
        try:
            with transaction.atomic():
                user = accounts.create_user(
                    username=options["username"],
                    full_name=options["full_name"],
                    email=options["email"],
                    password=_password(),
                    by=SYSTEM,
                    at=at,
                )
                for unit in units:
                    accounts.grant_role(
                        user=user,
                        role=Role.SYSTEM_ADMIN,
                        unit=unit,
                        valid_from=clock.day_of(at),
                        by=SYSTEM,
                        at=at,
                    )
        except BusinessError as error:
            raise CommandError(error.message) from error
        names = ", ".join(unit.name for unit in units)
        self.stdout.write(f"Đã lập tài khoản {user.username}, quản trị hệ thống tại {names}.")


def _units(codes: list[str] | None) -> list[Unit]:
    if codes is None:
        found = list(Unit.objects.filter(parent=None, dissolved_on=None).in_tree_order())
        if not found:
            raise CommandError("Chưa có đơn vị nào. Hãy lập đơn vị đầu tiên bằng lệnh open_unit.")
        return found
    found = list(Unit.objects.filter(code__in=codes).in_tree_order())
    missing = sorted(set(codes) - {unit.code for unit in found})
    if missing:
        raise CommandError(f"Không có đơn vị mã {', '.join(missing)}.")
    return found


def _password() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    password = getpass("Mật khẩu: ")
    if password != getpass("Nhập lại mật khẩu: "):
        raise CommandError("Hai lần nhập không giống nhau.")
    return password
