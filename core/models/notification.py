"""Notices to people, shown in the application and sent by e-mail."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class EmailState(models.TextChoices):
    """Where the e-mail of a notice stands."""

    NONE = "NONE", _("không gửi")
    PENDING = "PENDING", _("chờ gửi")
    SENDING = "SENDING", _("đang gửi")
    SENT = "SENT", _("đã gửi")
    FAILED = "FAILED", _("gửi lỗi")


class Notification(models.Model):
    """One notice to one person (thông báo).

    ``(kind, key, recipient)`` is unique: telling the same thing twice is impossible, however
    often the job that tells it runs.
    """

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notifications"
    )
    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=120)
    title = models.CharField(_("tiêu đề"), max_length=200)
    body = models.TextField(_("nội dung"), blank=True)
    url = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(_("lúc"))
    read_at = models.DateTimeField(_("đã đọc lúc"), null=True, blank=True)
    email_state = models.CharField(
        max_length=8, choices=EmailState.choices, default=EmailState.PENDING
    )
    email_attempts = models.PositiveSmallIntegerField(default=0)
    email_claimed_at = models.DateTimeField(null=True)
    email_sent_at = models.DateTimeField(null=True)
    email_error = models.TextField(blank=True)

    class Meta:
        verbose_name = _("thông báo")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key", "recipient"], name="core_notification_told_once"
            )
        ]
        indexes = [
            models.Index(
                fields=["recipient", "-id"],
                condition=Q(read_at__isnull=True),
                name="core_notification_unread",
            ),
            models.Index(
                fields=["email_state"],
                condition=Q(email_state__in=["PENDING", "SENDING"]),
                name="core_notification_to_mail",
            ),
        ]

    def __str__(self) -> str:
        return self.title
