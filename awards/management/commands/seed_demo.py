"""Load a demonstration case."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from awards.demo.accounts import accounts_of
from awards.demo.case import CaseError, codes, read
from awards.demo.loader import is_loaded, load
from core import clock


class Command(BaseCommand):
    """``manage.py seed_demo --case tra-vinh-2020``; a second run changes nothing."""

    help = "Nạp dữ liệu minh họa: số liệu công khai của một sở, con người hư cấu."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--case", help="mã bộ dữ liệu; xem danh sách bằng --list")
        parser.add_argument("--list", action="store_true", help="liệt kê các bộ dữ liệu")

    def handle(self, *args: Any, **options: Any) -> None:
        """List the cases, or load one."""
        if options["list"]:
            for code in codes():
                case = read(code)
                state = "đã nạp" if is_loaded(case) else "chưa nạp"
                self.stdout.write(f"{code}  {case.title} ({state})")
            return
        if not options["case"]:
            raise CommandError(f"Hãy chọn --case: {', '.join(codes())}.")
        try:
            loaded = load(options["case"], at=clock.now())
        except CaseError as error:
            raise CommandError(str(error)) from error
        title = read(options["case"]).title
        if loaded:
            self.stdout.write(self.style.SUCCESS(f"Đã nạp dữ liệu minh họa: {title}."))
        else:
            self.stdout.write(f"Dữ liệu minh họa đã có, không thay đổi gì: {title}.")
        self._tell_accounts(options["case"])

    def _tell_accounts(self, case: str) -> None:
        accounts = accounts_of(case)
        if not accounts:
            return
        self.stdout.write("\nTài khoản minh họa:")
        width = max(len(account.username) for account in accounts)
        for one in accounts:
            self.stdout.write(f"  {one.username:{width}}  {one.password}  {one.role} · {one.unit}")
