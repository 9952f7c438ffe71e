"""The importers of this app, made known to the machinery of loads."""

from __future__ import annotations

from core.imports import registry
from personnel.services.loading.staff import StaffImporter


def register() -> None:
    """Add them in the order in which an installation is filled (once, at start-up)."""
    registry.register(StaffImporter())
