"""One search over the law: documents, awards, rule-sets and rules, marks and case aside."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Generic, TypeVar

from core.scope import Actor
from core.vietnamese import fold
from legal.models import AwardType, LegalDocument, RuleSet
from legal.permissions import VIEW_CATALOGUE
from legal.rules.base import Rule, registry
from legal.selectors.rule_uses import place

_MOST_WORDS = 20
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
    both databases. A number fits only as a whole: “Điều 4” does not find Điều 42.
    """
    words = fold(text).split()[:_MOST_WORDS]
    if not words or not actor.may_somewhere(VIEW_CATALOGUE):
        return LawFound(Found((), 0), Found((), 0), Found((), 0), Found((), 0))
    documents = sorted(LegalDocument.objects.all(), key=lambda row: row.code)
    return LawFound(
        awards=_fitting(AwardType.objects.in_order(), words, lambda row: row.search_key, most),
        documents=_fitting(documents, words, _document_text, most),
        rule_sets=_fitting(
            RuleSet.objects.order_by("-valid_from", "code"),
            words,
            lambda row: fold(f"{row.code} {row.name}"),
            most,
        ),
        rules=_fitting(rules_in_order(), words, _rule_text, most),
    )


def _fitting(
    rows: Iterable[T], words: Sequence[str], text_of: Callable[[T], str], most: int
) -> Found[T]:
    """Keep the rows that fit; those that hold the words as one phrase come first."""
    found = [(row, text) for row in rows for text in (text_of(row),) if _holds(text, words)]
    phrase = f" {' '.join(words)} "
    found.sort(key=lambda one: phrase not in f" {one[1]} ")
    return Found([row for row, _text in found[:most]], len(found))


def _holds(text: str, words: Sequence[str]) -> bool:
    tokens = frozenset(text.split())
    return all(word in tokens if word.isdigit() else word in text for word in words)


def _document_text(row: LegalDocument) -> str:
    return fold(f"{row.number} {row.title} {row.short_title} {row.issuer} {row.code}")


@cache
def _rule_text_of(name: str, requirement: str, citation: str) -> str:
    return fold(f"{citation.replace(',', ' ').replace(';', ' ')} {requirement} {name}")


def _rule_text(rule: type[Rule]) -> str:
    return _rule_text_of(rule.__name__, rule.requirement(), rule.citation)


def rules_in_order() -> list[type[Rule]]:
    """Return all rules by document, each document as it is read."""
    return sorted(registry.values(), key=_reading_order)


def _reading_order(rule: type[Rule]) -> tuple[object, ...]:
    found = place(rule)
    return found.document, found.order, rule.__name__
