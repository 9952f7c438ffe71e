"""Business steps with versions of rule-sets: send in, return, publish, retire.

Two people stand behind every published version: some write it and send it in, another publishes it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.errors import GuardRefused, Problem
from core.models.workflow import TransitionRecord
from core.scope import Actor
from core.workflow import engine
from core.workflow.guards import guard
from legal import workflow
from legal.models import LegalDocument, RuleSet, RuleSetTransition, RuleSetVersion
from legal.permissions import can
from legal.services import publication

PREFIX = "legal.rule_set"
LABELS = {
    f"{PREFIX}.{workflow.OPEN}": gettext_lazy("Mở bản dự thảo bộ quy tắc"),
    f"{PREFIX}.{workflow.CHANGE}": gettext_lazy("Sửa bản dự thảo bộ quy tắc"),
    f"{PREFIX}.{workflow.LOAD}": gettext_lazy("Nạp bộ quy tắc từ tệp đã soát"),
}
# Superseding follows from publishing; nobody chooses it.
_FOLLOWS = frozenset({workflow.SUPERSEDE})


def register() -> None:
    """Register the conditions the transition table names."""
    guard("legal.rule_set_sound")(_sound)
    guard("legal.retirement_asked")(_retirement_asked)
    guard("legal.retirement_not_asked")(_retirement_not_asked)


def _sound(version: RuleSetVersion, context: Mapping[str, Any]) -> str | None:
    found = publication.problems(version)
    if not found:
        return None
    head = _("Còn %(count)d điểm phải xử lý trước:") % {"count": len(found)}
    return "\n".join([head, *(f"– {problem}" for problem in found)])


def _retirement_asked(version: RuleSetVersion, context: Mapping[str, Any]) -> str | None:
    if version.retirement_by_name:
        return None
    return _("Chưa ai đề nghị cho thôi áp dụng bản này. Hãy gửi đề nghị kèm lý do trước.")


def _retirement_not_asked(version: RuleSetVersion, context: Mapping[str, Any]) -> str | None:
    if not version.retirement_by_name:
        return None
    return _("%(name)s đã đề nghị cho thôi áp dụng; hãy chờ một cán bộ pháp chế khác trả lời.") % {
        "name": version.retirement_by_name
    }


def _set(version: RuleSetVersion, **values: Any) -> None:
    for name, value in values.items():
        setattr(version, name, value)
    version.save(update_fields=list(values))


def _submitted(step: engine.Step) -> Mapping[str, Any]:
    _set(step.subject, **_signed("submitted", step.by), submitted_at=step.at)
    return {"sha256": step.subject.content_sha256}


def _published(step: engine.Step) -> Mapping[str, Any]:
    """Let the set itself say what its version in use says."""
    mirror(step.subject)
    return {"sha256": step.subject.content_sha256}


def _asked(step: engine.Step) -> None:
    _set(step.subject, **_signed("retirement", step.by))


def _kept(step: engine.Step) -> Mapping[str, Any]:
    asked = asked_by(step.subject)
    _set(step.subject, retirement_by_id=None, retirement_for_id=None, retirement_by_name="")
    return asked


def _retired(step: engine.Step) -> Mapping[str, Any]:
    _set(step.subject, retired_at=step.at)
    return asked_by(step.subject)


def asked_by(version: RuleSetVersion) -> Mapping[str, Any]:
    """Return who asked for the retirement, for the record: they are told what came of it."""
    return {"asked_by": sorted(version.retirement_ids)} if version.retirement_ids else {}


MACHINE = engine.Machine(
    workflow=workflow.RULE_SET_VERSION,
    record_model=RuleSetTransition,
    policy=can,
    prefix=PREFIX,
    effects={
        "submit": _submitted,
        "publish": _published,
        "ask_retirement": _asked,
        "keep": _kept,
        "retire": _retired,
        workflow.SUPERSEDE: _retired,
    },
    related=("rule_set",),
)


def available(version: RuleSetVersion, by: Actor) -> list[engine.Option]:
    """List the steps people may choose from the version's state."""
    asked = bool(version.retirement_by_name)
    hidden = _FOLLOWS | ({"ask_retirement"} if asked else {"retire", "keep"})
    options = engine.available(MACHINE, version, by)
    return [option for option in options if option.transition.name not in hidden]


@transaction.atomic
def perform_step(
    version: RuleSetVersion,
    name: str,
    *,
    by: Actor,
    at: datetime,
    comment: str = "",
    expected_version: int | None = None,
) -> TransitionRecord:
    """Perform a step of the table; publishing lets the version in use so far go.

    Raises:
        Forbidden, IllegalTransition, Stale, InvalidInput, GuardRefused: as the engine says.
    """
    if name in _FOLLOWS:
        raise GuardRefused(_("Bước này chỉ diễn ra khi công bố bản mới."))
    # Whoever changes, loads or publishes another version of the set waits here.
    RuleSet.objects.select_for_update().get(pk=version.rule_set_id)
    step = partial(
        engine.perform,
        MACHINE,
        version,
        name,
        by=by,
        at=at,
        comment=comment,
        expected_version=expected_version,
    )
    try:
        if name == "publish":
            _prepare(version, by=by, at=at)
        return step()
    except GuardRefused as error:
        raise _in_lines(error) from error


def _prepare(version: RuleSetVersion, *, by: Actor, at: datetime) -> None:
    """Retire the version in use and sign the new one; undone if the step is refused.

    Both go first: two versions in use never stand side by side, and a published one takes no
    signature any more. Who may not publish is refused by the step itself.
    """
    rows = RuleSetVersion.objects.filter(rule_set=version.rule_set_id).select_related("rule_set")
    if not can(by, "legal.publish_rule_sets", rows.get(pk=version.pk)):
        return
    signed = rows.filter(pk=version.pk, state=workflow.SUBMITTED).update(
        **_signed("published", by), published_at=at
    )
    in_use = rows.filter(state__in=workflow.IN_USE_STATES)
    former = in_use.select_for_update(of=("self",)).first()
    if not signed or former is None:
        return
    engine.perform(MACHINE, former, workflow.SUPERSEDE, by=by, at=at)


def _in_lines(error: GuardRefused) -> GuardRefused:
    """Each line of a refusal as a problem of its own, for pages and the API."""
    lines = [line for problem in error.problems for line in problem.reason.split("\n")]
    return GuardRefused(
        error.message, problems=[Problem(reason=line.removeprefix("– ")) for line in lines]
    )


def _signed(name: str, by: Actor) -> dict[str, Any]:
    return {
        f"{name}_by_id": by.user_id,
        f"{name}_for_id": by.principal.user_id if by.principal else None,
        f"{name}_by_name": by.signature,
    }


def mirror(version: RuleSetVersion) -> None:
    """Let the set say of itself what this version says."""
    row = version.rule_set
    row.valid_from, row.valid_to = version.valid_from, version.valid_to
    row.scope_codes, row.note = list(version.scope_codes), version.note
    row.save(update_fields=["valid_from", "valid_to", "scope_codes", "note"])
    row.documents.set(LegalDocument.objects.filter(code__in=version.document_codes))
