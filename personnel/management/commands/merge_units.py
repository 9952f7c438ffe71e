"""``manage.py merge_units``: units pass into another, also those at the top of the tree."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core import clock
from core.errors import BusinessError
from core.scope import SYSTEM
from personnel.management.units import add_order, order_of, unit_of
from personnel.models import Unit, UnitKind
from personnel.services import unit_changes
from personnel.services.unit_changes import NewUnit


class Command(BaseCommand):
    """Merges units through the service; the pages can do it too, except at the top."""

    help = (
        "Sáp nhập đơn vị. Đơn vị ở đầu cây tổ chức, như tỉnh trong đợt sắp xếp năm 2025, "
        "chỉ sáp nhập được bằng lệnh này."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--source", required=True, action="append", help="mã đơn vị sáp nhập; có thể lặp lại"
        )
        parser.add_argument("--into", required=True, help="mã đơn vị tiếp nhận")
        parser.add_argument("--name", help="tên, khi đơn vị tiếp nhận được lập mới")
        parser.add_argument("--kind", choices=UnitKind.values, help="loại của đơn vị lập mới")
        parser.add_argument("--parent", help="mã cấp trên của đơn vị lập mới")
        parser.add_argument("--short-name", default="", help="tên gọn của đơn vị lập mới")
        parser.add_argument(
            "--on", required=True, type=date.fromisoformat, help="từ ngày, dạng 2025-07-01"
        )
        add_order(parser)
        parser.add_argument(
            "--child",
            action="append",
            default=[],
            metavar="MÃ=MÃ",
            help="đơn vị trực thuộc sáp nhập vào đơn vị khác, ví dụ TV.SCT=VL.SCT; có thể lặp lại",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="chỉ kiểm tra và nói kết quả, không ghi"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Merge, or only say what would happen."""
        sources = [unit_of(code) for code in options["source"]]
        into = _target(options)
        children = dict(_pair(text) for text in options["child"])

        def merge() -> unit_changes.Changed:
            return unit_changes.merge_units(
                sources=sources,
                into=into,
                children=children,
                on=options["on"],
                order=order_of(options),
                by=SYSTEM,
                at=clock.now(),
            )

        try:
            done = unit_changes.rehearse(merge) if options["dry_run"] else merge()
        except BusinessError as error:
            raise CommandError(error.message) from error
        names = ", ".join(str(unit) for unit in done.into)
        lead = "Sẽ sáp nhập" if options["dry_run"] else "Đã sáp nhập"
        self.stdout.write(
            f"{lead} vào {names} từ ngày {options['on']:%d/%m/%Y}: {done.people} người, "
            f"{done.moved_units} đơn vị trực thuộc chuyển về; {done.accounts} tài khoản mất vai trò "
            "ở đơn vị kết thúc, cần giao lại."
        )


def _target(options: dict[str, Any]) -> Unit | NewUnit:
    if options["name"] is None:
        return unit_of(options["into"])
    if options["kind"] is None:
        raise CommandError("Đơn vị lập mới cần --kind.")
    return NewUnit(
        code=options["into"],
        name=options["name"],
        kind=options["kind"],
        parent=unit_of(options["parent"]),
        short_name=options["short_name"],
    )


def _pair(text: str) -> tuple[Unit, Unit]:
    before, equals, after = text.partition("=")
    if not equals:
        raise CommandError(f"“{text}”: hãy viết dạng MÃ=MÃ, ví dụ TV.SCT=VL.SCT.")
    return unit_of(before), unit_of(after)
