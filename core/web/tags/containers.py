"""Components that enclose what a page writes: ``{% card ... %}...{% endcard %}``."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import Context
from django.template.loader import render_to_string

from core.web import forms
from core.web.tags.marks import known_tone

register = template.Library()


@register.simple_block_tag
def card(
    content: str, title: str = "", id: str = "", action_url: str = "", action_label: str = ""
) -> str:
    """A thing that stands apart, with an optional heading and one link beside it."""
    return render_to_string(
        "components/card.html",
        {
            "content": content,
            "title": title,
            "id": id,
            "action_url": action_url,
            "action_label": action_label,
        },
    )


@register.simple_block_tag
def section(content: str, title: str, id: str = "", lead: str = "") -> str:
    """A part of a page under its own heading, without a frame."""
    return render_to_string(
        "components/section.html", {"content": content, "title": title, "id": id, "lead": lead}
    )


@register.simple_block_tag
def notice(content: str, tone: str = "info", title: str = "") -> str:
    """A message in the page: info, ok, warn, danger. Danger is announced at once."""
    return render_to_string(
        "components/notice.html", {"content": content, "tone": known_tone(tone), "title": title}
    )


@register.simple_block_tag
def empty(content: str, title: str, icon: str = "inbox") -> str:
    """Nothing to show: says so and, in the body, what comes next and when."""
    return render_to_string(
        "components/empty.html", {"content": content, "title": title, "icon": icon}
    )


@register.simple_block_tag
def table(content: str, caption: str, *, stack: bool = False, show_caption: bool = False) -> str:
    """Frame of a hand-written table (``thead``, ``tbody``); scrolls inside its own frame.

    ``stack`` turns rows into small cards on a phone; cells then carry ``data-label``.
    """
    return render_to_string(
        "components/table_frame.html",
        {"content": content, "caption": caption, "stack": stack, "show_caption": show_caption},
    )


@register.simple_block_tag(takes_context=True)
def filter_bar(
    context: Context,
    content: str,
    chips: Any = (),
    clear_url: str = "",
    label: str = "",
) -> str:
    """Filter form of a list (GET) with the filters in force as removable chips."""
    return render_to_string(
        "components/filter_bar.html",
        {"content": content, "chips": chips, "clear_url": clear_url, "label": label},
        request=context.get("request"),
    )


@register.simple_block_tag
def dialog(content: str, id: str, title: str) -> str:
    """A dialog opened by any element with ``data-open-dialog="id"``."""
    return render_to_string(
        "components/dialog.html", {"content": content, "id": id, "title": title}
    )


@register.simple_block_tag
def disclosure(content: str, summary: str, *, opened: bool = False, id: str = "") -> str:
    """Details kept closed until wanted."""
    return render_to_string(
        "components/disclosure.html",
        {"content": content, "summary": summary, "opened": opened, "id": id},
    )


@register.simple_block_tag(takes_context=True)
def bulk_form(context: Context, content: str, action: str, choices: Any, key: str) -> str:
    """Form around a table with a checkbox column; ``choices`` are the acts on many.

    Each choice posts ``act=<name>`` and the marked ``pk`` values to ``action``.
    """
    return render_to_string(
        "components/bulk_form.html",
        {"content": content, "action": action, "choices": choices, "key": key},
        request=context.get("request"),
    )


@register.simple_block_tag(takes_context=True)
def form_frame(
    context: Context,
    content: str,
    form: Any,
    *,
    submit: str = "",
    cancel_url: str = "",
    action: str = "",
    version: int | None = None,
    multipart: bool = False,
) -> str:
    """A whole form: error summary, fields, what the body adds, buttons; warns on leaving."""
    return render_to_string(
        "components/forms/frame.html",
        {
            "content": content,
            "form": form,
            "submit": submit,
            "cancel_url": cancel_url,
            "action": action,
            "version": version,
            "multipart": multipart or form.is_multipart(),
        },
        request=context.get("request"),
    )


@register.simple_tag
def form_groups(form: Any) -> list[dict[str, Any]]:
    """Fields of a form in its groups (used by the form template)."""
    return forms.form_groups(form)


@register.simple_tag
def error_links(form: Any) -> list[dict[str, str]]:
    """Errors of a form for its summary (used by the form template)."""
    return forms.error_links(form)
