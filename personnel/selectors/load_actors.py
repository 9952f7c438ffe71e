"""Who acts when a worker goes on with a load, and who may look through the loads of others."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from core.scope import Actor, in_ranges
from personnel.models import Delegation, User
from personnel.permissions import VIEW_LOADS
from personnel.selectors.actors import ANONYMOUS, actor_for


def actor_of_user(user_id: int, delegation_id: int | None, on: date) -> Actor:
    """The actor an account is on a day, also while it acts under a delegation.

    An account or a delegation that is no more gives nobody, who may do nothing.
    """
    user = User.objects.filter(pk=user_id).first()
    if user is None:
        return ANONYMOUS
    if delegation_id is None:
        return actor_for(user, on)
    delegations = Delegation.objects.select_related("principal", "unit")
    delegation = delegations.filter(pk=delegation_id, deputy_id=user_id).first()
    return ANONYMOUS if delegation is None else actor_for(user, on, delegation)


def loads_readable_by(actor: Actor) -> Q:
    """Loads of people who work in the reach of somebody who audits."""
    if not actor.may_somewhere(VIEW_LOADS):
        return Q(pk__in=[])
    return in_ranges("owner__staff__unit__tree_start", actor.ranges(VIEW_LOADS))
