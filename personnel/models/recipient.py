"""Recipients of awards who are not on any staff list."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.scope import Actor, in_ranges
from core.search import containing


class RecipientKind(models.TextChoices):
    """Loại đối tượng ngoài danh sách nhân sự."""

    ORGANISATION = "ORGANISATION", _("Tổ chức")
    ENTERPRISE = "ENTERPRISE", _("Doanh nghiệp")
    HOUSEHOLD = "HOUSEHOLD", _("Hộ gia đình")
    ENTREPRENEUR = "ENTREPRENEUR", _("Doanh nhân")
    PERSON = "PERSON", _("Cá nhân ngoài danh sách")
    FOREIGN_PERSON = "FOREIGN_PERSON", _("Cá nhân nước ngoài")
    FOREIGN_ORGANISATION = "FOREIGN_ORGANISATION", _("Tổ chức nước ngoài")

    @property
    def object_kind(self) -> str:
        """Who it is in the law's terms: individual, collective or household."""
        return _OBJECT_KINDS.get(self.value, "COLLECTIVE")


_OBJECT_KINDS = {
    "HOUSEHOLD": "HOUSEHOLD",
    "ENTREPRENEUR": "INDIVIDUAL",
    "PERSON": "INDIVIDUAL",
    "FOREIGN_PERSON": "INDIVIDUAL",
}


class ExternalRecipientQuerySet(models.QuerySet["ExternalRecipient"]):
    """Reads of outside recipients; pages and APIs begin with ``visible_to``."""

    def visible_to(
        self, actor: Actor, action: str = "personnel.view_recipient"
    ) -> ExternalRecipientQuerySet:
        """The recipients kept by units on which the actor may do the action."""
        return self.filter(in_ranges("unit__tree_start", actor.ranges(action)))

    def matching(self, text: str) -> ExternalRecipientQuerySet:
        """Recipients whose name or code contains every word, marks ignored."""
        return self.filter(containing(text))

    def in_name_order(self) -> ExternalRecipientQuerySet:
        """Vietnamese order of names."""
        return self.order_by("sort_key", "pk")


class ExternalRecipient(models.Model):
    """Đối tượng khen thưởng ngoài danh sách nhân sự: an organisation, household or person.

    Attributes:
        unit: the unit of this installation that keeps the record and proposes for it.
        registration: tax code, enterprise number or the like; empty for people.
        representative: head of the organisation or of the household.
    """

    code = models.CharField(
        _("mã đối tượng"),
        max_length=40,
        unique=True,
        error_messages={"unique": _("Mã đối tượng này đã có.")},
    )
    kind = models.CharField(_("loại đối tượng"), max_length=20, choices=RecipientKind.choices)
    name = models.CharField(_("tên"), max_length=200)
    sort_key = models.CharField(max_length=600, editable=False)
    search_key = models.CharField(max_length=400, editable=False)
    registration = models.CharField(_("mã số thuế, số đăng ký"), max_length=40, blank=True)
    representative = models.CharField(_("người đại diện"), max_length=150, blank=True)
    birth_date = models.DateField(_("ngày sinh"), null=True, blank=True)
    sex = models.CharField(
        _("giới tính"), max_length=1, choices=[("F", _("Nữ")), ("M", _("Nam"))], blank=True
    )
    position = models.CharField(_("chức vụ, nghề nghiệp"), max_length=150, blank=True)
    address = models.CharField(_("địa chỉ"), max_length=300, blank=True)
    unit = models.ForeignKey(
        "personnel.Unit",
        on_delete=models.PROTECT,
        related_name="external_recipients",
        verbose_name=_("đơn vị theo dõi"),
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ExternalRecipientQuerySet.as_manager()

    class Meta:
        verbose_name = _("đối tượng ngoài danh sách")
        verbose_name_plural = _("đối tượng ngoài danh sách")
        ordering = ("sort_key", "pk")
        indexes = (models.Index(fields=("unit", "sort_key", "id"), name="recipient_by_unit_name"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=RecipientKind.values), name="recipient_kind_known"
            ),
            models.UniqueConstraint(
                fields=("registration",),
                condition=~Q(registration=""),
                name="recipient_registration_once",
                violation_error_message=_("Mã số thuế, số đăng ký này đã có đối tượng mang."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def object_kind(self) -> str:
        """Individual, collective or household, as the catalogue of awards asks."""
        return RecipientKind(self.kind).object_kind
