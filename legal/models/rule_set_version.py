"""Versions of rule-sets: content, state, and who made, sent in and published it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.models.dated import Dated
from core.models.workflow import Stateful, TransitionRecord
from core.scope import SYSTEM, Actor
from legal.models.rule_set import RuleSet
from legal.workflow import (
    DRAFT,
    IN_USE_STATES,
    OPEN_STATES,
    PUBLISHED,
    RULE_SET_VERSION,
)

# What the database keeps from the moment a version is published.
FROZEN_FIELDS = (
    *("rule_set", "number", "content", "content_sha256", "valid_from", "valid_to"),
    *("document_codes", "scope_codes", "note", "is_from_file", "based_on"),
    *("made_by_id", "made_by_name", "made_at", "author_ids"),
    *("submitted_by_id", "submitted_for_id", "submitted_by_name", "submitted_at"),
    *("published_by_id", "published_for_id", "published_by_name", "published_at"),
)


def _other_than(first: str, second: str) -> Q:
    """Two accounts that are known are not the same."""
    return (
        Q(**{f"{first}__isnull": True})
        | Q(**{f"{second}__isnull": True})
        | ~Q(**{first: F(second)})
    )


class RuleSetVersionQuerySet(models.QuerySet["RuleSetVersion"]):
    """Reads of versions."""

    def visible_to(
        self, actor: Actor, action: str = "legal.view_catalogue"
    ) -> RuleSetVersionQuerySet:
        """The versions an actor may see: the law is the same for everybody."""
        return self.all() if actor == SYSTEM or actor.may_somewhere(action) else self.none()


class RuleSetVersion(Stateful, Dated):
    """Phiên bản bộ quy tắc: a draft, or a text that judges and that nobody can change.

    What judges is published by two people, or comes from a reviewed file with standards still to be
    confirmed and then only reminds. People are kept as numbers and text, without foreign keys, so
    that history outlives accounts.
    """

    rule_set = models.ForeignKey(
        RuleSet, on_delete=models.PROTECT, related_name="versions", verbose_name=_("bộ quy tắc")
    )
    number = models.PositiveIntegerField(_("số"))
    content = models.JSONField(_("nội dung"))
    content_sha256 = models.CharField(_("mã băm nội dung"), max_length=64)
    document_codes = models.JSONField(_("văn bản"), default=list, blank=True)
    scope_codes = models.JSONField(_("đơn vị áp dụng"), default=list, blank=True)
    note = models.TextField(_("ghi chú"), blank=True)
    is_from_file = models.BooleanField(_("nguyên văn tệp đã soát"), default=False)
    based_on = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("soạn từ bản")
    )
    made_by_id = models.BigIntegerField(null=True)
    made_by_name = models.CharField(_("người soạn"), max_length=310)
    made_at = models.DateTimeField(_("soạn lúc"))
    # Every account that wrote or confirmed something in it, or began the set, and in whose name.
    author_ids = models.JSONField(default=list, editable=False)
    submitted_by_id = models.BigIntegerField(null=True)
    submitted_for_id = models.BigIntegerField(null=True)
    submitted_by_name = models.CharField(_("người gửi duyệt"), max_length=310, blank=True)
    submitted_at = models.DateTimeField(_("gửi duyệt lúc"), null=True)
    published_by_id = models.BigIntegerField(null=True)
    published_for_id = models.BigIntegerField(null=True)
    published_by_name = models.CharField(_("người công bố"), max_length=310, blank=True)
    published_at = models.DateTimeField(_("công bố lúc"), null=True)
    retirement_by_id = models.BigIntegerField(null=True)
    retirement_for_id = models.BigIntegerField(null=True)
    retirement_by_name = models.CharField(
        _("người đề nghị thôi áp dụng"), max_length=310, blank=True
    )
    retired_at = models.DateTimeField(_("thôi áp dụng lúc"), null=True)

    objects = RuleSetVersionQuerySet.as_manager()  # type: ignore[misc, assignment]

    class Meta:
        verbose_name = _("phiên bản bộ quy tắc")
        verbose_name_plural = _("phiên bản bộ quy tắc")
        ordering = ["rule_set", "-number"]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["rule_set", "number"], name="legal_rulesetversion_number"
            ),
            models.UniqueConstraint(
                fields=["rule_set"],
                condition=Q(state__in=IN_USE_STATES),
                name="legal_rulesetversion_one_in_use",
                violation_error_message=_("Bộ quy tắc này đang có một bản áp dụng."),
            ),
            models.UniqueConstraint(
                fields=["rule_set"],
                condition=Q(state__in=OPEN_STATES),
                name="legal_rulesetversion_one_open",
                violation_error_message=_("Bộ quy tắc này đang có một bản dự thảo."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=list(RULE_SET_VERSION.states)),
                name="legal_rulesetversion_state",
            ),
            models.CheckConstraint(
                condition=_other_than("published_by_id", "submitted_by_id")
                & _other_than("published_by_id", "submitted_for_id")
                & _other_than("published_for_id", "submitted_by_id")
                & _other_than("published_for_id", "submitted_for_id"),
                name="legal_rulesetversion_two_people",
                violation_error_message=_("Người gửi duyệt không tự công bố."),
            ),
            models.CheckConstraint(
                condition=Q(published_by_id__isnull=True) | Q(submitted_by_id__isnull=False),
                name="legal_rulesetversion_sent_before",
            ),
            models.CheckConstraint(
                condition=~Q(state=PUBLISHED) | Q(published_at__isnull=False),
                name="legal_rulesetversion_published_at",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule_set.code} · {self.number}"

    @property
    def is_draft(self) -> bool:
        """Whether its content may still be changed."""
        return self.state == DRAFT

    @property
    def is_in_use(self) -> bool:
        """Whether dossiers are judged by it, be it only as a reminder."""
        return self.state in IN_USE_STATES

    @property
    def was_published(self) -> bool:
        """Whether it is or was in use: only then may its rules block."""
        return self.published_at is not None

    @property
    def state_label(self) -> str:
        """The state in the official words."""
        return RULE_SET_VERSION.states[self.state]

    @property
    def submitter_ids(self) -> frozenset[int]:
        """The accounts in whose name it was sent in."""
        return _known(self.submitted_by_id, self.submitted_for_id)

    @property
    def first_people_ids(self) -> frozenset[int]:
        """The accounts that wrote it or sent it in: somebody else publishes."""
        return self.submitter_ids | frozenset(self.author_ids)

    @property
    def retirement_ids(self) -> frozenset[int]:
        """The accounts in whose name its retirement was asked for."""
        return _known(self.retirement_by_id, self.retirement_for_id)


def _known(*accounts: int | None) -> frozenset[int]:
    return frozenset(account for account in accounts if account is not None)


class RuleSetTransition(TransitionRecord):
    """One act on a version; append-only."""

    subject = models.ForeignKey(
        RuleSetVersion, on_delete=models.PROTECT, related_name="transitions"
    )
