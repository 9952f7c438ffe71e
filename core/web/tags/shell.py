"""The frame around every page: menu, year switch, notices, user menu, messages."""

from __future__ import annotations

from typing import Any

from django import template
from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from core.web.messages import undo_url_of
from core.web.navigation import Acting, navigation, resolve
from core.web.tags.filters import iso, ngay, ngay_gio
from core.web.years import YEAR_PARAM, selected_year, year_choices

register = template.Library()

THEMES = ("light", "dark")
MESSAGE_TONES = {"success": "ok", "warning": "warn", "error": "danger", "info": "info"}


@register.simple_tag(takes_context=True)
def theme(context: Context) -> str:
    """The theme this browser chose, or an empty string: then the system decides."""
    request = context.get("request")
    chosen = request.COOKIES.get("theme", "") if request is not None else ""
    return chosen if chosen in THEMES else ""


@register.simple_tag
def frame_link(slot: str) -> str:
    """Address of a link slot (home, search, palette, notifications, help), or empty."""
    return navigation.link(slot)


@register.inclusion_tag("components/shell/nav.html", takes_context=True)
def main_navigation(context: Context) -> dict[str, Any]:
    """Main menu; a page may name its entry in the context variable ``nav``."""
    entries = context.get("nav_entries")
    if entries is None:
        request = context.get("request")
        entries = navigation.entries_for(request, context.get("nav") or "") if request else []
    return {"entries": entries}


@register.inclusion_tag("components/shell/palette.html", takes_context=True)
def palette(context: Context) -> dict[str, Any]:
    """Dialog for jumping to pages, people and decisions; opened with Ctrl-K."""
    request = context.get("request")
    entries = context.get("nav_entries")
    if entries is None:
        entries = navigation.entries_for(request) if request else []
    return {
        "entries": entries,
        "palette_url": navigation.link("palette"),
        "search_url": navigation.link("search"),
    }


@register.inclusion_tag("components/shell/year_switch.html", takes_context=True)
def year_switch(context: Context) -> dict[str, Any]:
    """Year of the page; keeps the address and changes one parameter."""
    request = context["request"]
    year = context.get("year") or selected_year(request)
    kept = [
        (name, value)
        for name, values in request.GET.lists()
        if name not in (YEAR_PARAM, "trang")
        for value in values
    ]
    return {
        "param": YEAR_PARAM,
        "year": year,
        "years": context.get("years") or year_choices(int(year)),
        "kept": kept,
    }


@register.inclusion_tag("components/shell/bell.html", takes_context=True)
def notice_bell(context: Context) -> dict[str, Any]:
    """Bell with the number of unread notices (context variable ``unread_count`` wins)."""
    count = context.get("unread_count")
    if count is None:
        request = context.get("request")
        count = navigation.unread_for(request) if request and _signed_in(request) else 0
    return {"count": count, "url": context.get("bell_url") or navigation.link("notifications")}


@register.inclusion_tag("components/shell/user_menu.html", takes_context=True)
def user_menu(context: Context) -> dict[str, Any]:
    """Who I am, my own record, language, theme, and the way out."""
    request = context["request"]
    return {
        "profile": context.get("profile") or navigation.profile_for(request),
        "request": request,
        "logout_url": resolve("account_logout"),
        "account_url": navigation.link("account"),
        "help_url": navigation.link("help"),
        "acting": _acting(context),
    }


@register.inclusion_tag("components/shell/acting.html", takes_context=True)
def acting_banner(context: Context) -> dict[str, Any]:
    """Always in sight while somebody works on behalf of another: for whom, and the way back."""
    return {"acting": _acting(context), "request": context.get("request")}


@register.inclusion_tag("components/shell/acting_offers.html", takes_context=True)
def acting_offers(context: Context) -> dict[str, Any]:
    """What may be seen on behalf of others, for a page that is not to be seen in this name."""
    request = context.get("request")
    here = request.get_full_path() if request and request.method == "GET" else "/"
    return {"acting": _acting(context), "request": request, "here": here}


@register.inclusion_tag("components/shell/language.html", takes_context=True)
def language_choice(context: Context) -> dict[str, Any]:
    """The languages with the present one marked; nothing where no request is at hand."""
    request = context.get("request")
    if request is None:
        return {}
    return {
        "languages": settings.LANGUAGES,
        "language": get_language(),
        "url": resolve("set_language"),
        "path": request.get_full_path(),
    }


@register.inclusion_tag("components/shell/messages.html", takes_context=True)
def page_messages(context: Context) -> dict[str, Any]:
    """What was just done or refused; stays until it is closed."""
    shown = context.get("messages")
    if shown is None:
        request = context.get("request")
        shown = get_messages(request) if isinstance(request, HttpRequest) else []
    return {
        "messages": [
            {
                "text": message,
                "tone": MESSAGE_TONES.get(getattr(message, "level_tag", ""), "info"),
                "undo_url": undo_url_of(message),
            }
            for message in shown
        ],
    }


@register.simple_tag
def when(moment: Any, *, with_hour: bool = False) -> SafeString:
    """``time`` element with the day (and hour) as people write it."""
    text = ngay_gio(moment) if with_hour else ngay(moment)
    if not moment:
        return format_html("{}", text)
    return format_html('<time datetime="{}">{}</time>', iso(moment), text)


def _acting(context: Context) -> Acting:
    request = context.get("request")
    given = context.get("acting")
    if isinstance(given, Acting):
        return given
    return navigation.acting_for(request) if request and _signed_in(request) else Acting()


def _signed_in(request: Any) -> bool:
    user = getattr(request, "user", None)
    return bool(user and user.is_authenticated)
