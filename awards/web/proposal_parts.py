"""What the page of a proposal shows, made ready for its template."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext as _

from awards.models import DossierRevision, Proposal, ProposalTransition, ReviewStep, StepOutcome
from awards.models.claims import Claim
from awards.models.recipient import Basis, Ground
from awards.web import told
from awards.web.act_choices import label_of
from core import clock
from core.web.parts import Event, Step
from legal.rules.verdict import Finding, Verdict

_STATES = {
    StepOutcome.WAITING: "waiting",
    StepOutcome.OPEN: "current",
    StepOutcome.APPROVED: "done",
    StepOutcome.DECIDED: "done",
    StepOutcome.RETURNED: "returned",
    StepOutcome.REFUSED: "refused",
    StepOutcome.CANCELLED: "skipped",
}
_TONES = {
    "submit": "info",
    "approve": "ok",
    "decide": "honour",
    "return": "warn",
    "refuse": "danger",
    "withdraw": "neutral",
    "annul": "danger",
}


def route(steps: Iterable[ReviewStep], proposal: Proposal, day: date) -> list[Step]:
    """The way of the dossier: who holds it, since when, until when, with what outcome."""
    return [_step(step, proposal, day) for step in steps]


def _step(step: ReviewStep, proposal: Proposal, day: date) -> Step:
    is_open = step.outcome == StepOutcome.OPEN
    told_to = told.names(told.holders(proposal)) if is_open else step.closed_by_name
    outcome = "" if step.outcome == StepOutcome.WAITING else step.outcome_label
    return Step(
        label=step.full_label,
        state=_STATES[StepOutcome(step.outcome)],
        holder=told_to,
        unit=step.unit.label,
        on=step.closed_at,
        limit=step.due_on,
        late=step.is_late(day) and not step.is_external,
        outcome=outcome[:1].upper() + outcome[1:],
        note=_note(step),
    )


def _note(step: ReviewStep) -> str:
    if step.document:
        return _("Văn bản %(number)s") % {"number": step.document}
    result = getattr(step, "council_result", None)
    if result is not None:
        return _("%(votes)d/%(members)d phiếu đồng ý, biên bản %(number)s") % {
            "votes": result.votes_for,
            "members": result.members,
            "number": result.minutes_number,
        }
    if step.is_external and step.outcome == StepOutcome.OPEN:
        return _("Cấp này không làm việc trên hệ thống: cán bộ tổ chức ghi văn bản trả lời.")
    return ""


def planned(steps: Iterable[ReviewStep]) -> list[Step]:
    """The way a draft would go."""
    return [
        Step(
            label=step.full_label,
            unit=step.unit.label,
            note=_("Quyết định") if step.decides else "",
        )
        for step in steps
    ]


def events(proposal: Proposal, transitions: Iterable[ProposalTransition]) -> list[Event]:
    """The history, newest first."""
    found = [
        Event(
            at=record.at,
            actor=record.signature,
            text=_event_text(record),
            unit=str(record.data.get("unit", "")),
            comment=record.comment,
            tone=_TONES.get(record.name, "neutral"),
        )
        for record in transitions
    ]
    found.append(Event(proposal.created_at, proposal.created_by_name, _("Lập hồ sơ")))
    return found


def _event_text(record: ProposalTransition) -> str:
    text = label_of(record.name)
    if step := record.data.get("step"):
        text = f"{_(step)}: {text[:1].lower()}{text[1:]}"
    papers = [record.data.get("document"), record.data.get("decision")]
    named = ", ".join(dict.fromkeys(str(paper) for paper in papers if paper))
    text = f"{text} ({named})" if named else text
    judged = len(record.data.get("judged", ()))
    if not judged:
        return text
    told = _("cùng lúc đánh giá đạt %(count)d điều kiện") % {"count": judged}
    return f"{text}; {told}"


def _flat(findings: Iterable[Finding]) -> Iterable[Finding]:
    for finding in findings:
        yield finding
        yield from _flat(finding.parts)


def facts(proposal: Proposal) -> list[tuple[str, Any]]:
    """Who, what, by whom."""
    pairs = [
        (_("Mã hồ sơ"), proposal.code),
        (_("Năm xét"), str(proposal.year)),
        (_("Danh hiệu, hình thức"), proposal.award_type.name),
        (_("Nội dung cụ thể"), proposal.qualifier),
        (_("Phong trào, chuyên đề"), proposal.occasion),
        (_("Loại hình"), Basis(proposal.basis).label),
        (_("Cấp quyết định"), proposal.decider_label),
        (_("Đơn vị đề nghị"), proposal.unit.name),
        (_("Ngày nhận hồ sơ"), _day(proposal.received_on)),
        (_("Ngày cơ quan có thẩm quyền nhận"), _day(proposal.competent_received_on)),
        (_("Ngày trình cấp trên"), _day(proposal.forwarded_on)),
    ]
    return [(name, value) for name, value in pairs if value]


def sent(revision: DossierRevision, broken_seal: str) -> list[tuple[str, Any]]:
    """The content as it was sent; ``broken_seal`` says why it is not so any more, if it is not."""
    content, cited = revision.content, _cited(revision.verdict)
    recipient = content.get("recipient", {})
    initiatives = "; ".join(
        f"{one['code']} {one['title']}" for one in content.get("initiatives", [])
    )
    return [
        (_("Người, tập thể"), recipient.get("name", "")),
        (_("Chức vụ khi gửi"), recipient.get("post", "")),
        (_("Danh hiệu, hình thức"), content.get("award_name", "")),
        (_("Thành tích"), content.get("merit", "")),
        (_("Căn cứ của danh hiệu"), _label(Ground, content.get("ground", ""))),
        (
            _("Thành tích nêu thêm"),
            "; ".join(_label(Claim, one) for one in content.get("claims", ())),
        ),
        (_("Sáng kiến"), initiatives),
        (
            _("Đánh giá của người xét"),
            "; ".join(_judged(one, cited) for one in content.get("ticks", ())),
        ),
        (
            _("Xác nhận không trùng"),
            "; ".join(_acknowledged(one) for one in content.get("acknowledged", ())),
        ),
        (_("Mã kiểm tra"), _seal(revision, broken_seal)),
    ]


def _seal(revision: DossierRevision, broken: str) -> str:
    """The beginning of the checksum, and whether what is kept and the trail still fit it."""
    values = {"code": revision.sha256[:16], "why": broken}
    if broken:
        return _("%(code)s – KHÔNG KHỚP. %(why)s") % values
    return _("%(code)s – khớp với nội dung, kết luận, dữ kiện đã giữ và với nhật ký") % values


def _label(words: type[TextChoices], code: str) -> str:
    """The words of a code as it was kept; one that is not known any more stays a code."""
    return str(words(code).label) if code in words.values else code


def _cited(verdict: Mapping[str, Any]) -> dict[str, str]:
    """The article of each condition of a frozen verdict, by its name."""
    findings = _flat(Verdict.from_dict(verdict).findings) if verdict else ()
    return {one.rule: one.citation for one in findings}


def _judged(tick: Mapping[str, Any], cited: Mapping[str, str]) -> str:
    told = _("đạt") if tick["ok"] else _("chưa đạt")
    rule = cited.get(tick["rule"], tick["rule"])
    return f"{rule}: {told} ({tick['by']}, {_kept_day(tick['at'])})"


def _acknowledged(row: Mapping[str, Any]) -> str:
    return f"{row['other']} ({row['score']}%): {row['note']} ({row['by']}, {_kept_day(row['at'])})"


def _kept_day(at: str) -> str:
    """The day of a moment as a frozen dossier keeps it."""
    return f"{clock.day_of(datetime.fromisoformat(at)):%d/%m/%Y}"


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""
