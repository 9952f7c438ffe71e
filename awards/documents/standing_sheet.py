"""Who may be given what, as an .xlsx sheet: exactly what the page shows."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from django.utils.translation import gettext as _

from core.documents import sheets
from core.language import in_official_language
from legal.models import AwardType
from legal.rules.verdict import CODES
from personnel.models import Staff

_WIDTHS = (14, 28, 32)
_VERDICT_WIDTH = 22


@in_official_language
def build(
    rows: Sequence[tuple[Staff, Sequence[str]]], awards: Sequence[AwardType], *, head: Sequence[str]
) -> bytes:
    """Return the sheet: what it is, then one row per person with a verdict for each award."""
    target = BytesIO()
    with sheets.open_book(target) as book:
        sheet = book.add_worksheet(_("Đủ điều kiện"))
        bold = book.add_format({"bold": True, "font_size": 14})
        titles = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        for number, text in enumerate(head):
            sheet.write(number, 0, text, bold if number == 0 else None)
        first = len(head) + 1
        labels = (_("Mã"), _("Họ và tên"), _("Đơn vị"), *(one.name for one in awards))
        widths = (*_WIDTHS, *(_VERDICT_WIDTH for _one in awards))
        for column, (label, width) in enumerate(zip(labels, widths, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write(first, column, label, titles)
        for number, (person, codes) in enumerate(rows, start=first + 1):
            words = (_(CODES[code]) if code else "" for code in codes)
            for column, value in enumerate(
                (person.code, person.full_name, person.unit.name, *words)
            ):
                sheet.write(number, column, value)
        sheet.freeze_panes(first + 1, 2)
    return target.getvalue()
