"""Emulation blocs: groups of agencies that compare themselves with each other."""

from __future__ import annotations

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from core.models.dated import Dated
from core.scope import Actor, in_ranges


class EmulationBlocQuerySet(models.QuerySet["EmulationBloc"]):
    """Reads of blocs; pages begin with ``visible_to``."""

    def visible_to(self, actor: Actor, action: str) -> EmulationBlocQuerySet:
        """The blocs on which the actor may do the action.

        A bloc is a common matter of its members: whoever may see a unit of a member may see the
        bloc, although its organiser stands above him in the tree.
        """
        ranges = actor.ranges(action)
        reach = in_ranges("organiser__tree_start", ranges)
        if action == "emulation.view_year":
            members = in_ranges("unit__tree_start", ranges)
            for start, _end in ranges:
                members |= Q(unit__tree_start__lte=start, unit__tree_end__gte=start)
            mine = BlocMembership.objects.filter(members, bloc=OuterRef("pk"))
            reach |= Q(Exists(mine))
        return self.filter(reach)


class EmulationBloc(models.Model):
    """Khối, cụm thi đua: agencies of one kind whose leading one is proposed for a flag."""

    organiser = models.ForeignKey(
        "personnel.Unit",
        on_delete=models.PROTECT,
        related_name="emulation_blocs",
        verbose_name=_("cơ quan tổ chức"),
    )
    name = models.CharField(_("tên khối, cụm"), max_length=200)
    units = models.ManyToManyField(
        "personnel.Unit",
        through="emulation.BlocMembership",
        related_name="+",
        verbose_name=_("thành viên"),
    )

    objects = EmulationBlocQuerySet.as_manager()

    class Meta:
        verbose_name = _("khối, cụm thi đua")
        verbose_name_plural = _("khối, cụm thi đua")
        ordering = ("name", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("organiser", "name"),
                name="emulation_bloc_name_once",
                violation_error_message=_("Đã có khối, cụm thi đua mang tên này."),
            ),
        )

    def __str__(self) -> str:
        return self.name


class BlocMembership(Dated):
    """Thành viên khối, cụm: the unit belongs to the bloc for the given period."""

    bloc = models.ForeignKey(
        EmulationBloc, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("khối")
    )
    unit = models.ForeignKey(
        "personnel.Unit",
        on_delete=models.PROTECT,
        related_name="bloc_memberships",
        verbose_name=_("đơn vị"),
    )

    class Meta:
        verbose_name = _("thành viên khối, cụm")
        verbose_name_plural = _("thành viên khối, cụm")
        ordering = ("bloc", "valid_from", "pk")
        constraints = Dated.Meta.constraints

    def __str__(self) -> str:
        return f"{self.unit} · {self.bloc}"
