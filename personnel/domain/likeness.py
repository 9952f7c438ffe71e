"""How alike two names of organisations, enterprises or households are."""

from __future__ import annotations

from difflib import SequenceMatcher

from core.vietnamese import fold

# Words that say what somebody is, not who: legal forms, titles, "household".
_KIND_WORDS = frozenset(
    [
        *("cong", "ty", "cty", "tnhh", "mtv", "cp", "co", "phan", "trach", "nhiem", "huu", "han"),
        *("mot", "thanh", "vien", "dntn", "doanh", "nghiep", "tu", "nhan", "tap", "doan"),
        *("hop", "tac", "xa", "htx", "ho", "gia", "dinh", "ong", "ba", "to", "chuc", "hoi"),
    ]
)
ALIKE = 0.86


def telling_words(name: str) -> list[str]:
    """The folded words that tell one from another; all of them where only kind words stand."""
    plain = "".join(char if char.isalnum() else " " for char in fold(name))
    words = plain.split()
    return [word for word in words if word not in _KIND_WORDS] or words


def likeness(one: str, other: str) -> float:
    """From 0 to 1; names that differ only in legal form, marks or punctuation have 1."""
    first, second = telling_words(one), telling_words(other)
    if not first or not second:
        return 0.0
    if set(first) == set(second):
        return 1.0
    shorter, longer = sorted((set(first), set(second)), key=len)
    if len(shorter) > 1 and shorter < longer:
        return max(ALIKE, len(shorter) / len(longer))
    return SequenceMatcher(None, " ".join(first), " ".join(second)).ratio()
