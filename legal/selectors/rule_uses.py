"""Where the rule-sets use a rule: for which awards, with which numbers, as part of what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from core.errors import NotVisible
from core.scope import SYSTEM, Actor
from legal.domain.codes import Standing
from legal.domain.drafts import COMMON
from legal.domain.provisions import Provision, cited_in, place_of
from legal.domain.rulesets import Confirmation, RuleEntry, RuleSetEntry
from legal.permissions import VIEW_CATALOGUE
from legal.rules.base import Rule
from legal.rules.registry import registry
from legal.selectors.number_words import number_words


@dataclass(frozen=True, slots=True)
class Use:
    """One way in which a rule-set uses a rule; awards that use it alike stand together.

    Attributes:
        awards: keys of awards, ``*`` for those asked of every award.
        part_of: the rule it is a part of, empty where it stands alone.
        parts: names of the rules that are its parts, joined by ``join``.
    """

    rule_set: RuleSetEntry
    awards: tuple[str, ...]
    numbers: tuple[tuple[str, str], ...]
    standing: Standing
    confirmed: Confirmation | None
    part_of: str
    parts: tuple[str, ...]
    join: str
    note: str


def visible_rule(actor: Actor, name: str) -> type[Rule]:
    """Return a rule by its name.

    Raises:
        NotVisible: there is none that the actor may see.
    """
    found = registry.get(name)
    if found is None or not (actor == SYSTEM or actor.may_somewhere(VIEW_CATALOGUE)):
        raise NotVisible(_("Không có quy tắc mang mã “%(name)s”.") % {"name": name[:80]})
    return found


def place(rule: type[Rule]) -> Provision:
    """Return the provision a rule states."""
    return place_of(rule.__name__, rule.citation)


def places(rule: type[Rule]) -> tuple[Provision, ...]:
    """Return the provision a rule states, then the others its citation names."""
    first = place(rule)
    return (first, *(one for one in cited_in(rule.citation) if not first.holds(one)))


def uses_by_rule(sets: Mapping[str, RuleSetEntry]) -> dict[str, list[Use]]:
    """Return the uses of every rule in these rule-sets, in the order of the sets."""
    found: dict[str, dict[tuple[object, ...], tuple[RuleEntry, str, RuleSetEntry, list[str]]]] = {}
    for row in sets.values():
        for award, entry, part_of in _entries(row):
            key = (row.code, part_of, entry.signature, entry.established, entry.note)
            alike = found.setdefault(entry.rule, {})
            awards = alike.setdefault(key, (entry, part_of, row, []))[3]
            if award not in awards:
                awards.append(award)
    return {
        rule: [_use(entry, part_of, row, awards) for entry, part_of, row, awards in alike.values()]
        for rule, alike in found.items()
    }


def _use(entry: RuleEntry, part_of: str, row: RuleSetEntry, awards: list[str]) -> Use:
    return Use(
        rule_set=row,
        awards=tuple(awards),
        numbers=numbers_of(entry),
        standing=entry.established,
        confirmed=entry.confirmed,
        part_of=part_of,
        parts=tuple(dict.fromkeys(part.rule for part in entry.parts)),
        join=join_of(entry),
        note=entry.note,
    )


def numbers_of(entry: RuleEntry) -> tuple[tuple[str, str], ...]:
    """Return the numbers and codes of an entry in words."""
    rule = registry.get(entry.rule)
    labels = rule.threshold_labels if rule is not None else {}
    return tuple(
        (label, number_words(name, entry.thresholds[name]))
        for name, label in labels.items()
        if name in entry.thresholds
    )


def join_of(entry: RuleEntry) -> str:
    """Return how the parts of an entry belong together, empty where it has none."""
    rule = registry.get(entry.rule)
    if not entry.parts or rule is None:
        return ""
    return entry.join or rule.default_join.value


def _entries(row: RuleSetEntry) -> Iterator[tuple[str, RuleEntry, str]]:
    for award, entries in (*row.awards.items(), (COMMON, row.common)):
        for entry in entries:
            yield from _with_parts(award, entry, "")


def _with_parts(award: str, entry: RuleEntry, part_of: str) -> Iterator[tuple[str, RuleEntry, str]]:
    yield award, entry, part_of
    for part in entry.parts:
        yield from _with_parts(award, part, entry.rule)
