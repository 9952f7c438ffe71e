"""What a load wrote, row by row, so that it can be shown and taken back as a whole."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.audit.recording import plain
from core.db import bulk
from core.errors import Forbidden, GuardRefused
from core.models import Load, LoadedRecord, LoadState
from core.scope import SYSTEM, Actor


class Entry(NamedTuple):
    """A record a row became.

    Attributes:
        before: former values of what was changed (see ``values_of``); ``None`` for a new record.
    """

    row: int
    record: models.Model
    before: Mapping[str, Any] | None = None


def note(load: Load, entries: Iterable[Entry]) -> int:
    """Write down what the load made or changed, set-wise, in the current transaction."""
    rows = [
        (
            entry.row,
            entry.record._meta.label_lower,
            entry.record.pk,
            None if entry.before is None else json.dumps(entry.before),
        )
        for entry in entries
    ]
    columns = ("row", "model", "object_id", "before")
    bulk.insert_values(LoadedRecord, {"load_id": load.pk}, columns, rows)
    return len(rows)


def note_made(load: Load, model: type[models.Model], rows: Iterable[tuple[int, int]]) -> None:
    """Write down new records that nobody has as instances: number of the row and key of each."""
    common = {"load_id": load.pk, "model": model._meta.label_lower, "before": None}
    bulk.insert_values(LoadedRecord, common, ("row", "object_id"), rows)


def values_of(record: models.Model, fields: Sequence[str]) -> dict[str, Any]:
    """Return the present values of these fields as plain data, to be kept as ``before``."""
    return plain(
        {name: getattr(record, record._meta.get_field(name).attname) for name in fields}  # type: ignore[union-attr]
    )


def change(
    record: models.Model, values: Mapping[str, Any], names: Iterable[str]
) -> dict[str, Any] | None:
    """Set those of the fields that differ; return their former values, ``None`` if none does."""
    differ = [name for name in names if getattr(record, name) != values[name]]
    if not differ:
        return None
    before = values_of(record, differ)
    for name in differ:
        setattr(record, name, values[name])
    return before


def created_ids(load: Load, model: type[models.Model]) -> list[int]:
    """Keys of the records of a model that the load made anew."""
    return list(_of(load, model).filter(before__isnull=True).values_list("object_id", flat=True))


def changed(load: Load, model: type[models.Model]) -> dict[int, dict[str, Any]]:
    """Former values by key of the records of a model that the load changed."""
    found = _of(load, model).filter(before__isnull=False).order_by("-pk")
    # The earliest note of a record comes last here and so decides.
    return {pk: before or {} for pk, before in found.values_list("object_id", "before")}


def restore(load: Load, model: type[models.Model]) -> int:
    """Give the records of a model that the load changed their former values back, set-wise."""
    former = changed(load, model)
    records = list(model._default_manager.filter(pk__among=former))
    names: set[str] = set()
    for record in records:
        for name, value in former[record.pk].items():
            field: Any = model._meta.get_field(name)
            setattr(record, field.attname, _back(field, value))
            names.add(name)
    return bulk.update(model, records, sorted(names))


def refuse_later_loads(load: Load) -> None:
    """Refuse to take a load back while a later one changed the same records.

    Raises:
        GuardRefused: with the name and the moment of the later load.
    """
    mine = LoadedRecord.objects.filter(
        load=load, model=OuterRef("model"), object_id=OuterRef("object_id")
    )
    later = (
        LoadedRecord.objects.filter(Exists(mine), load_id__gt=load.pk, load__state=LoadState.DONE)
        .select_related("load")
        .defer("load__content", "load__result")
        .order_by("-load_id")
        .first()
    )
    if later is not None:
        raise GuardRefused(
            _(
                "Lần nạp “%(name)s” ngày %(day)s đã sửa tiếp các bản ghi này. "
                "Hãy hoàn tác lần nạp đó trước."
            )
            % {"name": later.load.name, "day": _day(later.load.applied_at)}
        )


def require_reach(by: Actor, action: str, positions: Iterable[int]) -> None:
    """Let nobody take back what lies at units where he may no longer do the action.

    Args:
        positions: preorder numbers of the units the records of the load lie in today.

    Raises:
        Forbidden: with what to do next.
    """
    if by != SYSTEM and not all(by.may(action, position) for position in positions):
        raise Forbidden(
            _(
                "Lần nạp này có bản ghi nay ngoài phạm vi của bạn, nên bạn không hoàn tác được. "
                "Hãy đề nghị cán bộ phụ trách đơn vị đó sửa từng bản ghi."
            )
        )


def _day(moment: datetime | None) -> str:
    return date_format(moment, "SHORT_DATE_FORMAT") if moment else ""


def _of(load: Load, model: type[models.Model]) -> models.QuerySet[LoadedRecord]:
    return LoadedRecord.objects.filter(load=load, model=model._meta.label_lower)


def _back(field: Any, value: Any) -> Any:
    """Turn plain data into the field's own value."""
    target = field.target_field if field.is_relation else field
    return target.to_python(value)
