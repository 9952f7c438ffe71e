"""``manage.py open_unit``: a unit of a new installation, at the top of the tree or below another."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core import clock
from core.errors import BusinessError
from core.scope import SYSTEM
from personnel.management.units import add_order, order_of, unit_of
from personnel.models import UnitKind
from personnel.services import units


class Command(BaseCommand):
    """Opens one unit through the service; the pages can do it too, except at the top."""

    help = (
        "Lập một đơn vị. Không có --parent thì đơn vị đứng đầu cây tổ chức, việc chỉ lệnh này làm."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--code", required=True, help="mã, không đổi về sau, ví dụ UBND-HD")
        parser.add_argument("--name", required=True, help="tên đầy đủ")
        parser.add_argument("--kind", required=True, choices=UnitKind.values, help="loại đơn vị")
        parser.add_argument(
            "--opened-on",
            required=True,
            type=date.fromisoformat,
            help="ngày thành lập, dạng 2020-01-31",
        )
        parser.add_argument("--parent", help="mã đơn vị cấp trên")
        parser.add_argument("--sector", help="mã bộ quản lý ngành")
        parser.add_argument("--short-name", default="", help="tên gọn")
        parser.add_argument(
            "--abbreviation", default="", help="chữ viết tắt trong số văn bản, ví dụ SCT"
        )
        add_order(parser)
        parser.add_argument(
            "--agency-code", default="", help="mã định danh theo Quyết định 20/2020/QĐ-TTg"
        )
        parser.add_argument("--former-code", default="", help="mã định danh dạng cũ, 13 ký tự")
        parser.add_argument(
            "--legal-personality", action="store_true", help="đơn vị có tư cách pháp nhân"
        )
        parser.add_argument(
            "--outside",
            action="store_true",
            help="đơn vị không làm việc trên hệ thống này; kết quả của họ do cấp dưới ghi lại",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Open the unit and say where it stands."""
        parent, sector = unit_of(options["parent"]), unit_of(options["sector"])
        try:
            unit = units.open_unit(
                code=options["code"],
                name=options["name"],
                kind=options["kind"],
                opened_on=options["opened_on"],
                parent=parent,
                sector_unit=sector,
                short_name=options["short_name"],
                abbreviation=options["abbreviation"],
                has_legal_personality=options["legal_personality"],
                participates=not options["outside"],
                agency_code=options["agency_code"],
                former_code=options["former_code"],
                order=order_of(options),
                by=SYSTEM,
                at=clock.now(),
            )
        except BusinessError as error:
            raise CommandError(error.message) from error
        place = f", trực thuộc {parent}" if parent else ", ở đầu cây tổ chức"
        self.stdout.write(f"Đã lập {unit} ({unit.code}){place}.")
