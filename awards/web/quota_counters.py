"""The counters of quotas as rows of a table: what is allowed, used and left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from core.words import gettext_noop
from legal.domain.codes import Rounding
from legal.rules.quotas import QuotaState
from legal.web.parts import Standing, standing

_BASES = {
    "STAFF": gettext_noop("%(percent)d%% của %(base)d người trong đơn vị"),
    "PROPOSED": gettext_noop("%(percent)d%% của %(base)d lượt trong danh sách"),
    "TITLE": gettext_noop("%(percent)d%% của %(base)d người có %(title)s"),
    "UNITS_LEADING": gettext_noop("%(percent)d%% của %(base)d tập thể dẫn đầu khối, cụm"),
}
_ROUNDINGS = {
    Rounding.DOWN: gettext_noop("bỏ phần lẻ"),
    Rounding.UP: gettext_noop("làm tròn lên"),
    Rounding.NEAREST: gettext_noop("làm tròn đến số gần nhất"),
}


@dataclass(frozen=True, slots=True)
class Counter:
    """One quota ready for the page.

    Attributes:
        worked: how the allowed number came about.
        tried: the same counter for the list as tried out.
    """

    award: str
    citation: str
    note: str
    standing: Standing
    worked: str
    allowed: int | None
    used: int
    left: int | None
    tone: str
    word: str
    tried: Counter | None = None


def counters(
    now: Sequence[QuotaState], tried: Sequence[QuotaState] | None, names: Mapping[str, str]
) -> list[Counter]:
    """Put the quotas into words, the tried list beside the present one."""
    beside: Sequence[QuotaState | None] = tried or [None] * len(now)
    return [
        _counter(state, names, _counter(other, names) if other else None)
        for state, other in zip(now, beside, strict=True)
    ]


def _counter(state: QuotaState, names: Mapping[str, str], tried: Counter | None = None) -> Counter:
    quota = state.quota
    tone, word = _tone(state)
    return Counter(
        award=names.get(quota.award, quota.award),
        citation=quota.citation,
        note=quota.note,
        standing=standing(quota.established.value),
        worked=_worked(state, names),
        allowed=state.allowed,
        used=state.used,
        left=state.left,
        tone=tone,
        word=word,
        tried=tried,
    )


def _worked(state: QuotaState, names: Mapping[str, str]) -> str:
    quota = state.quota
    if quota.base == "FIXED":
        return _("Số cố định")
    if state.base is None or state.exact is None:
        return _("Chưa đếm được cơ sở tính")
    words = _(_BASES[quota.base]) % {
        "percent": quota.percent or 0,
        "base": state.base,
        "title": names.get(quota.base_award, quota.base_award),
    }
    exact = f"{state.exact // 100},{state.exact % 100:02d}"
    return _("%(words)s = %(exact)s, %(rounding)s") % {
        "words": words,
        "exact": exact,
        "rounding": _(_ROUNDINGS[quota.rounding]),
    }


def _tone(state: QuotaState) -> tuple[str, str]:
    if state.allowed is None:
        return "neutral", _("Không tính được")
    if not state.is_over:
        return "ok", _("Trong chỉ tiêu")
    if state.is_binding:
        return "danger", _("Vượt chỉ tiêu")
    return "warn", _("Vượt mức nhắc")
