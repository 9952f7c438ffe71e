"""Registrations: what a person or a collective sets out to earn in the year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models.workflow import Stateful, TransitionRecord
from core.scope import Actor, in_ranges
from core.search import containing
from emulation import workflow

if TYPE_CHECKING:
    from personnel.models import Staff, Unit

OWN_ACTIONS = frozenset({"emulation.view_registration", "emulation.register"})
_STATE_CHOICES = [(state, _(label)) for state, label in workflow.REGISTRATION.states.items()]
_STANDING = ~Q(state=workflow.WITHDRAWN)


class RegistrationQuerySet(models.QuerySet["Registration"]):
    """Reads of registrations; pages and the API begin with ``visible_to``."""

    def visible_to(
        self, actor: Actor, action: str = "emulation.view_registration"
    ) -> RegistrationQuerySet:
        """The registrations on which the actor may do the action."""
        reach = in_ranges("unit__tree_start", actor.ranges(action))
        if action in OWN_ACTIONS:
            return self.filter(reach | self.own_of(actor))
        if action == "emulation.approve_registration":
            return self.filter(reach).exclude(self.decided_for_himself(actor))
        return self.filter(reach)

    @staticmethod
    def own_of(actor: Actor) -> Q:
        """Registrations of the actor himself, or entered by him."""
        mine = Q(pk__in=[])
        if actor.staff_id is not None:
            mine |= Q(staff_id=actor.staff_id)
        if actor.own_account_id is not None:
            mine |= Q(created_by_id=actor.own_account_id)
        return mine

    @staticmethod
    def decided_for_himself(actor: Actor) -> Q:
        """Registrations the actor may not decide: his own, and a collective's he entered.

        Those of his spouse are as his own, and so are those of the person he acts for.
        """
        own = Q(staff_id__isnull=False, staff_id__in=sorted(actor.close_staff_ids))
        return own | Q(subject_unit__isnull=False, created_by_id__in=sorted(actor.account_ids))

    def standing(self) -> RegistrationQuerySet:
        """Those not withdrawn."""
        return self.filter(_STANDING)

    def in_subtree(self, unit: Unit) -> RegistrationQuerySet:
        """Those whose unit is ``unit`` or below it today."""
        return self.filter(unit__tree_start__range=(unit.tree_start, unit.tree_end))

    def matching(self, text: str) -> RegistrationQuerySet:
        """Those whose recipient's name or code has every word of the text, marks ignored."""
        return self.filter(containing(text))

    def in_name_order(self) -> RegistrationQuerySet:
        """Vietnamese order of the recipients."""
        return self.order_by("sort_key", "pk")

    def for_lists(self) -> RegistrationQuerySet:
        """With everything one line of a list shows, in one query."""
        return self.select_related("staff", "subject_unit", "unit", "award_type", "emulation_year")


class Registration(Stateful):
    """Đăng ký thi đua: one recipient, one award, one year.

    ``unit`` is where the recipient stood when registering; it stays when people move.
    ``sort_key`` and ``search_key`` are written by the services with the recipient.
    """

    state = models.CharField(_("trạng thái"), max_length=20, choices=_STATE_CHOICES, db_index=True)
    emulation_year = models.ForeignKey(
        "emulation.EmulationYear",
        on_delete=models.PROTECT,
        related_name="registrations",
        verbose_name=_("năm thi đua"),
    )
    staff = models.ForeignKey(
        "personnel.Staff",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="registrations",
        verbose_name=_("cá nhân"),
    )
    subject_unit = models.ForeignKey(
        "personnel.Unit",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="registrations",
        verbose_name=_("tập thể"),
    )
    unit = models.ForeignKey(
        "personnel.Unit",
        on_delete=models.PROTECT,
        related_name="registrations_within",
        verbose_name=_("đơn vị"),
    )
    award_type = models.ForeignKey(
        "legal.AwardType",
        on_delete=models.PROTECT,
        related_name="registrations",
        verbose_name=_("danh hiệu, hình thức"),
    )
    commitment = models.TextField(_("nội dung cam kết"), blank=True)
    late_reason = models.TextField(_("lý do đăng ký ngoài đợt"), blank=True)
    submitted_at = models.DateTimeField(_("gửi lần đầu lúc"), null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người lập"),
    )
    created_at = models.DateTimeField(_("lập lúc"))
    sort_key = models.CharField(max_length=1000, editable=False)
    search_key = models.CharField(max_length=400, editable=False)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("đăng ký thi đua")
        verbose_name_plural = _("đăng ký thi đua")
        ordering = ("sort_key", "pk")
        indexes = (
            models.Index(
                fields=("emulation_year", "sort_key", "id"), name="registration_by_year_name"
            ),
            models.Index(fields=("emulation_year", "state"), name="registration_by_year_state"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(staff__isnull=False, subject_unit__isnull=True)
                | Q(staff__isnull=True, subject_unit__isnull=False),
                name="registration_one_recipient",
                violation_error_message=_("Chọn đúng một: cá nhân hoặc tập thể."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=list(workflow.REGISTRATION.states)),
                name="registration_state_known",
                violation_error_message=_("Trạng thái không có trong danh mục."),
            ),
            models.UniqueConstraint(
                fields=("staff", "award_type", "emulation_year"),
                condition=_STANDING & Q(staff__isnull=False),
                name="registration_once_per_person",
                violation_error_message=_("Người này đã đăng ký danh hiệu này trong năm."),
            ),
            models.UniqueConstraint(
                fields=("subject_unit", "award_type", "emulation_year"),
                condition=_STANDING & Q(subject_unit__isnull=False),
                name="registration_once_per_collective",
                violation_error_message=_("Tập thể này đã đăng ký danh hiệu này trong năm."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.recipient} · {self.award_type} · {self.emulation_year.year}"

    @property
    def recipient(self) -> Staff | Unit:
        """The person or the collective that registered."""
        return self.staff or self.subject_unit  # type: ignore[return-value]

    @property
    def is_editable(self) -> bool:
        """Whether the content may still be changed."""
        return self.state in workflow.REGISTRATION_EDITABLE


class RegistrationTransition(TransitionRecord):
    """Lịch sử của một đăng ký: one step done; append-only."""

    subject = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="transitions")

    class Meta(TransitionRecord.Meta):
        verbose_name = _("bước của đăng ký")
        verbose_name_plural = _("bước của đăng ký")
