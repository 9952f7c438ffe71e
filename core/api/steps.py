"""The steps of a case over REST: what was done, what may be done and why not."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from core.api.shapes import local_time
from core.models.workflow import Stateful, TransitionRecord
from core.workflow.definition import Workflow
from core.workflow.engine import Option


class OptionSerializer(serializers.Serializer[Any]):
    """Một bước có thể làm từ trạng thái hiện tại."""

    name = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    target = serializers.CharField()
    allowed = serializers.BooleanField()
    reason = serializers.CharField(allow_blank=True)
    comment_required = serializers.BooleanField()
    consequence = serializers.CharField()
    legal_basis = serializers.CharField(allow_blank=True)


class StepSerializer(serializers.Serializer[Any]):
    """Một bước đã làm."""

    name = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    from_state = serializers.CharField()
    to_state = serializers.CharField()
    at = serializers.DateTimeField()
    actor = serializers.CharField()
    comment = serializers.CharField(allow_blank=True)


class StepsSerializer(serializers.Serializer[Any]):
    """Các bước đã làm và các bước có thể làm."""

    state = serializers.CharField()
    version = serializers.IntegerField()
    done = StepSerializer(many=True)
    available = OptionSerializer(many=True)


def present_steps(
    workflow: Workflow,
    case: Stateful,
    done: Iterable[TransitionRecord],
    options: Iterable[Option],
) -> dict[str, Any]:
    """History and possible steps of a case."""
    return {
        "state": case.state,
        "version": case.version,
        "done": [present_step(workflow, record) for record in done],
        "available": [present_option(option) for option in options],
    }


def present_option(option: Option) -> dict[str, Any]:
    """One step that may be done, or why not."""
    transition = option.transition
    return {
        "name": transition.name,
        "label": _(transition.label),
        "target": transition.target,
        "allowed": option.allowed,
        "reason": "" if option.allowed else option.reason,
        "comment_required": transition.comment_required,
        "consequence": _(transition.consequence) if transition.consequence else "",
        "legal_basis": transition.legal_basis,
    }


def present_step(workflow: Workflow, record: TransitionRecord) -> dict[str, Any]:
    """One step done."""
    return {
        "name": record.name,
        "label": _(workflow.label_of(record.name)),
        "from_state": record.from_state,
        "to_state": record.to_state,
        "at": local_time(record.at),
        "actor": record.signature,
        "comment": record.comment,
    }
