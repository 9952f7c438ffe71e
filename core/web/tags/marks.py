"""Small marks: icon, button, badge, chip of a person or unit, figure, progress."""

from __future__ import annotations

import functools
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from heroicons.templatetags import heroicons

from core.web.parts import TONES, state_tones

register = template.Library()

TONE_ICONS = {
    "neutral": "minus-circle",
    "info": "information-circle",
    "progress": "clock",
    "ok": "check-circle",
    "warn": "exclamation-triangle",
    "danger": "x-circle",
    "honour": "star",
}
ICON_KINDS = {
    "outline": heroicons.heroicon_outline,
    "solid": heroicons.heroicon_solid,
    "mini": heroicons.heroicon_mini,
    "micro": heroicons.heroicon_micro,
}
BUTTON_KINDS = ("primary", "secondary", "quiet", "danger")


@functools.cache
def svg_icon(name: str, kind: str = "outline", size: int = 20) -> SafeString:
    """Icon as inline SVG, hidden from screen readers: a word always stands beside it."""
    draw = ICON_KINDS[kind]
    attrs = {"class": "icon", "aria-hidden": "true", "focusable": "false"}
    return draw(name, size=size, **attrs)


@register.simple_tag
def icon(name: str, kind: str = "outline", size: int = 20) -> SafeString:
    """``{% icon "trophy" %}``; kind: outline, solid, mini, micro."""
    return svg_icon(str(name), str(kind), int(size))


@register.simple_tag
def tone_icon(tone: str) -> SafeString:
    """Icon whose shape tells the tone to those who do not see its colour."""
    return svg_icon(TONE_ICONS[known_tone(tone)], "mini", 16)


@register.simple_tag
def button(
    label: str,
    url: str = "",
    kind: str = "secondary",
    icon: str = "",
    **attrs: Any,
) -> str:
    """``{% button _("Lưu") kind="primary" %}``; with ``url`` a link that looks the same.

    Further keywords become attributes, underscores as hyphens: ``hx_post=url``.
    ``type`` is submit unless given. An attribute given as True has no value, as False or None is left out.
    """
    if kind not in BUTTON_KINDS:
        raise ValueError(f"Unknown button kind {kind!r}; expected one of {BUTTON_KINDS}")
    return render_to_string(
        "components/button.html",
        {
            "label": label,
            "url": url,
            "kind": kind,
            "icon": icon,
            "type": attrs.pop("type", "submit"),
            "attrs": attributes(attrs),
        },
    )


@register.simple_tag
def badge(label: str, tone: str = "neutral") -> str:
    """A state in colour, word and shape: ``{% badge _("Đã duyệt") tone="ok" %}``."""
    return render_to_string("components/badge.html", {"label": label, "tone": known_tone(tone)})


@register.simple_tag
def status(state: str, label: str) -> str:
    """Badge of a workflow state; its tone comes from ``core.web.parts.state_tones``."""
    return badge(label, state_tones.of(state))


@register.inclusion_tag("components/person.html")
def person(name: str, unit: str = "", url: str = "", post: str = "") -> dict[str, Any]:
    """A person: initials, name, post and unit, linked when ``url`` is given."""
    return {"name": name, "unit": unit, "url": url, "post": post}


@register.inclusion_tag("components/unit.html")
def unit(name: str, url: str = "", detail: str = "") -> dict[str, Any]:
    """A unit: name, and below it what places it (its parent, its kind)."""
    return {"name": name, "url": url, "detail": detail}


@register.inclusion_tag("components/stat.html")
def stat(
    value: Any, label: str, url: str = "", detail: str = "", tone: str = "neutral"
) -> dict[str, Any]:
    """A figure with its meaning; the figure links to the records behind it."""
    return {
        "value": value,
        "label": label,
        "url": url,
        "detail": detail,
        "tone": known_tone(tone),
    }


@register.inclusion_tag("components/progress.html")
def progress(value: int, total: int, label: str, url: str = "", done: str = "") -> dict[str, Any]:
    """Progress of long work; ``url`` is asked again every two seconds until it is done."""
    return {"value": value, "total": total, "label": label, "url": url, "done": done}


@register.inclusion_tag("components/term.html")
def term(word: str, article: str, key: str, text: str = "") -> dict[str, Any]:
    """A term of the law with its article on request; ``key`` is unique in the page."""
    return {"word": word, "article": article, "key": key, "text": text}


def known_tone(tone: str) -> str:
    """Return ``tone`` or say which tones exist."""
    if tone not in TONES:
        raise ValueError(f"Unknown tone {tone!r}; expected one of {TONES}")
    return str(tone)


def attributes(attrs: dict[str, Any]) -> SafeString:
    """Extra HTML attributes from keywords; event handlers and inline style are refused."""
    parts = []
    for raw, value in attrs.items():
        name = raw.rstrip("_").replace("_", "-")
        if name.startswith("on") or name in ("style", "hx-on"):
            raise ValueError(f"Attribute {name!r} is forbidden by the content security policy")
        if value is None or value is False:
            continue
        parts.append(
            format_html(" {}", name) if value is True else format_html(' {}="{}"', name, value)
        )
    return format_html_join("", "{}", ((part,) for part in parts))
