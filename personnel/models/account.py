"""Accounts and the roles they hold at units."""

from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from core.models.dated import Dated


class Role(models.TextChoices):
    """Vai trò: what a person does in the year's work; it is held at a unit, for a period."""

    STAFF_MEMBER = "STAFF_MEMBER", _("Công chức, viên chức, người lao động")
    HR_OFFICER = "HR_OFFICER", _("Cán bộ tổ chức, thi đua")
    UNIT_HEAD = "UNIT_HEAD", _("Trưởng phòng, đơn vị")
    DIRECTOR = "DIRECTOR", _("Giám đốc, thủ trưởng cơ quan")
    COUNCIL_MEMBER = "COUNCIL_MEMBER", _("Thành viên Hội đồng thi đua, khen thưởng")
    PROVINCE_OFFICER = "PROVINCE_OFFICER", _("Chuyên viên thi đua cấp tỉnh")
    PROVINCE_LEADER = "PROVINCE_LEADER", _("Lãnh đạo tỉnh")
    MINISTRY_OFFICER = "MINISTRY_OFFICER", _("Chuyên viên thi đua cấp bộ")
    AUDITOR = "AUDITOR", _("Kiểm tra, giám sát")
    DATA_OFFICER = "DATA_OFFICER", _("Phụ trách bảo vệ dữ liệu cá nhân")
    LEGAL_OFFICER = "LEGAL_OFFICER", _("Cán bộ pháp chế")
    SYSTEM_ADMIN = "SYSTEM_ADMIN", _("Quản trị hệ thống")


class User(AbstractUser):
    """Tài khoản: a person, or a machine client (``is_service``), that may sign in.

    What an account may do is said only by its role assignments; Django's own groups and
    permissions open nothing but the back office.
    """

    # A Vietnamese name is one field: splitting it into first and last loses its order.
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    full_name = models.CharField(_("họ và tên"), max_length=150)
    # Empty for accounts of the back office, which nobody searches for.
    search_key = models.CharField(max_length=310, editable=False, default="", db_default="")
    staff = models.OneToOneField(
        "personnel.Staff",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="user",
        verbose_name=_("hồ sơ nhân sự"),
    )
    is_service = models.BooleanField(_("tài khoản máy"), default=False)

    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name", "email"]

    class Meta:
        verbose_name = _("tài khoản")
        verbose_name_plural = _("tài khoản")
        ordering = ("username",)
        constraints = (
            # The log-in page does not tell "Anh" from "anh".
            models.UniqueConstraint(
                Lower("username"),
                name="user_username_once",
                violation_error_message=_("Tên đăng nhập này đã có."),
            ),
        )

    def __str__(self) -> str:
        return self.full_name or self.username

    def get_full_name(self) -> str:
        """Họ và tên, as it is written on papers."""
        return self.full_name or self.username

    def get_short_name(self) -> str:
        """The same full name: Vietnamese address by the whole name in official use."""
        return self.get_full_name()


class RoleAssignment(Dated):
    """Phân vai: ``user`` holds ``role`` at ``unit`` and below, for the given period."""

    user = models.ForeignKey(
        User,
        on_delete=models.CASCADE,
        related_name="roles",
        verbose_name=_("tài khoản"),
    )
    role = models.CharField(_("vai trò"), max_length=20, choices=Role.choices)
    unit = models.ForeignKey(
        "personnel.Unit",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("đơn vị"),
    )

    class Meta:
        verbose_name = _("phân vai")
        verbose_name_plural = _("phân vai")
        indexes = (models.Index(fields=("role", "user"), name="role_assignment_by_role"),)
        constraints = (
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(role__in=Role.values),
                name="role_assignment_role_known",
                violation_error_message=_("Vai trò không có trong danh mục."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()} · {self.unit}"
