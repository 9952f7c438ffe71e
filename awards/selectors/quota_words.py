"""Quotas with their counters, as people read them."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.words import gettext_noop
from legal.domain.codes import Rounding
from legal.rules.quotas import QuotaState

_BASES = {
    "STAFF": gettext_noop("%(percent)d%% của %(base)d người trong đơn vị"),
    "PROPOSED": gettext_noop("%(percent)d%% của %(base)d lượt trong danh sách"),
    "TITLE": gettext_noop("%(percent)d%% của %(base)d người có %(title)s"),
    "UNITS_LEADING": gettext_noop("%(percent)d%% của %(base)d tập thể dẫn đầu khối, cụm"),
}
_ROUNDINGS = {
    Rounding.UNSTATED: gettext_noop("văn bản không nói cách làm tròn, phần mềm làm tròn xuống"),
    Rounding.DOWN: gettext_noop("bỏ phần lẻ"),
    Rounding.UP: gettext_noop("làm tròn lên"),
    Rounding.NEAREST: gettext_noop("làm tròn đến số gần nhất"),
}


def worked(state: QuotaState, names: Mapping[str, str]) -> str:
    """How the allowed number came about: base, share and rounding."""
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
    if not state.exact % 100:
        return _("%(words)s = %(exact)s") % {"words": words, "exact": state.exact // 100}
    exact = f"{state.exact // 100},{state.exact % 100:02d}"
    return _("%(words)s = %(exact)s, %(rounding)s") % {
        "words": words,
        "exact": exact,
        "rounding": _(_ROUNDINGS[quota.rounding]),
    }


def verdict(state: QuotaState) -> tuple[str, str]:
    """Tone and word of what the counter comes to."""
    if state.allowed is None:
        return "neutral", _("Không tính được")
    if not state.is_over:
        return "ok", _("Trong chỉ tiêu")
    if state.lacks_base:
        return "warn", _("Cơ sở tính chưa ghi đủ")
    if state.hangs_on_rounding:
        return "warn", _("Vượt nếu làm tròn xuống")
    if state.is_binding:
        return "danger", _("Vượt chỉ tiêu")
    return "warn", _("Vượt mức nhắc")


def does_not_limit() -> tuple[str, str]:
    """Tone and word where what is looked at is judged by the rules of another day."""
    return "neutral", _("Không áp dụng cho hồ sơ này")


def period(state: QuotaState) -> str:
    """Which dossiers the quota limits: those received while its rules are in force."""
    days = {
        "first": f"{state.holds_from:%d/%m/%Y}",
        "last": f"{state.holds_until:%d/%m/%Y}" if state.holds_until else "",
    }
    if days["last"]:
        return _("Giới hạn hồ sơ nhận từ %(first)s đến hết %(last)s") % days
    return _("Giới hạn hồ sơ nhận từ %(first)s") % days


def elsewhere(state: QuotaState) -> str:
    """How many for the same award are not counted, for other rules judge them."""
    if not state.elsewhere:
        return ""
    return ngettext(
        "%(number)d lượt khác của năm này nhận ngoài thời gian đó, xét theo quy định khác",
        "%(number)d lượt khác của năm này nhận ngoài thời gian đó, xét theo quy định khác",
        state.elsewhere,
    ) % {"number": state.elsewhere}


def does_not_apply(state: QuotaState, names: Mapping[str, str]) -> str:
    """Why a quota of the year does not limit what is drawn up now, as one phrase."""
    return _("%(award)s: mức này không giới hạn hồ sơ lập hôm nay. %(period)s (%(citation)s)") % {
        "award": names.get(state.quota.award, state.quota.award),
        "period": period(state),
        "citation": state.quota.citation,
    }


def sentence(state: QuotaState, names: Mapping[str, str]) -> str:
    """The counter as one phrase: award, used of allowed, verdict, arithmetic and provision."""
    _tone, word = verdict(state)
    return _("%(award)s: %(used)s / %(allowed)s – %(verdict)s (%(worked)s; %(citation)s)") % {
        "award": names.get(state.quota.award, state.quota.award),
        "used": state.used,
        "allowed": "—" if state.allowed is None else state.allowed,
        "verdict": word.lower(),
        "worked": worked(state, names),
        "citation": state.quota.citation,
    }
