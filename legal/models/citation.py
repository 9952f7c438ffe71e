"""Which provision stands behind an award type, period by period."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models.dated import Dated
from legal.models.award_type import AwardType
from legal.models.choices import CitationSubject, StandingChoice
from legal.models.document import LegalDocument


class AwardCitation(Dated):
    """Căn cứ: the provision on the standard or on the power to decide, for a period.

    An empty provision means that the article is not known; it is never guessed.
    """

    award_type = models.ForeignKey(
        AwardType, on_delete=models.PROTECT, related_name="citations", verbose_name=_("hình thức")
    )
    subject = models.CharField(_("về"), max_length=12, choices=CitationSubject.choices)
    document = models.ForeignKey(
        LegalDocument, on_delete=models.PROTECT, related_name="+", verbose_name=_("văn bản")
    )
    provision = models.CharField(_("điều khoản"), max_length=120, blank=True)
    standing = models.CharField(_("mức đối chiếu"), max_length=20, choices=StandingChoice.choices)
    note = models.TextField(_("ghi chú"), blank=True)

    class Meta:
        verbose_name = _("căn cứ")
        verbose_name_plural = _("căn cứ")
        ordering = ["award_type", "-subject", "valid_from", "pk"]
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(subject__in=CitationSubject.values), name="legal_awardcitation_subject"
            ),
            models.CheckConstraint(
                condition=Q(standing__in=StandingChoice.values),
                name="legal_awardcitation_standing",
            ),
            models.UniqueConstraint(
                fields=["award_type", "subject", "document", "provision", "valid_from"],
                name="legal_awardcitation_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.provision} {self.document}".strip()
