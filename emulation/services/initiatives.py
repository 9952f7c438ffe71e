"""Business steps with initiatives: entering, revising, and the steps of their workflow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import partial
from typing import Any, NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from core import audit
from core.models.workflow import TransitionRecord
from core.scope import Actor
from core.vietnamese import fold
from core.workflow import engine
from emulation import permissions, workflow
from emulation.models import (
    Initiative,
    InitiativeAuthor,
    InitiativeRecognition,
    InitiativeTransition,
    Scope,
)
from emulation.services import numbering
from emulation.services.initiative_content import Author, Content, clean_content
from personnel.models import Unit
from personnel.selectors.staff import unit_of
from personnel.services.checks import Checks, day_of, vn_date

__all__ = [
    "MACHINE",
    "Author",
    "Content",
    "Decision",
    "available",
    "draft",
    "perform_transition",
    "recognise",
    "register",
    "revise",
]


class Decision(NamedTuple):
    """The decision that recognises an initiative, as it stands on the paper."""

    scope: str
    decision_number: str
    decided_on: date
    signer: str


def _write_revision(step: engine.Step) -> Mapping[str, Any]:
    """Put the new content in the place of the old one, which stays in the history."""
    initiative: Initiative = step.subject
    content: Content = step.data["content"]
    checks = Checks()
    values = clean_content(checks, content)
    checks.done()
    before = _snapshot(initiative)
    values["search_key"] = _search_key(values, initiative.code)
    for name, value in values.items():
        setattr(initiative, name, value)
    initiative.save(update_fields=list(values))
    initiative.authors.all().delete()
    _write_authors(initiative, content.authors)
    return {"before": before, "after": _snapshot(initiative)}


def _write_recognition(step: engine.Step) -> Mapping[str, Any]:
    """Record the decision that recognises the initiative in one scope."""
    checks = Checks()
    scope = checks.choice("scope", _("Phạm vi"), step.data.get("scope", ""), Scope.values)
    number = checks.text(
        "decision_number", _("Số quyết định"), step.data.get("decision_number", ""), limit=60
    )
    signer = checks.text("signer", _("Người ký"), step.data.get("signer", ""), limit=150)
    decided_on = _clean_decided_on(checks, step)
    if InitiativeRecognition.objects.filter(initiative=step.subject, scope=scope).exists():
        checks.add(
            "scope",
            _("sáng kiến đã được công nhận ở phạm vi này."),
            _("Hãy chọn phạm vi khác."),
            _("Phạm vi"),
        )
    checks.done()
    InitiativeRecognition.objects.create(
        initiative=step.subject,
        scope=scope,
        decision_number=number,
        decided_on=decided_on,
        signer=signer,
        recorded_at=step.at,
    )
    return {
        "scope": scope,
        "decision_number": number,
        "decided_on": decided_on,
        "signer": signer,
    }


MACHINE = engine.Machine(
    workflow=workflow.INITIATIVE,
    record_model=InitiativeTransition,
    policy=permissions.can,
    prefix="emulation.initiative",
    effects={
        "revise": _write_revision,
        "revise_returned": _write_revision,
        "recognise": _write_recognition,
        "widen": _write_recognition,
    },
)


# One step of the table, by its name, and the steps possible now: see the workflow engine.
# ``data`` of ``recognise`` and ``widen`` holds the fields of a ``Decision``.
perform_transition = partial(engine.perform, MACHINE)
available = partial(engine.available, MACHINE)


@transaction.atomic
def draft(
    *, content: Content, year: int, unit: Unit | None = None, by: Actor, at: datetime
) -> Initiative:
    """Enter an initiative with its authors, without asking for recognition yet.

    Args:
        unit: the unit asked; by default where the author with the largest share works.

    Raises:
        Forbidden: the actor is no author and may not enter initiatives for the unit.
        InvalidInput: a value cannot be accepted.
    """
    day = day_of(at)
    checks = Checks()
    values = clean_content(checks, content)
    _check_year(checks, year, day)
    checks.done()
    unit = unit or _unit_of_authors(content.authors, day)
    permissions.require_entering(
        by,
        permissions.SUBMIT_INITIATIVE,
        permissions.VIEW_INITIATIVE,
        unit,
        [author.staff for author in content.authors],
    )
    _check_place(checks, content.authors, unit, day)
    checks.done()
    code = numbering.next_code(year)
    initiative = Initiative.objects.create(
        code=code,
        unit=unit,
        year=year,
        state=workflow.INITIATIVE.initial,
        created_by_id=by.user_id,
        created_at=at,
        **values | {"search_key": _search_key(values, code)},
    )
    _write_authors(initiative, content.authors)
    audit.record(
        action="emulation.initiative.created",
        subject=initiative,
        by=by,
        at=at,
        data={"unit": unit.code, "year": year, **_snapshot(initiative)},
    )
    return initiative


@transaction.atomic
def register(
    *, content: Content, year: int, unit: Unit | None = None, by: Actor, at: datetime
) -> Initiative:
    """Enter an initiative and ask for its recognition at once; see ``draft``."""
    initiative = draft(content=content, year=year, unit=unit, by=by, at=at)
    perform_transition(initiative, "submit", by=by, at=at)
    return initiative


def revise(
    initiative: Initiative,
    *,
    content: Content,
    by: Actor,
    at: datetime,
    expected_version: int | None = None,
) -> Initiative:
    """Change the content and the authors of a draft or a returned initiative."""
    perform_transition(
        initiative,
        workflow.REVISE.get(initiative.state, "revise"),
        by=by,
        at=at,
        expected_version=expected_version,
        data={"content": content},
    )
    return initiative


def recognise(
    initiative: Initiative,
    *,
    decision: Decision,
    by: Actor,
    at: datetime,
    comment: str = "",
    expected_version: int | None = None,
) -> TransitionRecord:
    """Record a decision that recognises the initiative; a further one widens its scope."""
    return perform_transition(
        initiative,
        "widen" if initiative.state == workflow.RECOGNISED else "recognise",
        by=by,
        at=at,
        comment=comment,
        expected_version=expected_version,
        data=decision._asdict(),
    )


def _unit_of_authors(authors: Sequence[Author], day: date) -> Unit:
    """Where the author with the largest share works; the first one among equals."""
    leading = max(authors, key=lambda author: author.share).staff
    return unit_of(leading, day) or leading.unit


def _check_place(checks: Checks, authors: Sequence[Author], unit: Unit, day: date) -> None:
    label = _("Đơn vị")
    checks.open_unit("unit", label, unit, day)
    if not any(unit.holds(author.staff.unit.tree_start) for author in authors):
        checks.add(
            "unit",
            _("không tác giả nào làm việc tại %(unit)s.") % {"unit": unit},
            _("Hãy chọn đơn vị nơi ít nhất một tác giả làm việc."),
            label,
        )


def _check_year(checks: Checks, year: int, day: date) -> None:
    if not day.year - 5 <= year <= day.year + 1:
        checks.add(
            "year",
            _("năm %(year)d nằm ngoài khoảng %(first)d–%(last)d.")
            % {"year": year, "first": day.year - 5, "last": day.year + 1},
            _("Hãy kiểm tra lại năm."),
            _("Năm"),
        )


def _clean_decided_on(checks: Checks, step: engine.Step) -> date:
    label = _("Ngày quyết định")
    value, today = step.data.get("decided_on"), day_of(step.at)
    if not isinstance(value, date):
        checks.add(
            "decided_on",
            _("chưa có ngày quyết định."),
            _("Hãy nhập ngày ghi trên quyết định."),
            label,
        )
        return today
    checks.day("decided_on", label, value)
    if value > today:
        checks.add(
            "decided_on",
            _("ngày %(day)s sau hôm nay (%(today)s).")
            % {"day": vn_date(value), "today": vn_date(today)},
            _("Hãy ghi khi đã có quyết định."),
            label,
        )
    return value


def _write_authors(initiative: Initiative, authors: Sequence[Author]) -> None:
    InitiativeAuthor.objects.bulk_create(
        InitiativeAuthor(initiative=initiative, staff=author.staff, share=author.share)
        for author in authors
    )


def _search_key(values: Mapping[str, Any], code: str) -> str:
    return f"{values['search_key']} {fold(code)}"


def _snapshot(initiative: Initiative) -> dict[str, Any]:
    authors = initiative.authors.order_by("pk").values_list("staff__code", "share")
    return {
        "code": initiative.code,
        "title": initiative.title,
        "kind": initiative.kind,
        "summary": initiative.summary,
        "benefit": initiative.benefit,
        "first_applied_on": initiative.first_applied_on,
        "authors": [{"staff": code, "share": share} for code, share in authors],
    }
