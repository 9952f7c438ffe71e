"""Overlaps and rings that the database itself refuses, also when the services are bypassed."""

from core.db.cycles import NoCycle
from core.db.guards import AppendOnly, NoOverlap, register_guards
from core.db.trigrams import TrigramIndex, register_trigrams


def register() -> None:
    """Add this app's guards to those installed after every migrate."""
    register_trigrams(
        TrigramIndex("personnel.Staff"),
        TrigramIndex("personnel.Unit"),
        TrigramIndex("personnel.ExternalRecipient"),
    )
    register_guards(
        NoOverlap("personnel.UnitPlacement", ("unit",)),
        NoCycle("personnel.UnitPlacement", child="unit", parent="parent"),
        NoOverlap("personnel.UnitName", ("unit",)),
        NoOverlap("personnel.UnitCode", ("unit", "scheme"), name="of_unit"),
        NoOverlap("personnel.UnitCode", ("scheme", "value"), name="of_value"),
        NoOverlap("personnel.Appointment", ("staff",), unless="is_concurrent"),
        NoOverlap("personnel.Appointment", ("staff", "unit", "post"), name="post"),
        NoOverlap("personnel.LongAbsence", ("staff", "kind")),
        NoOverlap(
            "personnel.Delegation", ("principal", "deputy", "role", "unit"), unless="revoked"
        ),
        AppendOnly("personnel.UnitEvent"),
        AppendOnly("personnel.UnitSuccession"),
        AppendOnly("personnel.CorrectionTransition"),
        NoOverlap("personnel.RoleAssignment", ("user", "role", "unit")),
    )
