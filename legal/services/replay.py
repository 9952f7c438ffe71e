"""Judging again what was judged before (tính lại kết luận): from kept facts, by kept versions.

A stored verdict names the very versions of its rule-sets with their checksums. They are found, the
kept facts are judged once more, and every difference is put into words.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from legal.domain.rulesets import RuleSetEntry
from legal.rules.base import registry
from legal.rules.evaluate import checksum, evaluate, faults
from legal.rules.plain import PlainError, facts_from_plain
from legal.rules.rulebook import Rulebook
from legal.rules.verdict import CODES, NO_RULE, OUTCOMES, Finding, SetUsed, Verdict
from legal.selectors.rulebooks import rule_set_version

FindSet = Callable[[str, int, str], RuleSetEntry]


@dataclass(frozen=True, slots=True)
class Replay:
    """A kept verdict and what the same facts give today by the same versions (tính lại).

    Attributes:
        same: the answer is the same, findings included.
        verdict: today's answer; ``None`` where it cannot be judged again.
        differences: what is not the same, or why it cannot be judged again, in words.
        code_same: the program's rules are those that judged then.
        sets_found: every version of the rule-sets is known with the content it had.
    """

    same: bool
    kept: Verdict
    verdict: Verdict | None
    differences: tuple[str, ...]
    code_same: bool
    sets_found: bool


class _Impossible(Exception):
    """It cannot be judged again; the message says why."""


def replay(stored: Mapping[str, Any], *, find_set: FindSet = rule_set_version) -> Replay:
    """Judge kept facts once more and compare.

    Args:
        stored: ``verdict`` as ``Verdict.as_dict`` gave it, ``facts`` as ``facts_as_plain`` did,
            and ``received_on``.
        find_set: gives a version by code, number and checksum, or raises ``LookupError``.
    """
    kept = Verdict.from_dict(stored["verdict"])
    code_same = kept.checksum == checksum()
    sets, missing = _sets(kept, find_set)
    if missing:
        return Replay(
            same=False,
            kept=kept,
            verdict=None,
            differences=missing,
            code_same=code_same,
            sets_found=False,
        )
    now: Verdict | None = None
    try:
        now = _judged(kept, sets, stored)
        differences = tuple(_differences(kept, now))
    except _Impossible as error:
        differences = (str(error),)
    return Replay(
        same=now is not None and not differences,
        kept=kept,
        verdict=now,
        differences=differences,
        code_same=code_same,
        sets_found=True,
    )


def _sets(kept: Verdict, find_set: FindSet) -> tuple[tuple[RuleSetEntry, ...], tuple[str, ...]]:
    """Return the versions the verdict rests on, and in words those that are not known."""
    found, missing = [], []
    for used in kept.sets:
        try:
            entry = find_set(used.code, used.version, used.sha256)
        except LookupError:
            missing.append(_unknown(used))
            continue
        # A version that was published later judged as a draft then.
        found.append(replace(entry, published=used.published))
    return tuple(found), tuple(missing)


def _unknown(used: SetUsed) -> str:
    return _(
        "Không còn bản %(number)s của bộ quy tắc %(code)s với nội dung lúc đó (mã băm %(sha)s)."
    ) % {"number": used.version, "code": used.code, "sha": used.sha256[:12]}


def _judged(kept: Verdict, sets: tuple[RuleSetEntry, ...], stored: Mapping[str, Any]) -> Verdict:
    if not stored.get("facts"):
        raise _Impossible(_("Bản này không giữ dữ kiện đã xét nên không tính lại được."))
    if not sets:
        # The law of the day was not kept here, then as now.
        return Verdict(NO_RULE, (), "", kept.award, blocking=False, checksum=checksum())
    try:
        facts = facts_from_plain(stored["facts"])
    except PlainError as error:
        raise _Impossible(
            _("Dữ kiện đã giữ không còn đọc được: %(reason)s.") % {"reason": error}
        ) from error
    received_on = stored.get("received_on")
    book = Rulebook(sets, date.fromisoformat(received_on) if received_on else None)
    now = evaluate(kept.award, facts, book)
    if lost := sorted(_gone(now) - _gone(kept)):
        raise _Impossible(_("Chương trình không còn quy tắc %(rule)s.") % {"rule": lost[0]})
    return now


def _gone(verdict: Verdict) -> set[str]:
    """Return the rules that could not be asked because the program has them no more."""
    return {finding.rule for finding in faults(verdict) if finding.rule not in registry}


# --- Differences ----------------------------------------------------------------------------


def _differences(kept: Verdict, now: Verdict) -> Iterator[str]:
    if kept.code != now.code:
        yield _("Kết luận: trước là “%(before)s”, nay là “%(after)s”.") % {
            "before": CODES[kept.code],
            "after": CODES[now.code],
        }
    if kept.blocking != now.blocking:
        yield (
            _("Trước không chặn đề nghị, nay chặn.")
            if now.blocking
            else _("Trước chặn đề nghị, nay không chặn.")
        )
    if _told(kept) != _told(now):
        yield _("Mâu thuẫn dữ liệu nêu ra không còn như trước.")
    yield from _of_findings(_by_place(kept.findings), _by_place(now.findings))


def _told(verdict: Verdict) -> list[str]:
    """Return the contradictions in words; which records they name says the same another way."""
    return [one.text for one in verdict.contradictions]


def _by_place(findings: tuple[Finding, ...], above: str = "") -> dict[str, Finding]:
    """Return all findings by the place where they stand: the rules above them and their number."""
    found: dict[str, Finding] = {}
    for finding in findings:
        place = f"{above}/{finding.rule}"
        number = sum(1 for known in found if known.rpartition("#")[0] == place)
        key = f"{place}#{number}"
        found[key] = finding
        found.update(_by_place(finding.parts, key))
    return found


def _of_findings(kept: Mapping[str, Finding], now: Mapping[str, Finding]) -> Iterator[str]:
    for place, before in kept.items():
        after = now.get(place)
        if after is None:
            yield _("Điều kiện %(rule)s không còn được hỏi.") % {"rule": before.rule}
        elif _plain(before) != _plain(after):
            yield _changed(before, after)
    for place, after in now.items():
        if place not in kept:
            yield _("Điều kiện %(rule)s trước chưa được hỏi.") % {"rule": after.rule}


def _plain(finding: Finding) -> str:
    """Return what a finding says, its parts aside, in a form that JSON does not change."""
    return json.dumps({**finding.as_dict(), "parts": []}, sort_keys=True, default=str)


def _changed(before: Finding, after: Finding) -> str:
    if before.outcome is not after.outcome:
        return _("Điều kiện %(rule)s: trước là %(before)s, nay là %(after)s.") % {
            "rule": before.rule,
            "before": OUTCOMES[before.outcome],
            "after": OUTCOMES[after.outcome],
        }
    if before.message != after.message:
        return _("Điều kiện %(rule)s: trước ghi “%(before)s”, nay ghi “%(after)s”.") % {
            "rule": before.rule,
            "before": before.message,
            "after": after.message,
        }
    names = [
        name
        for name, value in before.as_dict().items()
        if name != "parts" and value != after.as_dict()[name]
    ]
    return _("Điều kiện %(rule)s: khác ở %(fields)s.") % {
        "rule": before.rule,
        "fields": ", ".join(names),
    }
