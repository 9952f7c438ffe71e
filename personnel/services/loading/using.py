"""What refers to records, whoever owns the table: what was built on a load."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.db.models import ForeignObjectRel, Model
from django.utils.translation import gettext as _

from core.errors import GuardRefused

_MOST_NAMES = 3


def refuse_used(
    model: type[Model], keys: Collection[int], *, but: Collection[type[Model]] = ()
) -> None:
    """Refuse when rows of any table refer to these records; one query for each table.

    Args:
        but: tables whose rows go with the records.

    Raises:
        GuardRefused: naming what refers to whom.
    """
    found = [text for relation in _relations(model, but) for text in _users(relation, keys)]
    if found:
        raise GuardRefused(
            _("Không hoàn tác được vì đã có dữ liệu dựa trên lần nạp này: %(what)s.")
            % {"what": "; ".join(found)}
        )


def _relations(model: type[Model], but: Collection[type[Model]]) -> Iterator[ForeignObjectRel]:
    for relation in model._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ForeignObjectRel) or relation.field.many_to_many:
            continue
        if relation.related_model not in but and relation.field.concrete:
            yield relation


def _users(relation: ForeignObjectRel, keys: Collection[int]) -> Iterator[str]:
    model, field = relation.related_model, relation.field.name
    rows = model._base_manager.filter(**{f"{field}__among": list(keys)})
    count = rows.count()
    if count:
        first = rows.select_related(field).order_by("pk")[:_MOST_NAMES]
        names = ", ".join(dict.fromkeys(str(getattr(row, field)) for row in first))
        label = str(model._meta.verbose_name)
        yield _("%(label)s (%(count)d, của %(names)s)") % {
            "label": label,
            "count": count,
            "names": names if count <= _MOST_NAMES else f"{names}, …",
        }
