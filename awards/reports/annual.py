"""The annual report of a unit: recorded awards and dossiers sent up, counted.

Every figure knows the filter that leads to the records behind it. Only recorded awards that were
not annulled count as decided; a dossier counts as proposed from the day it leaves the department
until the upper level decides or refuses.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from awards.domain.steps import DECIDER_LABELS, Decider, StepKind
from awards.models import Proposal, RecordedAward, ReviewStep, StepOutcome
from awards.models.recipient import Basis, ObjectKind
from awards.reports.totals import Figure, Totals, add_up
from awards.selectors.narrowing import sent_up
from awards.selectors.reach import Reach, reach_of_year
from emulation.selectors.counts import YearCounts, year_counts
from personnel.models import Unit, UnitKind

DECIDED = "DECIDED"
PROPOSED = "PROPOSED"

STATUS_LABELS = {
    DECIDED: gettext_lazy("đã quyết định"),
    PROPOSED: gettext_lazy("đã đề nghị, chờ quyết định"),
}

# Who decides in the name of a unit of this kind; elsewhere it is the head of the unit.
_OWN_DECIDER = {
    UnitKind.PROVINCE: Decider.PROVINCE_CHAIR,
    UnitKind.MINISTRY: Decider.MINISTER,
    UnitKind.STATE: Decider.PRIME_MINISTER,
}

Blocs = Mapping[tuple[Any, ...], tuple[str, ...]]

OWN, LOWER, UPPER = "OWN", "LOWER", "UPPER"

_PART_TITLES = {
    OWN: gettext_lazy("Cấp mình quyết định"),
    LOWER: gettext_lazy("Cấp dưới quyết định"),
    UPPER: gettext_lazy("Cấp trên quyết định"),
    PROPOSED: gettext_lazy("Đã đề nghị cấp trên, chờ quyết định"),
}

# The catalogue's entry for "commended", where the level above chooses the form.
_FORM_NOT_STATED = "KHAC"

_GROUPED = (
    "decider",
    "award_type__rank",
    "award_type__code",
    "award_type__name",
    "award_type__needs_bloc",
    "qualifier",
    "basis",
    "occasion",
    "object_kind",
)


def label_of(code: str, name: str, qualifier: str, occasion: str) -> str:
    """Write an award with what tells it apart.

    Where no form is stated, the wording of the document stands for it.
    """
    shown = "" if code == _FORM_NOT_STATED else name
    return " – ".join(part for part in (shown, qualifier, occasion) if part)


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One award with the number of collectives, individuals and households.

    Attributes:
        filters: query that shows the records counted.
        blocs: the emulation blocs that voted on what is proposed, or vote on it now.
    """

    award_code: str
    award_name: str
    qualifier: str
    basis: str
    occasion: str
    collectives: int
    individuals: int
    filters: Mapping[str, str]
    households: int = 0
    blocs: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The award with what tells it apart."""
        return label_of(self.award_code, self.award_name, self.qualifier, self.occasion)

    @property
    def via(self) -> str:
        """Through which emulation blocs it was proposed, in words; empty without one."""
        return _("qua %(blocs)s") % {"blocs": ", ".join(self.blocs)} if self.blocs else ""

    @property
    def label_with_via(self) -> str:
        """The award as documents write it in one cell."""
        return f"{self.label} ({self.via})" if self.via else self.label

    @property
    def basis_label(self) -> str:
        """Loại hình in words."""
        return str(Basis(self.basis).label)

    @property
    def totals(self) -> Totals:
        """The numbers alone."""
        return Totals(self.collectives, self.individuals, self.households)

    @property
    def total(self) -> int:
        """All recipients together."""
        return self.totals.total

    @property
    def cells(self) -> tuple[Figure, ...]:
        """The numbers, each with the filter that shows its records."""
        return self.totals.figures(self.filters)


@dataclass(frozen=True, slots=True)
class ReportSection:
    """The lines decided by, or proposed to, one authority."""

    status: str
    decider: str
    lines: tuple[ReportLine, ...]

    @property
    def decider_label(self) -> str:
        """The authority in words."""
        return _(DECIDER_LABELS[self.decider])

    @property
    def title(self) -> str:
        """Heading of the section."""
        if self.status == DECIDED:
            return _("%(decider)s quyết định") % {"decider": self.decider_label}
        return _("Đề nghị %(decider)s xét") % {"decider": self.decider_label}

    @property
    def totals(self) -> Totals:
        """Add up the section."""
        return add_up(line.totals for line in self.lines)

    @property
    def collectives(self) -> int:
        """Sum of collectives."""
        return self.totals.collectives

    @property
    def individuals(self) -> int:
        """Sum of individuals."""
        return self.totals.individuals

    @property
    def filters(self) -> Mapping[str, str]:
        """Query that shows all records of the section."""
        common = dict(self.lines[0].filters)
        for name in ("award", "qualifier", "basis", "occasion"):
            common.pop(name, None)
        return common

    @property
    def cells(self) -> tuple[Figure, ...]:
        """The sums, each with the filter that shows its records."""
        return self.totals.figures(self.filters)


@dataclass(frozen=True, slots=True)
class ReportPart:
    """A chapter of the report: what one's own level decided, what others did, what is proposed."""

    key: str
    title: str
    sections: tuple[ReportSection, ...]

    @property
    def totals(self) -> Totals:
        """Add up the chapter."""
        return add_up(section.totals for section in self.sections)


@dataclass(frozen=True, slots=True)
class AnnualReport:
    """Results of the emulation and commendation work of a unit in an award year.

    Attributes:
        unit_name: what the unit was called on the day of the structure.
        own_decider: who decides in the name of the unit.
        filters: unit and day of the structure, as every figure carries them.
        as_of: the day whose structure tells which units belong to it.
    """

    unit_code: str
    unit_name: str
    own_decider: str
    year: int
    sections: tuple[ReportSection, ...]
    counts: YearCounts
    filters: Mapping[str, str]
    as_of: date

    def part(self, status: str) -> tuple[ReportSection, ...]:
        """Return the sections that are decided, or proposed."""
        return tuple(section for section in self.sections if section.status == status)

    def totals(self, status: str | None = None) -> Totals:
        """Add up one part, or the whole report."""
        chosen = self.sections if status is None else self.part(status)
        return add_up(section.totals for section in chosen)

    @property
    def has_households(self) -> bool:
        """Whether a household is among those counted; without one no column stands for them."""
        return self.totals().households > 0

    @property
    def cells(self) -> tuple[Figure, ...]:
        """The sums of the whole report, each with the filter that shows its records."""
        return self.totals().figures({"year": str(self.year), **self.filters})

    @property
    def parts(self) -> tuple[ReportPart, ...]:
        """The chapters that have something to tell, in the order of the report."""
        levels = list(Decider)
        own = levels.index(Decider(self.own_decider))
        chapters: dict[str, list[ReportSection]] = {key: [] for key in _PART_TITLES}
        for section in self.sections:
            level = levels.index(Decider(section.decider))
            if section.status == PROPOSED:
                chapters[PROPOSED].append(section)
            elif level == own:
                chapters[OWN].append(section)
            else:
                chapters[LOWER if level < own else UPPER].append(section)
        return tuple(
            ReportPart(key, str(_PART_TITLES[key]), tuple(sections))
            for key, sections in chapters.items()
            if sections
        )

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing was recorded for the year."""
        return not self.sections


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is counted: the year's rows within, and the filter that leads to them."""

    year: int
    within: Q
    filters: Mapping[str, str]


def build(unit: Unit, year: int, reach: Reach | None = None) -> AnnualReport:
    """Build the report of a unit and everything below it.

    It takes three queries, and one more when something was proposed through a bloc.

    Args:
        reach: the structure of the day it is asked for; without it that of the end of the year,
            for four queries more.
    """
    reach = reach or reach_of_year(unit, year)
    asked = _Asked(year, reach.condition(), reach.filters)
    decided = _rows(RecordedAward.objects.standing(), asked)
    proposed = _rows(Proposal.objects.filter(sent_up()), asked)
    sections = [
        *_sections(DECIDED, decided, asked, {}),
        *_sections(PROPOSED, proposed, asked, _blocs(proposed, asked)),
    ]
    return AnnualReport(
        unit_code=unit.code,
        unit_name=reach.name,
        own_decider=_OWN_DECIDER.get(UnitKind(unit.kind), Decider.UNIT_HEAD),
        year=year,
        sections=tuple(sections),
        counts=year_counts(unit, year, reach.ranges),
        filters=asked.filters,
        as_of=reach.day,
    )


def _rows(records: Any, asked: _Asked) -> list[dict[str, Any]]:
    return list(
        records.filter(asked.within, year=asked.year)
        .order_by()
        .values(*_GROUPED)
        .annotate(total=Count("pk"))
    )


def _blocs(rows: list[dict[str, Any]], asked: _Asked) -> Blocs:
    """The blocs behind each line, by what the line is told apart by."""
    if not any(row["award_type__needs_bloc"] for row in rows):
        return {}
    reached = (StepOutcome.OPEN, StepOutcome.APPROVED)
    waiting = Proposal.objects.filter(sent_up(), asked.within, year=asked.year)
    named = (
        ReviewStep.objects.filter(
            kind=StepKind.BLOC, bloc__isnull=False, outcome__in=reached, proposal__in=waiting
        )
        .order_by("bloc__name")
        .values_list(*(f"proposal__{name}" for name in _GROUPED[:-1]), "bloc__name")
        .distinct()
    )
    found: dict[tuple[Any, ...], tuple[str, ...]] = {}
    for *key, name in named:
        found[tuple(key)] = (*found.get(tuple(key), ()), name)
    return found


def _sections(
    status: str, rows: list[dict[str, Any]], asked: _Asked, blocs: Blocs
) -> Iterable[ReportSection]:
    for decider in Decider:
        mine = [row for row in rows if row["decider"] == decider]
        if mine:
            yield ReportSection(status, decider, tuple(_lines(status, mine, asked, blocs)))


def _lines(
    status: str, rows: list[dict[str, Any]], asked: _Asked, blocs: Blocs
) -> Iterable[ReportLine]:
    counted: dict[tuple[Any, ...], dict[str, int]] = {}
    for row in rows:
        key = tuple(row[name] for name in _GROUPED[:-1])
        counted.setdefault(key, {})[row["object_kind"]] = row["total"]
    for key in sorted(counted):
        decider, _rank, code, name, _bloc, qualifier, basis, occasion = key
        yield ReportLine(
            award_code=code,
            award_name=name,
            qualifier=qualifier,
            basis=basis,
            occasion=occasion,
            collectives=counted[key].get(ObjectKind.COLLECTIVE, 0),
            individuals=counted[key].get(ObjectKind.INDIVIDUAL, 0),
            households=counted[key].get(ObjectKind.HOUSEHOLD, 0),
            filters={
                "status": status,
                "year": str(asked.year),
                **asked.filters,
                "decider": decider,
                "award": code,
                "qualifier": qualifier,
                "basis": basis,
                "occasion": occasion,
            },
            blocs=blocs.get(key, ()),
        )
