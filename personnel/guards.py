"""Overlaps and rings that the database itself refuses, also when the services are bypassed."""

from core.db.cycles import NoCycle
from core.db.guards import AppendOnly, NoOverlap, register_guards
from core.db.rings import NoRing
from core.db.trigrams import TrigramIndex, register_trigrams

# Steps that a load wrote go with it when it is taken back as a whole.
_OF_UNDONE_LOAD = (
    "EXISTS (SELECT 1 FROM core_loadedrecord r JOIN core_load l ON l.id = r.load_id "
    "WHERE r.model = 'personnel.unitevent' AND r.object_id = OLD.id AND r.before IS NULL "
    "AND l.state = 'UNDONE')"
)


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
        NoRing("personnel.Unit", parent="parent"),
        NoOverlap("personnel.UnitName", ("unit",)),
        NoOverlap("personnel.UnitCode", ("unit", "scheme"), name="of_unit"),
        NoOverlap("personnel.UnitCode", ("scheme", "value"), name="of_value"),
        NoOverlap("personnel.Appointment", ("staff",), unless="is_concurrent"),
        NoOverlap("personnel.Appointment", ("staff", "unit", "post"), name="post"),
        NoOverlap("personnel.LongAbsence", ("staff", "kind")),
        NoOverlap(
            "personnel.Delegation", ("principal", "deputy", "role", "unit"), unless="revoked"
        ),
        AppendOnly("personnel.UnitEvent", unless=_OF_UNDONE_LOAD),
        AppendOnly("personnel.UnitSuccession"),
        AppendOnly("personnel.CorrectionTransition"),
        NoOverlap("personnel.RoleAssignment", ("user", "role", "unit")),
    )
