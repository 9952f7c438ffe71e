"""The steps of a case over REST, alike for registrations and initiatives."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer

from core import clock
from core.api import etags
from core.api.shapes import tagged
from core.api.steps import present_steps
from core.scope import actor_of
from core.workflow import engine
from emulation import workflow


def present(request: Request, machine: engine.Machine, case: Any) -> dict[str, Any]:
    """History and possible steps; the content is changed by a method of its own, not by a step."""
    options = [
        option
        for option in engine.available(machine, case, actor_of(request))
        if option.transition.name not in workflow.REVISE_IN
    ]
    return present_steps(machine.workflow, case, case.transitions.all(), options)


def do(request: Request, machine: engine.Machine, case: Any, body: Serializer[Any]) -> Response:
    """Do the step that the body asks for."""
    body.is_valid(raise_exception=True)
    asked: Mapping[str, Any] = body.validated_data
    engine.perform(
        machine,
        case,
        asked["name"],
        by=actor_of(request),
        at=clock.now(),
        comment=asked["comment"],
        expected_version=etags.expected_version(request, case.pk),
        data=asked.get("decision"),
    )
    return tagged(present(request, machine, case), case.pk, case.version)
