"""Annual assessment of units: how a collective as a whole did its work."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from personnel.models.assessment import Grade


class UnitAssessment(models.Model):
    """Mức độ hoàn thành nhiệm vụ của tập thể: the grade of one unit in one year.

    Attributes:
        party_grade: grade of the unit's Party organisation (xếp loại tổ chức đảng) of that year,
            where it is known; some awards of collectives ask about it too.
    """

    unit = models.ForeignKey(
        "personnel.Unit",
        on_delete=models.PROTECT,
        related_name="assessments",
        verbose_name=_("đơn vị"),
    )
    year = models.PositiveSmallIntegerField(_("năm"))
    grade = models.CharField(_("mức độ hoàn thành nhiệm vụ"), max_length=10, choices=Grade.choices)
    party_grade = models.CharField(
        _("xếp loại tổ chức đảng"), max_length=10, choices=Grade.choices, blank=True
    )
    decision_ref = models.CharField(_("số văn bản"), max_length=60, blank=True)
    decided_on = models.DateField(_("ngày văn bản"), null=True, blank=True)

    class Meta:
        verbose_name = _("xếp loại của tập thể")
        verbose_name_plural = _("xếp loại của tập thể")
        ordering = ("unit", "-year")
        constraints = (
            models.UniqueConstraint(
                fields=("unit", "year"),
                name="unit_assessment_one_per_year",
                violation_error_message=_("Đơn vị này đã có kết quả xếp loại của năm đó."),
            ),
            models.CheckConstraint(
                condition=Q(grade__in=Grade.values),
                name="unit_assessment_grade_known",
                violation_error_message=_("Mức xếp loại không có trong danh mục."),
            ),
            models.CheckConstraint(
                condition=Q(party_grade__in=["", *Grade.values]),
                name="unit_assessment_party_grade_known",
            ),
            models.CheckConstraint(
                condition=Q(year__gte=1945, year__lte=2200),
                name="unit_assessment_year_plausible",
                violation_error_message=_("Năm xếp loại không hợp lệ."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit} · {self.year} · {self.get_grade_display()}"
