"""Confirmation after an act: what was done, who holds it now, and the way back if there is one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest

UNDO_PREFIX = "undo:"


def confirm(request: HttpRequest, text: str, *, undo_url: str = "") -> None:
    """Tell that an act was done; ``undo_url`` is posted to when the user takes it back."""
    tags = f"{UNDO_PREFIX}{undo_url}" if _is_local(undo_url) else ""
    messages.success(request, text, extra_tags=tags)


def undo_url_of(message: Any) -> str:
    """Address that takes back what a message confirms, or an empty string."""
    for tag in (getattr(message, "extra_tags", "") or "").split():
        if tag.startswith(UNDO_PREFIX):
            url = tag.removeprefix(UNDO_PREFIX)
            return url if _is_local(url) else ""
    return ""


def _is_local(url: str) -> bool:
    return url.startswith("/") and not url.startswith("//")
