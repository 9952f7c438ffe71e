"""Recorded awards: the facts every report is built from."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from awards.models.decision import Decision
from awards.models.proposal import Proposal
from awards.models.recipient import EXACTLY_ONE_RECIPIENT, KNOWN_GROUND, Merited
from core.scope import Actor, in_ranges
from core.vietnamese import fold


class RecordedAwardQuerySet(models.QuerySet["RecordedAward"]):
    """Reads of recorded awards; pages and APIs begin with ``visible_to``."""

    def visible_to(
        self, actor: Actor, action: str = "awards.view_register"
    ) -> RecordedAwardQuerySet:
        """The awards of the actor's units, those his ministry decided, and his own."""
        condition = in_ranges("unit__tree_start", actor.ranges(action))
        if decided := actor.ranges("awards.view_decided"):
            condition |= in_ranges("decision__unit__tree_start", decided)
        if actor.staff_id is not None:
            condition |= Q(staff_id=actor.staff_id)
        return self.filter(condition)

    def standing(self) -> RecordedAwardQuerySet:
        """Awards that were not annulled."""
        return self.filter(annulment__isnull=True)

    def search(self, text: str) -> RecordedAwardQuerySet:
        """Find by recipient, staff or unit code without regard to marks."""
        return self.filter(*(Q(search_key__contains=word) for word in fold(text).split()))


class RecordedAward(Merited):
    """Khen thưởng đã ghi nhận: append-only, with the recipient as he was then.

    It comes from a decided proposal, or from a load of older awards; only the undoing of that
    load can remove it.
    """

    proposal = models.OneToOneField(
        Proposal, on_delete=models.PROTECT, null=True, related_name="recorded_award"
    )
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="awards")
    unit_name = models.CharField(_("đơn vị khi đó"), max_length=200)
    post = models.CharField(_("chức vụ khi đó"), max_length=150, blank=True)
    is_manager = models.BooleanField(_("giữ chức vụ lãnh đạo, quản lý"), default=False)
    sex = models.CharField(_("giới tính"), max_length=6, blank=True)
    recorded_at = models.DateTimeField()
    load = models.ForeignKey(
        "core.Load", on_delete=models.PROTECT, null=True, related_name="recorded_awards"
    )

    objects = RecordedAwardQuerySet.as_manager()

    class Meta:
        verbose_name = _("khen thưởng đã ghi nhận")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=EXACTLY_ONE_RECIPIENT, name="awards_award_one_recipient"
            ),
            models.CheckConstraint(condition=KNOWN_GROUND, name="awards_award_ground_known"),
        ]
        indexes = [
            models.Index(fields=["year", "-id", "unit", "search_key"], name="awards_award_of_year"),
            models.Index(fields=["unit", "year", "-id"]),
        ]

    def __str__(self) -> str:
        return f"{self.recipient_name}: {self.award_type_id} {self.year}"


class AwardAnnulment(models.Model):
    """Hủy bỏ quyết định tặng (Luật 2022, Điều 93 khoản 2, 8): a row of its own, append-only."""

    award = models.OneToOneField(RecordedAward, on_delete=models.PROTECT, related_name="annulment")
    number = models.CharField(_("số quyết định hủy bỏ"), max_length=41)
    decided_on = models.DateField(_("ngày ký"))
    reason = models.TextField(_("lý do"))
    recorded_at = models.DateTimeField()
    recorded_by_name = models.CharField(max_length=330)

    class Meta:
        verbose_name = _("hủy bỏ khen thưởng")

    def __str__(self) -> str:
        return f"{self.number} ({self.award_id})"
