"""Legal documents the catalogue cites."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.scope import SYSTEM, Actor
from legal.models.choices import StandingChoice


class LegalDocumentQuerySet(models.QuerySet["LegalDocument"]):
    """Reads of documents."""

    def visible_to(
        self, actor: Actor, action: str = "legal.view_catalogue"
    ) -> LegalDocumentQuerySet:
        """The documents an actor may see: the law is the same for everybody."""
        return self.all() if actor == SYSTEM or actor.may_somewhere(action) else self.none()


class LegalDocument(models.Model):
    """Văn bản quy phạm pháp luật; a date that is not established stays empty.

    ``relations`` lists what the document does to earlier ones, each with kind, code of the other
    document, the provision that says so, and how far that was established.
    """

    code = models.CharField(_("mã"), max_length=32, unique=True)
    number = models.CharField(_("số hiệu"), max_length=40, unique=True)
    title = models.CharField(_("tên văn bản"), max_length=300)
    short_title = models.CharField(_("tên gọi tắt"), max_length=120)
    issuer = models.CharField(_("cơ quan ban hành"), max_length=120)
    issued_on = models.DateField(_("ngày ban hành"), null=True, blank=True)
    in_force_from = models.DateField(_("có hiệu lực từ"), null=True, blank=True)
    in_force_to = models.DateField(_("hết hiệu lực từ"), null=True, blank=True)
    standing = models.CharField(_("mức đối chiếu"), max_length=20, choices=StandingChoice.choices)
    note = models.TextField(_("ghi chú"), blank=True)
    relations = models.JSONField(_("quan hệ với văn bản khác"), default=list, blank=True)

    objects = LegalDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("văn bản")
        verbose_name_plural = _("văn bản")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(code__regex=r"^[A-Z][A-Z0-9_]{1,31}$"), name="legal_document_code"
            ),
            models.CheckConstraint(
                condition=Q(standing__in=StandingChoice.values), name="legal_document_standing"
            ),
            models.CheckConstraint(
                condition=Q(in_force_from__isnull=True)
                | Q(in_force_to__isnull=True)
                | Q(in_force_to__gt=F("in_force_from")),
                name="legal_document_period_order",
            ),
        ]

    def __str__(self) -> str:
        return self.short_title
