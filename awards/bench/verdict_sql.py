"""Verdict codes of people for all awards of Law 2022 and Decree 152/2025 by one statement.

Derived by hand from the provisions, for the year after whose end people are judged. Ten years are
packed into the bits of a number, the last year lowest: a title in three consecutive years is three
bits side by side, and no rows are sorted. Adding finds runs without a loop, because a carry runs
through neighbouring ones: `x AND NOT (x + 1)` is the run that ends in the last year.

It relies on what holds of the measured data: all people work in agencies, the records of grades,
works and awards begin with the first year and are complete but for years without a grade, nobody
claims anything but merit, nothing was judged by people yet, and there are no scientific works. As
long as people have not judged, nobody is eligible: what is not refused and not unknown is left to
them (J), be it met or to be decided.

The letters are `B` barred, `N` not yet, `U` unknown, `J` needs judgement.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

AWARDS = (
    "LDTT", "CSTDCS", "CSTD_TINH", "CSTD_BO", "CSTDTQ", "HCLD_1", "HCLD_2", "HCLD_3", "BK_TTG",
    "BK_TINH", "BK_BO", "GIAYKHEN",
)  # fmt: skip
# Whose years matter; of the others only whether they were given in the last year.
_KEPT = ("CSTDCS", "CSTD_TINH", "CSTD_BO", "CSTDTQ", "BK_TINH", "BK_BO")
_PRIOR = ("HCLD_3", "HCLD_2", "BK_TTG")
# Steps that are computed once and looked at many times.
_ONCE = frozenset({"facts", "years", "runs"})


def statement(vendor: str, types: Mapping[str, int], *, year: int, within: str = "") -> str:
    """Return the statement for a database; it gives one text of letters for each person, in order.

    Args:
        types: keys of the award types by code.
        year: the year judged.
        within: a condition on ``s.unit_id``, to judge the people of some units.
    """
    asked = _Asked(vendor, types, year, within)
    steps = {
        "grades": _grades(asked),
        "titles": _titles(asked),
        "priors": _priors(asked),
        "works": _works(asked),
        "cases": _cases(asked),
        "facts": _facts(asked),
        "years": _years(),
        "runs": _runs(),
    }
    named = ", ".join(
        f"{name} AS {'MATERIALIZED ' if name in _ONCE else ''}({step})"
        for name, step in steps.items()
    )
    letters = " || ".join(_letter(code) for code in AWARDS)
    return f"WITH {named} SELECT {letters} FROM runs ORDER BY id"  # noqa: S608 - our own names


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the statement is written for, and the words in which databases differ."""

    vendor: str
    types: Mapping[str, int]
    year: int
    within: str

    def bits(self, expression: str) -> str:
        """All bits that occur in a group."""
        either = "BIT_OR({})" if self.vendor == "postgresql" else "SUM(DISTINCT {})"
        return either.format(expression)

    def year_of(self, day: str) -> str:
        """The year of a day."""
        if self.vendor == "postgresql":
            return f"EXTRACT(YEAR FROM {day})::int"
        return f"CAST(strftime('%Y', {day}) AS INTEGER)"

    def only(self, column: str) -> str:
        """A condition that leaves only the people asked for, to be added to others."""
        if not self.within:
            return ""
        chosen = f"SELECT s.id FROM personnel_staff s WHERE {self.within}"  # noqa: S608
        return f" AND {column} IN ({chosen})"


# --- What is kept of each person, ten years in one number ---------------------------------


def _grades(asked: _Asked) -> str:
    year = asked.year
    return f"""
      SELECT staff_id, SUM(1 << ({year} - year)) AS graded,
             SUM(CASE WHEN grade IN ('EXCELLENT', 'GOOD') THEN 1 << ({year} - year) ELSE 0 END)
               AS good,
             SUM(CASE WHEN grade = 'EXCELLENT' THEN 1 << ({year} - year) ELSE 0 END) AS excellent
      FROM personnel_annualassessment WHERE year <= {year}{asked.only("staff_id")} GROUP BY staff_id
    """  # noqa: S608 - our own names and numbers


def _titles(asked: _Asked) -> str:
    types, year = asked.types, asked.year
    kept = ", ".join(
        asked.bits(f"CASE WHEN award_type_id = {types[code]} THEN 1 << ({year} - year) ELSE 0 END")
        + f" AS {code}"
        for code in _KEPT
    )
    given = ", ".join(
        f"MAX(CASE WHEN award_type_id = {types[code]} AND year = {year} THEN 1 ELSE 0 END)"
        f" AS given_{code}"
        for code in AWARDS
    )
    return f"""
      SELECT staff_id, {kept}, {given}
      FROM awards_recordedaward
      WHERE staff_id IS NOT NULL AND basis = 'MERIT' AND year <= {year}{asked.only("staff_id")}
        AND id NOT IN (SELECT award_id FROM awards_awardannulment)
      GROUP BY staff_id
    """  # noqa: S608 - our own names and numbers


def _priors(asked: _Asked) -> str:
    types, year = asked.types, asked.year
    # From the year of the decision on: the law does not say whether that year counts.
    since = ", ".join(
        f"MAX(CASE WHEN a.award_type_id = {types[code]}"
        f" THEN (1 << ({year + 1} - {asked.year_of('d.decided_on')})) - 1 END) AS since_{code}"
        for code in _PRIOR
    )
    priors = ", ".join(str(types[code]) for code in _PRIOR)
    return f"""
      SELECT a.staff_id, {since}
      FROM awards_recordedaward a JOIN awards_decision d ON d.id = a.decision_id
      WHERE a.award_type_id IN ({priors}) AND a.staff_id IS NOT NULL AND a.basis = 'MERIT'
        AND a.year <= {year}{asked.only("staff_id")}
        AND a.id NOT IN (SELECT award_id FROM awards_awardannulment)
      GROUP BY a.staff_id
    """  # noqa: S608 - our own names and numbers


def _works(asked: _Asked) -> str:
    year = asked.year
    return f"""
      SELECT staff_id, SUM(bit) AS work,
             SUM(CASE WHEN number > 1 THEN bit ELSE 0 END) AS works, MAX(rank) AS rank
      FROM (
        SELECT w.staff_id, 1 << ({year} - i.year) AS bit, COUNT(DISTINCT i.id) AS number,
               MAX(CASE r.scope WHEN 'NATIONAL' THEN 2 WHEN 'BASE' THEN 0 ELSE 1 END) AS rank
        FROM emulation_initiative i
        JOIN emulation_initiativeauthor w ON w.initiative_id = i.id
        JOIN emulation_initiativerecognition r ON r.initiative_id = i.id
        WHERE i.state = 'RECOGNISED' AND i.year <= {year}{asked.only("w.staff_id")}
        GROUP BY w.staff_id, i.year
      ) AS yearly
      GROUP BY staff_id
    """  # noqa: S608 - our own names and numbers


def _cases(asked: _Asked) -> str:
    """Disciplines: the years after them, in part and as a whole, and whether one is pending."""
    year, ended = asked.year, asked.year_of("valid_to")
    # What is only being looked into, or began later, takes no year away.
    harmless = f"form = 'UNDER_REVIEW' OR valid_from > '{year}-12-31'"
    lasting = f"valid_to IS NULL OR {ended} > {year}"
    return f"""
      SELECT staff_id,
             MIN(CASE WHEN {harmless} THEN 1023
                      WHEN {lasting} THEN 0
                      ELSE (1 << ({year + 1} - {ended})) - 1 END) AS clear,
             MIN(CASE WHEN {harmless} THEN 1023
                      WHEN {lasting} THEN 0
                      WHEN CAST(valid_to AS TEXT) LIKE '%-01-01' THEN (1 << ({year + 1} - {ended})) - 1
                      ELSE (1 << ({year} - {ended})) - 1 END) AS whole,
             MAX(CASE WHEN form = 'UNDER_REVIEW' AND valid_from <= '{year + 1}-01-01'
                       AND (valid_to IS NULL OR valid_to > '{year + 1}-01-01')
                      THEN 1 ELSE 0 END) AS pending
      FROM personnel_discipline WHERE 1 = 1{asked.only("staff_id")} GROUP BY staff_id
    """  # noqa: S608 - our own names and numbers


# --- One row for each person --------------------------------------------------------------


def _facts(asked: _Asked) -> str:
    return f"""
      SELECT s.id, COALESCE(c.pending, 0) AS pending, COALESCE(c.clear, 1023) AS clear,
             COALESCE(c.whole, 1023) AS whole,
             COALESCE(g.graded, 0) AS graded, COALESCE(g.good, 0) AS good,
             COALESCE(g.excellent, 0) AS excellent,
             COALESCE(w.work, 0) AS work, COALESCE(w.works, 0) AS works,
             COALESCE(w.rank, 0) AS rank,
             {", ".join(f"COALESCE(t.{code}, 0) AS {code}" for code in _KEPT)},
             {", ".join(f"COALESCE(t.given_{code}, 0) AS given_{code}" for code in AWARDS)},
             {", ".join(f"COALESCE(p.since_{code}, 0) AS since_{code}" for code in _PRIOR)}
      FROM personnel_staff s
      LEFT JOIN grades g ON g.staff_id = s.id
      LEFT JOIN titles t ON t.staff_id = s.id
      LEFT JOIN priors p ON p.staff_id = s.id
      LEFT JOIN works w ON w.staff_id = s.id
      LEFT JOIN cases c ON c.staff_id = s.id
      WHERE {asked.within or "1 = 1"}
    """  # noqa: S608 - our own names and numbers


def _years() -> str:
    """Add the years that count: after discipline, surely or with luck, and after an award."""
    return f"""
      SELECT facts.*,
             CSTDCS & clear AS fighter, (CSTD_BO | CSTD_TINH) & clear AS higher,
             good & clear AS good_sure, (good | 1023 - graded) & clear AS good_luck,
             excellent & clear AS best_sure, (excellent | 1023 - graded) & clear AS best_luck,
             {_newer("CSTD_TINH")}, {_newer("CSTD_BO")}, {_newer("CSTDTQ")},
             {_newer("BK_TINH")}, {_newer("BK_BO")}
      FROM facts
    """  # noqa: S608 - our own names and numbers


def _runs() -> str:
    """Add the runs of such years that the provisions ask for."""
    return f"""
      SELECT years.*,
             {_last_run("good_sure")} AS run_sure, {_last_run("good_luck")} AS run_luck,
             {_last_run("good_sure & since_BK_TTG")} AS third_sure,
             {_last_run("good_luck & since_BK_TTG")} AS third_luck,
             {_last_run("good_sure & since_HCLD_2")} AS first_sure,
             {_last_run("good_luck & since_HCLD_2")} AS first_luck,
             {_five_years("good_sure & since_HCLD_3")} AS second_sure,
             {_five_years("good_luck & since_HCLD_3")} AS second_luck,
             (fighter | (best_sure & work)) AS either_sure, (fighter | (best_luck & work)) AS either_luck,
             {_recent_run("best_sure")} AS recent_sure, {_recent_run("best_luck")} AS recent_luck,
             (CSTDCS | (excellent & work)) & whole AS either_strict,
             {_recent_run("excellent & whole & ~BK_TINH")} AS recent_strict_BK_TINH,
             {_recent_run("excellent & whole & ~BK_BO")} AS recent_strict_BK_BO
      FROM years
    """  # noqa: S608 - our own names and numbers


def _letter(code: str) -> str:
    cases = " ".join(f"WHEN {condition} THEN '{letter}'" for condition, letter in _CASES[code])
    return (
        f"CASE WHEN pending = 1 OR given_{code} = 1 THEN 'B'"
        f" WHEN (clear & 1) = 0 THEN 'N' {cases} ELSE 'N' END"
    )


# --- Runs of years ----------------------------------------------------------------------


def _newer(code: str) -> str:
    """The years after the last award of the kind; all years where it was never given."""
    return f"({code} & -{code}) - 1 AS newer_{code}"


def _last_run(years: str) -> str:
    """The run that ends in the last year."""
    return f"(({years}) & ~(({years}) + 1))"


def _recent_run(years: str) -> str:
    """The run that ends in the last year or the one before."""
    return f"((({years}) & ~(({years}) + 1)) | (({years}) & ~(({years}) + 2)))"


def _five_years(years: str) -> str:
    """The run of five years or more; ten years have no room for two."""
    starts = " & ".join(f"(({years}) >> {n})" for n in range(5))
    return "(" + " | ".join(f"(({starts}) << {n})" for n in range(5)) + ")"


def _chain(years: str, times: int, newer: str) -> str:
    """So many years on end, up to the last or the one before; older ones if nothing followed."""
    ones = (1 << times) - 1
    old = " & ".join(f"(({years} & {newer}) >> {n})" for n in range(times))
    return f"(({years} & {ones}) = {ones} OR ({years} & {2 * ones}) = {2 * ones} OR ({old}) <> 0)"


def _recent_chain(years: str, times: int) -> str:
    ones = (1 << times) - 1
    return f"(({years} & {ones}) = {ones} OR ({years} & {2 * ones}) = {2 * ones})"


def _at_least(years: str, number: int) -> str:
    """So many bits: each step takes the lowest away."""
    left = f"({years})"
    for _turn in range(number - 1):
        left = f"({left} & ({left} - 1))"
    return f"{left} <> 0"


def _two_works(years: str) -> str:
    """Two works within a run of at least two years.

    A work's bit added to the run is carried on; the bit of a second one in the same run stays.
    """
    found, twice = f"({years} & work)", f"({years} & works)"
    return (
        f"((({years} + {found}) & {found}) <> 0"
        f" OR ({twice} & (({years} << 1) | ({years} >> 1))) <> 0)"
    )


# --- The provisions: what decides the letter, in the order in which it is asked -------------

_Cases = tuple[tuple[str, str], ...]


def _certificate(code: str) -> _Cases:
    """Điều 74 khoản 1 điểm d: chains of titles, years with works, and both joined over the years.

    Of alternatives one that is met settles it; otherwise what is unknown goes before what people
    decide.
    """
    newer = f"newer_{code}"
    chain, works = _chain("either_sure", 2, newer), _two_works("recent_sure")
    works = f"({works} OR {_two_works(f'(best_sure & {newer})')})"
    met_chain = _recent_chain(f"(either_strict & ~{code})", 2)
    met_works = _two_works(f"recent_strict_{code}")
    luck_chain, luck_works = _recent_chain("either_luck", 2), _two_works("recent_luck")
    return (
        (f"{met_chain} OR {met_works}", "J"),
        (f"{luck_chain} AND NOT {chain} OR {luck_works} AND NOT {works}", "U"),
        (f"{chain} OR {works}", "J"),
    )


def _order(run: str, number_best: int, titles: str) -> _Cases:
    """Five good years on end until the last, with years of excellence and titles in them."""
    return tuple(
        (
            (
                f"({run}_{which} & 31) = 31 AND {_at_least(f'best_{which} & {run}_{which}', number_best)}"
                f" AND {titles.format(run=f'{run}_{which}')}"
            ),
            letter,
        )
        for which, letter in _READINGS
    )


# With what people may decide, and when what is not known turns out well.
_READINGS = (("sure", "J"), ("luck", "U"))
_THREE_FIGHTERS = _at_least("fighter & {run}", 3)
_TWO_HIGHER = (
    f"({_at_least('CSTD_BO & {run}', 2)} OR {_at_least('CSTD_TINH & {run}', 2)}"
    " OR (CSTD_BO & {run}) <> 0 AND (CSTD_TINH & {run}) <> 0)"
)
_NO_GRADE = ("(graded & 1) = 0", "U")
_CASES: Mapping[str, _Cases] = {
    "LDTT": (_NO_GRADE, ("(good & 1) = 1", "J")),
    "CSTDCS": (_NO_GRADE, ("(good & 1) = 1 AND ((excellent | work) & 1) = 1", "J")),
    "CSTD_TINH": ((f"rank >= 1 AND {_chain('fighter', 3, 'newer_CSTD_TINH')}", "J"),),
    "CSTD_BO": ((f"rank >= 1 AND {_chain('fighter', 3, 'newer_CSTD_BO')}", "J"),),
    "CSTDTQ": ((f"rank >= 2 AND {_chain('higher', 2, 'newer_CSTDTQ')}", "J"),),
    "HCLD_1": _order("first", 3, _TWO_HIGHER),
    "HCLD_2": tuple(
        (
            f"{_at_least(f'best_{which} & second_{which}', 2)} AND (higher & second_{which}) <> 0",
            letter,
        )
        for which, letter in _READINGS
    ),
    "HCLD_3": _order("third", 1, _THREE_FIGHTERS),
    "BK_TTG": tuple(
        (
            (
                f"(BK_BO <> 0 OR BK_TINH <> 0) AND (run_{which} & 31) = 31"
                f" AND {_THREE_FIGHTERS.format(run=f'run_{which}')}"
            ),
            letter,
        )
        for which, letter in _READINGS
    ),
    "BK_TINH": _certificate("BK_TINH"),
    "BK_BO": _certificate("BK_BO"),
    "GIAYKHEN": (("1 = 1", "J"),),
}
