"""What the reader of cell values does not tell of a worksheet: formulas, errors, true extent."""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from core.imports.archive import not_a_spreadsheet

_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

Place = tuple[int, int]

# What the parts of a damaged workbook end in.
_UNREADABLE = (
    *(expat.ExpatError, zipfile.BadZipFile, zlib.error, EOFError),
    *(KeyError, StopIteration, ValueError, NotImplementedError),
)


@dataclass
class Outline:
    """Extent of the cells that hold something, and where formulas and error values stand.

    Places are ``(row, column)``, both from 0.
    """

    rows: int = 0
    columns: int = 0
    formulas: set[Place] = field(default_factory=set)
    errors: set[Place] = field(default_factory=set)


def outline_of_first_sheet(archive: zipfile.ZipFile, most_rows: int, most_columns: int) -> Outline:
    """Say how far the first worksheet's cells reach and where formulas and errors stand.

    A sheet as spreadsheet programs write it, within the limits and without formulas and errors, is
    known by its bytes; every other one is walked through cell by cell.

    Raises:
        InvalidInput: the workbook has no readable first sheet.
    """
    try:
        content = archive.read(_path_of_first_sheet(archive))
        quick = glance(content)
        if quick is not None and quick.rows <= most_rows and quick.columns <= most_columns:
            return quick
        return walk(content)
    except _UNREADABLE as error:
        raise not_a_spreadsheet() from error


def walk(content: bytes) -> Outline:
    """Go through a sheet cell by cell, however it is written."""
    walker = _CellWalker()
    _parse(content, walker.start, walker.end)
    return walker.outline


# A cell or row in the plain form: no prefix, the reference first.
_PLAIN_ROWS = re.compile(rb'<row r="([0-9]{1,7})"')
_PLAIN_CELLS = re.compile(rb'<c r="([A-Z]{1,3})[0-9]{1,7}"')
_UNUSUAL = (b"<!", b"<?xml-stylesheet", b":row", b":c ", b":sheetData", b":f>", b"'e'")
_FORMULA_OR_ERROR = (b"<f>", b"<f ", b"<f/", b"<f\n", b"<f\r", b"<f\t", b't="e"')


def glance(content: bytes) -> Outline | None:
    """Return the extent of a plain sheet; ``None`` when only a walk can tell.

    The extent may be too large, for cells that are only coloured count too.
    """
    if any(mark in content for mark in (*_FORMULA_OR_ERROR, *_UNUSUAL)):
        return None
    if not content.rstrip().endswith(b"</worksheet>") or content.count(b"</sheetData>") != 1:
        return None
    rows = _PLAIN_ROWS.findall(content)
    cells = _PLAIN_CELLS.findall(content)
    all_rows = content.count(b"<row ") + content.count(b"<row>") + content.count(b"<row/")
    all_cells = content.count(b"<c ") + content.count(b"<c>") + content.count(b"<c/")
    if len(rows) != all_rows or len(cells) != all_cells:
        return None
    letters = {one.decode() for one in set(cells)}
    return Outline(
        rows=max(map(int, set(rows)), default=0),
        columns=max(map(_column_number, letters), default=-1) + 1,
    )


class _CellWalker:
    """Follows rows and cells; a reference may be left out, then the cell is the next one."""

    def __init__(self) -> None:
        self.outline = Outline()
        self._row = -1
        self._column = -1
        self._error = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take note of an opening tag."""
        if name == "row":
            self._row = int(attributes.get("r", self._row + 2)) - 1
            self._column = -1
        elif name == "c":
            self._locate(attributes.get("r", ""))
            self._error = attributes.get("t") == "e"
        elif name in {"v", "is", "f"}:
            self._fill(name)

    def end(self, name: str) -> None:
        """Nothing to do at a closing tag."""

    def _locate(self, reference: str) -> None:
        match = _REFERENCE.fullmatch(reference)
        if match is None:
            self._column += 1
            return
        self._column = _column_number(match[1])
        self._row = int(match[2]) - 1

    def _fill(self, name: str) -> None:
        place = (self._row, self._column)
        self.outline.rows = max(self.outline.rows, self._row + 1)
        self.outline.columns = max(self.outline.columns, self._column + 1)
        if name == "f":
            self.outline.formulas.add(place)
        elif self._error:
            self.outline.errors.add(place)


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _path_of_first_sheet(archive: zipfile.ZipFile) -> str:
    sheets: list[str] = []
    targets: dict[str, str] = {}

    def sheet(name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            sheets.append(attributes[f"{_RELATIONSHIPS} id"])

    def relationship(name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship":
            targets[attributes["Id"]] = attributes["Target"]

    _parse(archive.read("xl/workbook.xml"), sheet)
    _parse(archive.read("xl/_rels/workbook.xml.rels"), relationship)
    target = targets[next(iter(sheets))]
    return posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")


def _parse(content: bytes, start: Any, end: Any = None) -> None:
    """Run the handlers with names without namespace; a document type is refused."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = lambda name, attributes: start(name.rpartition(" ")[2], attributes)
    parser.StartDoctypeDeclHandler = _refuse_doctype
    if end is not None:
        parser.EndElementHandler = lambda name: end(name.rpartition(" ")[2])
    parser.Parse(content, True)


def _refuse_doctype(*_args: Any) -> None:
    raise not_a_spreadsheet()
