"""Notices from other agencies about people who are not to be proposed for awards for now."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models.dated import Dated, InForceQuerySet
from core.search import containing


class BarNoticeQuerySet(InForceQuerySet):
    """Reads of notices."""

    def standing(self, day: date) -> BarNoticeQuerySet:
        """Those that are not lifted by the day, those of a later first day among them."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day))

    def lifted(self, day: date) -> BarNoticeQuerySet:
        """Those that were lifted by the day."""
        return self.filter(valid_to__lte=day)

    def matching(self, text: str) -> BarNoticeQuerySet:
        """Those of people whose name or number contains every word of ``text``."""
        return self.filter(containing(text, "staff__search_key"))


class BarNotice(Dated):
    """Thông báo lưu ý: a person stands on a list that another agency sent.

    Police, tax, social insurance, inspection and others tell in writing who is under examination
    or has violated; the notice stands until the matter is cleared in writing. ``valid_to`` is the
    first day on which it no longer stands. Cases of the own agency are disciplines under review.

    Attributes:
        source: the agency that sent the list.
        lifting_ref: the paper by which it was cleared; there is none as long as it stands.
    """

    staff = models.ForeignKey(
        "personnel.Staff",
        on_delete=models.PROTECT,
        related_name="bar_notices",
        verbose_name=_("nhân sự"),
    )
    source = models.CharField(_("cơ quan gửi"), max_length=200)
    reason = models.CharField(_("nội dung"), max_length=500)
    document_ref = models.CharField(_("số văn bản"), max_length=60)
    document_on = models.DateField(_("ngày văn bản"))
    lifting_ref = models.CharField(_("số văn bản gỡ"), max_length=60, blank=True)

    objects = BarNoticeQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("thông báo lưu ý")
        verbose_name_plural = _("thông báo lưu ý")
        ordering = ("staff", "-valid_from")
        constraints = (
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(source="") & ~Q(document_ref=""),
                name="bar_notice_has_document",
                violation_error_message=_("Thông báo phải ghi cơ quan gửi và số văn bản."),
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True, lifting_ref="")
                | (Q(valid_to__isnull=False) & ~Q(lifting_ref="")),
                name="bar_notice_lifted_in_writing",
                violation_error_message=_("Gỡ lưu ý phải có văn bản."),
            ),
            models.UniqueConstraint(
                fields=("staff", "source", "document_ref", "document_on"),
                name="bar_notice_once",
                violation_error_message=_("Thông báo này đã được ghi cho người này."),
            ),
        )
        indexes = (models.Index(fields=("-valid_from", "-id"), name="bar_notice_by_first_day"),)

    def __str__(self) -> str:
        return f"{self.staff} · {self.source} · {self.valid_from:%d/%m/%Y}"
