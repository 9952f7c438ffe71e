"""Who may be given what, as an .xlsx sheet: exactly what the page shows."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from core.documents.sheets import Sheet, workbook
from core.language import in_official_language
from legal.models import AwardType
from legal.rules.verdict import CODES
from personnel.models import Staff


@in_official_language
def build(
    rows: Sequence[tuple[Staff, Sequence[str]]], awards: Sequence[AwardType], *, head: Sequence[str]
) -> bytes:
    """Return the sheet: what it is, then one row per person with a verdict for each award."""
    title, *lead = head
    columns = (_("Mã"), _("Họ và tên"), _("Đơn vị"), *(one.name for one in awards))
    cells = (
        (
            person.code,
            person.full_name,
            person.unit.name,
            *(_(CODES[code]) if code else "" for code in codes),
        )
        for person, codes in rows
    )
    return workbook([Sheet(_("Đủ điều kiện"), title, columns, cells, lead, keys=2)])
