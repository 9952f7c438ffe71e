"""Cases in which a rule failed: kept for repair, shown to those who repair, closed with a note."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date, datetime
from typing import Any

from django.db import DatabaseError, transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from core import audit, clock
from core.errors import InvalidInput, NotVisible, Stale
from core.scope import Actor
from legal.models import RuleFault
from legal.permissions import require_repair_rules
from legal.rules.evaluate import evaluate, faults
from legal.rules.facts import Subject
from legal.rules.plain import PlainError, facts_as_plain, facts_from_plain
from legal.rules.registry import NoRuleSetError
from legal.rules.verdict import Finding, Verdict
from legal.selectors.case_rulebooks import rulebooks_named
from legal.services.case_files import known_awards
from legal.services.cases.writing import CaseToWrite, case_text, raw_case_text

logger = logging.getLogger(__name__)

LABELS = {
    "rule_fault.found": gettext_noop("ghi lỗi quy tắc"),
    "rule_fault.again": gettext_noop("ghi lại lỗi quy tắc đã báo sửa"),
    "rule_fault.resolved": gettext_noop("báo đã sửa lỗi quy tắc"),
}
# A rule that fails for a whole province is one thing to repair: so many cases of it are enough.
CASES_PER_RULE = 100
_NOTE_LENGTH = 2000


def record_faults(
    verdict: Verdict,
    facts: Subject,
    *,
    by: Actor,
    at: datetime,
    received_on: date | None = None,
) -> int:
    """Keep the cases in which a rule failed; return how many rules did.

    A page that only shows a verdict calls this too: whatever goes wrong in keeping is logged and
    does not take the page with it.

    Args:
        received_on: the day by which the rule-sets were chosen, where the facts do not say it.
    """
    found = {finding.rule: finding for finding in faults(verdict)}
    if not found:
        return 0
    day = received_on or facts.as_of or clock.day_of(at)
    try:
        with transaction.atomic():
            case = _case(verdict, facts, day)
            for finding in found.values():
                _keep(finding, case, by=by, at=at)
    except (DatabaseError, ValueError):
        logger.exception("the fault of %s could not be kept", ", ".join(found))
    return len(found)


def _case(verdict: Verdict, facts: Subject, received_on: date) -> dict[str, Any]:
    plain = facts_as_plain(replace(facts, name=""))
    canonical = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return {
        "award": verdict.award,
        "received_on": received_on,
        "sets": [asdict(one) for one in verdict.sets],
        "facts": plain,
        "facts_sha256": hashlib.sha256(canonical.encode()).hexdigest(),
        "checksum": verdict.checksum,
    }


def _keep(finding: Finding, case: Mapping[str, Any], *, by: Actor, at: datetime) -> None:
    known = RuleFault.objects.filter(rule=finding.rule, facts_sha256=case["facts_sha256"]).first()
    if known is None:
        _add(finding, case, by=by, at=at)
        return
    was_resolved = not known.is_open
    # Facts that were let go meanwhile are needed again.
    now = {name: case[name] for name in ("award", "received_on", "sets", "facts", "checksum")}
    RuleFault.objects.filter(pk=known.pk).update(
        **now,
        error=finding.error,
        times=F("times") + 1,
        last_seen=at,
        resolved_at=None,
        resolved_by_id=None,
        resolved_by_name="",
        resolved_note="",
    )
    if was_resolved:
        audit.record(
            action="rule_fault.again",
            subject=known,
            by=by,
            at=at,
            data={"error": finding.error, "note": known.resolved_note},
        )


def _add(finding: Finding, case: Mapping[str, Any], *, by: Actor, at: datetime) -> None:
    if RuleFault.objects.open().filter(rule=finding.rule).count() >= CASES_PER_RULE:
        return
    row, is_new = RuleFault.objects.get_or_create(
        rule=finding.rule,
        facts_sha256=case["facts_sha256"],
        defaults={**case, "error": finding.error, "first_seen": at, "last_seen": at},
    )
    if is_new:
        data = {"error": finding.error}
        audit.record(action="rule_fault.found", subject=row, by=by, at=at, data=data)


@transaction.atomic
def resolve_fault(fault_id: int, *, note: str, by: Actor, at: datetime) -> RuleFault:
    """Say that a fault was repaired, and how.

    Raises:
        Forbidden: the actor does not look after the rules.
        NotVisible: there is no such fault.
        Stale: somebody said so before.
        InvalidInput: the note is missing or too long.
    """
    require_repair_rules(by)
    fault = RuleFault.objects.select_for_update().filter(pk=fault_id).first()
    if fault is None:
        raise NotVisible(_("Không có lỗi quy tắc này."))
    if not fault.is_open:
        raise Stale(_("Lỗi này đã được %(name)s báo sửa xong.") % {"name": fault.resolved_by_name})
    note = note.strip()
    if not note or len(note) > _NOTE_LENGTH:
        raise InvalidInput.at(
            "comment",
            _("Cần ghi đã sửa gì, không quá %(most)d chữ cái.") % {"most": _NOTE_LENGTH},
            _("Ghi quy tắc hoặc dữ liệu đã sửa và phiên bản chương trình."),
        )
    fault.resolved_at, fault.resolved_note = at, note
    fault.resolved_by_id, fault.resolved_by_name = by.user_id, by.signature
    fault.save(update_fields=["resolved_at", "resolved_by_id", "resolved_by_name", "resolved_note"])
    audit.record(action="rule_fault.resolved", subject=fault, by=by, at=at, data={"note": note})
    return fault


def fails_still(fault: RuleFault) -> bool | None:
    """Tell whether the rule fails for the case today; ``None`` where that cannot be found out."""
    try:
        facts = facts_from_plain(fault.facts)
        books = rulebooks_named(
            fault.received_on, judged_on=fault.received_on, sets=fault.set_names
        )
        verdict = evaluate(fault.award, facts, books[0])
    except (PlainError, NoRuleSetError):
        return None
    return any(finding.rule == fault.rule for finding in faults(verdict))


def fault_case(fault: RuleFault) -> str:
    """Return the case as a file that *try a case* and the command read."""
    name = f"{fault.rule} {fault.pk}"
    lead = f"Lỗi quy tắc {fault.rule}, gặp {fault.times} lần.\n{' '.join(fault.error.split())}"
    if not fault.facts:
        lead = f"{lead}\nDữ kiện đã được xóa theo thời hạn lưu trữ."
    try:
        facts = facts_from_plain(fault.facts)
    except PlainError:
        # The facts have another shape now; the file still tells what they were.
        values = {
            "name": name,
            "award": fault.award,
            "received_on": fault.received_on.isoformat(),
            "facts": fault.facts,
        }
        return raw_case_text(values, lead=lead)
    case = CaseToWrite(name, facts, (fault.award,), fault.received_on, sets=fault.set_names)
    return case_text([case], known_awards(), lead=lead)
