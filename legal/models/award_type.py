"""Award titles and forms of commendation."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models.dated import Dated
from core.scope import Actor
from core.search import containing
from core.vietnamese import fold
from legal.domain.codes import LOCAL_PREFIX
from legal.models.choices import Decider, Family, Level, ObjectKind, StandingChoice


class AwardTypeQuerySet(models.QuerySet["AwardType"]):
    """Reads of the catalogue."""

    def visible_to(self, actor: Actor, action: str = "legal.view_catalogue") -> AwardTypeQuerySet:
        """The award types an actor may see: the law is the same for everybody."""
        return self.all() if actor.may_somewhere(action) else self.none()

    def in_force_on(self, day: date) -> AwardTypeQuerySet:
        """The award types that exist on the day."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day), valid_from__lte=day)

    def of_year(self, year: int) -> AwardTypeQuerySet:
        """The award types that existed on at least one day of the year."""
        return self.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gt=date(year, 1, 1)),
            valid_from__lte=date(year, 12, 31),
        )

    def matching(self, text: str) -> AwardTypeQuerySet:
        """The award types whose name contains every word, marks and case aside."""
        return self.filter(containing(text))

    def in_order(self) -> AwardTypeQuerySet:
        """Titles first, then forms, from high to low."""
        return self.order_by("rank", "code")


class AwardType(Dated):
    """Danh hiệu thi đua hoặc hình thức khen thưởng.

    ``article``, ``citation`` and ``standing`` repeat the newest citation of the standard; the
    citations of every period are in ``citations``.
    """

    code = models.CharField(_("mã"), max_length=32, unique=True)
    name = models.CharField(_("tên"), max_length=200)
    short_name = models.CharField(_("tên gọi tắt"), max_length=80)
    search_key = models.CharField(max_length=320, editable=False)
    family = models.CharField(_("loại"), max_length=10, choices=Family.choices)
    object_kinds = models.JSONField(_("đối tượng"))
    level = models.CharField(_("cấp"), max_length=12, choices=Level.choices)
    deciders = models.JSONField(_("thẩm quyền quyết định"))
    needs_bloc = models.BooleanField(_("xét theo cụm, khối thi đua"), default=False)
    needs_qualifier = models.BooleanField(_("cần ghi rõ tên"), default=False)
    rank = models.PositiveSmallIntegerField(_("thứ tự"))
    article = models.CharField(_("điều khoản"), max_length=120, blank=True)
    citation = models.CharField(_("căn cứ"), max_length=400, blank=True)
    standing = models.CharField(_("mức đối chiếu"), max_length=20, choices=StandingChoice.choices)
    is_local = models.BooleanField(_("của đơn vị cài đặt"), default=False)
    note = models.TextField(_("ghi chú"), blank=True)

    objects = AwardTypeQuerySet.as_manager()  # type: ignore[misc, assignment]  # replaces that of Dated

    class Meta:
        verbose_name = _("danh hiệu, hình thức khen thưởng")
        verbose_name_plural = _("danh hiệu, hình thức khen thưởng")
        ordering = ["rank", "code"]
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(code__regex=r"^[A-Z][A-Z0-9_]{1,31}$"), name="legal_awardtype_code"
            ),
            models.CheckConstraint(
                condition=Q(family__in=Family.values), name="legal_awardtype_family"
            ),
            models.CheckConstraint(
                condition=Q(level__in=Level.values), name="legal_awardtype_level"
            ),
            models.CheckConstraint(
                condition=Q(standing__in=StandingChoice.values), name="legal_awardtype_standing"
            ),
            models.CheckConstraint(
                condition=Q(is_local=True, code__startswith=LOCAL_PREFIX)
                | (Q(is_local=False) & ~Q(code__startswith=LOCAL_PREFIX)),
                name="legal_awardtype_local_prefix",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def object_kind_labels(self) -> list[str]:
        """Who can receive it, in words."""
        return [str(ObjectKind(kind).label) for kind in self.object_kinds]

    @property
    def decider_labels(self) -> list[str]:
        """Who decides, in words, the default first."""
        return [str(Decider(code).label) for code in self.deciders]

    @property
    def default_decider(self) -> str:
        """Who decides when nothing else is chosen."""
        return str(self.deciders[0])

    def allows(self, object_kind: str) -> bool:
        """Whether this kind of recipient can receive it."""
        return object_kind in self.object_kinds

    def existed_in(self, year: int) -> bool:
        """Whether the award existed on at least one day of the year."""
        ended = self.valid_to is not None and self.valid_to <= date(year, 1, 1)
        return self.valid_from.year <= year and not ended

    @staticmethod
    def search_key_for(parts: Iterable[str]) -> str:
        """Return the folded text the search looks in."""
        return fold(" ".join(parts))
