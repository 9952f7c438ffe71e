"""Acts on a page: what I may do with its consequence, what I may not with the reason."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import template

from core.web.parts import Choice

register = template.Library()


@register.inclusion_tag("components/action_panel.html")
def action_panel(
    choices: Sequence[Choice], version: int | None = None, title: str = ""
) -> dict[str, Any]:
    """Panel of acts; each allowed one asks for confirmation in a dialog.

    Without script the button is a link to ``choice.url``, whose page asks the same.
    ``version`` is sent along so that a stale page is noticed.
    """
    return {
        "allowed": [choice for choice in choices if choice.allowed],
        "refused": [choice for choice in choices if not choice.allowed],
        "version": version,
        "title": title,
    }


@register.inclusion_tag("components/confirm_dialog.html")
def confirm_dialog(choice: Choice, version: int | None = None, id: str = "") -> dict[str, Any]:
    """Dialog that states the consequence of one act and asks for a comment if needed."""
    return {
        "choice": choice,
        "version": version,
        "id": id or f"act-{choice.name}",
    }


@register.inclusion_tag("components/confirm_form.html")
def confirm_form(
    choice: Choice,
    version: int | None = None,
    cancel_url: str = "",
    error: str = "",
    comment_text: str = "",
) -> dict[str, Any]:
    """The same question as a page of its own, for browsers without script and for errors."""
    return {
        "choice": choice,
        "version": version,
        "id": f"page-{choice.name}",
        "cancel_url": cancel_url,
        "error": error,
        "comment_text": comment_text,
    }


@register.inclusion_tag("components/select_all.html")
def select_all(label: str = "") -> dict[str, Any]:
    """Checkbox in a table head that marks every row of the page (needs script)."""
    return {"label": label}


@register.inclusion_tag("components/select_row.html")
def select_row(value: Any, label: str, name: str = "pk") -> dict[str, Any]:
    """Checkbox of one row; ``label`` names the row for those who do not see it."""
    return {"value": value, "label": label, "name": name}
