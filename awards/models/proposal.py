"""Award proposals, the frozen revisions that were judged, and their history."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from awards.models.claims import only_known_claims
from awards.models.recipient import EXACTLY_ONE_RECIPIENT, KNOWN_GROUND, Merited
from awards.models.review import ReviewStep
from awards.workflow import DRAFT, EDITABLE_STATES, IN_REVIEW, LIVE_STATES, PROPOSAL
from core.models import Stateful, TransitionRecord
from core.scope import Actor, in_ranges, permissions
from core.vietnamese import fold


class ProposalQuerySet(models.QuerySet["Proposal"]):
    """Reads of proposals; pages and APIs begin with ``visible_to``."""

    def visible_to(self, actor: Actor, action: str = "awards.view") -> ProposalQuerySet:
        """The proposals on which the actor may do the action.

        ``awards.view`` also lets people see their own dossiers, and upper levels those that
        reached them; ``awards.review`` means: what waits for me to act on, or for an answer from
        elsewhere that I record; ``awards.judge`` means that, and what I may still change.
        """
        if action == "awards.review":
            return self.filter(_waiting_for(actor))
        if action == "awards.judge":
            made = in_ranges("unit__tree_start", actor.ranges("awards.propose")) & _not_own(actor)
            return self.filter(Q(state__in=sorted(EDITABLE_STATES)) & made | Q(_waiting_for(actor)))
        condition = in_ranges("unit__tree_start", actor.ranges(action))
        if action == "awards.view":
            condition |= _reached(actor)
            if actor.staff_id is not None:
                condition |= Q(staff_id=actor.staff_id)
        else:
            condition &= _not_own(actor)
        return self.filter(condition)

    def work_of(self, actor: Actor) -> ProposalQuerySet:
        """What the actor himself has to act on: steps of his own level."""
        return self.filter(_waiting_for(actor), _own_step(actor))

    def awaited_by(self, actor: Actor) -> ProposalQuerySet:
        """What lies at a level that works elsewhere, whose answer the actor records."""
        return self.filter(_waiting_for(actor) & ~_own_step(actor))

    def live(self) -> ProposalQuerySet:
        """Proposals that are pending or granted."""
        return self.filter(state__in=LIVE_STATES)

    def search(self, text: str) -> ProposalQuerySet:
        """Find by recipient, staff or unit code without regard to marks."""
        words = fold(text).split()
        return self.filter(*(Q(search_key__contains=word) for word in words))

    def with_parts(self) -> ProposalQuerySet:
        """Fetch what a list or page shows in the same query."""
        return self.select_related(
            "award_type",
            "unit",
            "staff",
            "subject_unit",
            "external",
            "current_step__unit",
            "current_step__bloc",
        )


def _not_own(actor: Actor) -> Q:
    """Nobody handles his own case, nor that of his spouse or of whom he acts for."""
    if not actor.close_staff_ids:
        return Q()
    return ~Q(staff_id__in=sorted(actor.close_staff_ids)) | Q(staff_id__isnull=True)


def _reached(actor: Actor) -> Q:
    ranges = actor.ranges("awards.view_received")
    if not ranges:
        return Q(pk__in=[])
    opened = ReviewStep.objects.reached_upper_level().filter(
        in_ranges("unit__tree_start", ranges), proposal=OuterRef("pk")
    )
    return Q(Exists(opened))


def _waiting_for(actor: Actor) -> Q:
    """Current steps the actor may act in, his own case excepted."""
    recorders = actor.ranges("awards.record_external")
    elsewhere = Q(current_step__is_external=True) & in_ranges("unit__tree_start", recorders)
    return Q(state=IN_REVIEW) & (_own_step(actor) | elsewhere) & _not_own(actor)


def _own_step(actor: Actor) -> Q:
    """Current steps of a level in which the actor may act."""
    here = Q(pk__in=[])
    for action in sorted(permissions.actions()):
        if action.startswith("awards.") and (ranges := actor.ranges(action)):
            here |= Q(current_step__action=action) & in_ranges(
                "current_step__unit__tree_start", ranges
            )
    return here


class Proposal(Merited, Stateful):
    """Đề nghị khen thưởng: one recipient for one award.

    Attributes:
        claims: codes of what the dossier claims besides the yearly results, in a fixed order.
        received_on: the day the dossier was first sent.
        competent_received_on: the day it first lay before the body that decides, to be appraised.
    """

    state = models.CharField(
        _("trạng thái"),
        max_length=20,
        db_index=True,
        default=DRAFT,
        choices=[(state, _(label)) for state, label in PROPOSAL.states.items()],
    )
    registration = models.ForeignKey(
        "emulation.Registration",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="proposals",
        verbose_name=_("đăng ký thi đua"),
    )
    initiatives = models.ManyToManyField(
        "emulation.Initiative", blank=True, related_name="proposals", verbose_name=_("sáng kiến")
    )
    current_step = models.ForeignKey(
        "awards.ReviewStep", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    claims = models.JSONField(_("thành tích nêu thêm"), default=list, blank=True)
    received_on = models.DateField(_("ngày nhận hồ sơ"), null=True, blank=True)
    competent_received_on = models.DateField(
        _("ngày cơ quan có thẩm quyền nhận để thẩm định"), null=True, blank=True
    )
    forwarded_on = models.DateField(_("ngày trình cấp trên"), null=True, blank=True)
    created_at = models.DateTimeField(_("lập lúc"))
    created_by_id = models.BigIntegerField(null=True)
    created_by_name = models.CharField(_("người lập"), max_length=330)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("đề nghị khen thưởng")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=EXACTLY_ONE_RECIPIENT,
                name="awards_proposal_one_recipient",
                violation_error_message=_("Mỗi đề nghị dành cho đúng một cá nhân hoặc tập thể."),
            ),
            models.UniqueConstraint(
                fields=["staff", "award_type", "year", "occasion", "qualifier"],
                condition=Q(staff__isnull=False, state__in=sorted(LIVE_STATES)),
                name="awards_proposal_person_once",
                violation_error_message=_("Cá nhân này đã có đề nghị như vậy trong năm."),
            ),
            models.UniqueConstraint(
                fields=["subject_unit", "award_type", "year", "occasion", "qualifier"],
                condition=Q(subject_unit__isnull=False, state__in=sorted(LIVE_STATES)),
                name="awards_proposal_collective_once",
                violation_error_message=_("Tập thể này đã có đề nghị như vậy trong năm."),
            ),
            models.UniqueConstraint(
                fields=["external", "award_type", "year", "occasion", "qualifier"],
                condition=Q(external__isnull=False, state__in=sorted(LIVE_STATES)),
                name="awards_proposal_external_once",
                violation_error_message=_("Đối tượng này đã có đề nghị như vậy trong năm."),
            ),
            models.CheckConstraint(condition=KNOWN_GROUND, name="awards_proposal_ground_known"),
            models.CheckConstraint(
                condition=Q(competent_received_on__isnull=True)
                | Q(competent_received_on__gte=F("received_on")),
                name="awards_proposal_sent_before_received",
            ),
            models.CheckConstraint(
                condition=only_known_claims("claims"),
                name="awards_proposal_claims_known",
                violation_error_message=_("Thành tích nêu thêm không có trong danh mục."),
            ),
        ]
        indexes = [
            models.Index(fields=["year", "-id"]),
            models.Index(fields=["unit", "year", "-id"]),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.recipient_name}"

    @property
    def code(self) -> str:
        """The dossier number people quote."""
        return f"HS{self.year}-{self.pk:05d}"

    @property
    def judged_by_day(self) -> date | None:
        """The day whose rules the dossier is judged by; nothing while it was never sent."""
        return self.competent_received_on or self.received_on

    @property
    def state_label(self) -> str:
        """The state in words."""
        return gettext(PROPOSAL.states[self.state])


class ProposalTransition(TransitionRecord):
    """One act on a proposal; append-only."""

    subject = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="transitions")


class DossierRevision(models.Model):
    """The dossier as it was sent and judged; append-only.

    Attributes:
        content: what the reviewers see, as plain JSON.
        verdict: the deciding verdict of the rule engine, with the versions of the rule-sets.
        judged_facts: what the rules were told, and the verdict by newer rules beside; with these
            and the verdict it can be judged again.
        sha256: hash of the content, the verdict and the facts, so that a later reader can prove
            that they are the same.
    """

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    verdict = models.JSONField()
    judged_facts = models.JSONField(default=dict)
    sha256 = models.CharField(max_length=64)
    submitted_at = models.DateTimeField()
    submitted_by_name = models.CharField(max_length=330)

    class Meta:
        verbose_name = _("bản hồ sơ đã gửi")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "number"], name="awards_revision_numbered_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id}/{self.number}"
