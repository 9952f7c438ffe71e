"""Discipline and long absences of people: facts that award rules ask about."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models.dated import Dated


class DisciplineForm(models.TextChoices):
    """Hình thức kỷ luật, mildest first; the last one is a case still pending."""

    REPRIMAND = "REPRIMAND", _("Khiển trách")
    WARNING = "WARNING", _("Cảnh cáo")
    SALARY_CUT = "SALARY_CUT", _("Hạ bậc lương")
    DEMOTION = "DEMOTION", _("Giáng chức")
    REMOVAL = "REMOVAL", _("Cách chức")
    DISMISSAL = "DISMISSAL", _("Buộc thôi việc")
    UNDER_REVIEW = "UNDER_REVIEW", _("Đang xem xét kỷ luật, thanh tra, điều tra, xác minh")


class Discipline(Dated):
    """Kỷ luật: its form, the decision, and the period in which it has effect."""

    staff = models.ForeignKey(
        "personnel.Staff",
        on_delete=models.PROTECT,
        related_name="disciplines",
        verbose_name=_("nhân sự"),
    )
    form = models.CharField(_("hình thức"), max_length=12, choices=DisciplineForm.choices)
    decision_ref = models.CharField(_("số quyết định"), max_length=60, blank=True)
    decided_on = models.DateField(_("ngày quyết định"), null=True, blank=True)
    reason = models.CharField(_("nội dung"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("kỷ luật")
        verbose_name_plural = _("kỷ luật")
        ordering = ("staff", "-valid_from")
        constraints = (
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(form__in=DisciplineForm.values), name="discipline_form_known"
            ),
            # A pending case has no decision yet; everything else has one.
            models.CheckConstraint(
                condition=Q(form=DisciplineForm.UNDER_REVIEW) | ~Q(decision_ref=""),
                name="discipline_has_decision",
                violation_error_message=_("Kỷ luật phải ghi số quyết định."),
            ),
            models.UniqueConstraint(
                fields=("staff", "form", "valid_from"),
                name="discipline_once",
                violation_error_message=_("Kỷ luật này đã được ghi."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.staff} · {self.get_form_display()} · {self.valid_from:%d/%m/%Y}"


class AbsenceKind(models.TextChoices):
    """Loại nghỉ, học dài ngày."""

    TRAINING = "TRAINING", _("Đào tạo, bồi dưỡng dài hạn")
    PARENTAL = "PARENTAL", _("Nghỉ thai sản")
    SICK = "SICK", _("Nghỉ ốm dài ngày")
    UNPAID = "UNPAID", _("Nghỉ không hưởng lương")


class TrainingResult(models.TextChoices):
    """Kết quả học tập."""

    EXCELLENT = "EXCELLENT", _("Xuất sắc, giỏi")
    GOOD = "GOOD", _("Khá")
    AVERAGE = "AVERAGE", _("Trung bình")
    FAILED = "FAILED", _("Không đạt")


class LongAbsence(Dated):
    """Thời gian học, nghỉ dài ngày: training and leave that the yearly titles look at."""

    staff = models.ForeignKey(
        "personnel.Staff",
        on_delete=models.PROTECT,
        related_name="absences",
        verbose_name=_("nhân sự"),
    )
    kind = models.CharField(_("loại"), max_length=8, choices=AbsenceKind.choices)
    result = models.CharField(
        _("kết quả học tập"), max_length=9, choices=TrainingResult.choices, blank=True
    )
    decision_ref = models.CharField(_("số văn bản"), max_length=60, blank=True)
    note = models.CharField(_("ghi chú"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("thời gian học, nghỉ dài ngày")
        verbose_name_plural = _("thời gian học, nghỉ dài ngày")
        ordering = ("staff", "-valid_from")
        constraints = (
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(kind__in=AbsenceKind.values), name="absence_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(kind=AbsenceKind.TRAINING) | Q(result=""),
                name="absence_result_of_training_only",
                violation_error_message=_("Chỉ đào tạo, bồi dưỡng mới có kết quả học tập."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.staff} · {self.get_kind_display()} · {self.valid_from:%d/%m/%Y}"
