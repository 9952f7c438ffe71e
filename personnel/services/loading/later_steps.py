"""Steps after a load on what has no version: the trail tells whether somebody went on from there."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Model
from django.utils.translation import gettext as _

from core.errors import GuardRefused
from core.models import AuditEvent, Load

_MOST_NAMES = 5


def refuse(load: Load, subjects: Sequence[Model], actions: Sequence[str]) -> None:
    """Refuse when one of these steps was done on one of the subjects after the load.

    Args:
        subjects: what the events of the load are about, all of one model.

    Raises:
        GuardRefused: naming those that were gone on with.
    """
    if not subjects:
        return
    kind = subjects[0]._meta.label_lower
    own = AuditEvent.objects.filter(action__in=actions, data__load=load.pk, subject_type=kind)
    last = own.order_by("-pk").values_list("pk", flat=True).first()
    if last is None:
        return
    later = AuditEvent.objects.filter(
        pk__gt=last,
        action__in=actions,
        subject_type=kind,
        subject_id__among=[str(one.pk) for one in subjects],
    )
    # What later loads wrote beside these rows changed none of them.
    names = later.exclude(data__has_key="load").values_list("subject_label", flat=True)
    found = list(dict.fromkeys(names.order_by("pk")))[:_MOST_NAMES]
    if found:
        raise GuardRefused(
            _("Không hoàn tác được vì sau lần nạp này đã ghi, sửa tiếp cho: %(names)s.")
            % {"names": ", ".join(found)}
        )
