"""One decision typed with many names stays one, wherever its names usually get theirs from."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.utils.translation import gettext as _

from awards.services.back_entry.drafts import OUTSIDE, Draft, Paper
from awards.services.back_entry.papers import Papers
from awards.services.back_entry.places import Places
from personnel.services.loading.findings import Findings


def join(
    drafts: Sequence[Draft],
    guessed: Collection[int],
    papers: Papers,
    places: Places,
    findings: Findings,
) -> None:
    """Give all drafts the one decision that was typed; who issued it is asked where it is not sure.

    Args:
        guessed: rows of recipients of whom nothing is recorded for the day of the decision, such as
            enterprises: they follow those who had a place then.
    """
    if len({draft.paper.key for draft in drafts}) < 2:
        return
    sure = {draft.paper.key: draft.paper for draft in drafts if draft.row not in guessed}
    if len(sure) != 1:
        _ask(drafts, findings)
        return
    (paper,) = sure.values()
    for draft in drafts:
        if draft.paper is not paper:
            _move(draft, paper, places)
    papers.keep_only(paper)


def _move(draft: Draft, paper: Paper, places: Places) -> None:
    draft.paper = paper
    if draft.who.column == OUTSIDE and places.in_reach(paper.issuer):
        draft.unit = paper.issuer
        draft.unit_name = places.name_on(paper.issuer, paper.decided_on)


def _ask(drafts: Sequence[Draft], findings: Findings) -> None:
    issuers = {draft.paper.issuer.pk: draft.paper.issuer for draft in drafts}
    findings.add(
        drafts[0].row,
        "issuer",
        _("Danh sách có người, tập thể của nhiều cơ quan: %(units)s")
        % {"units": "; ".join(unit.name for unit in issuers.values())},
        _("cơ quan đã ban hành quyết định này"),
    )
