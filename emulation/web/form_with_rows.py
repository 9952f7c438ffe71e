"""A form with rows of people below it: an initiative with authors, a work with those in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core.errors import BusinessError, InvalidInput
from emulation.web import cases

# The button that asks for more empty rows; nothing is checked or written then.
MORE_ROWS = "them_dong"
_MOST_ROWS = 50


@dataclass(frozen=True, slots=True)
class FormWithRows:
    """Which form and which rows.

    Attributes:
        rows: a form set whose forms take ``people``, those who may be picked.
        prefix: of the rows' fields.
        columns: fields of a row; one without ``staff`` counts for nothing.
        name: of the rows in the template, and the field under which services refuse them.
    """

    form: type[forms.Form]
    rows: Any
    prefix: str
    columns: Sequence[str]
    name: str

    def made(
        self,
        request: HttpRequest,
        values: dict[str, Any],
        rows: Sequence[dict[str, Any]],
        people: Any,
    ) -> tuple[Any, Any]:
        """The form and its rows: as sent, as they were, or with more empty rows as asked for."""
        options: dict[str, Any] = {"prefix": self.prefix, "form_kwargs": {"people": people}}
        if request.method != "POST":
            return self.form(initial=values), self.rows(initial=rows, **options)
        if MORE_ROWS in request.POST:
            typed = {name: request.POST.get(name, "") for name in self.form.base_fields}
            return self.form(initial=typed), self.rows(initial=self._typed(request), **options)
        return self.form(request.POST), self.rows(request.POST, **options)

    def is_complete(self, request: HttpRequest, form: forms.Form, rows: Any) -> bool:
        """Tell whether both were sent in and are in order."""
        if request.method != "POST" or MORE_ROWS in request.POST:
            return False
        # Both are asked, so that all faults of a page are told at once.
        return all([form.is_valid(), rows.is_valid()])

    def tell(self, form: forms.Form, rows: Any, error: BusinessError) -> None:
        """Put faults of the people beside the rows, the others beside their fields."""
        others = []
        for problem in error.problems:
            if problem.field == self.name:
                rows.non_form_errors().append(str(problem))
            else:
                others.append(problem)
        if others:
            cases.tell(form, InvalidInput(problems=others))
        if not error.problems:
            form.add_error(None, error.message)

    def page(
        self, request: HttpRequest, template: str, context: dict[str, Any], form: Any, rows: Any
    ) -> HttpResponse:
        """Show both; with status 422 when something is wrong."""
        wrong = form.errors or rows.non_form_errors() or any(rows.errors)
        shown = {**context, "form": form, self.name: rows, "more_rows": MORE_ROWS}
        return render(request, template, shown, status=422 if wrong else 200)

    def _typed(self, request: HttpRequest) -> list[dict[str, str]]:
        total = request.POST.get(f"{self.prefix}-TOTAL_FORMS", "0")
        count = min(int(total), _MOST_ROWS) if total.isascii() and total.isdigit() else 0
        rows = [
            {name: request.POST.get(f"{self.prefix}-{place}-{name}", "") for name in self.columns}
            for place in range(count)
        ]
        return [row for row in rows if row["staff"]]
