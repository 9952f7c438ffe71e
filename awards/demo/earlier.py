"""Titles of the years before a case, recorded from their papers: what later titles ask about."""

from __future__ import annotations

from awards.demo.case import Case, on_day
from awards.demo.cast import Cast, Moments
from awards.services.back_entry import screen
from awards.services.back_entry.screen import LineInput, PaperInput
from personnel.models import Role

# The register of earlier years is filled early in the year of the case.
_RECORDED_ON = "01-15"


def run(case: Case, cast: Cast) -> None:
    """Record every earlier paper of the case for all its names."""
    moments = Moments()
    for paper in case.parts.get("earlier", ()):
        recipients = cast.recipients(paper["to"])
        codes = [(one.staff or one.collective).code for one in recipients]  # type: ignore[union-attr]
        screen.record(
            PaperInput(
                number=paper["number"],
                decided_on=paper["day"],
                year=paper["year"],
                award=paper["award"],
                ground=paper.get("ground", ""),
                signer_name=cast.stranger(paper["day"]),
                signer_post=paper["post"],
                summary=paper["summary"],
            ),
            [LineInput(recipient=code) for code in codes],
            by=cast.actors_in(Role.HR_OFFICER)[0],
            at=moments.on(on_day(case.year, _RECORDED_ON)),
        )
