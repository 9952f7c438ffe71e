"""Dossiers that were sent since a moment: they hold what was recorded by then."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.utils.translation import gettext as _

from awards.models import Proposal
from awards.models.proposal import ProposalQuerySet
from awards.selectors.facts.descent import carried_into

_MOST = 5


def of_people(people: Collection[int], since: datetime) -> list[str]:
    """One sentence that names the dossiers of these people, or none."""
    return _told(_sent(since).filter(staff_id__among=list(people)))


def of_units(units: Collection[int], since: datetime) -> list[str]:
    """The same of these units as collectives, and of those that continue their record."""
    collectives = set(
        _sent(since)
        .filter(subject_unit__isnull=False)
        .order_by()
        .values_list("subject_unit_id", flat=True)
        .distinct()
    )
    meant = set(units)
    resting = {
        unit for unit, before in carried_into(collectives).items() if not meant.isdisjoint(before)
    }
    rests = sorted(collectives & meant | resting)
    return _told(_sent(since).filter(subject_unit_id__among=rests)) if rests else []


def _sent(since: datetime) -> ProposalQuerySet:
    return Proposal.objects.filter(revisions__submitted_at__gte=since)


def _told(sent: ProposalQuerySet) -> list[str]:
    codes = [proposal.code for proposal in sent.order_by("pk").distinct()[: _MOST + 1]]
    if not codes:
        return []
    named = ", ".join(codes[:_MOST]) + (", …" if len(codes) > _MOST else "")
    return [_("hồ sơ đề nghị đã gửi (%(codes)s)") % {"codes": named}]
