"""Rules, numbers and periods in the words people read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from legal.domain.codes import Join
from legal.domain.drafts import COMMON
from legal.models import AwardType, LegalDocument
from legal.models.choices import ObjectKind, StandingChoice
from legal.rules.registry import registry

# So much of what a rule asks tells it apart from the others of its article.
_SHORT = 80
JOINS = {Join.ANY.value: "một trong", Join.ALL.value: "tất cả"}


def award_names() -> dict[str, str]:
    """Return the short name of every award by its code; one query."""
    return dict(AwardType.objects.in_order().values_list("code", "short_name"))


def document_numbers() -> dict[str, str]:
    """Return the number of every document by its code; one query."""
    return dict(LegalDocument.objects.values_list("code", "number"))


def award_label(key: str, names: Mapping[str, str]) -> str:
    """Return what people read for the key of a list of rules: the award, and for whom."""
    if key == COMMON:
        return _("Mọi hình thức")
    code, _dot, kind = key.partition(".")
    name = names.get(code, code)
    if kind in ObjectKind.values:
        return _("%(award)s (%(kind)s)") % {
            "award": name,
            "kind": str(ObjectKind(kind).label).lower(),
        }
    return name


def citation_of(rule: str) -> str:
    """Return the provision of a rule; of one that the program does not know, its name."""
    known = registry.get(rule)
    return known.citation if known is not None else rule


def requirement_of(rule: str) -> str:
    """Return what a rule asks."""
    known = registry.get(rule)
    return known.requirement() if known is not None else ""


def named(rule: str) -> str:
    """Return the provision of a rule with what it asks in short: an article may have several."""
    asked = requirement_of(rule).rstrip(".")
    if len(asked) > _SHORT:
        asked = f"{asked[:_SHORT].rpartition(' ')[0]}…"
    return f"{citation_of(rule)} “{asked}”" if asked else citation_of(rule)


def join_of(entry: Mapping[str, Any]) -> str:
    """Return how the parts of an entry belong together: as it says, or as its rule does."""
    if entry.get("join"):
        return str(entry["join"])
    known = registry.get(str(entry.get("rule")))
    return known.default_join.value if known is not None and known.takes_parts else ""


def standing_of(entry: Mapping[str, Any]) -> str:
    """Return how far an entry, quota or deadline may be relied on."""
    if entry.get("confirmed"):
        return StandingChoice.TEXT_READ.value
    value = str(entry.get("standing", ""))
    known = value in StandingChoice.values
    return value if known else StandingChoice.TO_BE_CONFIRMED.value


def as_day(value: object) -> date | None:
    """Return the day a plain value stands for, if it does."""
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


def day_text(day: date) -> str:
    """Return a day as people write it."""
    return f"{day:%d/%m/%Y}"


def period_text(start: date, end: date | None) -> str:
    """Return a half-open period as people write it, both days counting."""
    if end is None:
        return _("từ %(start)s") % {"start": day_text(start)}
    return f"{day_text(start)} – {day_text(end - timedelta(days=1))}"
