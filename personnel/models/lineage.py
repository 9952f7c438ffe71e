"""Units over time: names and codes with their periods, what happened, and what became of what."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.models.dated import Dated
from personnel.models.unit import Unit


class UnitName(Dated):
    """Tên đơn vị theo thời gian: what the unit was called, from one day to another.

    ``Unit.name``, ``short_name`` and ``abbreviation`` repeat the one that holds today.
    """

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="names", verbose_name=_("đơn vị")
    )
    name = models.CharField(_("tên đơn vị"), max_length=200)
    short_name = models.CharField(_("tên gọn"), max_length=100, blank=True)
    abbreviation = models.CharField(_("chữ viết tắt trong số văn bản"), max_length=20, blank=True)

    class Meta:
        verbose_name = _("tên của đơn vị")
        verbose_name_plural = _("tên của đơn vị")
        ordering = ("unit", "valid_from")
        constraints = Dated.Meta.constraints

    def __str__(self) -> str:
        return f"{self.name} ({self.valid_from:%d/%m/%Y})"


class CodeScheme(models.TextChoices):
    """Cách viết mã định danh điện tử (Quyết định 20/2020/QĐ-TTg; dạng cũ: QCVN 102:2016/BTTTT).

    The two forms look alike in reverse order, but no rule of conversion is known: each is kept as
    it was given, and none is ever made from the other.
    """

    CURRENT = "CURRENT", _("Mã định danh (Quyết định 20/2020/QĐ-TTg)")
    FORMER = "FORMER", _("Mã định danh dạng cũ (13 ký tự)")


class UnitCode(Dated):
    """Mã định danh điện tử của đơn vị, from one day to another."""

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="agency_codes", verbose_name=_("đơn vị")
    )
    scheme = models.CharField(_("dạng mã"), max_length=8, choices=CodeScheme.choices)
    value = models.CharField(_("mã định danh"), max_length=35)

    class Meta:
        verbose_name = _("mã định danh của đơn vị")
        verbose_name_plural = _("mã định danh của đơn vị")
        ordering = ("unit", "scheme", "valid_from")
        constraints = (
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(scheme__in=CodeScheme.values), name="unit_code_scheme_known"
            ),
        )

    def __str__(self) -> str:
        return self.value


class UnitEventKind(models.TextChoices):
    """What happened to units."""

    OPENED = "OPENED", _("Thành lập")
    RENAMED = "RENAMED", _("Đổi tên")
    MOVED = "MOVED", _("Chuyển đơn vị cấp trên")
    CODED = "CODED", _("Cấp mã định danh")
    MERGED = "MERGED", _("Sáp nhập, hợp nhất")
    SPLIT = "SPLIT", _("Chia, tách")
    DISSOLVED = "DISSOLVED", _("Giải thể, kết thúc hoạt động")
    CANCELLED = "CANCELLED", _("Hủy bước ghi nhầm")


class UnitEvent(models.Model):
    """Bước tổ chức: what a decision did to units; append-only.

    Attributes:
        units: every unit it concerned.
        decision_number: empty only for what was set up without a paper at hand.
        cancels: the step recorded by mistake that this one takes back; both stay to be read.
    """

    kind = models.CharField(_("việc"), max_length=9, choices=UnitEventKind.choices)
    on = models.DateField(_("có hiệu lực từ ngày"))
    units = models.ManyToManyField(Unit, related_name="events", verbose_name=_("đơn vị"))
    decision_number = models.CharField(_("số văn bản"), max_length=60, blank=True)
    decided_on = models.DateField(_("ngày văn bản"), null=True, blank=True)
    note = models.CharField(_("ghi chú"), max_length=500, blank=True)
    cancels = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="cancelled_by",
        verbose_name=_("hủy bước"),
    )
    recorded_at = models.DateTimeField()
    recorded_by_name = models.CharField(max_length=330)

    class Meta:
        verbose_name = _("bước tổ chức")
        ordering = ("-on", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=UnitEventKind.values), name="unit_event_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(kind="CANCELLED", cancels__isnull=False)
                | (~Q(kind="CANCELLED") & Q(cancels__isnull=True)),
                name="unit_event_cancels_one",
            ),
            models.CheckConstraint(
                condition=Q(decision_number="", decided_on__isnull=True)
                | (~Q(decision_number="") & Q(decided_on__isnull=False)),
                name="unit_event_number_with_date",
                violation_error_message=_("Số văn bản và ngày văn bản phải đi cùng nhau."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.on:%d/%m/%Y}"


class UnitSuccession(models.Model):
    """Kế thừa: ``successor`` continues ``predecessor`` from the event's day; append-only.

    Attributes:
        carries_record: whether the titles of the predecessor count as the successor's; a decision
            of its own, with its basis, because no general rule is known.
    """

    event = models.ForeignKey(UnitEvent, on_delete=models.PROTECT, related_name="successions")
    predecessor = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        related_name="successions",
        verbose_name=_("đơn vị trước"),
    )
    successor = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        related_name="origins",
        verbose_name=_("đơn vị tiếp nhận"),
    )
    carries_record = models.BooleanField(_("tính tiếp thành tích"), default=False)
    basis = models.CharField(_("căn cứ tính tiếp thành tích"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("kế thừa đơn vị")
        ordering = ("event", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("event", "predecessor", "successor"), name="unit_succession_once"
            ),
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")),
                name="unit_succession_not_to_itself",
                violation_error_message=_("Đơn vị không thể sáp nhập vào chính nó."),
            ),
            models.CheckConstraint(
                condition=Q(carries_record=False) | ~Q(basis=""),
                name="unit_succession_record_has_basis",
                violation_error_message=_("Tính tiếp thành tích phải ghi căn cứ."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"
