"""Bring the tables in line with the reviewed files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from core.audit.recording import record_many
from core.errors import Forbidden
from core.scope import SYSTEM, Actor
from legal.domain.catalogue import DATA_FOLDER, AwardTypeEntry, Catalogue, read_catalogue
from legal.domain.schema import CatalogueError
from legal.models import AwardCitation, AwardType, LegalDocument
from legal.rules.registry import rule_problems
from legal.services.rule_set_files import load_rule_sets

_CURRENT_END = date.max
_DOCUMENT_FIELDS = (
    *("number", "title", "short_title", "issuer", "issued_on"),
    *("in_force_from", "in_force_to", "standing", "note"),
)
_AWARD_TYPE_FIELDS = (
    *("name", "short_name", "family", "level", "needs_bloc", "needs_qualifier"),
    *("rank", "valid_from", "valid_to", "note"),
)
_CITATION_KEY = ("award_type_id", "subject", "document_id", "provision", "valid_from")


@dataclass
class LoadResult:
    """What a load did, by code.

    Attributes:
        kept: rows of the database that the files no longer have; they stay, others refer to them.
        reported: sentences for the operator on files that changed and were not taken over.
    """

    created: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    reported: list[str] = field(default_factory=list)
    unchanged: int = 0

    @property
    def changed(self) -> bool:
        """Whether anything was written."""
        return bool(self.created or self.updated)


@transaction.atomic
def load(*, by: Actor, at: datetime, folder: Path = DATA_FOLDER) -> LoadResult:
    """Load documents, award types, citations and rule-sets; a second run changes nothing.

    Rows the files no longer have are kept, because proposals and awards may refer to them; forms
    of the installation are left alone.

    Raises:
        CatalogueError: the files are faulty; nothing was written.
        Forbidden: only the system loads the law, from files that were reviewed.
    """
    if by != SYSTEM:
        raise Forbidden(_("Danh mục pháp luật chỉ được nạp từ tệp đã soát bằng lệnh load_legal."))
    catalogue = read_catalogue(folder)
    problems = list(rule_problems(catalogue.rule_sets))
    if problems:
        raise CatalogueError(problems)
    result = LoadResult()
    changes: list[tuple[models.Model, Mapping[str, Any]]] = []
    documents = _sync(
        LegalDocument, LegalDocument.objects.all(), _document_rows(catalogue), result, changes
    )
    types = _sync(
        AwardType,
        AwardType.objects.filter(is_local=False),
        _award_type_rows(catalogue),
        result,
        changes,
    )
    _sync_citations(catalogue, types, documents, result, changes)
    _load_rule_sets(catalogue, result, by=by, at=at)
    record_many(changes, action="legal.load_catalogue", by=by, at=at)
    return result


def _document_rows(catalogue: Catalogue) -> dict[str, dict[str, Any]]:
    return {
        row.code: {
            **_values(row, _DOCUMENT_FIELDS),
            "relations": [asdict(one) for one in row.relations],
        }
        for row in catalogue.documents
    }


def _award_type_rows(catalogue: Catalogue) -> dict[str, dict[str, Any]]:
    titles = {row.code: row.short_title for row in catalogue.documents}
    return {
        row.code: {
            **_values(row, _AWARD_TYPE_FIELDS),
            "object_kinds": list(row.object_kinds),
            "deciders": list(row.deciders),
            "search_key": AwardType.search_key_for((row.name, row.short_name, row.code)),
            **_newest_citation(row, titles),
        }
        for row in catalogue.award_types
    }


def _newest_citation(row: AwardTypeEntry, titles: Mapping[str, str]) -> dict[str, str]:
    """Return article, text and standing of the standard that holds last."""
    standards = [citation for citation in row.citations if citation.subject == "STANDARD"]
    # Of those in force last, the one that began last; laws stand before their circulars.
    newest = max(
        standards,
        key=lambda c: (c.valid_to or _CURRENT_END, bool(c.provision), c.valid_from),
    )
    return {
        "article": newest.provision,
        "citation": f"{newest.provision} {titles[newest.document]}".strip(),
        "standing": newest.standing.value,
    }


def _load_rule_sets(catalogue: Catalogue, result: LoadResult, *, by: Actor, at: datetime) -> None:
    """Bring versions of rule-sets in line; they write their own history and trail."""
    found = load_rule_sets(catalogue.rule_sets, by=by, at=at)
    result.created.extend(found.created)
    result.updated.extend(found.updated)
    result.kept.extend(found.kept)
    result.reported.extend(found.reported)
    result.unchanged += found.unchanged


def _values(row: object, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def _sync(
    model: type[models.Model],
    existing: models.QuerySet[Any],
    wanted: Mapping[str, Mapping[str, Any]],
    result: LoadResult,
    changes: list[tuple[models.Model, Mapping[str, Any]]],
) -> dict[str, Any]:
    """Make the rows with these codes equal to what is wanted; return them by code."""
    found = {row.code: row for row in existing}
    new = {code: model(code=code, **values) for code, values in wanted.items() if code not in found}
    manager = model._default_manager
    manager.bulk_create(new.values())
    differing = []
    for code in wanted.keys() & found.keys():
        row, values = found[code], wanted[code]
        before = {name: getattr(row, name) for name in values if getattr(row, name) != values[name]}
        if not before:
            result.unchanged += 1
            continue
        for name in before:
            setattr(row, name, values[name])
        differing.append(row)
        after = {name: values[name] for name in before}
        changes.append((row, {"before": before, "after": after}))
    if differing:
        manager.bulk_update(differing, sorted({name for row in wanted.values() for name in row}))
    changes.extend((row, {"created": wanted[code]}) for code, row in new.items())
    result.created.extend(new)
    result.updated.extend(sorted(row.code for row in differing))
    result.kept.extend(sorted(found.keys() - wanted.keys()))
    return found | new


def _sync_citations(
    catalogue: Catalogue,
    types: Mapping[str, AwardType],
    documents: Mapping[str, LegalDocument],
    result: LoadResult,
    changes: list[tuple[models.Model, Mapping[str, Any]]],
) -> None:
    """Make the citations of every type in the files equal to the files."""
    wanted = _wanted_citations(catalogue, types, documents)
    in_files = [types[row.code].pk for row in catalogue.award_types]
    found = {
        tuple(getattr(row, name) for name in _CITATION_KEY): row
        for row in AwardCitation.objects.filter(award_type__in=in_files)
    }
    gone = [citation for key, citation in found.items() if key not in wanted]
    new = [
        AwardCitation(**dict(zip(_CITATION_KEY, key, strict=True)), **values)
        for key, values in wanted.items()
        if key not in found
    ]
    differing = []
    for key in wanted.keys() & found.keys():
        row, values = found[key], wanted[key]
        if any(getattr(row, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(row, name, value)
            differing.append(row)
    AwardCitation.objects.filter(pk__in=[citation.pk for citation in gone]).delete()
    AwardCitation.objects.bulk_create(new)
    if differing:
        AwardCitation.objects.bulk_update(differing, ["valid_to", "standing", "note"])
    _note_citation_changes(types, gone, new + differing, result, changes)


def _wanted_citations(
    catalogue: Catalogue,
    types: Mapping[str, AwardType],
    documents: Mapping[str, LegalDocument],
) -> dict[tuple[Any, ...], dict[str, Any]]:
    """What the files say of each citation, by what makes it the same one (``_CITATION_KEY``)."""
    return {
        (types[row.code].pk, c.subject, documents[c.document].pk, c.provision, c.valid_from): {
            "valid_to": c.valid_to,
            "standing": c.standing.value,
            "note": c.note,
        }
        for row in catalogue.award_types
        for c in row.citations
    }


def _note_citation_changes(
    types: Mapping[str, AwardType],
    gone: Iterable[AwardCitation],
    written: Iterable[AwardCitation],
    result: LoadResult,
    changes: list[tuple[models.Model, Mapping[str, Any]]],
) -> None:
    """Note one change for each type whose citations moved, unless the type itself is new."""
    by_id = {row.pk: row for row in types.values()}
    removed, kept = _by_type(gone), _by_type(written)
    for pk in removed.keys() | kept.keys():
        row = by_id[pk]
        changes.append(
            (row, {"citations": kept.get(pk, []), "citations_removed": removed.get(pk, [])})
        )
        _count_as_updated(row.code, result)


def _by_type(citations: Iterable[AwardCitation]) -> dict[int, list[dict[str, Any]]]:
    grouped: dict[int, list[dict[str, Any]]] = {}
    for citation in citations:
        grouped.setdefault(citation.award_type_id, []).append(
            {
                "subject": citation.subject,
                "document": citation.document_id,
                "provision": citation.provision,
                "valid_from": citation.valid_from,
                "valid_to": citation.valid_to,
                "standing": citation.standing,
            }
        )
    return grouped


def _count_as_updated(code: str, result: LoadResult) -> None:
    """Count a row once, although what hangs on it changed and not the row itself."""
    if code not in result.created and code not in result.updated:
        result.updated.append(code)
        result.unchanged -= 1
