"""Personal data: identity numbers, sensitive facts, requests for correction, retention."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.models.workflow import Stateful, TransitionRecord
from core.scope import Actor, in_ranges
from core.search import containing
from personnel import workflow


class StaffIdentity(models.Model):
    """Số định danh cá nhân: enciphered; a keyed hash finds it, the last digits show it masked."""

    staff = models.OneToOneField(
        "personnel.Staff", on_delete=models.PROTECT, related_name="identity"
    )
    cipher = models.BinaryField()
    digest = models.CharField(max_length=64, unique=True)
    last_digits = models.CharField(max_length=3)

    class Meta:
        verbose_name = _("số định danh cá nhân")

    def __str__(self) -> str:
        return f"•••••••••{self.last_digits}"


class SensitiveFacts(models.Model):
    """Dữ liệu cá nhân nhạy cảm: kept only where the installation has switched it on."""

    staff = models.OneToOneField(
        "personnel.Staff", on_delete=models.PROTECT, related_name="sensitive"
    )
    ethnicity = models.CharField(_("dân tộc"), max_length=60, blank=True)
    religion = models.CharField(_("tôn giáo"), max_length=60, blank=True)
    party_joined_on = models.DateField(_("ngày vào Đảng"), null=True, blank=True)

    class Meta:
        verbose_name = _("dữ liệu nhạy cảm")

    def __str__(self) -> str:
        return str(self.staff)


class PrivacySettings(models.Model):
    """Thiết lập dữ liệu cá nhân: one row for the installation."""

    keeps_sensitive = models.BooleanField(_("lưu dân tộc, tôn giáo, ngày vào Đảng"), default=False)
    notice = models.TextField(_("thông báo mục đích xử lý dữ liệu"), blank=True)
    changed_at = models.DateTimeField(null=True)
    changed_by_name = models.CharField(max_length=330, blank=True)

    class Meta:
        verbose_name = _("thiết lập dữ liệu cá nhân")
        constraints = (models.CheckConstraint(condition=Q(pk=1), name="privacy_settings_one_row"),)

    def __str__(self) -> str:
        return str(self._meta.verbose_name)


class RetentionRule(models.Model):
    """Thời hạn lưu trữ of one kind of record; without an end it is kept for good.

    ``record`` is a key of the kinds that the retention service knows.
    """

    record = models.CharField(_("loại bản ghi"), max_length=40, unique=True)
    months = models.PositiveSmallIntegerField(_("số tháng lưu"), null=True, blank=True)
    basis = models.CharField(_("căn cứ"), max_length=300, blank=True)
    changed_at = models.DateTimeField(null=True)
    changed_by_name = models.CharField(max_length=330, blank=True)

    class Meta:
        verbose_name = _("thời hạn lưu trữ")
        ordering = ("record",)
        constraints = (
            models.CheckConstraint(
                condition=Q(months__isnull=True) | Q(months__gt=0),
                name="retention_months_positive",
                violation_error_message=_("Số tháng lưu phải lớn hơn 0."),
            ),
        )

    def __str__(self) -> str:
        return self.record


class CorrectionTopic(models.TextChoices):
    """Mục đề nghị chỉnh sửa: which part of the record is said to be wrong."""

    NAME = "full_name", _("Họ và tên")
    BIRTH_DATE = "birth_date", _("Ngày sinh")
    SEX = "sex", _("Giới tính")
    EMAIL = "email", _("Thư điện tử")
    CODE = "code", _("Số hiệu nhân sự")
    JOINED_ON = "joined_on", _("Ngày vào cơ quan")
    RECRUITED_ON = "recruited_on", _("Ngày tuyển dụng")
    SERVICE_FROM = "service_from", _("Ngày bắt đầu công tác trong khu vực nhà nước")
    RETIRES_ON = "retires_on", _("Ngày nghỉ hưu dự kiến")
    IDENTITY = "identity", _("Số định danh cá nhân")
    APPOINTMENT = "appointment", _("Quá trình công tác")
    ASSESSMENT = "assessment", _("Xếp loại hằng năm")
    DISCIPLINE = "discipline", _("Kỷ luật")
    BAR_NOTICE = "bar_notice", _("Thông báo lưu ý của cơ quan khác")
    ABSENCE = "absence", _("Học tập, nghỉ dài ngày")
    INITIATIVE = "initiative", _("Sáng kiến")
    AWARD = "award", _("Khen thưởng")
    SENSITIVE = "sensitive", _("Dân tộc, tôn giáo, ngày vào Đảng")
    OTHER = "other", _("Nội dung khác")


class CorrectionQuerySet(models.QuerySet["CorrectionRequest"]):
    """Reads of requests; pages and APIs begin with ``visible_to``."""

    def visible_to(
        self, actor: Actor, action: str = "personnel.view_correction"
    ) -> CorrectionQuerySet:
        """The person's own requests, and those of people on whom ``actor`` may do ``action``."""
        reach = in_ranges("staff__unit__tree_start", actor.ranges(action))
        if actor.staff_id is not None:
            reach |= Q(staff_id=actor.staff_id)
        return self.filter(reach)

    def open(self) -> CorrectionQuerySet:
        """Those that wait for an answer."""
        return self.filter(state=workflow.SENT)

    def waiting_for(self, actor: Actor) -> CorrectionQuerySet:
        """Those the actor may answer: in his reach, and not his own or of one close to him."""
        reach = in_ranges("staff__unit__tree_start", actor.ranges("personnel.answer_correction"))
        return self.open().filter(reach).exclude(staff_id__in=actor.close_staff_ids)

    def matching(self, text: str) -> CorrectionQuerySet:
        """Those of people whose name or number contains every word of ``text``."""
        return self.filter(containing(text, "staff__search_key"))

    def with_parts(self) -> CorrectionQuerySet:
        """With what a line of a list shows."""
        return self.select_related("staff__unit")


class CorrectionRequest(Stateful):
    """Yêu cầu chỉnh sửa dữ liệu cá nhân: what a person says is wrong in his own record.

    Attributes:
        topic: which part of the record, e.g. ``"birth_date"`` or ``"award"``.
        due_on: last day of the answer, two working days after it was sent (Nghị định
            356/2025/NĐ-CP).
    """

    staff = models.ForeignKey(
        "personnel.Staff", on_delete=models.PROTECT, related_name="correction_requests"
    )
    topic = models.CharField(_("nội dung"), max_length=20)
    current = models.CharField(_("đang ghi"), max_length=500, blank=True)
    wanted = models.CharField(_("đề nghị ghi"), max_length=500)
    reason = models.TextField(_("lý do, giấy tờ kèm theo"), blank=True)
    sent_at = models.DateTimeField(_("gửi lúc"))
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="correction_requests"
    )
    due_on = models.DateField(_("hạn trả lời"))
    answer = models.TextField(_("trả lời"), blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by_name = models.CharField(max_length=330, blank=True)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("yêu cầu chỉnh sửa")
        ordering = ("-pk",)
        indexes = (models.Index(fields=("state", "due_on"), name="correction_by_due_day"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(topic__in=CorrectionTopic.values), name="correction_topic_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.staff} · {self.topic_label}"

    @property
    def topic_label(self) -> str:
        """The part of the record, in words."""
        return str(dict(CorrectionTopic.choices).get(self.topic, self.topic))

    @property
    def state_label(self) -> str:
        """The state, in words."""
        return gettext(workflow.CORRECTION_STATES[self.state])

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return self.state == workflow.SENT

    def is_late(self, day: date) -> bool:
        """Whether its time has run out on that day without an answer."""
        return self.is_open and self.due_on < day


class CorrectionTransition(TransitionRecord):
    """One step of a request; append-only."""

    subject = models.ForeignKey(
        CorrectionRequest, on_delete=models.PROTECT, related_name="transitions"
    )
