"""The annual report as a document to be signed, laid out by Nghị định 30/2020/NĐ-CP."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from io import BytesIO
from typing import Any, NamedTuple

from django.utils.formats import number_format
from docxtpl import DocxTemplate

from awards.reports.annual import DECIDED, PROPOSED, AnnualReport, ReportPart
from awards.reports.docx_template import TEMPLATE
from awards.reports.totals import Totals
from core.language import in_official_language
from personnel.models import Unit, UnitKind, UnitName
from personnel.selectors import as_of
from personnel.selectors import staff as staff_reads
from personnel.selectors import units as unit_reads

_NO_PLACE = "............"
_NO_SYMBOL = "..."
_HEAD_OF_UNIT = "THỦ TRƯỞNG ĐƠN VỊ"


class Signer(NamedTuple):
    """Who signs: post in capitals, name where there is exactly one head on record."""

    post: str
    name: str


@in_official_language
def build(report: AnnualReport, unit: Unit, on: date) -> bytes:
    """Return the file; number and day are left open, they are given when it is signed."""
    template = DocxTemplate(str(TEMPLATE))
    template.render(_context(report, unit, on), autoescape=True)
    buffer = BytesIO()
    template.save(buffer)
    return buffer.getvalue()


def _context(report: AnnualReport, unit: Unit, on: date) -> Mapping[str, Any]:
    above = unit_reads.ancestors(unit, report.as_of)
    superior = above[0] if above and above[0].kind != UnitKind.STATE else None
    names = as_of.names_on([unit.pk, *(one.pk for one in above)], report.as_of)
    signer = _signer(unit, on)
    return {
        "superior": _name(superior, names).upper() if superior else "",
        "issuer": _label(unit, names).upper(),
        "symbol": f"BC-{_abbreviation(unit, names) or _NO_SYMBOL}",
        "place": _place([unit, *above], names),
        "dated_year": on.year,
        "addressee": _name(superior, names) if superior else "",
        "year": report.year,
        "unit_name": report.unit_name,
        "registered": _number(report.counts.registered),
        "approved": _number(report.counts.approved),
        "initiatives": _number(report.counts.initiatives),
        "recognised": _number(report.counts.recognised),
        "has_households": report.has_households,
        "all": _totals(report.totals()),
        "decided": _totals(report.totals(DECIDED)),
        "proposed": _totals(report.totals(PROPOSED)),
        "parts": [_part(number, part) for number, part in enumerate(report.parts, start=1)],
        "signer_post": signer.post,
        "signer_name": signer.name,
    }


# A paper about a past year carries the names the units had then.


def _name(unit: Unit, names: Mapping[int, UnitName]) -> str:
    return names[unit.pk].name if unit.pk in names else unit.name


def _label(unit: Unit, names: Mapping[int, UnitName]) -> str:
    then = names.get(unit.pk)
    return (then.short_name or then.name) if then else unit.label


def _abbreviation(unit: Unit, names: Mapping[int, UnitName]) -> str:
    return names[unit.pk].abbreviation if unit.pk in names else unit.abbreviation


def _place(path: Iterable[Unit], names: Mapping[int, UnitName]) -> str:
    """Return the name of the province in which the unit stands, without "UBND tỉnh"."""
    for above in path:
        if above.kind == UnitKind.PROVINCE:
            name = _name(above, names)
            for word in ("UBND ", "Ủy ban nhân dân ", "tỉnh ", "thành phố "):
                name = name.removeprefix(word)
            return name
    return _NO_PLACE


def _signer(unit: Unit, on: date) -> Signer:
    """The one manager of the unit itself who is nobody's deputy."""
    heads = [
        appointment
        for appointment in staff_reads.roster(unit, on, with_concurrent=True)
        if appointment.is_manager and not appointment.post.startswith("Phó ")
    ]
    if len(heads) != 1:
        return Signer(_HEAD_OF_UNIT, "")
    return Signer(heads[0].post.upper(), heads[0].staff.full_name)


def _part(number: int, part: ReportPart) -> Mapping[str, Any]:
    counted = 0
    sections = []
    for section in part.sections:
        lines = []
        for line in section.lines:
            counted += 1
            lines.append(
                {
                    "number": counted,
                    "label": line.label_with_via,
                    "basis": line.basis_label,
                    "collectives": _grouped(line.collectives),
                    "individuals": _grouped(line.individuals),
                    "households": _grouped(line.households),
                }
            )
        sections.append({"title": section.title, "lines": lines})
    return {
        "number": number,
        "title": part.title,
        "sections": sections,
        "collectives": _grouped(part.totals.collectives),
        "individuals": _grouped(part.totals.individuals),
        "households": _grouped(part.totals.households),
    }


def _totals(totals: Totals) -> dict[str, str]:
    return {
        "collectives": _number(totals.collectives),
        "individuals": _number(totals.individuals),
        "households": _number(totals.households),
    }


def _number(value: int) -> str:
    """A number in a sentence: one digit gets a leading zero, as in official papers."""
    return f"0{value}" if 0 < value < 10 else _grouped(value)


def _grouped(value: int) -> str:
    """A number in a table, with Vietnamese grouping."""
    return number_format(value, use_l10n=True, force_grouping=True)
