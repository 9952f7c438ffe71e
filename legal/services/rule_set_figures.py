"""Quotas and deadlines of a draft (chỉ tiêu, thời hạn): set, and compared with the signed text.

They are held to the same rules as conditions: what counts as read was compared by somebody with a
document there was and that holds in the period, and other content has to be compared again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from core.errors import InvalidInput, Problem
from core.vietnamese import nfc
from legal.domain import drafts
from legal.domain.codes import QUOTA_BASES, WHOLE_PERCENT, Rounding, Standing
from legal.domain.drafts import Draft, rows_of
from legal.services.rule_set_confirmation import Comparison, comparison_of
from legal.services.rule_set_drafts import Edit

_TEXT_LENGTH = 400
# What may change without anything else being asked of anybody.
_BESIDE = ("standing", "confirmed", "note")
# Whoever reads the text says which and when: the level itself is given to nobody.
_STATED = (None, "", Standing.SECOND_HAND, Standing.TO_BE_CONFIRMED)
_OPEN = Standing.TO_BE_CONFIRMED.value


def put_quota(
    values: Mapping[str, Any], comparison: Comparison | None = None, *, today: date = date.min
) -> Edit:
    """Set a quota, new or in place of the one with its code.

    Without a standing it keeps its own and who compared it, unless it says something else now.

    Args:
        comparison: with which text it was compared; its day must not lie after ``today``.

    Raises:
        InvalidInput: with one problem for each faulty field.
    """
    problems = [
        Problem(field=field, reason=reason)
        for field, reason, wrong in (
            ("code", _("Ghi mã chỉ tiêu."), not values.get("code")),
            ("base", _("Chọn cơ số."), values.get("base") not in QUOTA_BASES),
            ("rounding", _("Chọn cách làm tròn."), values.get("rounding") not in set(Rounding)),
            ("citation", _("Ghi căn cứ của chỉ tiêu."), not values.get("citation")),
            (
                "limit",
                _("Ghi số cố định."),
                values.get("base") == "FIXED" and not values.get("limit"),
            ),
            (
                "percent",
                _("Ghi tỷ lệ phần trăm."),
                values.get("base") != "FIXED" and values.get("percent") is None,
            ),
            (
                "percent",
                _("Tỷ lệ phần trăm phải từ 1 đến 100."),
                not _is_share(values.get("percent")),
            ),
            (
                "base_award",
                _("Chọn danh hiệu làm cơ số."),
                values.get("base") == "TITLE" and not values.get("base_award"),
            ),
        )
        if wrong
    ]
    return _put("quotas", values, problems, comparison, today)


def put_deadline(
    values: Mapping[str, Any], comparison: Comparison | None = None, *, today: date = date.min
) -> Edit:
    """Set a deadline, new or in place of the one with its code; comparisons as for quotas.

    Raises:
        InvalidInput: with one problem for each faulty field.
    """
    problems = [
        Problem(field=field, reason=reason)
        for field, reason, wrong in (
            ("code", _("Ghi mã thời hạn."), not values.get("code")),
            ("text", _("Ghi nội dung thời hạn."), not values.get("text")),
            ("citation", _("Ghi căn cứ của thời hạn."), not values.get("citation")),
            (
                "day",
                _("Ghi cả ngày và tháng, hoặc bỏ trống cả hai."),
                bool(values.get("day")) != bool(values.get("month")),
            ),
            ("day", _("Không có ngày này."), not _is_day(values)),
        )
        if wrong
    ]
    return _put("deadlines", values, problems, comparison, today)


def _put(
    kind: str,
    values: Mapping[str, Any],
    problems: list[Problem],
    comparison: Comparison | None,
    today: date,
) -> Edit:
    if values.get("standing") not in _STATED or values.get("confirmed") is not None:
        reason = _("Chỉ là đã đọc văn bản khi ghi văn bản, điều khoản và ngày đối chiếu.")
        problems.append(Problem(field="standing", reason=reason))
    checked = None
    if comparison is not None:
        checked = comparison_of(comparison, today=today, more=problems)
    elif problems:
        raise InvalidInput(problems=problems)
    row = _normal(values)

    def edit(draft: Draft) -> Draft:
        told: Mapping[str, Any] = {}
        if checked is not None:
            told = {"standing": _OPEN, "confirmed": checked.for_draft(draft)}
        elif not row.get("standing"):
            told = _kept(rows_of(draft.content, kind), row)
        return drafts.with_row(draft, kind, {**row, **told})

    return edit


def _kept(rows: Sequence[Mapping[str, Any]], row: Mapping[str, Any]) -> Mapping[str, Any]:
    """The standing a row has already, if it asks nothing else than before."""
    former = next((one for one in rows if one.get("code") == row["code"]), {})
    if _asked(former) != _asked(row):
        return {"standing": _OPEN}
    return {name: former[name] for name in ("standing", "confirmed") if name in former}


def _asked(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: value
        for name, value in row.items()
        if name not in _BESIDE and value not in (None, "")
    }


def _is_share(percent: int | None) -> bool:
    # Whether it may be missing is another question.
    return percent is None or 1 <= percent <= WHOLE_PERCENT


def _is_day(values: Mapping[str, Any]) -> bool:
    if not values.get("day") or not values.get("month"):
        return True
    try:
        # A leap year: 29 February is a day of some years.
        date(2024, values["month"], values["day"])
    except ValueError:
        return False
    return True


def _normal(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: nfc(value).strip()[:_TEXT_LENGTH] if isinstance(value, str) else value
        for name, value in values.items()
    }
