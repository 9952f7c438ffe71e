"""Units: one stable identity each, with dated placements under a superior."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.models.dated import Dated
from core.periods import holds_on
from core.scope import Actor, in_ranges
from core.search import containing

if TYPE_CHECKING:
    from datetime import date


class UnitKind(models.TextChoices):
    """Loại đơn vị, in the order in which sisters of different kinds are listed."""

    STATE = "STATE", _("Nhà nước")
    MINISTRY = "MINISTRY", _("Bộ, ngành")
    PROVINCE = "PROVINCE", _("Tỉnh, thành phố")
    DEPARTMENT = "DEPARTMENT", _("Sở, ban, ngành")
    DIVISION = "DIVISION", _("Phòng và tương đương")
    PUBLIC_SERVICE_UNIT = "PUBLIC_SERVICE_UNIT", _("Đơn vị sự nghiệp công lập")
    COMMUNE = "COMMUNE", _("Xã, phường, đặc khu")
    ENTERPRISE = "ENTERPRISE", _("Doanh nghiệp")

    @classmethod
    def rank(cls, kind: str) -> int:
        """The kind's place among sisters."""
        return cls.values.index(kind)


class UnitQuerySet(models.QuerySet["Unit"]):
    """Reads of units; pages and APIs begin with ``visible_to``."""

    def visible_to(self, actor: Actor, action: str = "personnel.view_unit") -> UnitQuerySet:
        """The units on which ``actor`` may do ``action``."""
        return self.filter(in_ranges("tree_start", actor.ranges(action)))

    def subtree_of(self, unit: Unit) -> UnitQuerySet:
        """``unit`` and everything below it today."""
        return self.filter(tree_start__range=(unit.tree_start, unit.tree_end))

    def open_on(self, day: date) -> UnitQuerySet:
        """The units that exist on ``day``."""
        return self.filter(
            Q(dissolved_on__isnull=True) | Q(dissolved_on__gt=day), opened_on__lte=day
        )

    def matching(self, text: str) -> UnitQuerySet:
        """Units whose name, short name or code contains every word of ``text``, marks ignored."""
        return self.filter(containing(text))

    def in_tree_order(self) -> UnitQuerySet:
        """Superiors before subordinates, sisters in their listed order."""
        return self.order_by("tree_start", "pk")


class Unit(models.Model):
    """Đơn vị: an agency, division, public-service unit or enterprise.

    ``parent``, ``tree_start``, ``tree_end`` and ``depth`` are derived from the placements by the
    unit services in the same transaction; nothing else writes them.
    """

    code = models.CharField(
        _("mã đơn vị"),
        max_length=40,
        unique=True,
        error_messages={"unique": _("Mã đơn vị này đã có.")},
    )
    name = models.CharField(_("tên đơn vị"), max_length=200)
    short_name = models.CharField(_("tên gọn"), max_length=100, blank=True)
    search_key = models.CharField(max_length=350, editable=False)
    kind = models.CharField(_("loại đơn vị"), max_length=20, choices=UnitKind.choices)
    abbreviation = models.CharField(_("chữ viết tắt trong số văn bản"), max_length=20, blank=True)
    participates = models.BooleanField(_("làm việc trên hệ thống này"), default=True)
    has_legal_personality = models.BooleanField(_("có tư cách pháp nhân"), default=False)
    sector_unit = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="sector_members",
        verbose_name=_("bộ quản lý ngành"),
    )
    opened_on = models.DateField(_("ngày thành lập"))
    dissolved_on = models.DateField(_("ngày giải thể"), null=True, blank=True)
    sort_order = models.PositiveSmallIntegerField(_("thứ tự"), default=0)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="children",
        verbose_name=_("đơn vị cấp trên"),
    )
    tree_start = models.PositiveIntegerField(default=0, editable=False, db_index=True)
    tree_end = models.PositiveIntegerField(default=0, editable=False)
    depth = models.PositiveSmallIntegerField(default=0, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("đơn vị")
        verbose_name_plural = _("đơn vị")
        ordering = ("tree_start", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(dissolved_on__isnull=True) | Q(dissolved_on__gt=F("opened_on")),
                name="unit_dates_in_order",
                violation_error_message=_("Ngày giải thể phải sau ngày thành lập."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=UnitKind.values),
                name="unit_kind_known",
                violation_error_message=_("Loại đơn vị không có trong danh mục."),
            ),
            models.CheckConstraint(
                condition=Q(tree_end__gte=F("tree_start")),
                name="unit_range_in_order",
                violation_error_message=_("Vị trí trong cây đơn vị không hợp lệ."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        """The short name where there is one, for narrow places."""
        return self.short_name or self.name

    def exists_on(self, day: date) -> bool:
        """Whether the unit is open on ``day``."""
        return holds_on(day, self.opened_on, self.dissolved_on)

    def holds(self, position: int) -> bool:
        """Whether ``position`` lies in this unit's subtree."""
        return self.tree_start <= position <= self.tree_end


class UnitPlacement(Dated):
    """Vị trí của đơn vị: under which superior the unit stands, from one day to another."""

    unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        related_name="placements",
        verbose_name=_("đơn vị"),
    )
    parent = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="placed_below",
        verbose_name=_("đơn vị cấp trên"),
    )

    class Meta:
        verbose_name = _("vị trí của đơn vị")
        verbose_name_plural = _("vị trí của đơn vị")
        ordering = ("unit", "valid_from")
        constraints = (
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("unit")),
                name="unit_placement_not_below_itself",
                violation_error_message=_("Đơn vị không thể trực thuộc chính nó."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit} ← {self.parent or '·'} ({self.valid_from:%d/%m/%Y})"
