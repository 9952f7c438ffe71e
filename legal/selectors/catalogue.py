"""Reads of the catalogue."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from core.errors import InvalidInput, NotVisible, Problem
from core.imports.nearest import nearest
from core.scope import SYSTEM, Actor
from legal.domain.rulesets import RuleEntry
from legal.models import AwardCitation, AwardType, RuleSet
from legal.rules.base import registry
from legal.rules.composites import StandardOf
from legal.selectors.rule_uses import join_of, numbers_of
from legal.selectors.rule_words import citation_of, requirement_of
from legal.selectors.rulebooks import speaking_entries


def by_code(code: str) -> AwardType | None:
    """Return the award type with this code; for services, which check permission themselves."""
    return AwardType.objects.filter(code=code).first()


def require_award(code: str) -> None:
    """Refuse a code (mã danh hiệu, hình thức) that stands for no award.

    Raises:
        InvalidInput: with the nearest code there is.
    """
    known = set(AwardType.objects.values_list("code", flat=True))
    if code not in known:
        raise InvalidInput(problems=[unknown_award(code, known)])


def unknown_award(code: str, known: Iterable[str]) -> Problem:
    """Say that a code stands for no award, and which code may have been meant."""
    near = nearest(code, known)
    return Problem(
        _("Không có danh hiệu hoặc hình thức “%(code)s”.") % {"code": code},
        field="award",
        hint=_("Có phải “%(near)s”?") % {"near": near}
        if near
        else _("Hãy xem danh mục pháp luật để lấy đúng mã."),
    )


def search(
    actor: Actor,
    *,
    text: str = "",
    family: str = "",
    level: str = "",
    object_kind: str = "",
) -> list[AwardType]:
    """Return the award types the actor may see that fit every filter given, in order.

    The kinds of recipient are a list in one column, which the two databases search differently,
    so they are compared here; the catalogue is short.
    """
    rows = AwardType.objects.all() if actor == SYSTEM else AwardType.objects.visible_to(actor)
    if family:
        rows = rows.filter(family=family)
    if level:
        rows = rows.filter(level=level)
    found = rows.matching(text).in_order()
    return [row for row in found if not object_kind or row.allows(object_kind)]


def visible_award_type(actor: Actor, code: str) -> AwardType:
    """Return one award type with its citations.

    Raises:
        NotVisible: there is none with this code that the actor may see.
    """
    rows = AwardType.objects.visible_to(actor).prefetch_related("citations__document")
    found = rows.filter(code=code).first()
    if found is None:
        raise NotVisible(
            _("Không có danh hiệu hoặc hình thức khen thưởng mang mã “%(code)s”.") % {"code": code}
        )
    return found


def citations_on(
    award_type: AwardType, day: date, subject: str = "STANDARD"
) -> list[AwardCitation]:
    """Return the citations of an award type that hold on the day."""
    rows = award_type.citations.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=day), valid_from__lte=day, subject=subject
    )
    return list(rows.select_related("document").order_by("valid_from", "pk"))


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of a rule-set, in words.

    Attributes:
        other_award: the award whose whole standard the condition repeats, if it does.
        join: whether any or all of the parts are asked, empty without parts.
        known: whether the program has the rule.
    """

    rule: str
    requirement: str
    citation: str
    standing: str
    numbers: tuple[tuple[str, str], ...]
    parts: tuple[Condition, ...]
    other_award: str = ""
    join: str = ""
    known: bool = True


@dataclass(frozen=True, slots=True)
class ConditionSet:
    """What a rule-set asks for an award.

    Attributes:
        kind: the kind of recipient it asks this of, empty when of all alike.
    """

    rule_set: RuleSet
    conditions: tuple[Condition, ...]
    kind: str = ""


def conditions_of(award_code: str) -> list[ConditionSet]:
    """Return what every rule-set asks for the award, the newest first; none has no rule."""
    rows = RuleSet.objects.prefetch_related("documents").order_by("-valid_from", "code")
    known = speaking_entries()
    found = []
    for row in rows:
        stated = known[row.code].awards if row.code in known else {}
        for key, entries in stated.items():
            code, _dot, kind = key.partition(".")
            if code == award_code:
                found.append(ConditionSet(row, tuple(map(condition, entries)), kind))
    return found


def condition(entry: RuleEntry) -> Condition:
    """Put one rule of a rule-set in words."""
    rule = registry.get(entry.rule)
    return Condition(
        rule=entry.rule,
        requirement=requirement_of(entry.rule),
        citation=citation_of(entry.rule),
        standing=entry.established.value,
        numbers=numbers_of(entry),
        parts=tuple(condition(part) for part in entry.parts),
        other_award=rule.award if rule and issubclass(rule, StandardOf) else "",
        join=join_of(entry),
        known=rule is not None,
    )
