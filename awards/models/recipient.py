"""What proposals and recorded awards share: who receives what, for which year and merit."""

from __future__ import annotations

from typing import TypedDict

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from awards.domain import grounds
from awards.domain.steps import DECIDER_LABELS
from personnel.models import ExternalRecipient, Staff, Unit

Recipient = Staff | Unit | ExternalRecipient

EXACTLY_ONE_RECIPIENT = (
    Q(staff__isnull=False, subject_unit__isnull=True, external__isnull=True)
    | Q(staff__isnull=True, subject_unit__isnull=False, external__isnull=True)
    | Q(staff__isnull=True, subject_unit__isnull=True, external__isnull=False)
)


class Basis(models.TextChoices):
    """Loại hình khen thưởng (Luật 2022, Điều 8)."""

    MERIT = "MERIT", _("Công trạng (thường xuyên)")
    SUDDEN = "SUDDEN", _("Đột xuất")
    MOVEMENT = "MOVEMENT", _("Phong trào thi đua, chuyên đề")
    CONTRIBUTION = "CONTRIBUTION", _("Quá trình cống hiến")
    DIPLOMATIC = "DIPLOMATIC", _("Đối ngoại")


class Ground(models.TextChoices):
    """Căn cứ của danh hiệu: how a title was earned, which later awards ask."""

    EXCELLENT = grounds.EXCELLENT, _("Hoàn thành xuất sắc nhiệm vụ")
    INITIATIVE = grounds.INITIATIVE, _("Sáng kiến")
    RESEARCH = grounds.RESEARCH, _("Đề tài, đề án, công trình")
    COMBAT = grounds.COMBAT, _("Mưu trí trong chiến đấu")


KNOWN_GROUND = Q(ground__in=["", *Ground.values])


class ObjectKind(models.TextChoices):
    """Đối tượng: a person, a collective or a household."""

    INDIVIDUAL = "INDIVIDUAL", _("Cá nhân")
    COLLECTIVE = "COLLECTIVE", _("Tập thể")
    HOUSEHOLD = "HOUSEHOLD", _("Hộ gia đình")


def kind_of(recipient: Recipient) -> str:
    """Whether the recipient is a person, a collective or a household, as the catalogue asks."""
    if isinstance(recipient, ExternalRecipient):
        return recipient.object_kind
    return ObjectKind.INDIVIDUAL if isinstance(recipient, Staff) else ObjectKind.COLLECTIVE


def name_of(recipient: Recipient) -> str:
    """The name as papers write it."""
    return recipient.full_name if isinstance(recipient, Staff) else recipient.name


class RecipientColumns(TypedDict):
    """The three columns that say whom; two of them are empty."""

    staff: Staff | None
    subject_unit: Unit | None
    external: ExternalRecipient | None


def columns_of(recipient: Recipient | None) -> RecipientColumns:
    """Put the recipient into the column that is his."""
    return {
        "staff": recipient if isinstance(recipient, Staff) else None,
        "subject_unit": recipient if isinstance(recipient, Unit) else None,
        "external": recipient if isinstance(recipient, ExternalRecipient) else None,
    }


class Merited(models.Model):
    """One recipient, one award, one year, one merit.

    Attributes:
        occasion: the movement or theme, empty for yearly merit.
        qualifier: what tells awards of one code apart: the sector of a commemorative medal, the
            form that the awarding level will choose.
        ground: on which of the alternatives of its provision a title rests; empty where there is
            nothing to choose, or it was not recorded.
        decider: who decides, one of the codes of the legal catalogue.
        unit: where the recipient stood then; scope and reports go by it.
    """

    year = models.PositiveSmallIntegerField(_("năm xét"))
    basis = models.CharField(_("loại hình"), max_length=12, choices=Basis.choices)
    award_type = models.ForeignKey(
        "legal.AwardType",
        on_delete=models.PROTECT,
        related_name="%(class)ss",
        verbose_name=_("danh hiệu, hình thức"),
    )
    qualifier = models.CharField(_("nội dung cụ thể"), max_length=200, blank=True)
    occasion = models.CharField(_("phong trào, chuyên đề"), max_length=300, blank=True)
    decider = models.CharField(
        _("cấp quyết định"),
        max_length=16,
        choices=[(code, _(label)) for code, label in DECIDER_LABELS.items()],
    )
    object_kind = models.CharField(_("đối tượng"), max_length=12, choices=ObjectKind.choices)
    staff = models.ForeignKey(
        "personnel.Staff",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)ss",
        verbose_name=_("cá nhân"),
    )
    subject_unit = models.ForeignKey(
        "personnel.Unit",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)ss_received",
        verbose_name=_("tập thể"),
    )
    external = models.ForeignKey(
        "personnel.ExternalRecipient",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)ss",
        verbose_name=_("đối tượng ngoài danh sách"),
    )
    unit = models.ForeignKey(
        "personnel.Unit",
        on_delete=models.PROTECT,
        related_name="%(class)ss",
        verbose_name=_("đơn vị"),
    )
    recipient_name = models.CharField(_("người, đơn vị được khen"), max_length=200)
    search_key = models.CharField(max_length=400, editable=False)
    merit = models.TextField(_("thành tích"), blank=True)
    ground = models.CharField(
        _("căn cứ của danh hiệu"),
        max_length=10,
        blank=True,
        default="",
        choices=Ground.choices,
    )

    class Meta:
        abstract = True

    @property
    def recipient(self) -> Recipient:
        """The person, the collective or the recipient from outside."""
        recipient = self.staff or self.subject_unit or self.external
        if recipient is None:
            raise ValueError("the database allows no row without a recipient")
        return recipient

    @property
    def award_label(self) -> str:
        """The award with what tells it apart, as people write it."""
        parts = [self.award_type.name, self.qualifier, self.occasion]
        return " – ".join(part for part in parts if part)

    @property
    def decider_label(self) -> str:
        """Who decides, in words."""
        return gettext(DECIDER_LABELS[self.decider])
