"""Staff and their dated appointments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.models.dated import Dated, InForceQuerySet
from core.scope import Actor, in_ranges
from core.search import containing

if TYPE_CHECKING:
    from datetime import date

    from personnel.models.unit import Unit

OWN_RECORD_ACTIONS = frozenset(
    {"personnel.view_staff", "personnel.view_identity", "personnel.view_sensitive"}
)


class StaffCategory(models.TextChoices):
    """Loại nhân sự: the law's kinds of people who work in an agency."""

    OFFICIAL = "OFFICIAL", _("Cán bộ")
    CIVIL_SERVANT = "CIVIL_SERVANT", _("Công chức")
    PUBLIC_EMPLOYEE = "PUBLIC_EMPLOYEE", _("Viên chức")
    WORKER = "WORKER", _("Người lao động (hợp đồng)")


class Sex(models.TextChoices):
    """Giới tính, as it stands in the staff file."""

    FEMALE = "F", _("Nữ")
    MALE = "M", _("Nam")


class StaffQuerySet(models.QuerySet["Staff"]):
    """Reads of staff; pages and APIs begin with ``visible_to``."""

    def visible_to(self, actor: Actor, action: str = "personnel.view_staff") -> StaffQuerySet:
        """The people on whom ``actor`` may do ``action``; one's own record can be seen always."""
        reach = in_ranges("unit__tree_start", actor.ranges(action))
        if action in OWN_RECORD_ACTIONS and actor.staff_id is not None:
            reach |= Q(pk=actor.staff_id)
        return self.filter(reach)

    def in_subtree(self, unit: Unit) -> StaffQuerySet:
        """The people whose unit is ``unit`` or below it today."""
        return self.filter(unit__tree_start__range=(unit.tree_start, unit.tree_end))

    def matching(self, text: str) -> StaffQuerySet:
        """People whose name or number contains every word of ``text``, marks ignored."""
        return self.filter(containing(text))

    def working_on(self, day: date) -> StaffQuerySet:
        """The people who have not left by ``day``."""
        return self.filter(Q(left_on__isnull=True) | Q(left_on__gt=day))

    def in_name_order(self) -> StaffQuerySet:
        """Vietnamese order: given name, then family and middle names."""
        return self.order_by("sort_key", "pk")


class Staff(models.Model):
    """Nhân sự: one person on an agency's staff list.

    ``unit`` is the unit of the appointment in force (after leaving: the last one), written by the
    staff services with the appointment, so that lists need one join only.

    Attributes:
        joined_on: first day at the agency, time under a labour contract included; the months
            that yearly titles ask for count from here.
        recruited_on: day of recruitment (tuyển dụng), often later than the first contract.
        service_from: first day in the public sector, at whatever employer; awards brought along
            from earlier employers are younger than it.
        retires_on: day of retirement as foreseen or as already notified.
    """

    code = models.CharField(
        _("số hiệu nhân sự"),
        max_length=40,
        unique=True,
        error_messages={"unique": _("Số hiệu nhân sự này đã có.")},
    )
    external_id = models.CharField(
        _("mã ở phần mềm nhân sự"),
        max_length=100,
        unique=True,
        null=True,
        blank=True,
        error_messages={"unique": _("Mã ở phần mềm nhân sự này đã có.")},
    )
    full_name = models.CharField(_("họ và tên"), max_length=150)
    given_name = models.CharField(_("tên"), max_length=50)
    sort_key = models.CharField(max_length=600, editable=False)
    search_key = models.CharField(max_length=250, editable=False)
    birth_date = models.DateField(_("ngày sinh"), null=True, blank=True)
    sex = models.CharField(_("giới tính"), max_length=1, choices=Sex.choices, blank=True)
    category = models.CharField(_("loại nhân sự"), max_length=16, choices=StaffCategory.choices)
    email = models.EmailField(_("thư điện tử"), blank=True)
    joined_on = models.DateField(_("ngày vào cơ quan"))
    recruited_on = models.DateField(_("ngày tuyển dụng"), null=True, blank=True)
    service_from = models.DateField(
        _("ngày bắt đầu công tác trong khu vực nhà nước"), null=True, blank=True
    )
    retires_on = models.DateField(_("ngày nghỉ hưu dự kiến"), null=True, blank=True)
    left_on = models.DateField(_("ngày thôi việc"), null=True, blank=True)
    unit = models.ForeignKey(
        "personnel.Unit",
        on_delete=models.PROTECT,
        editable=False,
        related_name="staff",
        verbose_name=_("đơn vị"),
    )
    spouse = models.OneToOneField(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("vợ, chồng cùng danh sách nhân sự"),
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = StaffQuerySet.as_manager()

    class Meta:
        verbose_name = _("nhân sự")
        verbose_name_plural = _("nhân sự")
        ordering = ("sort_key", "pk")
        indexes = (
            models.Index(fields=("sort_key", "id"), name="staff_by_name"),
            models.Index(fields=("unit", "sort_key", "id"), name="staff_by_unit_name"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(left_on__gt=F("joined_on")),
                name="staff_dates_in_order",
                violation_error_message=_("Ngày thôi việc phải sau ngày vào cơ quan."),
            ),
            models.CheckConstraint(
                condition=Q(recruited_on__isnull=True) | Q(recruited_on__gte=F("joined_on")),
                name="staff_recruited_after_joining",
                violation_error_message=_("Ngày tuyển dụng không được trước ngày vào cơ quan."),
            ),
            models.CheckConstraint(
                condition=Q(service_from__isnull=True) | Q(service_from__lte=F("joined_on")),
                name="staff_service_before_joining",
                violation_error_message=_("Ngày bắt đầu công tác không được sau ngày vào cơ quan."),
            ),
            models.CheckConstraint(
                condition=Q(retires_on__isnull=True) | Q(retires_on__gt=F("joined_on")),
                name="staff_retires_after_joining",
                violation_error_message=_("Ngày nghỉ hưu phải sau ngày vào cơ quan."),
            ),
            models.CheckConstraint(
                condition=Q(category__in=StaffCategory.values),
                name="staff_category_known",
                violation_error_message=_("Loại nhân sự không có trong danh mục."),
            ),
            models.CheckConstraint(
                condition=Q(spouse__isnull=True) | ~Q(spouse=F("id")),
                name="staff_not_own_spouse",
            ),
            models.CheckConstraint(
                condition=~Q(external_id=""),
                name="staff_external_id_not_blank",
                violation_error_message=_("Mã ở phần mềm nhân sự không được là chuỗi rỗng."),
            ),
        )

    def __str__(self) -> str:
        return self.full_name


class AppointmentQuerySet(InForceQuerySet):
    """Reads of appointments."""

    def main(self) -> AppointmentQuerySet:
        """The places of work themselves, without posts held beside them."""
        return self.filter(is_concurrent=False)

    def concurrent(self) -> AppointmentQuerySet:
        """Posts held beside the place of work (kiêm nhiệm)."""
        return self.filter(is_concurrent=True)


class Appointment(Dated):
    """Vị trí công tác: ``staff`` works in ``unit`` in ``post``, from one day to another.

    One main place at a time; posts held beside it (kiêm nhiệm) are ``is_concurrent``.
    """

    staff = models.ForeignKey(
        Staff,
        on_delete=models.PROTECT,
        related_name="appointments",
        verbose_name=_("nhân sự"),
    )
    unit = models.ForeignKey(
        "personnel.Unit",
        on_delete=models.PROTECT,
        related_name="appointments",
        verbose_name=_("đơn vị"),
    )
    post = models.CharField(_("chức vụ, chức danh"), max_length=150)
    is_manager = models.BooleanField(_("giữ chức vụ lãnh đạo, quản lý"), default=False)
    is_concurrent = models.BooleanField(_("kiêm nhiệm"), default=False)
    decision_ref = models.CharField(_("số quyết định"), max_length=60, blank=True)

    objects = AppointmentQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("vị trí công tác")
        verbose_name_plural = _("vị trí công tác")
        ordering = ("staff", "valid_from")
        indexes = (models.Index(fields=("unit", "valid_from"), name="appointment_by_unit"),)
        constraints = Dated.Meta.constraints

    def __str__(self) -> str:
        return f"{self.staff} · {self.post} · {self.unit}"
