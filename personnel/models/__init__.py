"""Who and where: accounts, units and staff with their dated facts."""

from personnel.models.account import Role, RoleAssignment, User
from personnel.models.assessment import AnnualAssessment, Grade
from personnel.models.staff import Appointment, Staff, StaffCategory
from personnel.models.unit import Unit, UnitKind, UnitPlacement

__all__ = [
    "AnnualAssessment",
    "Appointment",
    "Grade",
    "Role",
    "RoleAssignment",
    "Staff",
    "StaffCategory",
    "Unit",
    "UnitKind",
    "UnitPlacement",
    "User",
]
