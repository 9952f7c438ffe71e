"""Texts of several lines as people enter them."""

from __future__ import annotations

from django.utils.translation import gettext as _

from personnel.services.checks import Checks


def long_text(checks: Checks, field: str, label: str, text: str, *, limit: int) -> str:
    """The text without blank edges; one that is too long is noted."""
    cleaned = text.strip()
    if len(cleaned) > limit:
        checks.add(
            field,
            _("dài %(length)d ký tự, tối đa %(limit)d.") % {"length": len(cleaned), "limit": limit},
            _("Hãy rút gọn."),
            label,
        )
    return cleaned
