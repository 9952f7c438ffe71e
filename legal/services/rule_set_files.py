"""Reviewed files of rule-sets as versions: the first one of each set, and what changed since.

What an installation made itself is never overwritten. A changed file becomes a new version only
where the version in use came from the file; otherwise it is reported, and a legal officer takes it
over by hand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from core import outbox
from core.scope import Actor
from legal import workflow
from legal.domain.codes import Layer, Standing
from legal.domain.drafts import Draft
from legal.domain.rule_set_writing import plain_content, sha256_of
from legal.domain.rulesets import RuleSetEntry
from legal.models import RuleSet, RuleSetVersion
from legal.services.rule_set_drafts import note_act, put
from legal.services.rule_set_steps import PREFIX, asked_by, mirror


@dataclass
class FileResult:
    """What became of the files, by code of the set.

    Attributes:
        reported: sentences for the operator: files that changed and were not taken over.
    """

    created: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    reported: list[str] = field(default_factory=list)
    unchanged: int = 0


def load_rule_sets(entries: Sequence[RuleSetEntry], *, by: Actor, at: datetime) -> FileResult:
    """Bring the versions in line with the files; a second run changes nothing."""
    result = FileResult()
    found = {row.code: row for row in RuleSet.objects.select_for_update()}
    versions: dict[int, list[RuleSetVersion]] = {}
    for version in RuleSetVersion.objects.select_related("rule_set").order_by("-number"):
        versions.setdefault(version.rule_set_id, []).append(version)
    for entry in entries:
        row = found.pop(entry.code, None)
        if row is None:
            _first(entry, by=by, at=at)
            result.created.append(entry.code)
        else:
            _again(row, entry, versions.get(row.pk, []), result, by=by, at=at)
    result.kept.extend(sorted(code for code, row in found.items() if row.file_sha256))
    return result


def is_open(entry: RuleSetEntry) -> bool:
    """Whether a file holds rules or quotas that nobody compared with the text: it only reminds.

    Sets of the installation may hold such rules, which only remind.
    """
    if entry.layer is Layer.INSTALLATION:
        return False
    stated = [one.established for _place, one in entry.every_entry()]
    stated += [quota.established for quota in entry.quotas]
    return Standing.TO_BE_CONFIRMED in stated


def _first(entry: RuleSetEntry, *, by: Actor, at: datetime) -> None:
    row = RuleSet.objects.create(
        file_sha256=_digest(entry),
        code=entry.code,
        layer=entry.layer.value,
        name=entry.name,
        valid_from=entry.valid_from,
        valid_to=entry.valid_to,
        scope_codes=list(entry.scope_codes),
        note=entry.note,
    )
    state = workflow.ADVISORY if is_open(entry) else workflow.PUBLISHED
    mirror(_write(row, entry, state=state, number=1, by=by, at=at))


def _again(
    row: RuleSet,
    entry: RuleSetEntry,
    versions: list[RuleSetVersion],
    result: FileResult,
    *,
    by: Actor,
    at: datetime,
) -> None:
    if row.name != entry.name:
        row.name = entry.name
        row.save(update_fields=["name"])
    draft, digest = _draft(entry), _digest(entry)
    if row.file_sha256 == digest:
        result.unchanged += 1
        return
    in_use = next((one for one in versions if one.is_in_use), None)
    open_one = next((one for one in versions if one.state in workflow.OPEN_STATES), None)
    if open_one is not None and open_one.is_from_file and open_one.is_draft:
        _refresh(open_one, entry, draft, in_use, by=by, at=at)
    elif in_use is not None and in_use.is_from_file and not (open_one and is_open(entry)):
        _replace(row, entry, in_use, versions[0].number + 1, by=by, at=at)
    else:
        # The digest stays as it was: the operator is told at every load until files agree.
        result.reported.append(_report(row, open_one))
        return
    RuleSet.objects.filter(pk=row.pk).update(file_sha256=digest)
    result.updated.append(entry.code)


def _refresh(
    version: RuleSetVersion,
    entry: RuleSetEntry,
    draft: Draft,
    in_use: RuleSetVersion | None,
    *,
    by: Actor,
    at: datetime,
) -> None:
    """Change a draft nobody touched since it came from the file; publish it once nothing is open."""
    put(version, draft, is_from_file=True, by=by)
    if not is_open(entry):
        if in_use is not None:
            _retire(in_use, by=by, at=at)
        _publish(version, by=by, at=at)
        mirror(version)
    note_act(version, workflow.LOAD, by=by, at=at, data={"sha256": version.content_sha256})


def _replace(
    row: RuleSet,
    entry: RuleSetEntry,
    in_use: RuleSetVersion,
    number: int,
    *,
    by: Actor,
    at: datetime,
) -> None:
    """Write the file as the next version; where it would only remind, what is published stays."""
    if not is_open(entry):
        state = workflow.PUBLISHED
    else:
        state = workflow.DRAFT if in_use.was_published else workflow.ADVISORY
    if state != workflow.DRAFT:
        _retire(in_use, by=by, at=at)
    version = _write(row, entry, state=state, number=number, by=by, at=at, based_on=in_use)
    if version.is_in_use:
        mirror(version)


def _write(
    row: RuleSet,
    entry: RuleSetEntry,
    *,
    state: str,
    number: int,
    by: Actor,
    at: datetime,
    based_on: RuleSetVersion | None = None,
) -> RuleSetVersion:
    draft, published = _draft(entry), state == workflow.PUBLISHED
    version = RuleSetVersion.objects.create(
        rule_set=row,
        number=number,
        state=state,
        content=dict(draft.content),
        content_sha256=sha256_of(draft.content),
        valid_from=draft.valid_from,
        valid_to=draft.valid_to,
        document_codes=list(draft.document_codes),
        scope_codes=list(draft.scope_codes),
        note=draft.note,
        is_from_file=True,
        based_on=based_on,
        made_by_id=by.user_id,
        made_by_name=by.signature,
        made_at=at,
        published_by_name=by.signature if published else "",
        published_at=at if published else None,
    )
    note_act(version, workflow.LOAD, by=by, at=at, data={"sha256": version.content_sha256})
    return version


def _publish(version: RuleSetVersion, *, by: Actor, at: datetime) -> None:
    """The file was reviewed by people before it was shipped: it needs no second pair of eyes here."""
    version.state, version.published_at = workflow.PUBLISHED, at
    version.published_by_name = by.signature
    version.version += 1
    version.save(update_fields=["state", "published_at", "published_by_name", "version"])


def _retire(version: RuleSetVersion, *, by: Actor, at: datetime) -> None:
    version.state, version.retired_at = workflow.RETIRED, at
    version.version += 1
    version.save(update_fields=["state", "retired_at", "version"])
    record = note_act(version, workflow.SUPERSEDE, by=by, at=at, data=asked_by(version))
    # Who asked for its retirement hears that it was overtaken, as when people publish.
    message = {"subject": version.pk, "record": record.pk}
    outbox.enqueue(f"{PREFIX}.{workflow.SUPERSEDE}", message, at=at)


def _draft(entry: RuleSetEntry) -> Draft:
    return Draft(
        content=plain_content(entry),
        valid_from=entry.valid_from,
        valid_to=entry.valid_to,
        document_codes=entry.documents,
        scope_codes=entry.scope_codes,
        note=entry.note,
    )


def _digest(entry: RuleSetEntry) -> str:
    """What the file says, with its period, documents, units and note."""
    draft = _draft(entry)
    head = [draft.valid_from.isoformat(), str(draft.valid_to), draft.note]
    return sha256_of(
        {
            "content": draft.content,
            "head": [*head, list(draft.document_codes), list(draft.scope_codes)],
        }
    )


def _report(row: RuleSet, open_one: RuleSetVersion | None) -> str:
    if open_one is not None:
        return _(
            "Bộ quy tắc %(code)s: tệp đã đổi nhưng đang có bản dự thảo số %(number)d do cán bộ pháp "
            "chế soạn; không ghi đè. Cán bộ pháp chế đối chiếu với tệp rồi sửa bản dự thảo."
        ) % {"code": row.code, "number": open_one.number}
    return _(
        "Bộ quy tắc %(code)s: tệp đã đổi nhưng bản của nơi cài đặt không phải nguyên văn tệp; không "
        "ghi đè. Cán bộ pháp chế đối chiếu với tệp rồi mở bản dự thảo mới nếu cần."
    ) % {"code": row.code}
