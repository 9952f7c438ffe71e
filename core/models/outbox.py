"""The outbox: messages written in the business transaction, handled afterwards."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class OutboxMessage(models.Model):
    """Work to be done after commit; the row is the record, the broker only a nudge."""

    topic = models.CharField(max_length=80)
    payload = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    available_at = models.DateTimeField()
    claimed_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True)

    class Meta:
        verbose_name = _("việc chờ gửi")
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["available_at"], condition=Q(done_at__isnull=True), name="core_outbox_due"
            )
        ]

    def __str__(self) -> str:
        return f"{self.topic} #{self.pk}"
