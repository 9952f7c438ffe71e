"""Reads of rule-sets and their versions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from core.errors import NotVisible
from core.scope import Actor, signed
from legal.domain.codes import Layer
from legal.domain.drafts import Draft
from legal.domain.rule_set_reading import content_from
from legal.domain.rulesets import RuleSetEntry
from legal.models import RuleSet, RuleSetTransition, RuleSetVersion
from legal.permissions import EDIT_RULE_SETS, PUBLISH_RULE_SETS, may_decide
from legal.workflow import DRAFT, IN_USE_STATES, OPEN_STATES, PUBLISHED, SUBMITTED


def visible_sets(actor: Actor) -> list[RuleSet]:
    """Return the rule-sets the actor may see, national ones first, each layer in order of time."""
    layers = list(Layer)
    rows = RuleSet.objects.visible_to(actor).order_by("valid_from", "code")
    return sorted(rows, key=lambda row: layers.index(Layer(row.layer)))


def newest_versions(sets: Iterable[RuleSet]) -> dict[int, list[RuleSetVersion]]:
    """Return the versions of each set, the newest first, without their content; one query."""
    found: dict[int, list[RuleSetVersion]] = {}
    rows = RuleSetVersion.objects.filter(rule_set__in=[row.pk for row in sets]).defer("content")
    for version in rows.order_by("rule_set", "-number"):
        found.setdefault(version.rule_set_id, []).append(version)
    return found


def leading(versions: Iterable[RuleSetVersion]) -> RuleSetVersion | None:
    """Return the version that stands for a set: the one in use, else the open, else the last."""
    rows = list(versions)
    for states in (IN_USE_STATES, OPEN_STATES):
        for version in rows:
            if version.state in states:
                return version
    return max(rows, key=lambda row: row.number, default=None)


def number_in_use(version: RuleSetVersion) -> int | None:
    """Return the number of the version in use of the same set, if there is one."""
    return _in_use(version).values_list("number", flat=True).first()


def _in_use(version: RuleSetVersion) -> QuerySet[RuleSetVersion]:
    return RuleSetVersion.objects.filter(rule_set=version.rule_set_id, state__in=IN_USE_STATES)


def visible_set(actor: Actor, code: str) -> RuleSet:
    """Return a rule-set by its code.

    Raises:
        NotVisible: there is none that the actor may see.
    """
    found = RuleSet.objects.visible_to(actor).filter(code=code).first()
    if found is None:
        raise NotVisible(_("Không có bộ quy tắc mang mã “%(code)s”.") % {"code": code[:40]})
    return found


def visible_version(actor: Actor, code: str, number: int) -> RuleSetVersion:
    """Return one version with its set.

    Raises:
        NotVisible: there is none that the actor may see.
    """
    rows = RuleSetVersion.objects.visible_to(actor).select_related("rule_set", "based_on")
    found = rows.filter(rule_set__code=code, number=number).first()
    if found is None:
        raise NotVisible(
            _("Không có bản số %(number)s của bộ quy tắc “%(code)s”.")
            % {"number": number, "code": code[:40]}
        )
    return found


def waiting_for(actor: Actor) -> list[RuleSetVersion]:
    """Return the versions others sent in, or want retired, that the actor may decide; no content.

    The longest waiting first.
    """
    if not actor.may_somewhere(PUBLISH_RULE_SETS):
        return []
    asked = Q(state=SUBMITTED) | (Q(state=PUBLISHED) & ~Q(retirement_by_name=""))
    rows = RuleSetVersion.objects.filter(asked).select_related("rule_set").defer("content")
    return may_decide(actor, rows.order_by("submitted_at", "pk"))


def returned_to(actor: Actor) -> list[tuple[RuleSetVersion, str]]:
    """Return the drafts the actor sent in and got back, until they are sent in again; no content.

    Each with who sent it back, and on whose behalf.
    """
    if not actor.may_somewhere(EDIT_RULE_SETS) or not actor.account_ids:
        return []
    steps = RuleSetTransition.objects.filter(
        subject=OuterRef("pk"), name__in=("submit", "withdraw", "return")
    ).order_by("-pk")
    sent = Q(submitted_by_id__in=actor.account_ids) | Q(submitted_for_id__in=actor.account_ids)
    rows = RuleSetVersion.objects.filter(sent, state=DRAFT).annotate(
        last_step=Subquery(steps.values("name")[:1]),
        returned_by=Subquery(steps.values("actor_name")[:1]),
        returned_for=Subquery(steps.values("on_behalf_name")[:1]),
    )
    rows = rows.filter(last_step="return").select_related("rule_set").defer("content")
    return [
        (row, signed(row.returned_by, row.returned_for))
        for row in rows.order_by("submitted_at", "pk")
    ]


def compared_with(version: RuleSetVersion) -> RuleSetVersion | None:
    """Return the version that one is read against: the one whose place it takes or took.

    While it is open that is the version in use now, whichever it was opened from.
    """
    if version.state in OPEN_STATES:
        return _in_use(version).first() or version.based_on
    rows = RuleSetVersion.objects.filter(rule_set=version.rule_set_id).exclude(pk=version.pk)
    # The former one ended at the moment this one began.
    former = rows.filter(retired_at=version.published_at or version.made_at).first()
    if former is not None:
        return former
    rows = rows.filter(number__lt=version.number, published_at__isnull=False)
    return rows.order_by("-number").first() or version.based_on


def neighbours(version: RuleSetVersion) -> list[tuple[RuleSet, date, date | None]]:
    """Return the other sets of the layer with the period each has or is about to get.

    An open version counts before the one in use, so that the border of two sets can be moved by
    working on both.
    """
    sets = RuleSet.objects.filter(layer=version.rule_set.layer).exclude(pk=version.rule_set_id)
    found = []
    versions = newest_versions(sets)
    for row in sets:
        own = versions.get(row.pk, [])
        chosen = next((one for one in own if one.state in OPEN_STATES), None)
        chosen = chosen or next((one for one in own if one.is_in_use), None)
        if chosen is not None:
            found.append((row, chosen.valid_from, chosen.valid_to))
    return found


def draft_of(version: RuleSetVersion) -> Draft:
    """Return everything of a version that can be worked on, as one plain value."""
    return Draft(
        content=version.content,
        valid_from=version.valid_from,
        valid_to=version.valid_to,
        document_codes=tuple(version.document_codes),
        scope_codes=tuple(version.scope_codes),
        note=version.note,
    )


def entry_of(version: RuleSetVersion, problems: list[str] | None = None) -> RuleSetEntry:
    """Return a version as the rules read it; faults of its content are added to ``problems``."""
    faults: list[str] = [] if problems is None else problems
    content = content_from(version.content, f"“{version.rule_set.code}”", faults)
    return replace(
        content,
        code=version.rule_set.code,
        name=version.rule_set.name,
        layer=Layer(version.rule_set.layer),
        valid_from=version.valid_from,
        valid_to=version.valid_to,
        documents=tuple(version.document_codes),
        scope_codes=tuple(version.scope_codes),
        note=version.note,
        version=version.number,
        published=version.was_published,
        sha256=version.content_sha256,
    )
