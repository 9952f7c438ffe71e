"""What pages of eligibility are asked: year, day of receipt, award, verdict."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from awards.selectors.books import usual_receipt
from awards.selectors.standings import Asked
from core.web.forms import DateField
from core.web.parts import Chip
from core.web.years import YEAR_PARAM, selected_year
from legal.models import AwardType
from legal.rules import verdict as verdicts

RECEIVED, AWARD, VERDICT, SEARCH = "nhan", "danh-hieu", "ket-luan", "q"
# Every verdict as lists and filters name it, what can be acted on first.
WORDS = {
    verdicts.ELIGIBLE: gettext_lazy("Đủ điều kiện"),
    verdicts.NEEDS_JUDGEMENT: gettext_lazy("Cần người xét đánh giá"),
    verdicts.UNKNOWN: gettext_lazy("Chưa đủ dữ liệu"),
    verdicts.NOT_YET: gettext_lazy("Chưa đủ điều kiện"),
    verdicts.BARRED: gettext_lazy("Không được xét"),
    verdicts.ERROR: gettext_lazy("Không tính được"),
    verdicts.NO_RULE: gettext_lazy("Chưa có tiêu chuẩn tính được"),
}


class StandingFilter(forms.Form):
    """Names of the address are Vietnamese words; a field's key in Python cannot hold a hyphen."""

    def __init__(self, request: HttpRequest, awards: Iterable[AwardType], *, search: bool) -> None:
        super().__init__(request.GET or None)
        self.request = request
        if search:
            self.fields[SEARCH] = forms.CharField(
                label=_("Tên, mã"), required=False, max_length=100
            )
        self.fields[AWARD] = forms.ChoiceField(
            label=_("Danh hiệu, hình thức"),
            required=False,
            choices=[("", _("Tất cả")), *((one.code, one.name) for one in awards)],
        )
        self.fields[VERDICT] = forms.ChoiceField(
            label=_("Kết luận"),
            required=False,
            choices=[("", _("Tất cả")), *((code, str(word)) for code, word in WORDS.items())],
        )
        self.fields[RECEIVED] = DateField(
            label=_("Nhận hồ sơ ngày"),
            required=False,
        )

    def value(self, name: str) -> Any:
        """What was asked under a name; nothing where it was nonsense."""
        return self.cleaned_data.get(name) if self.is_valid() else None

    def chips(self) -> list[Chip]:
        """What narrows the page, each with the address without it."""
        found = []
        for name in (SEARCH, AWARD, VERDICT, RECEIVED):
            if name in self.fields and self.request.GET.get(name):
                left = self.request.GET.copy()
                left.pop(name)
                left.pop("trang", None)
                found.append(
                    Chip(str(self.fields[name].label), self._text(name), f"?{left.urlencode()}")
                )
        return found

    def _text(self, name: str) -> str:
        value = self.request.GET[name]
        choices = getattr(self.fields[name], "choices", ())
        return str(dict(choices).get(value, value))


def received_on(request: HttpRequest) -> date | None:
    """The day of receipt in the address, where it is one."""
    raw = request.GET.get(RECEIVED, "")
    try:
        return DateField(required=False).clean(raw)
    except forms.ValidationError:
        return None


def asked(request: HttpRequest, today: date) -> Asked:
    """For which year and day the page asks; a day that was chosen shows newer rules beside."""
    year, day = selected_year(request), received_on(request)
    if day is None:
        return Asked(year, usual_receipt(year, today))
    return Asked(year, day, max(day, today))


def cleared(request: HttpRequest) -> str:
    """The address without anything that narrows, the year kept."""
    year = request.GET.get(YEAR_PARAM)
    return f"?{YEAR_PARAM}={selected_year(request)}" if year else "?"
