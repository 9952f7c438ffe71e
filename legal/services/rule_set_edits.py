"""What may be changed in a draft of a rule-set; each function builds one change.

A change is a function from what the draft says to what it will say, so that a page can show the
difference before anything is written. What asks something else than before waits to be confirmed
again: a comparison with the text holds for the words compared, not for the entry's place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from core.errors import InvalidInput, Problem
from core.vietnamese import nfc
from legal.domain import drafts
from legal.domain.codes import Join, Standing
from legal.domain.drafts import Draft, NoSuchPlaceError, Place
from legal.rules.registry import registry
from legal.services.rule_set_drafts import Edit
from legal.services.rule_set_numbers import coded


def take_back_confirmation(place: Place) -> Edit:
    """Let an entry wait to be confirmed again, with its parts."""

    def edit(draft: Draft) -> Draft:
        entry = drafts.entry_at(draft.content, place)
        for number in range(len(entry.get("parts", []))):
            draft = edit_part(draft, place.part(number))
        return edit_part(draft, place)

    def edit_part(draft: Draft, where: Place) -> Draft:
        return _reopened(draft, where, {})

    return placed(edit)


def set_numbers(place: Place, *, thresholds: Mapping[str, Any], note: str = "") -> Edit:
    """Set the numbers of an entry; other numbers have to be confirmed again.

    The edit raises InvalidInput for a number out of bounds, or a name that nobody knows.
    """
    note = nfc(note).strip()

    def edit(draft: Draft) -> Draft:
        entry = drafts.entry_at(draft.content, place)
        former = entry.get("thresholds", {})
        values = {"thresholds": coded(str(entry.get("rule")), thresholds, former), "note": note}
        if former == values["thresholds"]:
            return drafts.changed_entry(draft, place, values)
        return _reopened(draft, place, values)

    return placed(edit)


def set_join(place: Place, join: str) -> Edit:
    """Let any or all of the parts of an entry be asked.

    Raises:
        InvalidInput: there is no such way to join.
    """
    if join not in set(Join):
        raise InvalidInput.at("join", _("Chọn “một trong” hoặc “tất cả”."))

    def edit(draft: Draft) -> Draft:
        entry = drafts.entry_at(draft.content, place)
        rule = registry.get(str(entry.get("rule")))
        if rule is None or not rule.takes_parts:
            raise InvalidInput.at("join", _("Điều kiện này không gồm nhiều phần."))
        if (entry.get("join") or rule.default_join.value) == join:
            return draft
        return _reopened(draft, place, {"join": join})

    return placed(edit)


def add_entry(
    place: Place, *, rule: str, thresholds: Mapping[str, Any], join: str = "", note: str = ""
) -> Edit:
    """Ask a rule of an award, or as one more part of an entry; it waits to be confirmed.

    Raises:
        InvalidInput: the program has no such rule, or a number is missing or faulty.
    """
    known = registry.get(rule)
    if known is None:
        raise InvalidInput.at(
            "rule", _("Chương trình không có quy tắc “%(rule)s”.") % {"rule": rule}
        )
    missing = [
        label
        for name, label in known.threshold_labels.items()
        if name not in {*thresholds, *known.optional_thresholds}
    ]
    if missing:
        raise InvalidInput.at(
            "thresholds", _("Còn thiếu số liệu: %(names)s.") % {"names": ", ".join(missing)}
        )
    values = {
        "rule": rule,
        "standing": Standing.TO_BE_CONFIRMED.value,
        "thresholds": coded(rule, thresholds, {}),
        "join": join if known.takes_parts else "",
        "note": nfc(note).strip(),
    }

    def edit(draft: Draft) -> Draft:
        if place.steps:
            draft = _reopened(draft, place, {})
        return drafts.with_entry(draft, place, values)

    return placed(edit)


def remove_entry(place: Place) -> Edit:
    """Ask an entry no longer; the entry it was a part of has to be confirmed again."""

    def edit(draft: Draft) -> Draft:
        draft = drafts.without_entry(draft, place)
        if len(place.steps) > 1:
            draft = _reopened(draft, Place(place.award, place.steps[:-1]), {})
        return draft

    return placed(edit)


def set_head(
    *,
    valid_from: date,
    valid_to: date | None,
    document_codes: Sequence[str],
    scope_codes: Sequence[str],
    note: str,
    both: bool,
) -> Edit:
    """Set period, documents, units, note, and whether straddling dossiers see this set too.

    Raises:
        InvalidInput: the period ends before it begins.
    """
    if valid_to is not None and valid_to <= valid_from:
        raise InvalidInput.at("valid_to", _("Ngày kết thúc phải sau ngày bắt đầu."))

    def edit(draft: Draft) -> Draft:
        return replace(
            draft,
            valid_from=valid_from,
            valid_to=valid_to,
            document_codes=tuple(document_codes),
            scope_codes=tuple(scope_codes),
            note=nfc(note).strip(),
            content={**draft.content, "transition": "BOTH" if both else ""},
        )

    return edit


def remove_row(kind: str, code: str) -> Edit:
    """Take a quota or deadline away."""
    return placed(lambda draft: drafts.without_row(draft, kind, code))


def _reopened(draft: Draft, place: Place, values: Mapping[str, Any]) -> Draft:
    """Set values of an entry, which then waits to be confirmed."""
    open_again = {"standing": Standing.TO_BE_CONFIRMED.value, "confirmed": None}
    return drafts.changed_entry(draft, place, {**values, **open_again})


def placed(edit: Edit) -> Edit:
    """Return the edit that tells people when the place of a change is gone."""

    def told(draft: Draft) -> Draft:
        try:
            return edit(draft)
        except NoSuchPlaceError as error:
            raise InvalidInput(
                problems=[
                    Problem(
                        reason=_("Không còn mục này trong bản dự thảo."),
                        hint=_("Hãy tải lại trang của bản dự thảo."),
                    )
                ]
            ) from error

    return told
