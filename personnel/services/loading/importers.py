"""The importers of this app, made known to the machinery of loads."""

from __future__ import annotations

from core.imports import registry
from personnel.services.loading.assessments import ASSESSMENTS
from personnel.services.loading.bars import BAR_NOTICES
from personnel.services.loading.disciplines import DISCIPLINES
from personnel.services.loading.staff import StaffImporter
from personnel.services.loading.unit_grades import UNIT_ASSESSMENTS
from personnel.services.loading.units import UnitImporter


def register() -> None:
    """Add them in the order in which an installation is filled (once, at start-up)."""
    registry.register(UnitImporter())
    registry.register(StaffImporter())
    for records in (ASSESSMENTS, UNIT_ASSESSMENTS, DISCIPLINES, BAR_NOTICES):
        registry.register(records)
