"""Rule-sets: what they are called, whose text they state, and when they judge."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models.dated import Dated
from core.scope import SYSTEM, Actor
from legal.models.choices import LayerChoice
from legal.models.document import LegalDocument


class RuleSetQuerySet(models.QuerySet["RuleSet"]):
    """Reads of rule-sets."""

    def visible_to(self, actor: Actor, action: str = "legal.view_catalogue") -> RuleSetQuerySet:
        """The rule-sets an actor may see: the law is the same for everybody."""
        return self.all() if actor == SYSTEM or actor.may_somewhere(action) else self.none()


class RuleSet(Dated):
    """Bộ quy tắc: judges the dossiers received in its period, by the version published of it.

    Period, documents, units and note repeat those of the version in use, or of the newest one
    where none is in use, so that lists need not look into versions.
    """

    code = models.CharField(_("mã"), max_length=32, unique=True)
    layer = models.CharField(
        _("tầng quy định"), max_length=12, choices=LayerChoice.choices, default=LayerChoice.NATIONAL
    )
    name = models.CharField(_("tên"), max_length=200)
    documents = models.ManyToManyField(LegalDocument, verbose_name=_("văn bản"), related_name="+")
    scope_codes = models.JSONField(_("đơn vị áp dụng"), default=list, blank=True)
    note = models.TextField(_("ghi chú"), blank=True)
    # What the reviewed file said when it was last taken over; empty for sets made on screen.
    file_sha256 = models.CharField(max_length=64, blank=True, editable=False)

    objects = RuleSetQuerySet.as_manager()  # type: ignore[misc, assignment]  # replaces that of Dated

    class Meta:
        verbose_name = _("bộ quy tắc")
        verbose_name_plural = _("bộ quy tắc")
        ordering = ["valid_from", "code"]
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(code__regex=r"^[0-9A-Z][0-9A-Z_]{0,31}$"), name="legal_ruleset_code"
            ),
            models.CheckConstraint(
                condition=Q(layer__in=LayerChoice.values), name="legal_ruleset_layer"
            ),
        ]

    def __str__(self) -> str:
        return self.name
