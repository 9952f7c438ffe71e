"""Which column of a file is which column of the importer (ghép cột)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from core.errors import InvalidInput, Problem
from core.imports import layout
from core.imports.columns import Column, Table, missing_title, parse_lines, unknown_title
from core.imports.problems import ImportProblem
from core.imports.reading import Line, Sheet
from core.imports.registry import Importer
from core.models import ColumnMapping
from core.vietnamese import fold

# Columns every list has and nobody needs.
_NEVER_WANTED = frozenset({"stt", "tt", "so tt", "so thu tu", "no"})


@dataclass(frozen=True, slots=True)
class Matching:
    """How the header of a file matches.

    Attributes:
        places: index in the line by column key.
        unknown: indexes of headings that are none of the columns.
        twice: indexes of headings that name a column another heading names already.
        missing: required columns that no heading names.
        is_remembered: whether it is what somebody chose for the same header before.
    """

    header: Line
    places: Mapping[str, int]
    unknown: tuple[int, ...] = ()
    twice: tuple[int, ...] = ()
    missing: tuple[Column, ...] = ()
    is_remembered: bool = False

    @property
    def is_certain(self) -> bool:
        """Whether nobody needs to look at it."""
        return self.is_remembered or not (self.unknown or self.twice or self.missing)

    @property
    def headings(self) -> dict[str, str]:
        """Heading of the file by column key, as a load keeps it."""
        return {key: self.header.cells[at] for key, at in self.places.items()}


def match(importer: Importer, sheet: Sheet) -> Matching:
    """Match the header: as it was matched before, else by titles and their other names."""
    columns = importer.columns()
    header = sheet.lines[layout.header_index(sheet.lines, columns)]
    remembered = _remembered(importer, header)
    if remembered is not None:
        found = _chosen(header, columns, remembered)
        if not found.missing and len(found.places) == len(remembered):
            return found
    return _by_title(header, columns)


def match_as(importer: Importer, sheet: Sheet, headings: Mapping[str, str]) -> Matching:
    """Match the header as somebody chose: heading of the file by column key."""
    columns = importer.columns()
    header = sheet.lines[layout.header_index(sheet.lines, columns)]
    return _chosen(header, columns, headings)


def table_of(
    importer: Importer,
    sheet: Sheet,
    headings: Mapping[str, str] | None = None,
    *,
    skip_unknown: bool = False,
) -> Table:
    """Check the cells of a sheet; with a header that does not match, no row is looked at.

    Args:
        headings: heading by column key as somebody chose; ``None`` matches by titles.
        skip_unknown: leave out columns that are not known instead of naming them as problems.
    """
    found = match(importer, sheet) if headings is None else match_as(importer, sheet, headings)
    columns = importer.columns()
    chosen = headings is not None or found.is_remembered
    problems = [*_problems(found, columns, with_unknown=not (chosen or skip_unknown))]
    if problems:
        return Table((), tuple(problems))
    below = [line for line in sheet.lines if line.number > found.header.number]
    lines, left_out = layout.data_lines(below, columns, found.places)
    unused = frozenset(
        at for at, cell in enumerate(found.header.cells) if cell and at not in found.places.values()
    )
    table = parse_lines(lines, columns, found.places, unused)
    return Table(table.rows, table.problems, tuple(left_out))


def remember(
    importer: Importer, header: Line, headings: Mapping[str, str], *, at: datetime
) -> None:
    """Keep how a header was matched by hand, for the next file like it."""
    ColumnMapping.objects.update_or_create(
        importer=importer.key,
        signature=signature(header),
        defaults={"mapping": dict(headings), "used_at": at},
    )


def refuse_choice(found: Matching, headings: Mapping[str, str]) -> None:
    """Refuse a choice that leaves out a required column or uses one twice.

    Raises:
        InvalidInput: with the column that is wrong as the field.
    """
    problems = [
        Problem(_("Cột bắt buộc này chưa ghép với cột nào của tệp."), field=column.key)
        for column in found.missing
    ]
    used: dict[str, str] = {}
    for key, heading in headings.items():
        if heading in used:
            problems.append(
                Problem(
                    _("Cột “%(heading)s” của tệp đã ghép với cột khác.") % {"heading": heading},
                    field=key,
                )
            )
        used.setdefault(heading, key)
    if problems:
        raise InvalidInput(problems=problems)


def signature(header: Line) -> str:
    """Return what tells a header from others: its headings in order, case and marks aside."""
    text = "\x1f".join(fold(cell) for cell in header.cells).rstrip("\x1f")
    return hashlib.sha256(text.encode()).hexdigest()


# --- How it is matched ----------------------------------------------------------------------


def _remembered(importer: Importer, header: Line) -> dict[str, str] | None:
    kept = ColumnMapping.objects.filter(importer=importer.key, signature=signature(header))
    found: dict[str, str] | None = kept.values_list("mapping", flat=True).first()
    return found


def _by_title(header: Line, columns: Sequence[Column]) -> Matching:
    known = layout.known_headings(columns)
    places: dict[str, int] = {}
    unknown, twice = [], []
    for index, cell in enumerate(header.cells):
        title = layout.loose(cell)
        key = known.get(title)
        if key is None:
            if title and title not in _NEVER_WANTED:
                unknown.append(index)
        elif key in places:
            twice.append(index)
        else:
            places[key] = index
    return Matching(header, places, tuple(unknown), tuple(twice), _missing(columns, places))


def _chosen(header: Line, columns: Sequence[Column], headings: Mapping[str, str]) -> Matching:
    at = {cell: index for index, cell in reversed(list(enumerate(header.cells))) if cell}
    known = {column.key for column in columns}
    places = {key: at[text] for key, text in headings.items() if key in known and text in at}
    return Matching(header, places, missing=_missing(columns, places), is_remembered=True)


def _missing(columns: Iterable[Column], places: Mapping[str, int]) -> tuple[Column, ...]:
    return tuple(one for one in columns if one.required and one.key not in places)


def _problems(
    found: Matching, columns: Sequence[Column], *, with_unknown: bool
) -> Iterable[ImportProblem]:
    number, cells = found.header.number, found.header.cells
    if with_unknown:
        for at in found.unknown:
            yield unknown_title(number, cells[at], columns)
    for at in found.twice:
        yield ImportProblem(number, cells[at], _("Cột này có hai lần"), _("mỗi cột đúng một lần"))
    for column in found.missing:
        yield missing_title(number, column)
