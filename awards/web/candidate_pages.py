"""What the pages of missed candidates and of forecasts share: unit, filters, portions, the sheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from awards.permissions import VIEW_ELIGIBILITY
from awards.selectors.portions import Portion
from awards.web.exports import XLSX
from awards.web.filters import UnitField
from core import clock
from core.errors import Forbidden
from core.scope import Actor, actor_of
from core.web.parts import Chip
from core.web.years import YEAR_PARAM
from legal.models import AwardType
from personnel.models import Unit
from personnel.selectors import units as unit_reads

UNIT, AWARD = "don_vi", "danh_hieu"
PAGE, PAGE_SIZE = "trang", 50
T = TypeVar("T")


class CandidateFilter(forms.Form):
    """Which unit and which award; the year is that of the page."""

    don_vi = UnitField(gettext_lazy("Đơn vị"))
    danh_hieu = forms.ChoiceField(label=gettext_lazy("Danh hiệu, hình thức"), required=False)

    def __init__(self, request: HttpRequest, awards: Iterable[AwardType]) -> None:
        super().__init__(request.GET)
        self.request = request
        self.fields[UNIT].queryset = unit_reads.visible_to(  # type: ignore[attr-defined]
            actor_of(request), VIEW_ELIGIBILITY
        )
        self.fields[UNIT].widget.search_url = reverse("personnel:unit_pick", args=["xem"])
        self.fields[AWARD].choices = [  # type: ignore[attr-defined]
            ("", _("Tất cả")),
            *((one.code, one.name) for one in awards),
        ]

    def value(self, name: str) -> Any:
        """What was asked under a name; nothing where it was nonsense."""
        self.is_valid()
        return self.cleaned_data.get(name)

    @property
    def awards(self) -> frozenset[str]:
        """The award asked for; empty for all."""
        chosen = self.value(AWARD)
        return frozenset({chosen}) if chosen else frozenset()

    def chips(self) -> list[Chip]:
        """What narrows the page, each with the address without it."""
        return [self._chip(name) for name in self.fields if self.request.GET.get(name)]

    def _chip(self, name: str) -> Chip:
        left = self.request.GET.copy()
        left.pop(name)
        left.pop(PAGE, None)
        raw = self.request.GET[name]
        value = self.value(name)
        choices = dict(getattr(self.fields[name], "choices", ())) if name != UNIT else {}
        shown = value.name if isinstance(value, Unit) else choices.get(raw, raw)
        return Chip(str(self.fields[name].label), str(shown), f"?{left.urlencode()}")


@dataclass(frozen=True, slots=True)
class Place:
    """Which page of which portion; pages are written ``portion.page``."""

    portion: int
    page: int

    @classmethod
    def of(cls, request: HttpRequest) -> Place:
        """Read it from the address; nonsense is the beginning."""
        first, _dot, second = request.GET.get(PAGE, "").partition(".")
        return cls(_number(first), _number(second))

    def cut(self, rows: Sequence[T]) -> Sequence[T]:
        """The rows of this page."""
        return rows[(self.page - 1) * PAGE_SIZE : self.page * PAGE_SIZE]

    def before(self) -> str:
        """The page before, or the portion before where this is the first page."""
        if self.page > 1:
            return f"{self.portion}.{self.page - 1}"
        return f"{self.portion - 1}.1" if self.portion > 1 else ""

    def after(self, rows: int, portions: int) -> str:
        """The page after, or the next portion where this one has no more rows."""
        if self.page * PAGE_SIZE < rows:
            return f"{self.portion}.{self.page + 1}"
        return f"{self.portion + 1}.1" if self.portion < portions else ""


def require_view(actor: Actor) -> None:
    """Refuse those who may see nobody's verdicts."""
    if not actor.may_somewhere(VIEW_ELIGIBILITY):
        raise Forbidden(_("Chỉ người xét khen thưởng của đơn vị mới xem được."))


def unit_asked(request: HttpRequest, code: str = "") -> Unit:
    """The unit in the address, else the topmost one whose people the reader may judge.

    Raises:
        NotVisible: the unit is not the reader's business.
        Forbidden: no unit is.
    """
    actor = actor_of(request)
    require_view(actor)
    if code:
        return unit_reads.visible_unit(actor, code, VIEW_ELIGIBILITY)
    found = unit_reads.visible_to(actor, VIEW_ELIGIBILITY).open_on(clock.today()).first()
    if found is None:
        raise Forbidden(_("Phạm vi của bạn hiện không có đơn vị nào đang hoạt động."))
    return found


def cleared(request: HttpRequest, year: int) -> str:
    """The address without anything that narrows, the year kept."""
    return f"{request.path}?{YEAR_PARAM}={year}"


def with_query(url: str, request: HttpRequest, portion: Portion, **more: str) -> str:
    """An address with the filters of this page, for the portion it shows.

    Args:
        more: what is asked besides, or instead.
    """
    query = request.GET.copy()
    query.pop(PAGE, None)
    for name, value in more.items():
        query[name] = value
    if portion.number > 1:
        query[PAGE] = str(portion.number)
    return f"{url}?{query.urlencode()}"


def portion_words(portion: Portion) -> str:
    """How much of a unit a sheet covers."""
    if portion.of == 1:
        return _("Đã xét %(total)d đối tượng của đơn vị") % {"total": portion.total}
    return _("Phần %(number)d/%(of)d: đã xét %(judged)d trong %(total)d đối tượng của đơn vị") % {
        "number": portion.number,
        "of": portion.of,
        "judged": len(portion.places),
        "total": portion.total,
    }


def kept(request: HttpRequest) -> list[tuple[str, str]]:
    """What the choice of another portion keeps of the address."""
    return [(name, str(value)) for name, value in request.GET.items() if name != PAGE]


def as_file(body: bytes, name: str) -> HttpResponse:
    """A sheet to download."""
    response = HttpResponse(body, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response


def _number(text: str) -> int:
    return max(int(text), 1) if text.isascii() and text.isdigit() and len(text) < 6 else 1
