"""Rule-sets, their officers and their steps for tests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from core.scope import Actor, Grant
from legal.domain.drafts import Place
from legal.models import RuleSetVersion
from legal.services import (
    rule_set_confirmation,
    rule_set_drafts,
    rule_set_figures,
    rule_set_steps,
)
from legal.services.rule_set_confirmation import Paper
from legal.workflow import IN_USE_STATES
from personnel.models import Unit
from tests.factories.personnel import AT, UnitFactory

LATER = AT + timedelta(hours=1)


def legal_officer(number: int = 1, name: str = "Trần Thị Hạnh") -> Actor:
    """A legal officer of the whole tree, without an account behind him."""
    return Actor(number, f"phapche{number}", name, grants=(Grant("LEGAL_OFFICER", 1, 1, 9999),))


def version_of(code: str, number: int = 1) -> RuleSetVersion:
    """Return a version, read anew."""
    return RuleSetVersion.objects.select_related("rule_set").get(rule_set__code=code, number=number)


def open_draft(code: str, by: Actor, at: datetime = AT) -> RuleSetVersion:
    """Open a draft from the version in use."""
    based_on = RuleSetVersion.objects.get(rule_set__code=code, state__in=IN_USE_STATES)
    return rule_set_drafts.open_draft(based_on=based_on, by=by, at=at)


def a_tree() -> None:
    """See that there is a tree of units: where there is none, nobody reaches the whole of it."""
    if not Unit.objects.exists():
        UnitFactory()


def open_set(by: Actor, **changes: Any) -> RuleSetVersion:
    """Open a provincial set with its first draft."""
    a_tree()
    values: dict[str, Any] = {
        "code": "TINH1",
        "layer": "PROVINCE",
        "name": "Quy định của tỉnh Biển Xanh",
        "valid_from": AT.date(),
        "scope_codes": ["BX"],
    }
    return rule_set_drafts.open_set(**{**values, **changes}, by=by, at=AT)


def place(text: str) -> Place:
    """Return the place an address names."""
    return Place.read(text)


def change(version: RuleSetVersion, edit: Any, by: Actor, **more: Any) -> list[str]:
    """Change a draft."""
    return rule_set_drafts.change(version, edit, by=by, at=AT, **more)


TODAY = date(2020, 11, 30)
PAPER = Paper(number="06/QĐ-TN", title="Quyết định thử nghiệm", issued_on=date(2020, 11, 20))


def compared(
    *places: str, by_name: str = "Trần Thị Hạnh", paper: Paper = PAPER, **more: Any
) -> Any:
    """The change that confirms these entries by an invented paper."""
    values: dict[str, Any] = {"article": "Điều 1 khoản 3", "on": date(2020, 11, 27), **more}
    return rule_set_confirmation.confirm(
        [place(one) for one in places],
        rule_set_confirmation.Comparison(paper=paper, by_name=by_name, **values),
        today=TODAY,
        with_parts=True,
    )


def compared_figure(
    kind: str, row: Mapping[str, Any], *, by_name: str = "Trần Thị Hạnh", paper: Paper = PAPER,
    on: date = date(2020, 11, 27),
) -> Any:  # fmt: skip
    """The change that sets a quota or deadline and compares it with an invented paper."""
    put = rule_set_figures.put_quota if kind == "quotas" else rule_set_figures.put_deadline
    values = {name: row[name] for name in row if name not in ("standing", "confirmed")}
    comparison = rule_set_confirmation.Comparison(paper, "Điều 1 khoản 3", on, by_name)
    return put(values, comparison, today=TODAY)


def confirmed(version: RuleSetVersion, where: str, by: Actor) -> list[str]:
    """Compare an entry of a draft with an invented paper."""
    return change(version, compared(where, by_name=by.signature), by)


def confirm_all(version: RuleSetVersion, by: Actor) -> None:
    """Compare everything a draft holds, and say so in its note."""
    content = version.content
    for award, entries in (*content["awards"].items(), ("*", content["common"])):
        for number in range(len(entries)):
            confirmed(version, f"{award}:{number}", by)
    for kind in ("quotas", "deadlines"):
        for row in content[kind]:
            change(version, compared_figure(kind, row, by_name=by.signature), by)
    if version.based_on and version.note == version.based_on.note:
        change(version, lambda one: replace(one, note="Đã đối chiếu với văn bản ký."), by)


def publish(version: RuleSetVersion, *, sent_by: Actor, by: Actor, at: datetime = LATER) -> None:
    """Send a draft in and let somebody else publish it."""
    rule_set_steps.perform_step(version, "submit", by=sent_by, at=at)
    rule_set_steps.perform_step(version, "publish", by=by, at=at)


def publish_2026c(*edits: Any) -> RuleSetVersion:
    """Publish the amended law with these changes, every condition compared."""
    first, second = legal_officer(1), legal_officer(2, "Lê Văn Khoa")
    version = open_draft("2026C", first)
    for edit in edits:
        change(version, edit, first)
    confirm_all(version, first)
    publish(version, sent_by=first, by=second)
    return version
