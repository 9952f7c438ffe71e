"""The catalogue as it stands in the reviewed files: read, checked, cross-checked; no database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from legal.domain.codes import (
    CITATION_SUBJECTS,
    CODE_PATTERN,
    DECIDERS,
    DOCUMENT_RELATIONS,
    FAMILIES,
    LEVELS,
    LOCAL_PREFIX,
    OBJECT_KINDS,
    Standing,
)
from legal.domain.rule_set_reading import read_rule_sets
from legal.domain.rulesets import RuleSetEntry
from legal.domain.schema import CatalogueError, Entry, read_entries

DATA_FOLDER: Final = Path(__file__).resolve().parents[1] / "data"
DOCUMENT_FILE: Final = "documents.yaml"
AWARD_FILES: Final = ("award_titles.yaml", "award_forms.yaml")
RULE_SET_FOLDER: Final = "rulesets"


@dataclass(frozen=True, slots=True)
class DocumentRelation:
    """What a document does to an earlier one, and by which of its own provisions it says so."""

    kind: str
    document: str
    provision: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """A legal document (văn bản quy phạm pháp luật)."""

    code: str
    number: str
    title: str
    short_title: str
    issuer: str
    issued_on: date | None
    in_force_from: date | None
    in_force_to: date | None
    standing: Standing
    note: str
    relations: tuple[DocumentRelation, ...]


@dataclass(frozen=True, slots=True)
class CitationEntry:
    """The provision that sets a standard or gives the power to decide, for a period."""

    subject: str
    document: str
    provision: str
    valid_from: date
    valid_to: date | None
    standing: Standing
    note: str


@dataclass(frozen=True, slots=True)
class AwardTypeEntry:
    """An award title (danh hiệu thi đua) or form of commendation (hình thức khen thưởng)."""

    code: str
    name: str
    short_name: str
    family: str
    object_kinds: tuple[str, ...]
    level: str
    deciders: tuple[str, ...]
    needs_bloc: bool
    needs_qualifier: bool
    rank: int
    valid_from: date
    valid_to: date | None
    note: str
    citations: tuple[CitationEntry, ...]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything the files hold."""

    documents: tuple[DocumentEntry, ...]
    award_types: tuple[AwardTypeEntry, ...]
    rule_sets: tuple[RuleSetEntry, ...]


def read_catalogue(folder: Path = DATA_FOLDER) -> Catalogue:
    """Read and check all files.

    Raises:
        CatalogueError: with every problem of every file.
    """
    problems: list[str] = []
    documents = tuple(
        _document(entry)
        for entry in read_entries(folder / DOCUMENT_FILE, "documents", "code", problems)
    )
    known = {document.code for document in documents}
    award_types = tuple(
        _award_type(entry, known)
        for file in AWARD_FILES
        for entry in read_entries(folder / file, "award_types", "code", problems)
    )
    rule_sets = read_rule_sets(folder / RULE_SET_FOLDER, problems)
    _check_relations(documents, problems)
    _check_repeated(DOCUMENT_FILE, (row.code for row in documents), problems)
    _check_repeated(" + ".join(AWARD_FILES), (row.code for row in award_types), problems)
    _check_rule_sets(rule_sets, known, {row.code for row in award_types}, problems)
    if problems:
        raise CatalogueError(problems)
    return Catalogue(documents, award_types, rule_sets)


def _document(entry: Entry) -> DocumentEntry:
    row = DocumentEntry(
        code=entry.code("code", CODE_PATTERN),
        number=entry.text("number"),
        title=entry.text("title"),
        short_title=entry.text("short_title"),
        issuer=entry.text("issuer"),
        issued_on=entry.optional_day("issued_on"),
        in_force_from=entry.optional_day("in_force_from"),
        in_force_to=entry.optional_day("in_force_to"),
        standing=_standing(entry),
        note=entry.text("note", ""),
        relations=tuple(map(_relation, entry.entries("relations", "quan hệ", []))),
    )
    if row.in_force_from and row.in_force_to and row.in_force_to <= row.in_force_from:
        entry.complain("in_force_to", f"phải sau in_force_from ({row.in_force_from.isoformat()})")
    entry.finish()
    return row


def _relation(entry: Entry) -> DocumentRelation:
    row = DocumentRelation(
        kind=entry.choice("kind", DOCUMENT_RELATIONS),
        document=entry.code("document", CODE_PATTERN),
        provision=entry.text("provision", ""),
        standing=_standing(entry),
    )
    entry.finish()
    return row


def _award_type(entry: Entry, documents: set[str]) -> AwardTypeEntry:
    valid_from, valid_to = entry.period()
    row = AwardTypeEntry(
        code=entry.code("code", CODE_PATTERN),
        name=entry.text("name"),
        short_name=entry.text("short_name"),
        family=entry.choice("family", FAMILIES),
        object_kinds=entry.choices("object_kinds", OBJECT_KINDS),
        level=entry.choice("level", LEVELS),
        deciders=entry.choices("deciders", DECIDERS),
        needs_bloc=entry.boolean("needs_bloc"),
        needs_qualifier=entry.boolean("needs_qualifier"),
        rank=entry.integer("rank", minimum=1),
        valid_from=valid_from,
        valid_to=valid_to,
        note=entry.text("note", ""),
        citations=tuple(
            _citation(citation, documents) for citation in entry.entries("citations", "căn cứ")
        ),
    )
    if row.code.startswith(LOCAL_PREFIX):
        entry.complain("code", f"tiền tố {LOCAL_PREFIX} dành cho hình thức của đơn vị cài đặt")
    if not any(citation.subject == "STANDARD" for citation in row.citations):
        entry.complain("citations", "cần ít nhất một căn cứ về tiêu chuẩn (STANDARD)")
    entry.finish()
    return row


def _citation(entry: Entry, documents: set[str]) -> CitationEntry:
    valid_from, valid_to = entry.period()
    row = CitationEntry(
        subject=entry.choice("subject", CITATION_SUBJECTS),
        document=entry.choice("document", documents),
        provision=entry.text("provision", ""),
        valid_from=valid_from,
        valid_to=valid_to,
        standing=_standing(entry),
        note=entry.text("note", ""),
    )
    if not row.provision and row.standing is Standing.TEXT_READ and not row.note:
        entry.complain("provision", "căn cứ đã đọc phải ghi điều khoản hoặc ghi chú vì sao thiếu")
    entry.finish()
    return row


def _standing(entry: Entry) -> Standing:
    value = entry.choice("standing", [standing.value for standing in Standing])
    return Standing(value) if value in set(Standing) else Standing.TO_BE_CONFIRMED


def _check_repeated(file: str, codes: Iterable[str], problems: list[str]) -> None:
    for code, times in Counter(codes).items():
        if code and times > 1:
            problems.append(f"Tệp {file}, mục “{code}”, trường “code”: mã xuất hiện {times} lần.")


def _check_relations(documents: tuple[DocumentEntry, ...], problems: list[str]) -> None:
    """A document relates to other documents of the file."""
    known = {row.code for row in documents}
    problems.extend(
        f"Tệp {DOCUMENT_FILE}, mục “{row.code}”, trường “relations”: “{one.document}” "
        "không phải văn bản khác của tệp này."
        for row in documents
        for one in row.relations
        if one.document not in known or one.document == row.code
    )


def _check_rule_sets(
    rule_sets: tuple[RuleSetEntry, ...],
    documents: set[str],
    award_types: set[str],
    problems: list[str],
) -> None:
    for row in rule_sets:
        where = f"Thư mục {RULE_SET_FOLDER}, mục “{row.code}”"
        problems.extend(
            f"{where}, trường “documents”: “{code}” không có trong {DOCUMENT_FILE}."
            for code in row.documents
            if code not in documents
        )
        problems.extend(
            f"{where}, trường “awards”: “{code}” không có trong danh mục hình thức."
            for code in row.awards
            if code.partition(".")[0] not in award_types
        )


def award_names(folder: Path = DATA_FOLDER) -> dict[str, str]:
    """Return the short names of the awards by code, as the files give them."""
    problems: list[str] = []
    return {
        entry.text("code"): entry.text("short_name")
        for file in AWARD_FILES
        for entry in read_entries(folder / file, "award_types", "code", problems)
    }


@cache
def award_families() -> Mapping[str, str]:
    """Return the family (``TITLE`` or ``FORM``) of the awards by code, as the files give them."""
    problems: list[str] = []
    return {
        entry.text("code"): entry.text("family")
        for file in AWARD_FILES
        for entry in read_entries(DATA_FOLDER / file, "award_types", "code", problems)
    }
