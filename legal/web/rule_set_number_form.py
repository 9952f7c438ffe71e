"""The form for the numbers of a condition, each in the field that suits its kind."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.errors import Problem
from core.web.forms import DateField
from legal.rules.base import Rule
from legal.rules.registry import rule_sets
from legal.rules.threshold_kinds import KINDS, NOTATIONS, Form, Kind
from legal.selectors.number_words import WRITTEN, plain_words
from legal.selectors.rule_words import as_day
from legal.web.rule_set_forms import CHOOSE, RuleSetForm

_NUMBER = "so_"
# How the text of a notation is put together.
_HOW = {
    Form.EACH_YEAR: _(
        "Ghi tên hoặc mã; “hoặc” ngăn các cách, “và” là cùng đạt trong năm. "
        "Ví dụ: CSTĐ cơ sở hoặc hoàn thành xuất sắc nhiệm vụ và sáng kiến."
    ),
    Form.IN_TIME: _(
        "Ghi số lượng rồi tên hoặc mã; dấu chấm phẩy ngăn các cách, “và” là cùng có, “hoặc” giữa các "
        "tên là có một trong. Ví dụ: 1 Cờ Chính phủ và 2 Cờ thi đua bộ hoặc Cờ thi đua tỉnh; 2 Cờ Chính phủ."
    ),
}


class NumbersForm(RuleSetForm):
    """The numbers a rule asks for, each in the field that suits it, and a note."""

    def __init__(
        self,
        *args: Any,
        rule: type[Rule] | None,
        values: Mapping[str, Any],
        awards: Mapping[str, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        labels = dict(rule.threshold_labels) if rule is not None else {}
        optional = rule.optional_thresholds if rule is not None else frozenset()
        self.written = frozenset(labels) & WRITTEN
        for name, label in labels.items():
            field = number_field(name, values.get(name), awards)
            field.label, field.required = label, name not in optional
            self.fields[f"{_NUMBER}{name}"] = field
        self.fields["note"] = forms.CharField(
            label=_("Ghi chú, nguồn"),
            required=False,
            max_length=400,
            widget=forms.Textarea(attrs={"rows": 2}),
        )

    def numbers(self) -> dict[str, Any]:
        """The numbers as content keeps them."""
        return {
            name.removeprefix(_NUMBER): _plain(value)
            for name, value in self.cleaned_data.items()
            if name.startswith(_NUMBER) and value not in (None, "", [])
        }

    def field_of(self, problem: Problem) -> str | None:
        """The field of a number, by the name it has in content."""
        name = f"{_NUMBER}{problem.field}"
        return name if name in self.fields else super().field_of(problem)


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return ", ".join(value) if isinstance(value, list) else value


def number_field(name: str, value: Any, awards: Mapping[str, str]) -> forms.Field:
    """The field for a number, day, code or text, by what its kind says.

    Args:
        awards: names by code.
    """
    kind = KINDS.get(name, Kind(Form.SOME_OF))
    if kind.form is Form.WHOLE:
        # Bounds are kept by the change itself, which says them in its own words.
        bounds = {"min": kind.least, "max": kind.most}
        return forms.IntegerField(
            initial=value,
            help_text=gettext("Từ %(least)d đến %(most)d.")
            % {"least": kind.least, "most": kind.most},
            widget=forms.NumberInput(attrs=bounds),
        )
    if kind.form is Form.DAY:
        return DateField(initial=as_day(value))
    if kind.form is Form.ONE_OF:
        return forms.ChoiceField(choices=[CHOOSE, *(kind.codes or {}).items()], initial=value)
    if kind.form in NOTATIONS:
        return forms.CharField(
            initial=plain_words(name, value) if value else "",
            help_text=_HOW[kind.form],
            max_length=600,
            widget=forms.Textarea(attrs={"rows": 2}),
        )
    return forms.MultipleChoiceField(
        choices=list((awards if kind.form is Form.AWARDS else kind.codes or {}).items()),
        widget=forms.CheckboxSelectMultiple,
        initial=[code.strip() for code in value.split(",")] if isinstance(value, str) else [],
        help_text=_("Chỉ cần một trong các mục được đánh dấu."),
    )


def sample_numbers(rule: str) -> dict[str, Any]:
    """Numbers the reviewed files give a rule, the newest set first, to begin with."""
    for row in reversed(list(rule_sets().values())):
        for _place, entry in row.every_entry():
            if entry.rule == rule:
                return {
                    name: value.isoformat() if isinstance(value, date) else value
                    for name, value in entry.thresholds.items()
                }
    return {}
