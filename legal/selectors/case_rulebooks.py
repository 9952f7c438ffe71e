"""The rule-sets that judge a made-up case: those in force, and those it names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from legal.domain.codes import Layer
from legal.domain.rulesets import RuleSetEntry
from legal.models import AwardType, RuleSet
from legal.rules.registry import NoRuleSetError
from legal.rules.rulebook import Rulebook
from legal.selectors import rule_sets
from legal.selectors.rulebooks import rule_set_version, rulebooks_for

_LAYERS = tuple(Layer)


def rulebooks_named(
    received_on: date, *, judged_on: date, sets: Sequence[str] = ()
) -> tuple[Rulebook, ...]:
    """Return the rulebooks for a case; the first one decides.

    Args:
        sets: codes of sets to add, the version in use of each, or ``CODE/NUMBER`` for one
            version, also a draft. A national one takes the place of that of the day.

    Raises:
        NoRuleSetError: no national set is in force on the day, or a named one does not exist.
    """
    named = [_named(text) for text in sets]
    if any(row.layer is Layer.NATIONAL for row in named):
        return (Rulebook(_in_order(named), received_on),)
    books = rulebooks_for(received_on, judged_on=judged_on)
    codes = {row.code for row in named}
    return tuple(
        replace(
            book,
            sets=_in_order([*(row for row in book.sets if row.code not in codes), *named]),
        )
        for book in books
    )


def _in_order(rows: Iterable[RuleSetEntry]) -> tuple[RuleSetEntry, ...]:
    return tuple(sorted(rows, key=lambda row: _LAYERS.index(row.layer)))


def _named(text: str) -> RuleSetEntry:
    code, _slash, number = text.strip().partition("/")
    try:
        if number:
            return rule_set_version(code, int(number))
        found = RuleSet.objects.filter(code=code)
        version = rule_sets.leading(rule_sets.newest_versions(found).get(found.get().pk, []))
    except (LookupError, ValueError, RuleSet.DoesNotExist) as error:
        raise NoRuleSetError(text) from error
    if version is None:
        raise NoRuleSetError(text)
    return rule_set_version(code, version.number)


def local_sets() -> list[RuleSet]:
    """Return the sets a case may add: those of provinces and of the installation's units."""
    rows = RuleSet.objects.exclude(layer=Layer.NATIONAL.value).order_by("layer", "code")
    return [row for row in rows if row.scope_codes]


def award_rows() -> list[AwardType]:
    """Return the awards a case may name, in the order of the catalogue."""
    return list(AwardType.objects.in_order().defer("citation"))
