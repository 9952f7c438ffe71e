"""What an officer answered when a dossier looked like another one."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from awards.models.award import RecordedAward
from awards.models.proposal import Proposal
from core.scope import signed


class DuplicateAcknowledgement(models.Model):
    """Xác nhận thành tích không trùng: seen, and why the dossier is sent all the same; append-only.

    Attributes:
        other_proposal, other_award: what it looks like; an award only where it has no dossier.
        score: how much alike they were then, in percent.
    """

    proposal = models.ForeignKey(
        Proposal, on_delete=models.PROTECT, related_name="acknowledgements"
    )
    other_proposal = models.ForeignKey(
        Proposal, on_delete=models.PROTECT, null=True, related_name="acknowledged_by"
    )
    other_award = models.ForeignKey(
        RecordedAward, on_delete=models.PROTECT, null=True, related_name="acknowledged_by"
    )
    score = models.PositiveSmallIntegerField(_("mức giống nhau (%)"))
    note = models.CharField(_("lý do vẫn đề nghị"), max_length=500)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(_("người xác nhận"), max_length=150)
    on_behalf_name = models.CharField(_("thay mặt"), max_length=150, blank=True)
    at = models.DateTimeField(_("lúc"))

    class Meta:
        verbose_name = _("xác nhận thành tích không trùng")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(other_proposal__isnull=False, other_award__isnull=True)
                | Q(other_proposal__isnull=True, other_award__isnull=False),
                name="awards_acknowledged_one_other",
            ),
            models.CheckConstraint(
                condition=Q(score__lte=100) & ~Q(note=""), name="awards_acknowledged_with_note"
            ),
            models.CheckConstraint(
                condition=Q(other_proposal__isnull=True) | ~Q(other_proposal=F("proposal")),
                name="awards_acknowledged_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id} ~ {self.other_proposal_id or self.other_award_id}"

    @property
    def other_code(self) -> str:
        """The number people quote: of the dossier, or of the decision where there is none."""
        if self.other_proposal is not None:
            return self.other_proposal.code
        return self.other_award.decision.number if self.other_award is not None else ""

    @property
    def signature(self) -> str:
        """Who acknowledged, and on whose behalf."""
        return signed(self.actor_name, self.on_behalf_name)
