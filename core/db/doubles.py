"""What happens when two writers pass the same check at the same moment."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from core.errors import Stale

_UNIQUE_VIOLATION, _EXCLUSION_VIOLATION = "23505", "23P01"
_SQLITE_WORDS = ("UNIQUE constraint failed", "overlapping periods")


@contextmanager
def doubles_refused() -> Iterator[None]:
    """Turn the database's refusal of a second row with the same key into ``Stale``.

    Services look first and name the field that is taken; on PostgreSQL two of them may look at the
    same moment, and the later one is stopped by the constraint. Every other fault passes through.

    Raises:
        Stale: somebody else wrote such a row meanwhile.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if not _is_double(error):
            raise
        raise Stale(
            _("Người khác vừa ghi cùng nội dung này. Hãy tải lại trang, xem rồi làm lại nếu cần.")
        ) from error


def _is_double(error: IntegrityError) -> bool:
    state = getattr(error.__cause__, "sqlstate", None)
    if state is not None:
        return state in (_UNIQUE_VIOLATION, _EXCLUSION_VIOLATION)
    return str(error).startswith(_SQLITE_WORDS)
