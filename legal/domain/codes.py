"""The closed lists of codes the catalogue may use. Their Vietnamese names are the model choices."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Standing(StrEnum):
    """How far a statement of the law was established (độ tin cậy của căn cứ)."""

    TEXT_READ = "TEXT_READ"
    SECOND_HAND = "SECOND_HAND"
    TO_BE_CONFIRMED = "TO_BE_CONFIRMED"


class Layer(StrEnum):
    """Whose text a rule-set states (tầng quy định)."""

    NATIONAL = "NATIONAL"
    PROVINCE = "PROVINCE"
    INSTALLATION = "INSTALLATION"


class Join(StrEnum):
    """How the parts of a joint condition belong together."""

    ANY = "ANY"
    ALL = "ALL"


class Rounding(StrEnum):
    """What becomes of the fraction of a quota (cách làm tròn).

    ``UNSTATED`` where the source does not say: then it is counted rounded down, and who is above
    that by less than one is warned, not stopped.
    """

    DOWN = "DOWN"
    UP = "UP"
    NEAREST = "NEAREST"
    UNSTATED = "UNSTATED"


FAMILIES: Final = ("TITLE", "FORM")
OBJECT_KINDS: Final = ("INDIVIDUAL", "COLLECTIVE", "HOUSEHOLD")
LEVELS: Final = ("UNIT", "PROVINCE", "MINISTRY", "GOVERNMENT", "STATE", "OPEN")
DECIDERS: Final = (
    "UNIT_HEAD",
    "PROVINCE_CHAIR",
    "MINISTER",
    "PRIME_MINISTER",
    "GOVERNMENT",
    "PRESIDENT",
)
# What a quota is a share of.
QUOTA_BASES: Final = (
    "STAFF",
    "PROPOSED",
    "TITLE",
    "UNITS_LEADING",
    "FIXED",
)
# A share of a base is at most the whole of it.
WHOLE_PERCENT: Final = 100
# Which rule-sets judge a dossier received before a set began and still open afterwards.
TRANSITIONS: Final = ("", "BOTH")
# What a document does to an earlier one.
DOCUMENT_RELATIONS: Final = ("REPLACES", "AMENDS", "EXPLAINS")
CITATION_SUBJECTS: Final = ("STANDARD", "AUTHORITY")

# Who decides at a level when nothing else is said; the first is the default.
DECIDERS_OF_LEVEL: Final = {
    "UNIT": ("UNIT_HEAD",),
    "PROVINCE": ("PROVINCE_CHAIR",),
    "MINISTRY": ("MINISTER",),
    "GOVERNMENT": ("PRIME_MINISTER", "GOVERNMENT"),
    "STATE": ("PRESIDENT",),
    "OPEN": DECIDERS,
}

CODE_PATTERN: Final = r"[A-Z][A-Z0-9_]{1,31}"
LOCAL_PREFIX: Final = "DP_"
RULE_SET_PATTERN: Final = r"[0-9A-Z]{1,12}"
