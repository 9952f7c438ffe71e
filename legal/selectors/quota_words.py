"""Quotas and deadlines of a rule-set, in their plain form, as people read them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

QUOTA_BASE_LABELS = {
    "STAFF": gettext_lazy("tổng số người của đơn vị"),
    "PROPOSED": gettext_lazy("số được đề nghị trong danh sách"),
    "TITLE": gettext_lazy("số đạt một danh hiệu khác"),
    "UNITS_LEADING": gettext_lazy("số tập thể dẫn đầu cụm, khối"),
    "FIXED": gettext_lazy("số cố định"),
}
ROUNDING_LABELS = {
    "DOWN": gettext_lazy("làm tròn xuống"),
    "UP": gettext_lazy("làm tròn lên"),
    "NEAREST": gettext_lazy("làm tròn đến số gần nhất"),
    "UNSTATED": gettext_lazy("văn bản không nói cách làm tròn"),
}


def quota_text(row: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """Return a cap or ratio as one phrase."""
    award = names.get(str(row.get("award")), str(row.get("award", "?")))
    if row.get("base") == "FIXED":
        return _("%(award)s: nhiều nhất %(limit)s") % {"award": award, "limit": row.get("limit")}
    base = QUOTA_BASE_LABELS.get(str(row.get("base")), row.get("base", "?"))
    if row.get("base") == "TITLE":
        base = _("số đạt %(award)s") % {
            "award": names.get(str(row.get("base_award")), str(row.get("base_award", "?")))
        }
    return _("%(award)s: nhiều nhất %(percent)s%% %(base)s, %(rounding)s") % {
        "award": award,
        "percent": row.get("percent", "?"),
        "base": base,
        "rounding": ROUNDING_LABELS.get(str(row.get("rounding")), "?"),
    }


def deadline_text(row: Mapping[str, Any]) -> str:
    """Return a deadline as one phrase."""
    text = str(row.get("text", ""))
    if row.get("month") and row.get("day"):
        return _("%(text)s: chậm nhất ngày %(day)02d/%(month)02d hằng năm") % {
            "text": text,
            "day": row["day"],
            "month": row["month"],
        }
    return text
