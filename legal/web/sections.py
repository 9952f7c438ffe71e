"""The sections of the legal pages, as tabs."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _

from core.scope import actor_of
from core.web.parts import Tab
from legal.permissions import REPAIR_RULES

RULE_SETS = reverse_lazy("legal:rule_sets")


def tabs(request: HttpRequest, current: str) -> list[Tab]:
    """The sections side by side; faults only for those who look after the rules."""
    found = [
        Tab(_("Danh hiệu, hình thức"), reverse("legal:catalogue"), current == "catalogue"),
        Tab(_("Văn bản pháp luật"), reverse("legal:documents"), current == "documents"),
        Tab(_("Bộ quy tắc"), reverse("legal:rule_sets"), current == "rule_sets"),
        Tab(_("Thử một trường hợp"), reverse("legal:try_case"), current == "try_case"),
        Tab(_("Tìm"), reverse("legal:search"), current == "search"),
    ]
    actor = actor_of(request)
    if actor.may_somewhere(REPAIR_RULES):
        found.append(Tab(_("Lỗi quy tắc"), reverse("legal:faults"), current == "faults"))
    return found
