"""The importers of this app, made known to the machinery of loads."""

from __future__ import annotations

from core.imports import registry
from personnel.services.loading.assessments import AssessmentImporter
from personnel.services.loading.bars import BarNoticeImporter
from personnel.services.loading.disciplines import DisciplineImporter
from personnel.services.loading.staff import StaffImporter
from personnel.services.loading.unit_grades import UnitAssessmentImporter
from personnel.services.loading.units import UnitImporter


def register() -> None:
    """Add them in the order in which an installation is filled (once, at start-up)."""
    registry.register(UnitImporter())
    registry.register(StaffImporter())
    registry.register(AssessmentImporter())
    registry.register(UnitAssessmentImporter())
    registry.register(DisciplineImporter())
    registry.register(BarNoticeImporter())
