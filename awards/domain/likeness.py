"""How much two accounts of an achievement are alike: pure, for texts of any order of words.

Two proposals for one achievement are seldom copies: the parts come in another order, marks are
lost, a sentence is added. So the words are compared as a bag, without marks; what tells
achievements apart weighs more than what every account has in common.
"""

from __future__ import annotations

from collections import Counter

from core.vietnamese import fold

# From here on two texts probably tell of the same; with one theme less is enough.
ALIKE, ALIKE_IN_THEME = 60, 30
# A text with fewer words of its own tells nothing by itself.
FEWEST_WORDS = 6
_NUMBER, _WORD, _EVERYDAY = 3, 2, 1
# Words of nearly every account of merit; they count, but little.
_COMMON = frozenset(
    [
        "ban",
        "boi",
        "cac",
        "cho",
        "chuc",
        "co",
        "cong",
        "cua",
        "da",
        "dat",
        "den",
        "do",
        "don",
        "dong",
        "duoc",
        "gia",
        "gio",
        "hai",
        "hieu",
        "hoan",
        "hoc",
        "hon",
        "ket",
        "khi",
        "khong",
        "la",
        "lam",
        "luon",
        "mot",
        "nam",
        "ngay",
        "nghiem",
        "nguoi",
        "nhan",
        "nhieu",
        "nhiem",
        "nhu",
        "nhung",
        "pham",
        "phong",
        "qua",
        "sau",
        "so",
        "tai",
        "tat",
        "tham",
        "thanh",
        "theo",
        "thi",
        "thuc",
        "tich",
        "tien",
        "toan",
        "tot",
        "trong",
        "tu",
        "tung",
        "va",
        "van",
        "vao",
        "ve",
        "vi",
        "viec",
        "vien",
        "voi",
        "vu",
        "vuot",
        "xuat",
        "xac",
    ]
)


def likeness(one: str, other: str) -> float:
    """Return how alike two texts are, from 0 to 1.

    Symmetric, 1 for texts of the same words in whatever order and with or without marks.
    """
    left, right = _words(one), _words(other)
    whole = _weight(left) + _weight(right)
    if not whole:
        return 1.0
    return 2 * _weight(left & right) / whole


def percent(one: str, other: str) -> int:
    """Return the likeness in whole per cent, rounded down: 100 only for the same words."""
    return int(100 * likeness(one, other))


def tells_enough(text: str) -> bool:
    """Whether a text says enough of its own to be compared by itself."""
    own = (count for word, count in _words(text).items() if word not in _COMMON)
    return sum(own) >= FEWEST_WORDS


def is_same_theme(one: str, other: str) -> bool:
    """Whether both name a theme, and the same one."""
    return bool(_words(one)) and _words(one) == _words(other)


def score(merits: tuple[str, str], themes: tuple[str, str]) -> int:
    """Return in per cent how surely two awards are for one achievement; 0 below what is told.

    Texts that tell enough decide by themselves; under one theme less likeness is enough, and a
    text that tells nothing leaves the theme alone to speak.
    """
    alike = percent(*merits)
    if not all(tells_enough(text) for text in merits):
        return ALIKE if is_same_theme(*themes) else 0
    least = ALIKE_IN_THEME if is_same_theme(*themes) else ALIKE
    return alike if alike >= least else 0


def _words(text: str) -> Counter[str]:
    parted = "".join(char if char.isalnum() else " " for char in fold(text))
    return Counter(parted.split())


def _weight(words: Counter[str]) -> int:
    return sum(_weight_of(word) * count for word, count in words.items())


def _weight_of(word: str) -> int:
    if word.isdigit():
        return _NUMBER
    return _EVERYDAY if word in _COMMON else _WORD
