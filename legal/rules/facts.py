"""What a rule may look at: plain, frozen facts about one recipient and one year.

Whoever gathers the facts says what he knows. ``None`` in place of a list means "these records are
not kept here" and leads to *unknown*; an empty tuple means "kept, and there is none".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from core.periods import holds_on
from legal.rules.terms import (
    ABSENCES,
    CLAIMS,
    COLLECTIVES,
    DISCIPLINES,
    GRADES,
    GROUNDS,
    NEVER_MERIT,
    OCCUPATIONS,
    SCOPES,
    UNDER_REVIEW,
)

__all__ = [
    "ABSENCES",
    "CLAIMS",
    "COLLECTIVES",
    "DISCIPLINES",
    "GRADES",
    "GROUNDS",
    "NEVER_MERIT",
    "OCCUPATIONS",
    "SCOPES",
    "UNDER_REVIEW",
    "AbsenceFact",
    "AwardFact",
    "BarFact",
    "CollectiveFacts",
    "Contradiction",
    "DisciplineFact",
    "InitiativeFact",
    "InitiativeUse",
    "MemberCount",
    "PersonFacts",
    "PostFact",
    "Subject",
    "SubjectFacts",
    "Tick",
    "YearRecord",
]


@dataclass(frozen=True, slots=True)
class YearRecord:
    """The grade of one year, of a person or of a collective.

    Attributes:
        grade: a key of ``GRADES``; ``None`` when the year has no grade yet.
        ref: the record it was taken from, e.g. ``"assessment:41"``.
    """

    year: int
    grade: str | None
    ref: str = ""


@dataclass(frozen=True, slots=True)
class AwardFact:
    """An award that stands (khen thưởng đã có).

    Attributes:
        year: the year whose merit it was given for.
        decided_on: day of the decision; ``None`` where an old record lacks it.
        basis: a key of ``CLAIMS``; what kind of merit it was given for.
        ground: a key of ``GROUNDS``, empty where it was not recorded.
    """

    code: str
    year: int
    decided_on: date | None = None
    basis: str = "MERIT"
    ground: str = ""
    ref: str = ""

    @property
    def year_decided(self) -> int:
        """The year of the decision; where it is not known, the year of the merit."""
        return self.decided_on.year if self.decided_on else self.year


@dataclass(frozen=True, slots=True)
class InitiativeFact:
    """A recognised initiative (sáng kiến), or an accepted scientific topic (đề tài, đề án).

    Attributes:
        scope: the widest scope it was recognised in, a key of ``SCOPES``.
        recognised_on: day of recognition or acceptance; ``None`` when there was none.
        year: the emulation year it counts for; the year of recognition when not given.
        applied: whether it was applied, ``None`` when not known.
        influence: for scientific work, the scope in which effect and influence were recognised.
        share: the author's share in percent, ``None`` when not known.
    """

    id: int
    title: str
    scope: str
    recognised_on: date | None
    ref: str = ""
    year: int | None = None
    applied: bool | None = None
    influence: str = ""
    share: int | None = None

    def counts_for(self, year: int) -> bool:
        """Tell whether it was recognised and belongs to the year."""
        if self.recognised_on is None or self.scope not in SCOPES:
            return False
        return (self.year if self.year is not None else self.recognised_on.year) == year


@dataclass(frozen=True, slots=True)
class InitiativeUse:
    """One line of the ledger of initiatives (sổ sử dụng sáng kiến).

    Attributes:
        award: code of the award it was named for.
        family: ``TITLE`` or ``FORM``.
        pending: the award was not granted yet.
    """

    initiative_id: int
    award: str
    family: str
    year: int
    pending: bool = False
    ref: str = ""


@dataclass(frozen=True, slots=True)
class DisciplineFact:
    """A discipline, or a pending case, in the half-open period ``[start, end)``.

    Attributes:
        kind: a key of ``DISCIPLINES`` or ``UNDER_REVIEW``.
        end: ``None`` while it has not ended.
    """

    kind: str
    start: date
    end: date | None = None
    ref: str = ""

    def holds_on(self, day: date) -> bool:
        """Tell whether the day lies in the period."""
        return holds_on(day, self.start, self.end)

    def touches(self, start: date, end: date) -> bool:
        """Tell whether the period shares a day with ``[start, end)``."""
        return self.start < end and (self.end is None or start < self.end)


@dataclass(frozen=True, slots=True)
class BarFact:
    """An entry of a list another agency sent: the person is under a bar (đang bị lưu ý).

    What the notice says of the person stays in the notice: facts are kept with dossiers for good.

    Attributes:
        document: number of the paper.
    """

    source: str
    document: str
    start: date
    end: date | None = None
    ref: str = ""

    def holds_on(self, day: date) -> bool:
        """Tell whether the day lies in the period."""
        return holds_on(day, self.start, self.end)


@dataclass(frozen=True, slots=True)
class AbsenceFact:
    """A long absence in the half-open period ``[start, end)``.

    Attributes:
        kind: a key of ``ABSENCES``.
        result: of training: EXCELLENT, GOOD, AVERAGE or FAILED, empty when not recorded.
    """

    kind: str
    start: date
    end: date | None = None
    result: str = ""
    ref: str = ""

    def touches(self, start: date, end: date) -> bool:
        """Tell whether the period shares a day with ``[start, end)``."""
        return self.start < end and (self.end is None or start < self.end)


@dataclass(frozen=True, slots=True)
class PostFact:
    """A post held in the half-open period ``[start, end)`` (chức vụ đã giữ)."""

    title: str
    start: date
    end: date | None = None
    is_manager: bool = False
    rank: str = ""
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Tick:
    """What somebody judged of a condition that cannot be computed (đánh giá của người xét)."""

    ok: bool
    by: str
    on: date
    note: str = ""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Records that cannot all be right (mâu thuẫn dữ liệu), in words, with the records."""

    text: str
    refs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MemberCount:
    """How the members of a collective did in one year.

    Attributes:
        completed: members graded "completed" or better; ``None`` when grades are missing.
        disciplined: members with a discipline of ``WARNING`` or graver imposed in the year.
    """

    total: int
    ldtt: int
    cstdcs: int
    completed: int | None = None
    disciplined: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectFacts:
    """What the rules may use about any recipient.

    Attributes:
        ref: the record of the recipient, e.g. ``"staff:17"``.
        year: the year whose merit is judged.
        as_of: the day the dossier was received; ``None`` judges as after the end of the year.
        grades: grades by year.
        awards: awards that stand, or ``None`` when not kept.
        awards_since: first year for which awards are known completely; ``None`` for all years.
        claims: keys of ``CLAIMS``: what the dossier claims.
        ticks: judgements of people by rule name.
        bars: entries of lists from other agencies, or ``None`` when not kept.
        contradictions: records that cannot all be right; they leave the verdict open.
        name: for people who read, empty in computations.
    """

    ref: str
    year: int
    as_of: date | None = None
    grades: Mapping[int, YearRecord] = field(default_factory=dict)
    awards: tuple[AwardFact, ...] | None = None
    awards_since: int | None = None
    claims: frozenset[str] = frozenset({"MERIT"})
    ticks: Mapping[str, Tick] = field(default_factory=dict)
    bars: tuple[BarFact, ...] | None = None
    contradictions: tuple[Contradiction, ...] = ()
    name: str = ""

    @property
    def year_start(self) -> date:
        """The first day of the year judged."""
        return date(self.year, 1, 1)

    @property
    def year_end(self) -> date:
        """The first day after the year judged."""
        return date(self.year + 1, 1, 1)

    @property
    def judged_on(self) -> date:
        """The day by which pending matters are looked at."""
        return self.as_of or self.year_end


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFacts(SubjectFacts):
    """Everything the rules of one year may use about one person.

    Attributes:
        joined_on: first day at the agency, work under a labour contract included.
        recruited_on: day of the decision on recruitment; the rules count from ``joined_on``.
        service_from: first day of service anywhere; awards before ``joined_on`` may be from there.
        retires_on: day of retirement where it is known or computed.
        occupation: a key of ``OCCUPATIONS``.
        initiatives: all recognised initiatives, or ``None`` when not kept.
        topics: all accepted scientific topics, or ``None`` when not kept.
        uses: ledger of the use of those initiatives, or ``None`` when not kept.
        disciplines: all disciplines and pending cases, or ``None`` when not kept.
        absences: long absences, or ``None`` when not kept.
        absence_days: working days absent in the year, or ``None`` when not kept.
        posts: posts held, or ``None`` when not kept.
        is_woman: some periods are shorter for women; ``None`` when not known.
    """

    joined_on: date | None = None
    recruited_on: date | None = None
    service_from: date | None = None
    retires_on: date | None = None
    occupation: str = "PUBLIC"
    initiatives: tuple[InitiativeFact, ...] | None = None
    topics: tuple[InitiativeFact, ...] | None = None
    uses: tuple[InitiativeUse, ...] | None = None
    disciplines: tuple[DisciplineFact, ...] | None = None
    absences: tuple[AbsenceFact, ...] | None = None
    absence_days: int | None = None
    posts: tuple[PostFact, ...] | None = None
    is_woman: bool | None = None

    object_kind = "INDIVIDUAL"

    @property
    def sort(self) -> str:
        """What kind of person it is: the occupation."""
        return self.occupation

    @property
    def begun_on(self) -> date | None:
        """The first day of service anywhere."""
        return self.service_from

    @property
    def is_public_employee(self) -> bool:
        """Whether the person works in an agency, organisation or public unit."""
        return self.occupation == "PUBLIC"


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectiveFacts(SubjectFacts):
    """Everything the rules of one year may use about one collective or household.

    Attributes:
        kind: a key of ``COLLECTIVES``.
        founded_on: first day of its building and development, predecessors included.
        eligible_for_flag: whether flags (cờ thi đua) can be given to such a collective; ``None``
            when not known.
        members: counts of members by year.
        party_grades: grades of its party organisation by year.
        leads: by year, the levels (``PROVINCE``, ``MINISTRY``, ``NATIONAL``) whose bloc it led;
            ``None`` when not kept.
        dissolved_on: day from which it no longer exists.
    """

    kind: str = "AGENCY"
    founded_on: date | None = None
    eligible_for_flag: bool | None = None
    members: Mapping[int, MemberCount] = field(default_factory=dict)
    party_grades: Mapping[int, YearRecord] = field(default_factory=dict)
    leads: Mapping[int, frozenset[str]] | None = None
    dissolved_on: date | None = None

    @property
    def sort(self) -> str:
        """What kind of collective it is."""
        return self.kind

    @property
    def begun_on(self) -> date | None:
        """The first day of its building and development."""
        return self.founded_on

    @property
    def object_kind(self) -> str:
        """Kind of recipient in the words of the catalogue."""
        return "HOUSEHOLD" if self.kind == "HOUSEHOLD" else "COLLECTIVE"


Subject = PersonFacts | CollectiveFacts
