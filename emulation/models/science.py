"""Science topics, projects and works with their members, acceptance and influence."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from core.scope import Actor, in_ranges
from core.search import containing
from emulation.models.initiative import Scope

if TYPE_CHECKING:
    from personnel.models import Unit

INFLUENCE_SCOPES = (Scope.MINISTRY, Scope.PROVINCE, Scope.NATIONAL)


class WorkKind(models.TextChoices):
    """Loại: đề tài, đề án hay công trình (Luật Thi đua, khen thưởng, Điều 21–23)."""

    TOPIC = "TOPIC", _("Đề tài khoa học")
    PROJECT = "PROJECT", _("Đề án khoa học")
    WORK = "WORK", _("Công trình khoa học và công nghệ")


class WorkRole(models.TextChoices):
    """Vai trò của một người trong đề tài."""

    CHAIR = "CHAIR", _("Chủ nhiệm")
    SECRETARY = "SECRETARY", _("Thư ký")
    MEMBER = "MEMBER", _("Thành viên")


class ScienceWorkQuerySet(models.QuerySet["ScienceWork"]):
    """Reads of science works; pages and the API begin with ``visible_to``."""

    def visible_to(
        self, actor: Actor, action: str = "emulation.view_initiative"
    ) -> ScienceWorkQuerySet:
        """The works on which the actor may do the action; one's own may always be seen."""
        reach = in_ranges("unit__tree_start", actor.ranges(action))
        if action == "emulation.view_initiative":
            mine = [actor.staff_id] if actor.staff_id is not None else []
            return self.filter(reach | self.with_member(mine))
        return self.filter(reach).exclude(self.with_member(actor.close_staff_ids))

    @staticmethod
    def with_member(staff_ids: Iterable[int]) -> Q:
        """Works one of these people has a part in."""
        people = sorted(staff_ids)
        if not people:
            return Q(pk__in=[])
        theirs = ScienceMember.objects.filter(work=OuterRef("pk"), staff__in=people)
        return Q(Exists(theirs))

    def in_subtree(self, unit: Unit) -> ScienceWorkQuerySet:
        """Those whose unit is ``unit`` or below it today."""
        return self.filter(unit__tree_start__range=(unit.tree_start, unit.tree_end))

    def matching(self, text: str) -> ScienceWorkQuerySet:
        """Those whose code, title or members have every word of the text, marks ignored."""
        return self.filter(containing(text))

    def newest_first(self) -> ScienceWorkQuerySet:
        """The order of lists: by the day of acceptance."""
        return self.order_by("-accepted_on", "-pk")

    def for_lists(self) -> ScienceWorkQuerySet:
        """With everything one line of a list shows, in a fixed number of queries."""
        members = ScienceMember.objects.select_related("staff").order_by("pk")
        return self.select_related("unit").prefetch_related(models.Prefetch("members", members))


class ScienceWork(models.Model):
    """Đề tài, đề án khoa học, công trình khoa học và công nghệ đã nghiệm thu.

    ``unit`` keeps the record (đơn vị chủ trì, or the unit of its members); ``year`` is the year the
    work counts for. The influence (khả năng ảnh hưởng) is what the head of a ministry or province
    recognised; without a document it is not recorded. ``search_key`` is written by the services.
    """

    code = models.CharField(_("mã số"), max_length=40)
    title = models.CharField(_("tên"), max_length=500)
    kind = models.CharField(_("loại"), max_length=8, choices=WorkKind.choices)
    scope = models.CharField(_("cấp nghiệm thu"), max_length=8, choices=Scope.choices)
    accepted_on = models.DateField(_("ngày nghiệm thu"))
    acceptance_ref = models.CharField(_("số văn bản nghiệm thu"), max_length=60)
    year = models.PositiveSmallIntegerField(_("tính cho năm"))
    applied = models.BooleanField(_("đã áp dụng hiệu quả"), default=False)
    evidence = models.TextField(_("căn cứ áp dụng hiệu quả"), blank=True)
    influence_scope = models.CharField(
        _("phạm vi ảnh hưởng được công nhận"),
        max_length=8,
        choices=[(scope.value, scope.label) for scope in INFLUENCE_SCOPES],
        blank=True,
    )
    influence_ref = models.CharField(_("số văn bản công nhận"), max_length=60, blank=True)
    influence_on = models.DateField(_("ngày văn bản công nhận"), null=True, blank=True)
    unit = models.ForeignKey(
        "personnel.Unit",
        on_delete=models.PROTECT,
        related_name="science_works",
        verbose_name=_("đơn vị chủ trì"),
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người ghi"),
    )
    created_at = models.DateTimeField(_("ghi lúc"))
    version = models.PositiveIntegerField(default=1)
    search_key = models.TextField(editable=False)

    objects = ScienceWorkQuerySet.as_manager()

    class Meta:
        verbose_name = _("đề tài, công trình khoa học")
        verbose_name_plural = _("đề tài, công trình khoa học")
        ordering = ("-accepted_on", "-pk")
        indexes = (models.Index(fields=("year", "unit"), name="science_by_year_unit"),)
        constraints = (
            models.UniqueConstraint(
                fields=("unit", "code"),
                name="science_code_once_per_unit",
                violation_error_message=_("Đơn vị đã có đề tài mang mã số này."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=WorkKind.values), name="science_kind_known"
            ),
            models.CheckConstraint(condition=Q(scope__in=Scope.values), name="science_scope_known"),
            models.CheckConstraint(
                condition=~Q(acceptance_ref=""),
                name="science_acceptance_documented",
                violation_error_message=_("Nghiệm thu phải có số văn bản."),
            ),
            models.CheckConstraint(
                condition=Q(year__gte=1948, year__lte=2200),
                name="science_year_plausible",
                violation_error_message=_("Năm không hợp lệ."),
            ),
            models.CheckConstraint(
                condition=Q(applied=False) | ~Q(evidence=""),
                name="science_application_told",
                violation_error_message=_("Đã áp dụng hiệu quả thì phải ghi căn cứ."),
            ),
            models.CheckConstraint(
                condition=Q(influence_scope="", influence_ref="", influence_on=None)
                | (
                    Q(influence_scope__in=[scope.value for scope in INFLUENCE_SCOPES])
                    & ~Q(influence_ref="")
                    & Q(influence_on__isnull=False)
                ),
                name="science_influence_documented",
                violation_error_message=_("Phạm vi ảnh hưởng phải có số và ngày văn bản."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} · {self.title}"


class ScienceMember(models.Model):
    """Chủ nhiệm, thư ký hoặc thành viên: one person's part in a science work."""

    work = models.ForeignKey(
        ScienceWork, on_delete=models.CASCADE, related_name="members", verbose_name=_("đề tài")
    )
    staff = models.ForeignKey(
        "personnel.Staff",
        on_delete=models.PROTECT,
        related_name="science_parts",
        verbose_name=_("người tham gia"),
    )
    role = models.CharField(_("vai trò"), max_length=9, choices=WorkRole.choices)

    class Meta:
        verbose_name = _("người tham gia đề tài")
        verbose_name_plural = _("người tham gia đề tài")
        ordering = ("work", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("work", "staff"),
                name="science_member_once",
                violation_error_message=_("Người này đã có trong danh sách tham gia."),
            ),
            models.CheckConstraint(
                condition=Q(role__in=WorkRole.values), name="science_role_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.staff} · {self.get_role_display()}"
