"""Judgements of what no record can prove: a tick with a name and a moment."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from awards.models.proposal import Proposal
from core.scope import signed


class JudgementTick(models.Model):
    """Đánh giá của người xét on one condition of one dossier; append-only, the last one counts.

    Attributes:
        rule: name of the rule that asks for a judgement.
        actor_id, actor_name, on_behalf_name: kept as number and text, so that it outlives accounts.
    """

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="ticks")
    rule = models.CharField(_("điều kiện"), max_length=100)
    ok = models.BooleanField(_("đạt"))
    note = models.CharField(_("ghi chú"), max_length=500, blank=True)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(_("người đánh giá"), max_length=150)
    on_behalf_name = models.CharField(_("thay mặt"), max_length=150, blank=True)
    at = models.DateTimeField(_("lúc"))

    class Meta:
        verbose_name = _("đánh giá của người xét")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(rule=""), name="awards_tick_names_a_rule"),
            models.CheckConstraint(
                condition=models.Q(ok=True) | ~models.Q(note=""), name="awards_tick_refusal_told"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.rule}: {self.ok}"

    @property
    def signature(self) -> str:
        """Who judged, and on whose behalf."""
        return signed(self.actor_name, self.on_behalf_name)
