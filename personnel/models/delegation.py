"""Delegation: one person acts on behalf of another, within bounds and for a time."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.models.dated import Dated, InForceQuerySet
from personnel.models.account import Role, User


class DelegationKind(models.TextChoices):
    """Cách thay mặt (Nghị định 30/2020/NĐ-CP, Điều 13)."""

    DEPUTY = "DEPUTY", _("Cấp phó thay mặt cấp trưởng")
    MANDATE = "MANDATE", _("Ủy quyền bằng văn bản")


# What nobody can let another do in his name: to be himself, and to look after the machine.
NOT_DELEGABLE = frozenset({Role.STAFF_MEMBER, Role.SYSTEM_ADMIN})


class DelegationQuerySet(InForceQuerySet):
    """Reads of delegations."""

    def in_force_on(self, day: date) -> DelegationQuerySet:
        """Those whose period contains the day, of people whose accounts are in use."""
        return self.exclude(role__in=NOT_DELEGABLE).filter(
            valid_from__lte=day,
            valid_to__gt=day,
            revoked=False,
            principal__is_active=True,
            deputy__is_active=True,
        )


class Delegation(Dated):
    """Ủy quyền: ``deputy`` may act in ``role`` at ``unit`` on behalf of ``principal``.

    It never reaches further than the role the principal himself holds on the day, and what was
    delegated cannot be delegated on. ``valid_to`` is always set: a delegation is limited in time.
    Ended early, it keeps its row with a shorter period; ended on or before its first day it is
    ``revoked`` (thu hồi), for no shorter period is left.
    """

    principal = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        related_name="delegations_given",
        verbose_name=_("người được thay mặt"),
    )
    deputy = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        related_name="delegations_held",
        verbose_name=_("người thay mặt"),
    )
    kind = models.CharField(_("cách thay mặt"), max_length=7, choices=DelegationKind.choices)
    role = models.CharField(_("vai trò"), max_length=20, choices=Role.choices)
    unit = models.ForeignKey(
        "personnel.Unit", on_delete=models.PROTECT, related_name="+", verbose_name=_("đơn vị")
    )
    document_ref = models.CharField(_("văn bản"), max_length=100, blank=True)
    note = models.CharField(_("nội dung"), max_length=300, blank=True)
    revoked = models.BooleanField(_("đã thu hồi"), default=False)
    recorded_at = models.DateTimeField()
    recorded_by_name = models.CharField(max_length=330)

    objects = DelegationQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("ủy quyền")
        verbose_name_plural = _("ủy quyền")
        ordering = ("-valid_from", "-pk")
        indexes = (
            models.Index(fields=("deputy", "valid_from"), name="delegation_by_deputy"),
            models.Index(fields=("role", "valid_from"), name="delegation_by_role"),
        )
        constraints = (
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(valid_to__isnull=False),
                name="delegation_has_an_end",
                violation_error_message=_("Ủy quyền phải có ngày kết thúc."),
            ),
            models.CheckConstraint(
                condition=~Q(principal=F("deputy")),
                name="delegation_not_to_oneself",
                violation_error_message=_("Không ai tự ủy quyền cho mình."),
            ),
            models.CheckConstraint(
                condition=Q(kind="DEPUTY") | ~Q(document_ref=""),
                name="delegation_mandate_has_document",
                violation_error_message=_("Ủy quyền phải ghi văn bản ủy quyền."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.deputy} → {self.principal}"

    def state_on(self, day: date) -> str:
        """Whether it is ``running``, ``coming`` or ``ended`` on the day."""
        if self.revoked or (self.valid_to is not None and self.valid_to <= day):
            return "ended"
        return "coming" if self.valid_from > day else "running"

    def is_in_force_on(self, day: date) -> bool:
        """Whether the deputy may act under it on the day, as far as the row itself can tell."""
        return self.state_on(day) == "running" and self.role not in NOT_DELEGABLE
