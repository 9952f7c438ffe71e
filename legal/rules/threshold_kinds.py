"""What each number of a rule-set is: a whole number with bounds, a day, codes of a list, notation.

One table for all that ask: the forms of a draft, the words people read, and what keeps a version
from being published.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from legal.rules.checks.collectives import BLOCS
from legal.rules.facts import DISCIPLINES, GRADES, SCOPES
from legal.rules.terms import TRAINING_RESULTS


class Form(StrEnum):
    """How a threshold is written (dạng số liệu)."""

    WHOLE = "WHOLE"
    DAY = "DAY"
    ONE_OF = "ONE_OF"
    SOME_OF = "SOME_OF"
    AWARDS = "AWARDS"
    EACH_YEAR = "EACH_YEAR"
    IN_TIME = "IN_TIME"


@dataclass(frozen=True, slots=True)
class Kind:
    """What a threshold may hold.

    Attributes:
        least: of a whole number, as is ``most``.
        codes: of a closed list, each with its words; awards stand in the catalogue.
    """

    form: Form
    least: int = 1
    most: int = 0
    codes: Mapping[str, str] | None = None


NOTATIONS: Final = frozenset({Form.EACH_YEAR, Form.IN_TIME})

_YEARS: Final = Kind(Form.WHOLE, most=50)
_MONTHS: Final = Kind(Form.WHOLE, most=120)
_TIMES: Final = Kind(Form.WHOLE, most=50)
_PERCENT: Final = Kind(Form.WHOLE, most=100)
_DAY: Final = Kind(Form.DAY)
_GRADE: Final = Kind(Form.ONE_OF, codes=GRADES)
_AWARDS: Final = Kind(Form.AWARDS)

# Every name a rule class gives one of its numbers; a test keeps the two together.
KINDS: Final[Mapping[str, Kind]] = {
    "min_years": _YEARS,
    "years": _YEARS,
    "years_men": _YEARS,
    "years_women": _YEARS,
    "years_hazardous": _YEARS,
    "years_tong_cuc_truong": _YEARS,
    "years_pho_tong_cuc_truong": _YEARS,
    "years_vu_truong": _YEARS,
    "years_pho_vu_truong": _YEARS,
    "min_movement_years": _YEARS,
    "min_model_years": _YEARS,
    "min_age": _YEARS,
    "min_months": _MONTHS,
    "long_from_months": _MONTHS,
    "max_absence_days": Kind(Form.WHOLE, most=366),
    "times": _TIMES,
    "min_initiatives": _TIMES,
    "min_topics": _TIMES,
    "min_members": Kind(Form.WHOLE, most=10_000),
    # The share of the time women are let off: a half, a third, a quarter.
    "women_share_off": Kind(Form.WHOLE, least=2, most=10),
    "min_percent": _PERCENT,
    "women_percent": _PERCENT,
    "applies_from": _DAY,
    "applies_until": _DAY,
    "min_grade": _GRADE,
    "min_party_grade": _GRADE,
    "min_result": Kind(Form.ONE_OF, codes=TRAINING_RESULTS),
    "bar_from": Kind(Form.ONE_OF, codes=DISCIPLINES),
    "scopes": Kind(Form.SOME_OF, codes=SCOPES),
    "levels": Kind(Form.SOME_OF, codes=BLOCS),
    "title": _AWARDS,
    "prior": _AWARDS,
    "awards": _AWARDS,
    "each_year": Kind(Form.EACH_YEAR),
    "in_time": Kind(Form.IN_TIME),
    "in_time_without_flag": Kind(Form.IN_TIME),
}


def named(form: Form) -> frozenset[str]:
    """Return the names of the thresholds written so."""
    return frozenset(name for name, kind in KINDS.items() if kind.form is form)
