"""The annual report of a unit: recorded awards and dossiers sent up, counted.

Every figure knows the filter that leads to the records behind it. Only recorded awards that were
not annulled count as decided; a dossier counts as proposed from the day it leaves the department
until the upper level decides or refuses.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from awards.domain.steps import DECIDER_LABELS, Decider
from awards.models import Proposal, RecordedAward
from awards.models.recipient import Basis, ObjectKind
from awards.workflow import IN_REVIEW
from emulation.selectors.counts import YearCounts, year_counts
from personnel.models import Unit

DECIDED = "DECIDED"
PROPOSED = "PROPOSED"

STATUS_LABELS = {DECIDED: "đã quyết định", PROPOSED: "đã đề nghị, chờ quyết định"}

# The catalogue's entry for "commended", where the level above chooses the form.
_FORM_NOT_STATED = "KHAC"

_GROUPED = (
    "decider",
    "award_type__rank",
    "award_type__code",
    "award_type__name",
    "qualifier",
    "basis",
    "occasion",
    "object_kind",
)


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One award with the number of collectives and individuals.

    Attributes:
        filters: query of the register or the proposal list that shows the records counted.
    """

    award_code: str
    award_name: str
    qualifier: str
    basis: str
    occasion: str
    collectives: int
    individuals: int
    filters: Mapping[str, str]

    @property
    def label(self) -> str:
        """The award with what tells it apart.

        Where no form is stated, the wording of the document stands for it.
        """
        name = "" if self.award_code == _FORM_NOT_STATED else self.award_name
        return " – ".join(part for part in (name, self.qualifier, self.occasion) if part)

    @property
    def basis_label(self) -> str:
        """Loại hình in words."""
        return str(Basis(self.basis).label)


@dataclass(frozen=True, slots=True)
class ReportSection:
    """The lines decided by, or proposed to, one authority."""

    status: str
    decider: str
    lines: tuple[ReportLine, ...]

    @property
    def decider_label(self) -> str:
        """The authority in words."""
        return DECIDER_LABELS[self.decider]

    @property
    def title(self) -> str:
        """Heading of the section."""
        if self.status == DECIDED:
            return f"{self.decider_label} quyết định"
        return f"Đề nghị {self.decider_label} xét"

    @property
    def collectives(self) -> int:
        """Sum of collectives."""
        return sum(line.collectives for line in self.lines)

    @property
    def individuals(self) -> int:
        """Sum of individuals."""
        return sum(line.individuals for line in self.lines)

    @property
    def filters(self) -> Mapping[str, str]:
        """Query that shows all records of the section."""
        common = dict(self.lines[0].filters)
        for name in ("award", "qualifier", "basis", "occasion"):
            common.pop(name, None)
        return common


@dataclass(frozen=True, slots=True)
class Totals:
    """Collectives and individuals, added up."""

    collectives: int
    individuals: int


@dataclass(frozen=True, slots=True)
class AnnualReport:
    """Results of the emulation and commendation work of a unit in an award year."""

    unit_code: str
    unit_name: str
    year: int
    sections: tuple[ReportSection, ...]
    counts: YearCounts

    def part(self, status: str) -> tuple[ReportSection, ...]:
        """Return the sections that are decided, or proposed."""
        return tuple(section for section in self.sections if section.status == status)

    def totals(self, status: str | None = None) -> Totals:
        """Add up one part, or the whole report."""
        sections = self.sections if status is None else self.part(status)
        return Totals(
            collectives=sum(section.collectives for section in sections),
            individuals=sum(section.individuals for section in sections),
        )

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing was recorded for the year."""
        return not self.sections


def build(unit: Unit, year: int) -> AnnualReport:
    """Build the report of a unit and everything below it, in three queries."""
    decided = _rows(RecordedAward.objects.standing(), unit, year)
    sent_up = Proposal.objects.filter(state=IN_REVIEW, forwarded_on__isnull=False)
    proposed = _rows(sent_up, unit, year)
    sections = [
        *_sections(DECIDED, decided, unit, year),
        *_sections(PROPOSED, proposed, unit, year),
    ]
    return AnnualReport(
        unit_code=unit.code,
        unit_name=unit.name,
        year=year,
        sections=tuple(sections),
        counts=year_counts(unit, year),
    )


def _rows(records: Any, unit: Unit, year: int) -> list[dict[str, Any]]:
    return list(
        records.filter(unit__tree_start__range=(unit.tree_start, unit.tree_end), year=year)
        .order_by()
        .values(*_GROUPED)
        .annotate(total=Count("pk"))
    )


def _sections(
    status: str, rows: list[dict[str, Any]], unit: Unit, year: int
) -> Iterable[ReportSection]:
    for decider in Decider:
        mine = [row for row in rows if row["decider"] == decider]
        if mine:
            yield ReportSection(status, decider, tuple(_lines(status, mine, unit, year)))


def _lines(status: str, rows: list[dict[str, Any]], unit: Unit, year: int) -> Iterable[ReportLine]:
    counted: dict[tuple[Any, ...], dict[str, int]] = {}
    for row in rows:
        key = tuple(row[name] for name in _GROUPED[:-1])
        counted.setdefault(key, {})[row["object_kind"]] = row["total"]
    for key in sorted(counted):
        decider, _rank, code, name, qualifier, basis, occasion = key
        yield ReportLine(
            award_code=code,
            award_name=name,
            qualifier=qualifier,
            basis=basis,
            occasion=occasion,
            collectives=counted[key].get(ObjectKind.COLLECTIVE, 0),
            individuals=counted[key].get(ObjectKind.INDIVIDUAL, 0),
            filters={
                "status": status,
                "year": str(year),
                "unit": unit.code,
                "decider": decider,
                "award": code,
                "qualifier": qualifier,
                "basis": basis,
                "occasion": occasion,
            },
        )
