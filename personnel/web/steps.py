"""The page of one business step: a form, the act, and the way back with a confirmation."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from core.errors import InvalidInput, Stale
from core.web.messages import confirm
from core.web.parts import Crumb

_VERSION = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True)
class Step:
    """What the page of a step shows and does.

    ``act`` gets the cleaned values and returns the address to go on to and what to confirm there.
    ``version`` is the version of the row as the page shows it; a change by somebody else meanwhile
    is then noticed.
    """

    title: str
    submit: str
    cancel_url: str
    act: Callable[[dict[str, Any]], tuple[str, str]]
    crumbs: Sequence[Crumb] = ()
    lead: str = ""
    version: int | None = None
    nav: str = ""


def run(request: HttpRequest, form: forms.Form, step: Step) -> HttpResponse:
    """Show the form, or perform the step and go on; what is refused is told beside the fields.

    When somebody else was faster the page comes back with what was typed and what he changed;
    sent again, it stands on what is there now.
    """
    stale: Stale | None = None
    if request.method == "POST" and form.is_valid():
        try:
            url, told = step.act(form.cleaned_data)
        except InvalidInput as error:
            tell(form, error)
        except Stale as error:
            stale = error
        else:
            confirm(request, told)
            return redirect(url)
    seen = posted_version(request) if request.method == "POST" and not stale else step.version
    context = {
        "form": form,
        "step": step,
        "nav": step.nav,
        "page_title": step.title,
        "page_lead": step.lead,
        "crumbs": step.crumbs,
        "version": seen,
        "stale": stale,
        "changed_fields": _changed_fields(stale),
    }
    status = stale.status if stale else 422 if form.errors else 200
    return render(request, "personnel/step.html", context, status=status)


def _changed_fields(stale: Stale | None) -> list[dict[str, Any]]:
    """One line for each field somebody changed meanwhile; a change without fields is one line."""
    return [
        {"field": field, "change": change}
        for change in (stale.changes if stale else ())
        for field in change.get("fields") or [{"label": "", "from": "", "to": ""}]
    ]


def posted_version(request: HttpRequest) -> int | None:
    """The version the person looked at, as the form sent it back."""
    sent = request.POST.get("version", "")
    return int(sent) if _VERSION.fullmatch(sent) else None


def tell(form: forms.Form, error: InvalidInput) -> None:
    """Put each problem beside the field it names; what names none stands above the form."""
    for problem in error.problems:
        field = problem.field if problem.field in form.fields else None
        message = f"{problem.reason} {problem.hint}".strip() if field else str(problem)
        form.add_error(field, message[:1].upper() + message[1:])
    if not error.problems:
        form.add_error(None, error.message)
