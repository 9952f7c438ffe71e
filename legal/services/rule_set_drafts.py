"""Opening and changing drafts of rule-sets: nothing is judged by them until they are published."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from core import audit
from core.db.doubles import doubles_refused
from core.errors import IllegalTransition, InvalidInput, Problem, Stale
from core.scope import Actor
from core.vietnamese import nfc
from core.workflow import engine
from legal import workflow
from legal.domain.codes import Layer, Standing
from legal.domain.drafts import EMPTY_CONTENT, Draft
from legal.domain.rule_set_reading import with_standing
from legal.domain.rule_set_writing import plain_content, sha256_of
from legal.models import RuleSet, RuleSetTransition, RuleSetVersion
from legal.permissions import bound_units, require_edit_rule_sets
from legal.selectors import rule_sets
from legal.selectors.differences import differences
from legal.services.rule_set_steps import MACHINE, PREFIX, mirror

Edit = Callable[[Draft], Draft]

_CODE = re.compile(r"[0-9A-Z][0-9A-Z_]{0,31}")
_NAME_LENGTH = 200


@transaction.atomic
def open_draft(*, based_on: RuleSetVersion, by: Actor, at: datetime) -> RuleSetVersion:
    """Open a draft of a set with the content of one of its versions.

    Raises:
        Forbidden: the actor writes no rule-sets, or none of these units.
        InvalidInput: the set has an open draft already.
        Stale: somebody else opened one at the same moment.
    """
    require_edit_rule_sets(by)
    row = RuleSet.objects.select_for_update().get(pk=based_on.rule_set_id)
    require_edit_rule_sets(by, bound_units(based_on, row.scope_codes))
    open_one = row.versions.filter(state__in=workflow.OPEN_STATES).first()
    if open_one is not None:
        raise InvalidInput(
            problems=[
                Problem(
                    reason=_("Bộ quy tắc này đang có bản dự thảo số %(number)d.")
                    % {"number": open_one.number},
                    hint=_("Hãy mở và sửa tiếp bản đó."),
                )
            ]
        )
    draft = rule_sets.draft_of(based_on)
    version = _create(row, draft, based_on=based_on, by=by, at=at)
    note_act(version, workflow.OPEN, by=by, at=at, data={"based_on": based_on.number})
    return version


@transaction.atomic
def open_set(  # noqa: PLR0913  # one argument per field of the form
    *,
    code: str,
    layer: str,
    name: str,
    valid_from: date,
    valid_to: date | None = None,
    scope_codes: Sequence[str] = (),
    note: str = "",
    copy_of: RuleSetVersion | None = None,
    by: Actor,
    at: datetime,
) -> RuleSetVersion:
    """Open a new provincial or local set with its first draft, empty or copied.

    What is copied waits to be confirmed: it states another text now.

    Raises:
        Forbidden: the actor writes no rule-sets, or none of these units.
        InvalidInput: with one problem for each faulty field.
    """
    require_edit_rule_sets(by, scope_codes)
    code, name, note = code.strip().upper(), nfc(name).strip(), nfc(note).strip()
    problems = [*_set_problems(code, layer, name), *_order_problems(valid_from, valid_to)]
    if problems:
        raise InvalidInput(problems=problems)
    content: Mapping[str, Any] = EMPTY_CONTENT
    if copy_of is not None:
        entry = with_standing(rule_sets.entry_of(copy_of), Standing.TO_BE_CONFIRMED)
        content = plain_content(replace(entry, transition="", more_favourable=None))
    draft = Draft(
        content=content,
        valid_from=valid_from,
        valid_to=valid_to,
        document_codes=(),
        scope_codes=tuple(scope_codes),
        note=note,
    )
    with doubles_refused():
        row = RuleSet.objects.create(
            code=code,
            layer=layer,
            name=name,
            valid_from=valid_from,
            valid_to=valid_to,
            scope_codes=list(scope_codes),
            note=note,
        )
    version = _create(row, draft, based_on=None, by=by, at=at)
    data = {"name": name, "layer": layer, "copy_of": str(copy_of) if copy_of else ""}
    note_act(version, workflow.OPEN, by=by, at=at, data=data)
    return version


@transaction.atomic
def change(
    version: RuleSetVersion,
    edit: Edit,
    *,
    by: Actor,
    at: datetime,
    comment: str = "",
    expected_version: int | None = None,
) -> list[str]:
    """Change a draft and return what changed, in words; nothing changed writes nothing.

    Raises:
        Forbidden: the actor writes no rule-sets, or none of the units it binds or would bind.
        Stale: somebody changed it meanwhile.
        IllegalTransition: it is no draft any more.
        InvalidInput: the change cannot be accepted.
    """
    require_edit_rule_sets(by)
    # Whoever takes a step with the set waits here: first the set is locked, then a version of it.
    RuleSet.objects.select_for_update().get(pk=version.rule_set_id)
    seen = version.version if expected_version is None else expected_version
    version.refresh_from_db(
        from_queryset=RuleSetVersion.objects.select_related("rule_set").select_for_update(
            of=("self",)
        )
    )
    require_edit_rule_sets(by, bound_units(version))
    if version.version != seen:
        raise engine.stale(MACHINE, version, seen)
    if not version.is_draft:
        raise IllegalTransition(
            _("Chỉ sửa được bản dự thảo; bản này ở trạng thái “%(state)s”. Hãy mở bản dự thảo mới.")
            % {"state": _(version.state_label)}
        )
    before = rule_sets.draft_of(version)
    after = edit(before)
    require_edit_rule_sets(by, bound_units(version, after.scope_codes))
    words = differences(before, after)
    if after == before:
        return []
    put(version, after, is_from_file=False, by=by)
    data = {"changes": words, "sha256": version.content_sha256}
    note_act(version, workflow.CHANGE, by=by, at=at, data=data, comment=comment or "\n".join(words))
    return words


def preview(version: RuleSetVersion, edit: Edit, *, by: Actor) -> list[str]:
    """Return in words what an edit would change; nothing is written.

    Raises:
        Forbidden: the actor writes no rule-sets of the units it binds or would bind.
    """
    before = rule_sets.draft_of(version)
    after = edit(before)
    require_edit_rule_sets(by, bound_units(version, after.scope_codes))
    return differences(before, after)


def put(version: RuleSetVersion, draft: Draft, *, is_from_file: bool, by: Actor) -> None:
    """Write what a draft says now, if nobody did in between."""
    content = dict(draft.content)
    values: dict[str, Any] = {
        "content": content,
        "content_sha256": sha256_of(content),
        "valid_from": draft.valid_from,
        "valid_to": draft.valid_to,
        "document_codes": list(draft.document_codes),
        "scope_codes": list(draft.scope_codes),
        "note": draft.note,
        "is_from_file": is_from_file,
        "author_ids": sorted(by.account_ids.union(version.author_ids)),
        "version": version.version + 1,
    }
    found = RuleSetVersion.objects.filter(
        pk=version.pk, state=workflow.DRAFT, version=version.version
    )
    if not found.update(**values):
        raise Stale(_("Người khác vừa sửa bản này. Hãy tải lại trang rồi làm lại."))
    for name, value in values.items():
        setattr(version, name, value)
    if not version.rule_set.versions.filter(state__in=workflow.FROZEN_STATES).exists():
        mirror(version)


def note_act(
    version: RuleSetVersion,
    name: str,
    *,
    by: Actor,
    at: datetime,
    data: Mapping[str, Any],
    comment: str = "",
) -> RuleSetTransition:
    """Write an act that is no step of the table into the history and the trail."""
    record = RuleSetTransition.objects.create(
        subject=version,
        name=name,
        from_state="" if name == workflow.OPEN else version.state,
        to_state=version.state,
        at=at,
        actor_id=by.user_id,
        actor_name=by.name,
        on_behalf_name=by.principal.name if by.principal else "",
        comment=comment,
        data=audit.plain(data),
    )
    audit.record(action=f"{PREFIX}.{name}", subject=version, by=by, at=at, data=data)
    return record


def _create(
    row: RuleSet, draft: Draft, *, based_on: RuleSetVersion | None, by: Actor, at: datetime
) -> RuleSetVersion:
    content = dict(draft.content)
    last = row.versions.aggregate(last=Max("number"))["last"] or 0
    with doubles_refused():
        return RuleSetVersion.objects.create(
            rule_set=row,
            number=last + 1,
            state=workflow.DRAFT,
            content=content,
            content_sha256=sha256_of(content),
            valid_from=draft.valid_from,
            valid_to=draft.valid_to,
            document_codes=list(draft.document_codes),
            scope_codes=list(draft.scope_codes),
            note=draft.note,
            based_on=based_on,
            made_by_id=by.user_id,
            made_by_name=by.signature,
            made_at=at,
            # Who merely opens a copy of a version has written nothing in it.
            author_ids=[] if based_on else sorted(by.account_ids),
        )


def _set_problems(code: str, layer: str, name: str) -> list[Problem]:
    found = []
    if not _CODE.fullmatch(code):
        found.append(
            Problem(
                field="code",
                reason=_("Mã “%(code)s” không đúng dạng.") % {"code": code},
                hint=_("Dùng chữ in hoa không dấu, chữ số, gạch dưới; ví dụ BN2025."),
            )
        )
    elif RuleSet.objects.filter(code=code).exists():
        found.append(
            Problem(
                field="code",
                reason=_("Mã “%(code)s” đã có.") % {"code": code},
                hint=_("Chọn mã khác, hoặc mở bản dự thảo mới của bộ đã có."),
            )
        )
    if layer not in (Layer.PROVINCE, Layer.INSTALLATION):
        found.append(
            Problem(
                field="layer",
                reason=_("Bộ quy tắc toàn quốc chỉ có từ tệp đã soát."),
                hint=_("Chọn tầng cấp tỉnh hoặc tầng riêng của nơi cài đặt."),
            )
        )
    if not name or len(name) > _NAME_LENGTH:
        found.append(
            Problem(
                field="name",
                reason=_("Ghi tên bộ quy tắc, nhiều nhất %(limit)d ký tự.")
                % {"limit": _NAME_LENGTH},
            )
        )
    return found


def _order_problems(valid_from: date, valid_to: date | None) -> list[Problem]:
    if valid_to is None or valid_to > valid_from:
        return []
    return [Problem(field="valid_to", reason=_("Ngày kết thúc phải sau ngày bắt đầu."))]
