"""What people read for the actions of the trail; every app names its own at start-up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from core.workflow.definition import Workflow

_LABELS: dict[str, str | Promise] = {}


def name_actions(labels: Mapping[str, str | Promise]) -> None:
    """Add the words for an app's actions."""
    _LABELS.update(labels)


def name_steps(prefix: str, workflow: Workflow) -> None:
    """Add the words for the steps of a workflow, as its table has them."""
    for transition in workflow.transitions:
        _LABELS[f"{prefix}.{transition.name}"] = transition.label


def label_of(action: str) -> str:
    """The words for an action; its code when nobody named it."""
    label = _LABELS.get(action, action)
    return _(label) if isinstance(label, str) else str(label)
