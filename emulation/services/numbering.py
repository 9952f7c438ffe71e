"""Running numbers of initiatives: one series for each year, no number given twice."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.db.models import F

from emulation.models import InitiativeCounter


def next_code(year: int) -> str:
    """Return the next code of the year, e.g. ``SK-2020-0001``.

    Must run inside the transaction that uses the code: the counter's row stays locked until
    then, so a number is neither given twice nor lost when the transaction is rolled back.
    """
    counters = InitiativeCounter.objects.filter(year=year)
    if not counters.update(last=F("last") + 1):
        _begin_series(year)
        counters.update(last=F("last") + 1)
    return f"SK-{year}-{counters.get().last:04d}"


def _begin_series(year: int) -> None:
    try:
        with transaction.atomic():
            InitiativeCounter.objects.create(year=year)
    except IntegrityError:
        # Somebody else began the series in this very moment; his row serves both.
        return
