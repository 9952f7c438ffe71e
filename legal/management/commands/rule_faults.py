"""Print the cases in which a rule failed."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from legal.models import RuleFault
from legal.services.faults import fault_case


class Command(BaseCommand):
    help = "In các trường hợp quy tắc bị lỗi; với --case, in trường hợp để thử lại."

    def add_arguments(self, parser: CommandParser) -> None:
        """Ask for all of them, or for the file of one."""
        parser.add_argument("--all", action="store_true", help="cả lỗi đã báo sửa")
        parser.add_argument("--case", type=int, metavar="SỐ", help="in tệp trường hợp của lỗi này")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print a line per fault, or the case of one."""
        if options["case"] is not None:
            self._print_case(options["case"])
            return
        rows = RuleFault.objects.all() if options["all"] else RuleFault.objects.open()
        found = list(rows.defer("facts"))
        for fault in found:
            state = _("đang chờ") if fault.is_open else _("đã sửa")
            self.stdout.write(
                f"{fault.pk}  {state}  {fault.rule}  {fault.award}  ×{fault.times}  {fault.error}"
            )
        self.stdout.write(_("Có %(count)d lỗi quy tắc.") % {"count": len(found)})

    def _print_case(self, number: int) -> None:
        fault = RuleFault.objects.filter(pk=number).first()
        if fault is None:
            raise CommandError(
                _("Không có lỗi quy tắc số %(number)d. Chạy lệnh không kèm --case để xem các số.")
                % {"number": number}
            )
        self.stdout.write(fault_case(fault), ending="")
