"""The sections of the legal pages, as tabs."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _

from core.web.parts import Tab

RULE_SETS = reverse_lazy("legal:rule_sets")


def tabs(request: HttpRequest, current: str) -> list[Tab]:
    """The sections side by side; all readers of the catalogue see them."""
    return [
        Tab(_("Danh hiệu, hình thức"), reverse("legal:catalogue"), current == "catalogue"),
        Tab(_("Bộ quy tắc"), reverse("legal:rule_sets"), current == "rule_sets"),
    ]
