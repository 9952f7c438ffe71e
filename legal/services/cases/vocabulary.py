"""The words a file of cases may use for codes: the code itself, its Vietnamese, a short form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from core.vietnamese import fold
from legal.rules.facts import (
    ABSENCES,
    CLAIMS,
    COLLECTIVES,
    DISCIPLINES,
    GRADES,
    GROUNDS,
    OCCUPATIONS,
    SCOPES,
    UNDER_REVIEW,
)

Words = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A closed list of codes with the words that mean them; marks and case aside."""

    words: Words
    _codes: dict[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Turn words into codes once.

        Raises:
            ValueError: one word means two codes.
        """
        found: dict[str, str] = {}
        for code, words in self.words.items():
            for word in (code, *words):
                if found.setdefault(fold(word), code) != code:
                    raise ValueError(f"“{word}” means {found[fold(word)]} and {code}")
        object.__setattr__(self, "_codes", found)

    def code(self, word: str) -> str | None:
        """Return the code a word means, if any."""
        return self._codes.get(fold(word))

    def choices(self) -> str:
        """Return what may be written, for people."""
        return "; ".join(
            f"{words[0]} ({code})" if words else code for code, words in self.words.items()
        )


def _vocabulary(names: Mapping[str, str], **more: tuple[str, ...]) -> Vocabulary:
    return Vocabulary({code: (name, *more.get(code, ())) for code, name in names.items()})


_GRADE = _vocabulary(
    GRADES,
    EXCELLENT=("HTXSNV", "hoàn thành xuất sắc", "xuất sắc"),
    GOOD=("HTTNV", "hoàn thành tốt", "tốt"),
    COMPLETED=("HTNV", "hoàn thành"),
    FAILED=("KHTNV", "không hoàn thành"),
)
_SCOPE = _vocabulary(
    SCOPES, BASE=("cơ sở",), PROVINCE=("tỉnh",), MINISTRY=("bộ",), NATIONAL=("cấp quốc gia",)
)
CLAIM: Final = _vocabulary(
    CLAIMS,
    MERIT=("công trạng",),
    SUDDEN=("đột xuất",),
    MOVEMENT=("phong trào", "chuyên đề", "phong trào thi đua"),
    CONTRIBUTION=("cống hiến",),
)
SEX: Final = Vocabulary({"FEMALE": ("nữ",), "MALE": ("nam",)})
OBJECT: Final = Vocabulary({"person": ("cá nhân",), "collective": ("tập thể",)})
UNLISTED: Final = Vocabulary({"unknown": ("chưa biết",), "none": ("không có",)})
YES: Final = Vocabulary({"true": ("có", "đạt", "yes"), "false": ("không", "không đạt", "no")})

# By class and field of the facts; a field that is not here takes any text.
FIELDS: Final[Mapping[tuple[str, str], Vocabulary]] = {
    ("YearRecord", "grade"): _GRADE,
    ("AwardFact", "basis"): CLAIM,
    ("AwardFact", "ground"): _vocabulary(
        GROUNDS,
        EXCELLENT=("hoàn thành xuất sắc",),
        RESEARCH=("đề tài", "nghiên cứu"),
        COMBAT=("mưu trí",),
    ),
    ("InitiativeFact", "scope"): _SCOPE,
    ("InitiativeFact", "influence"): _SCOPE,
    ("InitiativeUse", "family"): Vocabulary(
        {
            "TITLE": ("danh hiệu thi đua", "danh hiệu"),
            "FORM": ("hình thức khen thưởng", "hình thức"),
        }
    ),
    ("DisciplineFact", "kind"): _vocabulary(
        {**DISCIPLINES, UNDER_REVIEW: "đang xem xét"},
        **{UNDER_REVIEW: ("đang xem xét kỷ luật", "đang thanh tra", "đang điều tra")},
    ),
    ("AbsenceFact", "kind"): _vocabulary(
        ABSENCES, TRAINING=("đào tạo", "đi học"), PARENTAL=("nghỉ thai sản",), SICK=("nghỉ ốm",)
    ),
    ("AbsenceFact", "result"): Vocabulary(
        {
            "EXCELLENT": ("xuất sắc",),
            "GOOD": ("giỏi", "khá", "tốt"),
            "AVERAGE": ("trung bình", "đạt"),
            "FAILED": ("không đạt",),
        }
    ),
    ("PersonFacts", "occupation"): _vocabulary(
        OCCUPATIONS,
        PUBLIC=("công chức", "viên chức", "cán bộ"),
        WORKER=("công nhân",),
        SCHOLAR=("trí thức",),
    ),
    ("CollectiveFacts", "kind"): _vocabulary(
        COLLECTIVES, AGENCY=("cơ quan", "đơn vị"), ENTERPRISE=("doanh nghiệp",)
    ),
    ("CollectiveFacts", "leads"): Vocabulary(
        {
            "PROVINCE": ("cấp tỉnh", "tỉnh"),
            "MINISTRY": ("cấp bộ", "bộ"),
            "NATIONAL": ("toàn quốc",),
        }
    ),
    ("SubjectFacts", "claims"): CLAIM,
}
AWARD_FIELDS: Final = frozenset({("AwardFact", "code"), ("InitiativeUse", "award")})


@dataclass(frozen=True, slots=True)
class KnownAward:
    """An award of the catalogue as far as a case names it."""

    code: str
    names: tuple[str, ...]
    object_kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Awards:
    """The awards a case may name (danh hiệu, hình thức), by code or name."""

    rows: Mapping[str, KnownAward]
    _codes: dict[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Turn names into codes; one that two awards share names neither."""
        found: dict[str, str] = {}
        for row in self.rows.values():
            for name in row.names:
                known = found.setdefault(fold(name), row.code)
                if known != row.code:
                    found[fold(name)] = ""
        found.update({fold(code): code for code in self.rows})
        object.__setattr__(self, "_codes", found)

    @classmethod
    def of(cls, rows: Iterable[KnownAward]) -> Awards:
        """Build the list from its rows."""
        return cls({row.code: row for row in rows})

    def code(self, word: str) -> str | None:
        """Return the code a word means, if exactly one award is called so."""
        return self._codes.get(fold(word)) or None

    def allows(self, code: str, object_kind: str) -> bool:
        """Tell whether such a recipient can get the award."""
        return object_kind in self.rows[code].object_kinds

    def label(self, code: str) -> str:
        """Return the short name of an award."""
        row = self.rows.get(code)
        return row.names[-1] if row else code
