"""The audit trail: events written with what they tell of, and the chain that seals them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.scope import signed


class AuditEvent(models.Model):
    """One thing that happened; written in the same transaction, never changed (nhật ký).

    Subject and actor are kept as text, without foreign keys: the trail outlives both.
    """

    at = models.DateTimeField(_("lúc"), db_index=True)
    action = models.CharField(_("việc"), max_length=80, db_index=True)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(_("người làm"), max_length=150)
    on_behalf_id = models.BigIntegerField(null=True)
    on_behalf_name = models.CharField(_("thay mặt"), max_length=150, blank=True)
    subject_type = models.CharField(max_length=80)
    subject_id = models.CharField(max_length=40)
    subject_label = models.CharField(_("đối tượng"), max_length=300)
    data = models.JSONField(_("nội dung"), default=dict)

    class Meta:
        verbose_name = _("sự kiện nhật ký")
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["subject_type", "subject_id"]),
            models.Index(
                fields=["on_behalf_id", "actor_id"],
                condition=models.Q(on_behalf_id__isnull=False),
                name="audit_on_behalf",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.subject_label}"

    @property
    def signature(self) -> str:
        """Who did it, and on whose behalf."""
        return signed(self.actor_name, self.on_behalf_name)


class AuditSeal(models.Model):
    """One link of the chain: the hash of an event together with the hash before it."""

    sequence = models.BigIntegerField(unique=True)
    event = models.OneToOneField(AuditEvent, on_delete=models.PROTECT, related_name="seal")
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("mắt xích nhật ký")
        ordering = ["sequence"]

    def __str__(self) -> str:
        return f"{self.sequence}: {self.hash[:12]}"
