"""One search over the law: documents, awards, rule-sets and rules, marks and case aside."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest
from typing import Generic, TypeVar

from core.scope import Actor
from core.vietnamese import fold
from legal.models import AwardType, LegalDocument, RuleSet
from legal.permissions import VIEW_CATALOGUE
from legal.rules.base import Rule, registry
from legal.selectors.rule_uses import place, places

_MOST_WORDS = 20
_PLACES = frozenset({"dieu", "khoan", "diem"})
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """The first rows that fit, and how many fit in all."""

    rows: Sequence[T]
    total: int

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.total - len(self.rows)


@dataclass(frozen=True, slots=True)
class LawFound:
    """What fits a search."""

    awards: Found[AwardType]
    documents: Found[LegalDocument]
    rule_sets: Found[RuleSet]
    rules: Found[type[Rule]]

    @property
    def total(self) -> int:
        """How much was found in all."""
        return sum(one.total for one in (self.awards, self.documents, self.rule_sets, self.rules))


def find(actor: Actor, text: str, *, most: int) -> LawFound:
    """Return what holds every word of the text, at most so many rows of a kind; three queries.

    The tables are short and the rules are in the program, so they are compared here, alike on
    both databases.
    """
    needles = _needles(text)
    if not needles or not actor.may_somewhere(VIEW_CATALOGUE):
        return LawFound(Found((), 0), Found((), 0), Found((), 0), Found((), 0))
    documents = sorted(LegalDocument.objects.all(), key=lambda row: row.code)
    return LawFound(
        awards=_fitting(AwardType.objects.in_order(), needles, lambda row: row.search_key, most),
        documents=_fitting(documents, needles, _document_text, most),
        rule_sets=_fitting(
            RuleSet.objects.order_by("-valid_from", "code"),
            needles,
            lambda row: fold(f"{row.code} {row.name}"),
            most,
        ),
        rules=_fitting(rules_in_order(), needles, _rule_text, most),
    )


def _needles(text: str) -> list[str]:
    """Return what must be found: words, and places of a document as one piece (``dieu 4``).

    What begins and ends with a space fits only as a whole, so that “Điều 4” leaves Điều 42 aside.
    """
    words = fold(text).split()[:_MOST_WORDS]
    found, skipped = [], False
    for word, after in zip_longest(words, words[1:], fillvalue=""):
        if skipped:
            skipped = False
        elif word in _PLACES and (after.isdigit() or len(after) == 1):
            found.append(f" {word} {after} ")
            skipped = True
        else:
            found.append(f" {word} " if word.isdigit() else word)
    return found


def _fitting(
    rows: Iterable[T], needles: Sequence[str], text_of: Callable[[T], str], most: int
) -> Found[T]:
    """Keep the rows that fit; those that hold everything in the order asked come first."""
    found = [
        (row, text)
        for row in rows
        for text in (f" {text_of(row)} ",)
        if all(needle in text for needle in needles)
    ]
    phrase = " ".join(needle.strip() for needle in needles)
    found.sort(key=lambda one: phrase not in one[1])
    return Found([row for row, _text in found[:most]], len(found))


def _document_text(row: LegalDocument) -> str:
    words = f"{row.number} {row.title} {row.short_title} {row.issuer} {row.code}"
    return fold(f"{words} {_apart(row.number)}")


@cache
def _rule_text(rule: type[Rule]) -> str:
    labels = " ".join(one.label for one in places(rule))
    words = f"{rule.citation} {rule.requirement()} {rule.__name__}"
    return fold(f"{words} {labels} {_apart(rule.citation)}")


def _apart(text: str) -> str:
    """Return the text with its numbers standing alone: the 152 of 152/2025/NĐ-CP."""
    return re.sub(r"[/,;()]", " ", text)


def rules_fitting(text: str) -> list[type[Rule]]:
    """Return the rules that hold every word, by document; no word, all rules."""
    rows = rules_in_order()
    return list(_fitting(rows, _needles(text), _rule_text, len(rows)).rows)


def rules_in_order() -> list[type[Rule]]:
    """Return all rules by document, each document as it is read."""
    return sorted(registry.values(), key=_reading_order)


def _reading_order(rule: type[Rule]) -> tuple[object, ...]:
    found = place(rule)
    return found.document, found.order, rule.__name__
