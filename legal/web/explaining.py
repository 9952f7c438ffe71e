"""A verdict made ready for people: required, found, article, standing, what would change it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from core.words import gettext_noop
from legal.domain.codes import Join, Standing
from legal.rules import verdict as verdicts
from legal.rules.facts import Contradiction
from legal.rules.remedies import Remedy
from legal.rules.remedies import remedies as found_remedies
from legal.rules.tally import Outcome
from legal.rules.verdict import Finding, Verdict
from legal.web import parts

# Tone and words of every verdict.
VERDICTS: Final = {
    verdicts.ELIGIBLE: ("ok", gettext_noop("Đạt mọi điều kiện tính được")),
    verdicts.NOT_YET: ("danger", gettext_noop("Chưa đủ điều kiện")),
    verdicts.BARRED: ("danger", gettext_noop("Không được xét")),
    verdicts.NEEDS_JUDGEMENT: ("warn", gettext_noop("Có điều kiện cần người xét đánh giá")),
    verdicts.UNKNOWN: ("neutral", gettext_noop("Chưa đủ dữ liệu để kết luận")),
    verdicts.NO_RULE: ("neutral", gettext_noop("Chưa có điều kiện nào tính được bằng dữ liệu")),
    verdicts.ERROR: ("danger", gettext_noop("Không tính được do lỗi chương trình")),
}
_TONES: Final = {
    Outcome.MET: "ok",
    Outcome.NOT_MET: "danger",
    Outcome.NEEDS_JUDGEMENT: "warn",
    Outcome.ERROR: "danger",
}


@dataclass(frozen=True, slots=True)
class RecordShown:
    """A record a condition rests on (bản ghi đã đếm), with its page where the reader has one."""

    label: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Control:
    """What the reader can do about a condition where it stands (đánh giá): a part of a page.

    Attributes:
        template: renders ``value`` under the name ``judged``.
        is_answered: whether somebody judged it; the control then says who and how.
    """

    template: str
    value: object
    is_answered: bool = False


@dataclass(frozen=True, slots=True)
class ConditionShown:
    """One condition: what it asks, what was found, by which article, what would change it.

    Attributes:
        confirmed: who compared it with which document, when; empty where nobody did.
        outcome: a value of ``Outcome``; ``components/outcome.html`` puts it in word and shape.
        found: what was found, as the rule tells it.
        places: where what is missing can be entered, for those who may.
        spare: other ways to meet it, once one of them is met.
        parts_lead: how the parts belong together.
        outside: why those parts that do not concern the recipient were left out.
        url: the page of the rule, where there is one.
    """

    rule: str
    outcome: str
    tone: str
    requirement: str
    found: str
    citation: str
    standing: parts.Standing
    confirmed: str
    remedy: str
    rule_set: str
    blocks: bool
    parts_lead: str
    parts: tuple[ConditionShown, ...]
    outside: tuple[ConditionShown, ...]
    spare: tuple[ConditionShown, ...]
    records: tuple[RecordShown, ...]
    places: tuple[RecordShown, ...]
    control: Control | None
    url: str

    @property
    def is_answered(self) -> bool:
        """Whether people answered since what the verdict left open to them."""
        waited = self.outcome == Outcome.NEEDS_JUDGEMENT.value
        return waited and self.control is not None and self.control.is_answered


@dataclass(frozen=True, slots=True)
class ContradictionShown:
    """Records that cannot all be right (mâu thuẫn), with the page where each can be mended."""

    text: str
    records: tuple[RecordShown, ...]


@dataclass(frozen=True, slots=True)
class SetShown:
    """A rule-set that took part (bộ quy tắc đã dùng); ``legal/_sets_used.html`` renders several."""

    name: str
    version: str
    url: str
    published: bool


@dataclass(frozen=True, slots=True)
class VerdictShown:
    """A verdict (kết luận) for a page; ``legal/_verdict.html`` renders it.

    Attributes:
        only_advises: something is not met, yet nothing stops the proposal.
        conditions: those that concern the recipient, what is not met first.
        outside: provisions that do not concern the recipient, with the reason.
        remedies: what would change the answer, each once; what only people can do comes last.
        sets: those that took part; of those nobody published all only advises.
        decides: a verdict that only stands beside says nothing of what may be sent.
    """

    code: str
    label: str
    tone: str
    blocking: bool
    only_advises: bool
    sets: tuple[SetShown, ...]
    conditions: tuple[ConditionShown, ...]
    outside: tuple[ConditionShown, ...]
    contradictions: tuple[ContradictionShown, ...]
    remedies: tuple[Remedy, ...]
    decides: bool = True


# What a verdict rests on: the records of a finding, and those that contradict each other.
RecordsOf = Callable[[Finding | Contradiction], Iterable[RecordShown]]
ControlOf = Callable[[Finding], Control | None]


def no_records(_told: Finding | Contradiction) -> tuple[RecordShown, ...]:
    """Return nothing: made-up cases have no records."""
    return ()


def no_control(_finding: Finding) -> None:
    """Return nothing: the reader only reads."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What a page adds to the conditions of a verdict."""

    records: RecordsOf = no_records
    places: RecordsOf = no_records
    control: ControlOf = no_control


def shown(
    verdict: Verdict,
    *,
    records: RecordsOf = no_records,
    places: RecordsOf = no_records,
    control: ControlOf = no_control,
    decides: bool = True,
) -> VerdictShown:
    """Make a verdict ready for a page.

    Args:
        records: gives the records a finding or a contradiction rests on.
        places: gives where what a finding misses can be entered.
        control: gives what the reader can do about a finding.
        decides: not so for the verdict by a set that is only shown beside.
    """
    tone, label = VERDICTS[verdict.code]
    concerning, outside = _conditions(verdict.findings, Beside(records, places, control))
    return VerdictShown(
        code=verdict.code,
        label=_(label),
        tone=tone,
        blocking=verdict.blocking,
        only_advises=not verdict.blocking
        and any(one.outcome is Outcome.NOT_MET for one in verdict.findings),
        sets=sets_of(verdict),
        conditions=tuple(sorted(concerning, key=lambda one: _ORDER.index(one.outcome))),
        outside=outside,
        contradictions=tuple(
            ContradictionShown(one.text, tuple(records(one))) for one in verdict.contradictions
        ),
        remedies=_all_remedies(verdict),
        decides=decides,
    )


def sets_of(verdict: Verdict) -> tuple[SetShown, ...]:
    """Return the rule-sets of a verdict by the names people know, each with its page."""
    return tuple(
        SetShown(
            name=one.name or one.code,
            version=f"{one.code}/{one.version}",
            url=reverse("legal:rule_set_version", args=[one.code, one.version]),
            published=one.published,
        )
        for one in verdict.sets
    )


_ORDER: Final = (
    Outcome.NOT_MET,
    Outcome.ERROR,
    Outcome.UNKNOWN,
    Outcome.NEEDS_JUDGEMENT,
    Outcome.MET,
    Outcome.NOT_APPLICABLE,
)


def _conditions(
    findings: Sequence[Finding], beside: Beside
) -> tuple[tuple[ConditionShown, ...], tuple[ConditionShown, ...]]:
    """Return the conditions that concern the recipient, and the others."""
    rows = [_condition(finding, beside) for finding in findings]
    concerning = tuple(row for row in rows if row.outcome != Outcome.NOT_APPLICABLE)
    return concerning, tuple(row for row in rows if row.outcome == Outcome.NOT_APPLICABLE)


def _condition(finding: Finding, beside: Beside) -> ConditionShown:
    inner, outside = _conditions(finding.parts, beside)
    inner, spare = _needed(finding, inner)
    return ConditionShown(
        rule=finding.rule,
        outcome=finding.outcome.value,
        tone=_TONES.get(finding.outcome, "neutral"),
        requirement=finding.requirement,
        found=finding.message,
        citation=finding.citation,
        standing=parts.standing(Standing(finding.standing).value),
        confirmed=finding.confirmed,
        remedy=finding.remedy,
        rule_set=finding.rule_set,
        blocks=finding.blocks,
        parts_lead=_parts_lead(finding.join) if inner else "",
        parts=inner,
        outside=outside,
        spare=spare,
        records=tuple(beside.records(finding)),
        places=tuple(beside.places(finding)) if finding.outcome is Outcome.UNKNOWN else (),
        control=beside.control(finding),
        url=_page_of(finding.rule),
    )


def _needed(
    finding: Finding, parts: tuple[ConditionShown, ...]
) -> tuple[tuple[ConditionShown, ...], tuple[ConditionShown, ...]]:
    """Set aside the ways that need not be met any more: of alternatives one is enough."""
    if finding.join != Join.ANY or finding.outcome is not Outcome.MET:
        return parts, ()
    met = tuple(part for part in parts if part.outcome == Outcome.MET)
    return met, tuple(part for part in parts if part.outcome != Outcome.MET)


def _page_of(rule: str) -> str:
    try:
        return reverse("legal:rule", args=[rule])
    except NoReverseMatch:
        return ""


def _parts_lead(join: str) -> str:
    if join == Join.ANY:
        return _("Chỉ cần đạt một trong các điều kiện:")
    return _("Cần đạt tất cả các điều kiện:")


def _all_remedies(verdict: Verdict) -> tuple[Remedy, ...]:
    """Return what would change the answer: first what contradicts itself, last what people judge."""
    first = [Remedy(_("Sửa bản ghi sai trong các bản ghi mâu thuẫn đã nêu."))]
    asked = sorted(verdict.findings, key=lambda one: one.outcome is Outcome.NEEDS_JUDGEMENT)
    found = [*(first if verdict.contradictions else ()), *found_remedies(asked)]
    return tuple(dict.fromkeys(found))
