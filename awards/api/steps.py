"""From the name of a step in a request to the service that does it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from awards.api.serializers import (
    AnnulmentSerializer,
    DecisionFieldsSerializer,
    ProposalStepInputSerializer,
)
from awards.models import Proposal
from awards.services import decisions, proposals, review
from awards.services.decisions import DecisionInput
from awards.services.review import CouncilInput
from core.errors import InvalidInput, Problem
from core.scope import Actor


@dataclass(frozen=True)
class Act:
    """What somebody asks to be done with a proposal."""

    name: str
    by: Actor
    at: datetime
    version: int
    comment: str = ""
    document: str = ""
    council: Mapping[str, Any] | None = None
    decision: Mapping[str, Any] = field(default_factory=dict)

    @property
    def who(self) -> dict[str, Any]:
        """Who acts, when, and on which version."""
        return {"by": self.by, "at": self.at, "expected_version": self.version}


def asked(body: ProposalStepInputSerializer) -> dict[str, Any]:
    """The checked body, without the version, which may come in the header instead."""
    return {name: value for name, value in body.validated_data.items() if name != "version"}


def perform(proposal: Proposal, act: Act) -> None:
    """Do the step by the same service as the pages."""
    _SERVICES[act.name](proposal, act)


def _submit(proposal: Proposal, act: Act) -> None:
    proposals.submit(proposal, **act.who)


def _withdraw(proposal: Proposal, act: Act) -> None:
    proposals.withdraw(proposal, comment=act.comment, **act.who)


def _review(proposal: Proposal, act: Act) -> None:
    review.act(proposal, act.name, comment=act.comment, document=act.document, **act.who)


def _approve(proposal: Proposal, act: Act) -> None:
    if act.council is None:
        _review(proposal, act)
    else:
        review.record_council(proposal, CouncilInput(**act.council), **act.who)


def _decide(proposal: Proposal, act: Act) -> None:
    body = DecisionFieldsSerializer(data=dict(act.decision))
    decisions.issue(
        DecisionInput(**_checked(body)), [(proposal, act.version)], by=act.by, at=act.at
    )


def _annul(proposal: Proposal, act: Act) -> None:
    body = AnnulmentSerializer(data=dict(act.decision))
    decisions.annul(proposal, reason=act.comment, **_checked(body), **act.who)


def _checked(body: Any) -> dict[str, Any]:
    if not body.initial_data:
        raise InvalidInput.at(
            "decision",
            _("Bước này cần quyết định."),
            _("Hãy gửi: %(names)s.") % {"names": ", ".join(body.fields)},
        )
    if not body.is_valid():
        raise InvalidInput(
            problems=[
                Problem(str(reason), field=f"decision.{name}")
                for name, reasons in body.errors.items()
                for reason in reasons
            ]
        )
    return dict(body.validated_data)


_SERVICES: Mapping[str, Callable[[Proposal, Act], None]] = {
    "submit": _submit,
    "approve": _approve,
    "decide": _decide,
    "return": _review,
    "refuse": _review,
    "withdraw": _withdraw,
    "annul": _annul,
}
