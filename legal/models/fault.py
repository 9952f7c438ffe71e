"""Cases in which a rule failed, kept until somebody repaired it."""

from __future__ import annotations

from django.db import models
from django.db.models import ExpressionWrapper, Q
from django.utils.translation import gettext_lazy as _

from core.scope import SYSTEM, Actor


class RuleFaultQuerySet(models.QuerySet["RuleFault"]):
    """Reads of faults."""

    def visible_to(self, actor: Actor, action: str = "legal.repair_rules") -> RuleFaultQuerySet:
        """The faults an actor may see: they belong to the program, not to a unit."""
        return self.all() if actor == SYSTEM or actor.may_somewhere(action) else self.none()

    def open(self) -> RuleFaultQuerySet:
        """Those nobody repaired yet."""
        return self.filter(resolved_at__isnull=True)

    def for_list(self) -> RuleFaultQuerySet:
        """Without their facts, which may be large, but whether they have any."""
        emptied = ExpressionWrapper(Q(facts={}), output_field=models.BooleanField())
        return self.defer("facts").annotate(emptied=emptied)


class RuleFault(models.Model):
    """Lỗi quy tắc: a rule that raised for a recipient, with the facts that make it raise again.

    One row per rule and facts, however often it is met; a fault met again after it was called
    repaired is open again. Facts are kept without the recipient's name, and only for as long as the
    retention rule says; met again, they are there again.
    """

    rule = models.CharField(_("quy tắc"), max_length=80)
    award = models.CharField(_("danh hiệu, hình thức"), max_length=32)
    received_on = models.DateField(_("ngày nhận hồ sơ"))
    sets = models.JSONField(_("bộ quy tắc"))
    facts = models.JSONField(_("dữ kiện"))
    facts_sha256 = models.CharField(_("mã băm dữ kiện"), max_length=64)
    error = models.TextField(_("lỗi"))
    checksum = models.CharField(_("mã băm chương trình"), max_length=64)
    times = models.PositiveIntegerField(_("số lần gặp"), default=1)
    first_seen = models.DateTimeField(_("gặp lần đầu"))
    last_seen = models.DateTimeField(_("gặp lần cuối"))
    resolved_at = models.DateTimeField(_("sửa xong lúc"), null=True)
    resolved_by_id = models.BigIntegerField(null=True)
    resolved_by_name = models.CharField(_("người sửa"), max_length=310, blank=True)
    resolved_note = models.TextField(_("đã sửa gì"), blank=True)

    objects = RuleFaultQuerySet.as_manager()

    class Meta:
        verbose_name = _("lỗi quy tắc")
        verbose_name_plural = _("lỗi quy tắc")
        ordering = ["-last_seen", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "facts_sha256"], name="legal_rulefault_rule_facts"
            ),
            models.CheckConstraint(
                condition=Q(resolved_at__isnull=True) | ~Q(resolved_by_name=""),
                name="legal_rulefault_resolved_by",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule} · {self.award}"

    @property
    def is_open(self) -> bool:
        """Whether it still waits for repair."""
        return self.resolved_at is None

    @property
    def set_names(self) -> tuple[str, ...]:
        """The versions of rule-sets that took part, as a case file names them."""
        return tuple(f"{one['code']}/{one['version']}" for one in self.sets)
