"""The sections of the award pages as tabs, and the path to a page."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from awards import permissions
from awards.web.deciding import may_decide
from core.scope import Actor, actor_of
from core.web.navigation import resolve
from core.web.parts import Crumb, Tab


def tabs(request: HttpRequest, current: str) -> list[Tab]:
    """Hồ sơ đề nghị · Ra quyết định · Quyết định · Sổ khen thưởng · …, for those who may."""
    actor = actor_of(request)
    entries = [
        ("proposals", _("Hồ sơ đề nghị"), "proposals:list", True),
        ("quotas", _("Chỉ tiêu, tỷ lệ"), "proposals:quotas", permissions.sees_quotas(actor)),
        ("decide", _("Ra quyết định"), "proposals:decide", may_decide(actor)),
        ("decisions", _("Quyết định đã ban hành"), "awards:decision_list", _sees_register(actor)),
        ("register", _("Sổ khen thưởng"), "awards:register", True),
        ("missed", _("Chưa được đề nghị"), "awards:missed", _sees_eligibility(actor)),
        ("forecast", _("Dự kiến"), "awards:forecast", _sees_eligibility(actor)),
    ]
    return [
        Tab(label, resolve(url), current=key == current)
        for key, label, url, shown in entries
        if shown and resolve(url)
    ]


def crumbs(*more: Crumb) -> list[Crumb]:
    """Path to a page of proposals."""
    return [Crumb(_("Hồ sơ đề nghị"), reverse("proposals:list")), *more]


def _sees_eligibility(actor: Actor) -> bool:
    return actor.may_somewhere(permissions.VIEW_ELIGIBILITY)


def _sees_register(actor: Actor) -> bool:
    return actor.may_somewhere("awards.view_register")
