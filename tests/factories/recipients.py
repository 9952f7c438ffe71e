"""Recipients outside the staff lists for tests."""

from __future__ import annotations

from typing import Any

from core.scope import SYSTEM
from personnel.models import ExternalRecipient, RecipientKind, Unit
from personnel.services.recipients import create_recipient
from tests.factories.personnel import AT


def outsider(
    unit: Unit,
    kind: str = RecipientKind.ENTERPRISE,
    name: str = "Công ty TNHH Gạo Sông Hậu",
    **facts: Any,
) -> ExternalRecipient:
    """Somebody from outside whose record the unit keeps; an enterprise if nothing else is said."""
    return create_recipient(
        unit=unit, kind=kind, name=name, despite_similar=True, by=SYSTEM, at=AT, **facts
    )
