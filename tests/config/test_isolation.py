"""A test that commits leaves nothing to the next, although some tables refuse deletion."""

import pytest

from core import audit
from core.db import guards
from core.models import AuditEvent
from core.scope import SYSTEM
from legal.models import AwardType
from tests.support.clock import moment

LEFT = "tests.left_behind"


# Three of the same on two workers: at least one follows another in the same database.
@pytest.mark.parametrize("number", range(3))
@pytest.mark.django_db(transaction=True)
def test_append_only_rows_go_and_reference_data_stays(number: int) -> None:
    assert not AuditEvent.objects.filter(action=LEFT).exists()
    assert AwardType.objects.exists()
    assert guards.missing() == []
    subject = AwardType.objects.order_by("pk")[0]
    audit.record(action=LEFT, subject=subject, by=SYSTEM, at=moment("2020-11-30"), data={})
