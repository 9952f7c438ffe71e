"""The emulation blocs of a case, opened by the province before its year begins."""

from __future__ import annotations

from awards.demo.case import Case
from awards.demo.cast import Cast, Moments
from emulation.services import blocs


def run(case: Case, cast: Cast) -> None:
    """Open the blocs of the case and let their members join."""
    moments = Moments()
    for plan in case.parts.get("blocs", ()):
        by, day = cast.actor(plan["by"]), plan["opened_on"]
        bloc = blocs.open_bloc(
            organiser=cast.units[plan["organiser"]], name=plan["name"], by=by, at=moments.on(day)
        )
        for key in plan["members"]:
            blocs.add_member(
                bloc=bloc,
                unit=cast.units[key],
                valid_from=plan["members_from"],
                by=by,
                at=moments.on(day),
            )
