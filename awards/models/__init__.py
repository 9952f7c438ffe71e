"""Tables of proposals, their review, decisions and recorded awards."""

from awards.models.award import AwardAnnulment, RecordedAward
from awards.models.decision import Decision
from awards.models.judgement import JudgementTick
from awards.models.likeness import DuplicateAcknowledgement
from awards.models.proposal import DossierRevision, Proposal, ProposalTransition
from awards.models.review import CouncilResult, ReviewStep, StepOutcome

__all__ = [
    "AwardAnnulment",
    "CouncilResult",
    "Decision",
    "DossierRevision",
    "DuplicateAcknowledgement",
    "JudgementTick",
    "Proposal",
    "ProposalTransition",
    "RecordedAward",
    "ReviewStep",
    "StepOutcome",
]
