"""Ladders and chains of persons against a slow reading of the law, written independently.

The slow reading goes through every span of years of one person, as a clerk with a pencil would. It
reads three times: strictly; with what people may decide (the year of the earlier decision, the year
in which a discipline ended, a year that already served the same award, and before the decree of 2025
awards of other kinds); and with luck, every unknown turning out well.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from hypothesis import event, given, settings
from hypothesis import strategies as st

from legal.rules.evaluate import evaluate_many
from legal.rules.facts import (
    DISCIPLINES,
    AwardFact,
    DisciplineFact,
    InitiativeFact,
    PersonFacts,
    YearRecord,
)
from legal.rules.registry import reviewed_rulebook
from legal.rules.tally import Outcome

YEAR = 2025
LAST_CENTURY = 45
BETTER = {"GOOD": {"GOOD", "EXCELLENT"}, "EXCELLENT": {"EXCELLENT"}}
STRICT, PEOPLE, LUCK = range(3)


@dataclass(frozen=True)
class Law:
    """One provision in plain words: what came before, each year, how long, and in that time."""

    rule: str
    award: str
    years: int
    each: Callable
    prior: tuple[str, ...] = ()
    after: bool = False
    until: bool = False
    yearly: bool = False
    within: Callable = lambda *_: True


def good(see, year):
    return see.graded("GOOD", year)


def first_class(see, span):
    return see.excellent(span) >= 3 and see.titles(("CSTD_BO", "CSTD_TINH"), span) >= 2


def second_class(see, span):
    return see.excellent(span) >= 2 and see.titles(("CSTD_BO", "CSTD_TINH"), span) >= 1


def third_class(see, span):
    return see.excellent(span) >= 1 and see.titles(("CSTDCS",), span) >= 3


def two_works(see, span):
    return see.works("initiatives", span) >= 2 or see.works("topics", span) >= 2


def either_way(see, year):
    base = see.titled(("CSTDCS",), year)
    works = see.works("initiatives", [year]) >= 1 or see.works("topics", [year]) >= 1
    return base or (see.graded("EXCELLENT", year) and works)


LAWS = (
    Law(
        "Luat2022_D42_K1_dd", "HCLD_1", 5, good,
        ("HCLD_2",), after=True, until=True, within=first_class,
    ),
    Law("Luat2022_D43_K1_dd", "HCLD_2", 5, good, ("HCLD_3",), after=True, within=second_class),
    Law(
        "Luat2022_D44_K1_e", "HCLD_3", 5, good,
        ("BK_TTG",), after=True, until=True, within=third_class,
    ),
    Law(
        "Luat2022_D73_K1_b", "BK_TTG", 5, good, ("BK_BO", "BK_TINH"), until=True,
        within=lambda see, span: see.titles(("CSTDCS",), span) >= 3,
    ),
    Law(
        "Luat2022_D74_K1_d_ChienSi", "BK_TINH", 2,
        lambda see, year: see.titled(("CSTDCS",), year), yearly=True,
    ),
    Law(
        "Luat2022_D74_K1_d_SangKien", "BK_TINH", 2,
        lambda see, year: see.graded("EXCELLENT", year), yearly=True, within=two_works,
    ),
    Law("Luat2022_D74_K1_d_KetHop", "BK_TINH", 2, either_way, yearly=True),
    Law(
        "Luat2022_D22_K1_a", "CSTD_TINH", 3,
        lambda see, year: see.titled(("CSTDCS",), year), yearly=True,
    ),
    Law(
        "Luat2022_D21_K1_a", "CSTDTQ", 2,
        lambda see, year: see.titled(("CSTD_BO", "CSTD_TINH"), year), yearly=True,
    ),
)  # fmt: skip


class Clerk:
    """Reads the papers of one person in one of the three ways."""

    def __init__(self, person, way, *, decree):
        self.person, self.way, self.decree = person, way, decree

    def there(self, year):
        begun = self.person.service_from
        return begun is None or begun.year <= year

    def kind(self, award):
        if award.basis == "MERIT":
            return True
        left_out = self.decree and award.basis in {"SUDDEN", "MOVEMENT"}
        return self.way != STRICT and not left_out

    def graded(self, grade, year):
        record = self.person.grades.get(year)
        if record is None or record.grade is None:
            return self.way == LUCK and self.there(year)
        return record.grade in BETTER[grade]

    def excellent(self, span):
        return sum(self.graded("EXCELLENT", year) for year in span)

    def known(self, year):
        return self.person.awards is not None and (self.person.awards_since or 0) <= year

    def titled(self, codes, year):
        return any(self.title(code, year) for code in codes)

    def title(self, code, year):
        for award in self.person.awards or ():
            if award.code == code and award.year == year and self.kind(award):
                return True
        return self.way == LUCK and self.there(year) and not self.known(year)

    def titles(self, codes, span):
        return sum(self.title(code, year) for code in codes for year in span)

    def works(self, kind, span):
        rows = getattr(self.person, kind)
        if rows is None:
            return 99 if self.way == LUCK else 0
        return sum(
            work.year in span and work.recognised_on is not None and self.applied(kind, work)
            for work in rows
        )

    def applied(self, kind, work):
        """Whether it was applied; that a scientific work was accepted does not say so."""
        silent = self.way != STRICT or kind == "initiatives"
        return silent if work.applied is None else work.applied

    def clean(self, year):
        """Whether merit of the year lies after the end of every discipline."""
        for row in self.person.disciplines:
            if row.kind not in DISCIPLINES or not self.decree:
                continue
            if row.start >= (self.person.as_of or date(YEAR + 1, 1, 1)):
                continue
            if row.end is None:
                return False
            enough = date(year + 1, 1, 1) > row.end if self.way != STRICT else False
            if not enough and date(year, 1, 1) < row.end:
                return False
        return True

    def served(self, award, year):
        return any(
            one.code == award and one.year == year and one.basis == "MERIT"
            for one in self.person.awards or ()
        )


def begins_well(clerk, law, first):
    """Whether a run may begin in the year as far as the earlier award goes."""
    if not law.prior:
        return True
    person = clerk.person
    if clerk.way == LUCK and (person.awards is None or person.awards_since):
        return True
    for award in person.awards or ():
        if award.code not in law.prior or not clerk.kind(award):
            continue
        if not law.after:
            if award.year <= YEAR:
                return True
            continue
        decided = award.decided_on.year if award.decided_on else award.year
        if decided < first or (clerk.way != STRICT and decided == first):
            return True
    return False


def ends(person, law, way):
    """The years in which a run may end, each with whether it may be used up."""
    if law.until:
        record = person.grades.get(YEAR)
        graded = record is not None and record.grade is not None
        still_open = person.as_of is not None and person.as_of.year <= YEAR
        return [(YEAR - 1 if still_open and not graded else YEAR, False)]
    recent = [(YEAR, False), (YEAR - 1, False)]
    if not law.yearly:
        return [(year, False) for year in range(YEAR - LAST_CENTURY, YEAR + 1)]
    old = [(year, True) for year in range(YEAR - LAST_CENTURY, YEAR - 1)]
    return recent + old if way == PEOPLE else recent


def reaches(person, law, way, *, decree):
    clerk = Clerk(person, way, decree=decree)
    for last, old in ends(person, law, way):
        if old and any(clerk.served(law.award, year) for year in range(last + 1, YEAR + 1)):
            continue
        span = []
        for first in range(last, YEAR - LAST_CENTURY - 1, -1):
            usable = (way != STRICT and not old) or not clerk.served(law.award, first)
            if not (usable and clerk.clean(first) and law.each(clerk, first)):
                break
            span.append(first)
            if (
                len(span) >= law.years
                and begins_well(clerk, law, first)
                and law.within(clerk, span)
            ):
                return True
    return False


def slowly(person, law, *, decree):
    if reaches(person, law, STRICT, decree=decree):
        return Outcome.MET
    if reaches(person, law, PEOPLE, decree=decree):
        return Outcome.NEEDS_JUDGEMENT
    if reaches(person, law, LUCK, decree=decree):
        return Outcome.UNKNOWN
    return Outcome.NOT_MET


# --- Persons --------------------------------------------------------------------------------

PRIORS = ("HCLD_3", "HCLD_2", "BK_TTG", "BK_TINH", "BK_BO")
TITLES = ("CSTDCS", "CSTDCS", "CSTDCS", "CSTD_TINH", "CSTD_BO", "CSTDTQ")
awards = st.builds(
    lambda code, year, late, basis: AwardFact(
        code, year, None if late is None else date(year + late, 6, 1), basis
    ),
    st.sampled_from([*PRIORS, *TITLES]),
    st.integers(2012, YEAR),
    st.sampled_from([0, 0, 1, None]),
    st.sampled_from(["MERIT"] * 8 + ["SUDDEN", "GIVING"]),
)
works = st.builds(
    lambda year, day, applied: InitiativeFact(year, "x", "BASE", day, year=year, applied=applied),
    st.integers(2019, YEAR),
    st.sampled_from([date(2024, 1, 1)] * 4 + [None]),
    st.sampled_from([True, None, False]),
)


def _discipline(kind, start, days):
    if days is None:
        return DisciplineFact(kind, start)
    end = date(start.year + 1, 1, 1) if days == 0 else date.fromordinal(start.toordinal() + days)
    return DisciplineFact(kind, start, end)


disciplines = st.builds(
    _discipline,
    st.sampled_from(["REPRIMAND", "WARNING", "UNDER_REVIEW"]),
    st.dates(date(2014, 1, 1), date(YEAR, 12, 31)),
    st.sampled_from([None, 0, 30, 180, 365]),
)


@st.composite
def people(draw):
    grade = draw(st.sampled_from(["EXCELLENT", "GOOD", "GOOD"]))
    shown = draw(st.sampled_from([2015, 2019, 2020, 2021]))
    grades = {
        year: YearRecord(
            year, draw(st.sampled_from([grade] * 9 + ["EXCELLENT", "COMPLETED", None]))
        )
        for year in range(shown, YEAR + 1)
    }
    first = draw(st.integers(2019, 2024))
    run = [
        AwardFact(draw(st.sampled_from(TITLES)), year, date(year, 12, 1))
        for year in range(first, YEAR + 1)
    ]
    return PersonFacts(
        ref="staff:1",
        year=YEAR,
        grades=grades,
        awards=draw(st.lists(awards, max_size=6).map(lambda rows: (*rows, *run)) | st.none()),
        awards_since=draw(st.sampled_from([None, None, None, 2018, 2022])),
        service_from=draw(st.sampled_from([None, date(2010, 1, 1), date(2021, 2, 1)])),
        initiatives=draw(st.none() | st.lists(works, max_size=3).map(tuple)),
        topics=draw(st.none() | st.lists(works, max_size=2).map(tuple)),
        disciplines=draw(st.just(()) | st.lists(disciplines, max_size=1).map(tuple)),
    )


def by_rule(findings):
    found = {}
    for finding in findings:
        found.setdefault(finding.rule, finding.outcome)
        for rule, outcome in by_rule(finding.parts).items():
            found.setdefault(rule, outcome)
    return found


@settings(max_examples=30, deadline=None)
@given(
    st.lists(people(), min_size=1, max_size=4),
    st.sampled_from([None, date(YEAR, 6, 1), date(YEAR + 1, 2, 1)]),
    st.booleans(),
)
def test_every_ladder_agrees_with_the_slow_reading(group, as_of, decree):
    book = reviewed_rulebook(date(2025, 12, 30) if decree else date(2025, 6, 30))
    group = [replace(one, as_of=as_of) for one in group]
    rulings = evaluate_many([law.award for law in LAWS], group, book)
    for law in LAWS:
        for index, person in enumerate(group):
            quick = by_rule(rulings[law.award].verdict(index).findings)[law.rule]
            slow = slowly(person, law, decree=decree)
            event(f"{law.rule} {slow}")
            assert quick is slow, (law.rule, person)
