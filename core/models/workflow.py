"""Abstract tables of everything that moves through a workflow."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.scope import signed


class Stateful(models.Model):
    """A case with a state and a version that every transition raises by one."""

    state = models.CharField(_("trạng thái"), max_length=20, db_index=True)
    version = models.PositiveIntegerField(_("phiên bản"), default=1)

    class Meta:
        abstract = True


class TransitionRecord(models.Model):
    """One transition done; append-only. Concrete tables add a foreign key ``subject``.

    The actor is kept as number and text, without a foreign key, so that history outlives accounts.
    """

    name = models.CharField(_("bước"), max_length=40)
    from_state = models.CharField(max_length=20)
    to_state = models.CharField(max_length=20)
    at = models.DateTimeField(_("lúc"))
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(_("người làm"), max_length=150)
    on_behalf_name = models.CharField(_("thay mặt"), max_length=150, blank=True)
    comment = models.TextField(_("lý do, ý kiến"), blank=True)
    data = models.JSONField(default=dict, blank=True)

    class Meta:
        abstract = True
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.name}: {self.from_state} → {self.to_state}"

    @property
    def signature(self) -> str:
        """Who did it, and on whose behalf."""
        return signed(self.actor_name, self.on_behalf_name)
