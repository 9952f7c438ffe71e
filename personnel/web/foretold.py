"""The page of a step with wide consequences: they are told in words before it is confirmed.

The step is rehearsed: done by the same service in a transaction that is taken back, so that what
is told is what will happen. Whoever changes an entry afterwards is told again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core.errors import InvalidInput, Stale
from core.web.messages import confirm
from personnel.web.steps import Step, tell


def run(
    request: HttpRequest,
    form: forms.Form,
    step: Step,
    foretell: Callable[[dict[str, Any]], list[str]],
) -> HttpResponse:
    """Show the form; tell what would happen; do it when it comes back unchanged."""
    told: list[str] = []
    mark = ""
    if request.method == "POST" and form.is_valid():
        mark = _mark(form.cleaned_data)
        try:
            if request.POST.get("foretold") == mark:
                url, done = step.act(form.cleaned_data)
                confirm(request, done)
                return redirect(url)
            told = foretell(form.cleaned_data)
        except InvalidInput as error:
            tell(form, error)
        except Stale as error:
            form.add_error(None, error.message)
    context = {
        "form": form,
        "step": step,
        "submit": _("Xác nhận: %s") % step.submit if told else _("Xem trước hậu quả"),
        "told": told,
        "mark": mark if told else "",
        "nav": step.nav,
        "page_title": step.title,
        "page_lead": step.lead,
        "crumbs": step.crumbs,
    }
    status = 422 if form.errors else 200
    return render(request, "personnel/foretold.html", context, status=status)


def _mark(values: dict[str, Any]) -> str:
    """A short mark of what was entered, the same for the same entries."""
    plain = "\n".join(f"{name}={_plain(value)}" for name, value in sorted(values.items()))
    return hashlib.sha256(plain.encode()).hexdigest()[:32]


def _plain(value: Any) -> str:
    if isinstance(value, Model):
        return str(value.pk)
    if isinstance(value, Iterable) and not isinstance(value, str):
        return ",".join(sorted(_plain(one) for one in value))
    return str(value)
