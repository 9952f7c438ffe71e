"""Rule-sets as rows, so that pages and findings can refer to them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models.dated import Dated
from legal.models.document import LegalDocument


class RuleSet(Dated):
    """Bộ quy tắc: judges the dossiers received in its period; rules and numbers are in the file."""

    code = models.CharField(_("mã"), max_length=12, unique=True)
    name = models.CharField(_("tên"), max_length=200)
    documents = models.ManyToManyField(LegalDocument, verbose_name=_("văn bản"), related_name="+")
    note = models.TextField(_("ghi chú"), blank=True)

    class Meta:
        verbose_name = _("bộ quy tắc")
        verbose_name_plural = _("bộ quy tắc")
        ordering = ["valid_from"]
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(code__regex=r"^[0-9A-Z]{1,12}$"), name="legal_ruleset_code"
            ),
        ]

    def __str__(self) -> str:
        return self.name
