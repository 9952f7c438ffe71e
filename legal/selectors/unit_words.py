"""The units a rule-set binds (đơn vị áp dụng), in the words people read."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.utils.translation import gettext as _

from legal.permissions import known_units


def unit_labels(codes: Collection[str]) -> dict[str, str]:
    """Return for each code the unit's name beside it, or that no unit bears it; one query."""
    known = known_units(codes)
    return {
        code: f"{known[code].name} ({code})"
        if code in known
        else _("%(code)s (không đơn vị nào mang mã này)") % {"code": code}
        for code in codes
    }


def nobodys(codes: Collection[str]) -> list[str]:
    """Return the codes no unit bears (mã không đơn vị nào mang), in order."""
    known = known_units(codes)
    return sorted(code for code in codes if code not in known)


def units_text(codes: Collection[str], labels: Mapping[str, str] | None = None) -> str:
    """Return these units as one phrase, empty without units.

    Args:
        labels: what ``unit_labels`` returned for these and others, to ask once for many.
    """
    labels = unit_labels(codes) if labels is None else labels
    return ", ".join(labels[code] for code in codes)
