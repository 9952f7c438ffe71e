"""On which ground a title can be earned (căn cứ của danh hiệu), as data by award.

Later awards ask how an earlier title was earned; so it is written down when it is given. A title
whose provision knows one way only is not in the table: there is nothing to choose.
"""

from __future__ import annotations

from collections.abc import Mapping

EXCELLENT = "EXCELLENT"
INITIATIVE = "INITIATIVE"
RESEARCH = "RESEARCH"
COMBAT = "COMBAT"

# Luật Thi đua, khen thưởng 2022: Điều 23 khoản 2 (text read); Điều 22 khoản 1 điểm b and Điều 21
# khoản 1 điểm b (text read) know the same ways without excellent completion.
_WIDE = (INITIATIVE, RESEARCH, COMBAT)
GROUNDS_OF: Mapping[str, tuple[str, ...]] = {
    "CSTDCS": (EXCELLENT, *_WIDE),
    "CSTD_BO": _WIDE,
    "CSTD_TINH": _WIDE,
    "CSTDTQ": _WIDE,
}


def grounds_of(award: str) -> tuple[str, ...]:
    """Return the grounds on which the award can be given; none where there is nothing to choose."""
    return GROUNDS_OF.get(award, ())


def suggested(award: str, *, has_initiative: bool) -> str:
    """Return the ground a dossier points to: an initiative it names, where that is a ground."""
    return INITIATIVE if has_initiative and INITIATIVE in grounds_of(award) else ""
