"""Review steps of a proposal and the results of council meetings."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from awards.domain.steps import STEP_RULES, UPPER_KINDS, StepKind
from core.scope import Actor


class StepOutcome(models.TextChoices):
    """Where a step stands."""

    WAITING = "WAITING", _("chưa tới")
    OPEN = "OPEN", _("đang xét")
    APPROVED = "APPROVED", _("đồng ý")
    DECIDED = "DECIDED", _("đã quyết định")
    RETURNED = "RETURNED", _("trả lại")
    REFUSED = "REFUSED", _("không đồng ý")
    CANCELLED = "CANCELLED", _("không thực hiện")


class ReviewStepQuerySet(models.QuerySet["ReviewStep"]):
    """Reads of steps."""

    def reached_upper_level(self) -> ReviewStepQuerySet:
        """Steps above the proposing department that the dossier has reached."""
        return self.filter(kind__in=sorted(UPPER_KINDS), opened_at__isnull=False)


class ReviewStep(models.Model):
    """One step of a proposal's route (bước xét), bound to the revision it judges.

    Attributes:
        is_external: the level works outside this installation; the officer of the department
            records its answer.
        document: number of the paper that carries an external answer.
        bloc: the emulation bloc that votes in a bloc's step, as the unit belonged to it on the day
            the dossier was sent.
    """

    proposal = models.ForeignKey("awards.Proposal", on_delete=models.PROTECT, related_name="steps")
    revision = models.ForeignKey(
        "awards.DossierRevision", on_delete=models.PROTECT, related_name="steps"
    )
    order = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=16, choices=[(k, _(r.label)) for k, r in STEP_RULES.items()])
    unit = models.ForeignKey(
        "personnel.Unit", on_delete=models.PROTECT, related_name="+", verbose_name=_("nơi xét")
    )
    bloc = models.ForeignKey(
        "emulation.EmulationBloc",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("khối, cụm thi đua"),
    )
    action = models.CharField(max_length=40)
    decides = models.BooleanField(default=False)
    is_external = models.BooleanField(default=False)
    outcome = models.CharField(
        max_length=10, choices=StepOutcome.choices, default=StepOutcome.WAITING
    )
    opened_at = models.DateTimeField(null=True)
    due_on = models.DateField(_("hạn"), null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by_name = models.CharField(max_length=330, blank=True)
    comment = models.TextField(blank=True)
    document = models.CharField(_("văn bản của cấp trên"), max_length=100, blank=True)

    objects = ReviewStepQuerySet.as_manager()

    class Meta:
        verbose_name = _("bước xét")
        ordering = ["revision", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "revision", "order"], name="awards_step_ordered"
            ),
            models.UniqueConstraint(
                fields=["proposal"],
                condition=Q(outcome="OPEN"),
                name="awards_step_one_open",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="OPEN") | Q(opened_at__isnull=False, due_on__isnull=False),
                name="awards_step_open_has_due",
            ),
        ]
        indexes = [
            models.Index(fields=["due_on"], condition=Q(outcome="OPEN"), name="awards_step_due"),
            models.Index(fields=["unit", "proposal"]),
        ]

    def __str__(self) -> str:
        return f"{self.label}, {self.unit}"

    @property
    def label(self) -> str:
        """Name of the step."""
        return gettext(STEP_RULES[StepKind(self.kind)].label)

    @property
    def full_label(self) -> str:
        """Name of the step, with the bloc that votes in it."""
        return f"{self.label}: {self.bloc}" if self.bloc else self.label

    @property
    def outcome_label(self) -> str:
        """The outcome in words."""
        return str(StepOutcome(self.outcome).label)

    def needs_paper(self, actor: Actor) -> bool:
        """Tell whether the actor's answer here must name the paper that carries it.

        So it is when he records what others said: a bloc's meeting, or a level that works
        elsewhere and that he does not belong to.
        """
        if self.kind == StepKind.BLOC:
            return True
        return self.is_external and not actor.may(self.action, self.unit.tree_start)

    def is_late(self, day: date) -> bool:
        """Tell whether the step is open past its limit."""
        return self.outcome == StepOutcome.OPEN and self.due_on is not None and self.due_on < day


class CouncilResult(models.Model):
    """The result of a council meeting on one dossier (kết quả họp Hội đồng); append-only."""

    step = models.OneToOneField(ReviewStep, on_delete=models.PROTECT, related_name="council_result")
    minutes_number = models.CharField(_("số biên bản"), max_length=50)
    met_on = models.DateField(_("ngày họp"))
    members = models.PositiveSmallIntegerField(_("tổng số thành viên"))
    votes_for = models.PositiveSmallIntegerField(_("số phiếu đồng ý"))
    votes_against = models.PositiveSmallIntegerField(_("số phiếu không đồng ý"))

    class Meta:
        verbose_name = _("kết quả họp hội đồng")
        constraints = [
            models.CheckConstraint(
                condition=Q(members__gt=0) & Q(members__gte=F("votes_for") + F("votes_against")),
                name="awards_council_votes_fit",
                violation_error_message=_("Số phiếu nhiều hơn số thành viên hội đồng."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.minutes_number}: {self.votes_for}/{self.members}"
