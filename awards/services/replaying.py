"""Judging a sent dossier once more, from nothing but what it keeps (tính lại kết luận)."""

from __future__ import annotations

from dataclasses import dataclass

from awards.models import DossierRevision
from legal.services.replay import Replay, replay


@dataclass(frozen=True, slots=True)
class RevisionReplay:
    """The kept verdicts of one revision, judged again.

    Attributes:
        deciding: by the rules of the day of receipt; ``None`` where no verdict was kept.
        beside: by the rules that came into force since, where they were kept too.
    """

    revision: DossierRevision
    deciding: Replay | None
    beside: Replay | None = None

    @property
    def same(self) -> bool:
        """Whether every kept verdict comes out as it was kept."""
        return all(one.same for one in self.replays)

    @property
    def replays(self) -> tuple[Replay, ...]:
        """The verdicts that were kept, judged again; the one that decides first."""
        return tuple(one for one in (self.deciding, self.beside) if one is not None)


def replay_revision(revision: DossierRevision) -> RevisionReplay:
    """Judge what a revision keeps once more."""
    if not revision.verdict:
        return RevisionReplay(revision, None)
    facts = revision.judged_facts
    beside = facts.get("beside")
    return RevisionReplay(
        revision,
        replay({**facts, "verdict": revision.verdict}),
        replay({**facts, "verdict": beside}) if beside else None,
    )
