"""Overlaps that the database itself refuses, also when the services are bypassed."""

from core.db.guards import NoOverlap, register_guards


def register() -> None:
    """Add this app's guards to those installed after every migrate."""
    register_guards(
        NoOverlap("personnel.UnitPlacement", ("unit",)),
        NoOverlap("personnel.Appointment", ("staff",)),
        NoOverlap("personnel.RoleAssignment", ("user", "role", "unit")),
    )
