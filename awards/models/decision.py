"""Decisions on awards."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from awards.domain.steps import DECIDER_LABELS


class Decision(models.Model):
    """Quyết định khen thưởng: number, date and signer; append-only.

    Attributes:
        unit: the authority that issued it.
        is_external: issued outside this installation and recorded by an officer.
    """

    unit = models.ForeignKey(
        "personnel.Unit",
        on_delete=models.PROTECT,
        related_name="decisions",
        verbose_name=_("cơ quan ban hành"),
    )
    decider = models.CharField(
        _("thẩm quyền"),
        max_length=16,
        choices=[(code, _(label)) for code, label in DECIDER_LABELS.items()],
    )
    number = models.CharField(_("số, ký hiệu"), max_length=41)
    decided_on = models.DateField(_("ngày ký"))
    year = models.PositiveSmallIntegerField(editable=False)
    signer_name = models.CharField(_("người ký"), max_length=100)
    signer_post = models.CharField(_("chức vụ người ký"), max_length=150)
    summary = models.CharField(_("trích yếu"), max_length=500)
    is_external = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()
    recorded_by_id = models.BigIntegerField(null=True)
    recorded_by_name = models.CharField(max_length=330)
    load = models.ForeignKey(
        "core.Load", on_delete=models.PROTECT, null=True, related_name="decisions"
    )

    class Meta:
        verbose_name = _("quyết định khen thưởng")
        ordering = ["-decided_on", "-pk"]
        constraints = [
            # Numbers begin again each year (Nghị định 30/2020/NĐ-CP, Điều 15); the Prime Minister
            # and the President are one unit here but two series.
            models.UniqueConstraint(
                fields=["unit", "decider", "year", "number"],
                name="awards_decision_number_once",
                violation_error_message=_("Số quyết định này đã có trong năm."),
            )
        ]

    def __str__(self) -> str:
        return gettext("Quyết định số %(number)s ngày %(day)s") % {
            "number": self.number,
            "day": f"{self.decided_on:%d/%m/%Y}",
        }

    @property
    def decider_label(self) -> str:
        """Who decided, in words."""
        return gettext(DECIDER_LABELS[self.decider])
