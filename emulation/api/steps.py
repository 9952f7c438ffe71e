"""The steps of a case over REST: what was done, what may be done, doing one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from core.models.workflow import Stateful, TransitionRecord
from core.workflow.definition import Workflow
from core.workflow.engine import Option
from emulation.api.serializers import local_time
from emulation.workflow import REVISE_IN


def present_steps(
    workflow: Workflow,
    case: Stateful,
    done: Iterable[TransitionRecord],
    options: Iterable[Option],
) -> dict[str, Any]:
    """History and possible steps; changing the content is done by PATCH, not by a step."""
    return {
        "state": case.state,
        "version": case.version,
        "done": [present_step(workflow, record) for record in done],
        "available": [
            {
                "name": option.transition.name,
                "label": _(option.transition.label),
                "target": option.transition.target,
                "allowed": option.allowed,
                "reason": option.reason,
                "comment_required": option.transition.comment_required,
                "consequence": _(option.transition.consequence),
                "legal_basis": option.transition.legal_basis,
            }
            for option in options
            if option.transition.name not in REVISE_IN
        ],
    }


def present_step(workflow: Workflow, record: TransitionRecord) -> dict[str, Any]:
    """One step done."""
    transition = workflow.get(record.name)
    return {
        "name": record.name,
        "label": _(transition.label) if transition else record.name,
        "from_state": record.from_state,
        "to_state": record.to_state,
        "at": local_time(record.at),
        "actor": record.actor_name,
        "comment": record.comment,
    }
