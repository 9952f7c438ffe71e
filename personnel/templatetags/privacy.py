"""The notice of purpose (thông báo mục đích xử lý dữ liệu) on pages outside this app."""

from __future__ import annotations

from django import template

from personnel.selectors.privacy import notice

register = template.Library()


@register.simple_tag
def purpose_notice() -> str:
    """What people are told about the use of their data."""
    return notice()
