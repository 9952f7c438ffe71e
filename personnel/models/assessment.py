"""Annual assessment of people: the fact that most award rules ask about first."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Grade(models.TextChoices):
    """Mức xếp loại chất lượng hằng năm."""

    EXCELLENT = "EXCELLENT", _("Hoàn thành xuất sắc nhiệm vụ")
    GOOD = "GOOD", _("Hoàn thành tốt nhiệm vụ")
    COMPLETED = "COMPLETED", _("Hoàn thành nhiệm vụ")
    FAILED = "FAILED", _("Không hoàn thành nhiệm vụ")


class AssessmentRule(models.TextChoices):
    """Quy định mà năm đó được đánh giá theo; a grade of one period is not that of another."""

    EARLIER = "EARLIER", _("Quy định trước Nghị định 90/2020/NĐ-CP")
    ND90_2020 = "ND90_2020", _("Nghị định 90/2020/NĐ-CP")
    ND48_2023 = "ND48_2023", _("Nghị định 90/2020/NĐ-CP, sửa đổi bởi 48/2023/NĐ-CP")
    ND335_2025 = "ND335_2025", _("Nghị định 335/2025/NĐ-CP")


class AnnualAssessment(models.Model):
    """Kết quả đánh giá, xếp loại chất lượng của một người trong một năm."""

    staff = models.ForeignKey(
        "personnel.Staff",
        on_delete=models.PROTECT,
        related_name="assessments",
        verbose_name=_("nhân sự"),
    )
    year = models.PositiveSmallIntegerField(_("năm"))
    grade = models.CharField(_("mức xếp loại"), max_length=10, choices=Grade.choices)
    rule = models.CharField(
        _("quy định đánh giá"), max_length=12, choices=AssessmentRule.choices, blank=True
    )
    decision_ref = models.CharField(_("số văn bản"), max_length=60, blank=True)
    decided_on = models.DateField(_("ngày văn bản"), null=True, blank=True)

    class Meta:
        verbose_name = _("kết quả xếp loại")
        verbose_name_plural = _("kết quả xếp loại")
        ordering = ("staff", "-year")
        constraints = (
            models.UniqueConstraint(
                fields=("staff", "year"),
                name="assessment_one_per_year",
                violation_error_message=_("Người này đã có kết quả xếp loại của năm đó."),
            ),
            models.CheckConstraint(
                condition=Q(grade__in=Grade.values),
                name="assessment_grade_known",
                violation_error_message=_("Mức xếp loại không có trong danh mục."),
            ),
            models.CheckConstraint(
                condition=Q(rule__in=["", *AssessmentRule.values]), name="assessment_rule_known"
            ),
            models.CheckConstraint(
                condition=Q(year__gte=1945, year__lte=2200),
                name="assessment_year_plausible",
                violation_error_message=_("Năm xếp loại không hợp lệ."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.staff} · {self.year} · {self.get_grade_display()}"
