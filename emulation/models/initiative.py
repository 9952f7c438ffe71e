"""Initiatives with their authors and recognitions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from core.models.workflow import Stateful, TransitionRecord
from core.scope import Actor, in_ranges
from core.search import containing
from emulation import workflow
from emulation.domain.shares import STEP, WHOLE

if TYPE_CHECKING:
    from personnel.models import Unit

OWN_ACTIONS = frozenset({"emulation.view_initiative", "emulation.submit_initiative"})


class InitiativeKind(models.TextChoices):
    """Loại giải pháp (Thông tư 18/2013/TT-BKHCN, Điều 3)."""

    TECHNICAL = "TECHNICAL", _("Giải pháp kỹ thuật")
    MANAGEMENT = "MANAGEMENT", _("Giải pháp quản lý")
    OPERATIONAL = "OPERATIONAL", _("Giải pháp tác nghiệp")
    APPLICATION = "APPLICATION", _("Giải pháp ứng dụng tiến bộ kỹ thuật")


class Scope(models.TextChoices):
    """Phạm vi công nhận, from the narrowest to the widest."""

    BASE = "BASE", _("Cấp cơ sở")
    MINISTRY = "MINISTRY", _("Cấp bộ, ngành")
    PROVINCE = "PROVINCE", _("Cấp tỉnh")
    NATIONAL = "NATIONAL", _("Toàn quốc")


class InitiativeQuerySet(models.QuerySet["Initiative"]):
    """Reads of initiatives; pages and the API begin with ``visible_to``."""

    def visible_to(
        self, actor: Actor, action: str = "emulation.view_initiative"
    ) -> InitiativeQuerySet:
        """The initiatives on which the actor may do the action."""
        reach = in_ranges("unit__tree_start", actor.ranges(action))
        if action in OWN_ACTIONS:
            return self.filter(reach | self.own_of(actor))
        if action == "emulation.decide_initiative":
            return self.filter(reach).exclude(self.authored_by(actor.close_staff_ids))
        return self.filter(reach)

    @classmethod
    def own_of(cls, actor: Actor) -> Q:
        """Initiatives the actor is an author of, or entered."""
        own = Q(pk__in=[])
        if actor.own_account_id is not None:
            own |= Q(created_by_id=actor.own_account_id)
        if actor.staff_id is not None:
            own |= cls.authored_by([actor.staff_id])
        return own

    @staticmethod
    def authored_by(staff_ids: Iterable[int]) -> Q:
        """Initiatives one of these people is an author of."""
        people = sorted(staff_ids)
        if not people:
            return Q(pk__in=[])
        theirs = InitiativeAuthor.objects.filter(initiative=OuterRef("pk"), staff__in=people)
        return Q(Exists(theirs))

    def in_subtree(self, unit: Unit) -> InitiativeQuerySet:
        """Those whose unit is ``unit`` or below it today."""
        return self.filter(unit__tree_start__range=(unit.tree_start, unit.tree_end))

    def matching(self, text: str) -> InitiativeQuerySet:
        """Those whose code, title or authors have every word of the text, marks ignored."""
        return self.filter(containing(text))

    def in_register_order(self) -> InitiativeQuerySet:
        """The order of the register: as the codes were given."""
        return self.order_by("code")

    def for_lists(self) -> InitiativeQuerySet:
        """With everything one line of a list shows, in a fixed number of queries."""
        return self.select_related("unit").prefetch_related(
            models.Prefetch(
                "authors", InitiativeAuthor.objects.select_related("staff").order_by("-share", "pk")
            ),
            "recognitions",
        )


class Initiative(Stateful):
    """Sáng kiến: a solution whose recognition its authors ask for.

    ``unit`` is the unit asked (where the authors stood); ``search_key`` is written by the
    services with title and authors.
    """

    state = models.CharField(
        _("trạng thái"),
        max_length=20,
        choices=[(state, _(label)) for state, label in workflow.INITIATIVE.states.items()],
        db_index=True,
    )
    code = models.CharField(_("mã sáng kiến"), max_length=20, unique=True)
    title = models.CharField(_("tên sáng kiến"), max_length=300)
    kind = models.CharField(_("loại giải pháp"), max_length=12, choices=InitiativeKind.choices)
    summary = models.TextField(_("mô tả bản chất của giải pháp"), blank=True)
    benefit = models.TextField(_("lợi ích thu được"), blank=True)
    unit = models.ForeignKey(
        "personnel.Unit",
        on_delete=models.PROTECT,
        related_name="initiatives",
        verbose_name=_("đơn vị"),
    )
    year = models.PositiveSmallIntegerField(_("năm"))
    first_applied_on = models.DateField(_("ngày áp dụng lần đầu"), null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người lập"),
    )
    created_at = models.DateTimeField(_("lập lúc"))
    search_key = models.TextField(editable=False)

    objects = InitiativeQuerySet.as_manager()

    class Meta:
        verbose_name = _("sáng kiến")
        verbose_name_plural = _("sáng kiến")
        ordering = ("code",)
        indexes = (models.Index(fields=("year", "unit"), name="initiative_by_year_unit"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=InitiativeKind.values),
                name="initiative_kind_known",
                violation_error_message=_("Loại giải pháp không có trong danh mục."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=list(workflow.INITIATIVE.states)),
                name="initiative_state_known",
                violation_error_message=_("Trạng thái không có trong danh mục."),
            ),
            models.CheckConstraint(
                condition=Q(year__gte=1948, year__lte=2200),
                name="initiative_year_plausible",
                violation_error_message=_("Năm không hợp lệ."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} · {self.title}"

    @property
    def is_editable(self) -> bool:
        """Whether the content may still be changed."""
        return self.state in workflow.INITIATIVE_EDITABLE


class InitiativeAuthor(models.Model):
    """Tác giả, đồng tác giả: one person's share in an initiative, in percent."""

    initiative = models.ForeignKey(
        Initiative, on_delete=models.CASCADE, related_name="authors", verbose_name=_("sáng kiến")
    )
    staff = models.ForeignKey(
        "personnel.Staff",
        on_delete=models.PROTECT,
        related_name="authorships",
        verbose_name=_("tác giả"),
    )
    share = models.DecimalField(
        _("tỷ lệ đóng góp (%)"),
        max_digits=5,
        decimal_places=2,
        validators=[MinValueValidator(STEP), MaxValueValidator(WHOLE)],
    )

    class Meta:
        verbose_name = _("tác giả sáng kiến")
        verbose_name_plural = _("tác giả sáng kiến")
        ordering = ("initiative", "-share", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("initiative", "staff"),
                name="initiative_author_once",
                violation_error_message=_("Người này đã có trong danh sách tác giả."),
            ),
            models.CheckConstraint(
                condition=Q(share__gt=0, share__lte=100),
                name="initiative_author_share_in_range",
                violation_error_message=_("Tỷ lệ đóng góp phải lớn hơn 0 và không quá 100."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.staff} · {self.share}%"


class InitiativeRecognition(models.Model):
    """Quyết định công nhận sáng kiến in one scope; append-only."""

    initiative = models.ForeignKey(
        Initiative,
        on_delete=models.PROTECT,
        related_name="recognitions",
        verbose_name=_("sáng kiến"),
    )
    scope = models.CharField(_("phạm vi"), max_length=8, choices=Scope.choices)
    decision_number = models.CharField(_("số quyết định"), max_length=60)
    decided_on = models.DateField(_("ngày quyết định"))
    signer = models.CharField(_("người ký"), max_length=150)
    recorded_at = models.DateTimeField(_("ghi lúc"))

    class Meta:
        verbose_name = _("công nhận sáng kiến")
        verbose_name_plural = _("công nhận sáng kiến")
        ordering = ("decided_on", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("initiative", "scope"),
                name="initiative_recognised_once_per_scope",
                violation_error_message=_("Sáng kiến đã được công nhận ở phạm vi này."),
            ),
            models.CheckConstraint(
                condition=Q(scope__in=Scope.values),
                name="initiative_recognition_scope_known",
                violation_error_message=_("Phạm vi công nhận không có trong danh mục."),
            ),
            models.CheckConstraint(
                condition=~Q(decision_number="") & ~Q(signer=""),
                name="initiative_recognition_documented",
                violation_error_message=_("Quyết định phải có số và người ký."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.decision_number} · {self.get_scope_display()}"


class InitiativeCounter(models.Model):
    """The last number given to an initiative of a year, so that no number is given twice."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("số thứ tự sáng kiến")
        verbose_name_plural = _("số thứ tự sáng kiến")

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


class InitiativeTransition(TransitionRecord):
    """Lịch sử của một sáng kiến: one step done; append-only."""

    subject = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="transitions")

    class Meta(TransitionRecord.Meta):
        verbose_name = _("bước của sáng kiến")
        verbose_name_plural = _("bước của sáng kiến")
