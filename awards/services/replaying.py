"""Judging a sent dossier once more, from nothing but what it keeps (tính lại kết luận)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from awards.models import DossierRevision
from awards.services.sealing import broken_seals
from legal.services.replay import Replay, replay


@dataclass(frozen=True, slots=True)
class RevisionReplay:
    """The kept verdicts of one revision, judged again.

    Attributes:
        deciding: by the rules of the day of receipt; ``None`` where no verdict was kept.
        beside: by the rules that came into force since, where they were kept too.
        broken_seal: why the revision is not as it was sent; empty where it is.
    """

    revision: DossierRevision
    deciding: Replay | None
    beside: Replay | None = None
    broken_seal: str = ""

    @property
    def same(self) -> bool:
        """Whether every kept verdict comes out as it was kept."""
        return all(one.same for one in self.replays)

    @property
    def replays(self) -> tuple[Replay, ...]:
        """The verdicts that were kept, judged again; the one that decides first."""
        return tuple(one for one in (self.deciding, self.beside) if one is not None)


def replay_revision(revision: DossierRevision) -> RevisionReplay:
    """Judge what a revision keeps once more, and look at its seal."""
    return replay_revisions([revision])[0]


def replay_revisions(revisions: Sequence[DossierRevision]) -> list[RevisionReplay]:
    """The same for several; their seals are read with one query."""
    broken = broken_seals(revisions)
    return [_replayed(revision, broken.get(revision.pk, "")) for revision in revisions]


def _replayed(revision: DossierRevision, broken_seal: str) -> RevisionReplay:
    if not revision.verdict:
        return RevisionReplay(revision, None, broken_seal=broken_seal)
    try:
        return RevisionReplay(revision, *_judged_again(revision), broken_seal)
    except (KeyError, TypeError, ValueError):
        # What somebody changed by hand need not be a verdict any more; the seal tells of it.
        if not broken_seal:
            raise
        return RevisionReplay(revision, None, broken_seal=broken_seal)


def _judged_again(revision: DossierRevision) -> tuple[Replay, Replay | None]:
    facts = revision.judged_facts
    beside = facts.get("beside")
    return (
        replay({**facts, "verdict": revision.verdict}),
        replay({**facts, "verdict": beside}) if beside else None,
    )
