"""The emulation year of an agency and its dated phases."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.scope import Actor, in_ranges
from emulation.domain.phases import PhaseDates
from personnel.models import Unit, UnitKind

# A division takes part in the year of its agency and has none of its own.
_AGENCIES = (UnitKind.MINISTRY, UnitKind.PROVINCE, UnitKind.DEPARTMENT, UnitKind.COMMUNE)
ORGANISERS = Q(has_legal_personality=True) | Q(kind__in=_AGENCIES)


def organises_years(unit: Unit) -> bool:
    """Tell whether the unit is an agency that may have emulation years of its own."""
    return unit.has_legal_personality or unit.kind in _AGENCIES


class EmulationYearQuerySet(models.QuerySet["EmulationYear"]):
    """Reads of emulation years; pages and the API begin with ``visible_to``."""

    def visible_to(self, actor: Actor, action: str) -> EmulationYearQuerySet:
        """The years on which the actor may do the action.

        A year is a public matter of its agency: whoever may see one unit of the agency may see
        the year that binds it, although its organiser stands above him in the tree.
        """
        ranges = actor.ranges(action)
        reach = in_ranges("unit__tree_start", ranges)
        if action == "emulation.view_year":
            for start, _end in ranges:
                reach |= Q(unit__tree_start__lte=start, unit__tree_end__gte=start)
        return self.filter(reach)


class EmulationYear(models.Model):
    """Năm thi đua: one year's emulation work as an agency organises it for all its units."""

    unit = models.ForeignKey(
        "personnel.Unit",
        on_delete=models.PROTECT,
        related_name="emulation_years",
        verbose_name=_("cơ quan tổ chức"),
    )
    year = models.PositiveSmallIntegerField(_("năm"))
    theme = models.CharField(_("chủ đề, khẩu hiệu"), max_length=300, blank=True)

    objects = EmulationYearQuerySet.as_manager()

    class Meta:
        verbose_name = _("năm thi đua")
        verbose_name_plural = _("năm thi đua")
        ordering = ("-year", "unit")
        constraints = (
            models.UniqueConstraint(
                fields=("unit", "year"),
                name="emulation_year_once_per_unit",
                violation_error_message=_("Năm thi đua này của cơ quan đã được mở."),
            ),
            models.CheckConstraint(
                condition=Q(year__gte=1948, year__lte=2200),
                name="emulation_year_plausible",
                violation_error_message=_("Năm thi đua không hợp lệ."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit} · {self.year}"


class PhaseKind(models.TextChoices):
    """Giai đoạn của năm thi đua, in the order in which they usually follow."""

    REGISTRATION = "REGISTRATION", _("Đăng ký thi đua")
    INITIATIVE = "INITIATIVE", _("Đăng ký, xét sáng kiến")
    PROPOSAL = "PROPOSAL", _("Đề nghị khen thưởng")
    REVIEW = "REVIEW", _("Xét khen thưởng")
    REPORT = "REPORT", _("Tổng kết, báo cáo")


class EmulationPhase(models.Model):
    """Giai đoạn: from the opening day to the closing day, both included."""

    emulation_year = models.ForeignKey(
        EmulationYear, on_delete=models.CASCADE, related_name="phases", verbose_name=_("năm")
    )
    kind = models.CharField(_("giai đoạn"), max_length=12, choices=PhaseKind.choices)
    opens_on = models.DateField(_("mở ngày"))
    closes_on = models.DateField(_("hết ngày"))

    class Meta:
        verbose_name = _("giai đoạn")
        verbose_name_plural = _("giai đoạn")
        ordering = ("emulation_year", "opens_on", "closes_on", "pk")
        indexes = (models.Index(fields=("kind", "closes_on"), name="emulation_phase_by_close"),)
        constraints = (
            models.UniqueConstraint(
                fields=("emulation_year", "kind"),
                name="emulation_phase_once_per_year",
                violation_error_message=_("Giai đoạn này của năm đã có."),
            ),
            models.CheckConstraint(
                condition=Q(opens_on__lte=F("closes_on")),
                name="emulation_phase_dates_in_order",
                violation_error_message=_("Ngày hết hạn không được trước ngày mở."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=PhaseKind.values),
                name="emulation_phase_kind_known",
                violation_error_message=_("Giai đoạn không có trong danh mục."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.opens_on:%d/%m/%Y}–{self.closes_on:%d/%m/%Y}"

    @property
    def dates(self) -> PhaseDates:
        """The phase as a plain value for calculations."""
        return PhaseDates(self.kind, self.opens_on, self.closes_on)
