"""Bulk writing: the same rows as Django's own writing makes, whatever the database."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from core.db import bulk
from core.models import ColumnMapping, Load, LoadState, NameMatch

pytestmark = pytest.mark.django_db

AT = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)


def match(number: int, **values) -> NameMatch:
    return NameMatch(
        **{
            "kind": "unit",
            "text": f"Phòng số {number}",
            "folded": f"phong so {number}",
            "code": f"P{number}",
            "confirmed_by_name": "Trần Thị Mẫu",
            "confirmed_at": AT,
            **values,
        }
    )


def test_rows_are_written_as_django_writes_them():
    one = Load(
        importer="toy",
        name='Tên "lạ"\tvà \\N\nxuống dòng',
        content=b"\x00\xff\\x",
        mapping={"a": ["ă", None, 1.5]},
        uploaded_at=AT,
        applied_at=None,
        state=LoadState.DONE,
        owner_name="Ngô Thị Thử",
    )
    keys = bulk.insert(Load, [one])
    read = Load.objects.get(pk=keys[0])
    assert one.pk == read.pk
    for field in Load._meta.concrete_fields:
        found = getattr(read, field.attname)
        assert (bytes(found) if field.name in {"content", "result"} else found) == getattr(
            one, field.attname
        ), field.name
    read.name = "Đổi lại"
    read.save()
    assert Load.objects.count() == 1


def test_keys_follow_each_other_and_do_not_meet_those_of_single_rows():
    first = match(0)
    first.save()
    keys = bulk.insert(NameMatch, [match(n) for n in range(1, 4)])
    after = match(9)
    after.save()
    assert keys == sorted(keys)
    assert len({first.pk, *keys, after.pk}) == 5
    assert list(
        NameMatch.objects.filter(pk__in=keys).order_by("pk").values_list("code", flat=True)
    ) == [
        "P1",
        "P2",
        "P3",
    ]


def test_a_key_once_given_does_not_come_again_after_a_deletion():
    keys = bulk.insert(NameMatch, [match(1), match(2)])
    NameMatch.objects.filter(pk=keys[-1]).delete()
    again = bulk.insert(NameMatch, [match(3)])
    assert again[0] > keys[-1]


def test_a_key_that_is_given_is_kept():
    assert bulk.insert(NameMatch, [match(1, pk=700), match(2)])[0] == 700
    assert NameMatch.objects.get(pk=700).code == "P1"


def test_nothing_is_written_when_one_row_is_refused():
    match(2).save()
    with pytest.raises(IntegrityError), transaction.atomic():
        bulk.insert(NameMatch, [match(1), match(2), match(3)])
    assert NameMatch.objects.count() == 1


def test_no_rows_are_no_statement():
    with CaptureQueriesContext(connection) as queries:
        assert bulk.insert(NameMatch, []) == []
        assert bulk.update(NameMatch, [], ["code"]) == 0
    assert len(queries) == 0


def test_update_writes_the_named_fields_and_no_others():
    bulk.insert(NameMatch, [match(n) for n in range(5)])
    rows = list(NameMatch.objects.order_by("pk"))[:3]
    for row in rows:
        row.code, row.text = f"MOI{row.pk}", "không ghi"
        row.confirmed_at = AT.replace(year=2027)
    assert bulk.update(NameMatch, rows, ["code", "confirmed_at"]) == 3
    found = list(NameMatch.objects.order_by("pk"))
    assert [row.code for row in found] == [*(f"MOI{row.pk}" for row in rows), "P3", "P4"]
    assert [row.confirmed_at.year for row in found] == [2027, 2027, 2027, 2026, 2026]
    assert "không ghi" not in {row.text for row in found}


def test_update_writes_json_and_empty_values():
    kept = ColumnMapping(importer="toy", signature="x", mapping={}, used_at=AT)
    kept.save()
    load = Load.objects.create(importer="toy", owner_name="", name="a", uploaded_at=AT)
    kept.mapping = {"code": 'Mã "số"'}
    load.applied_at, load.undone_at = AT, None
    bulk.update(ColumnMapping, [kept], ["mapping"])
    bulk.update(Load, [load], ["applied_at", "undone_at"])
    bulk.update(Load, [load], ["applied_at"])
    assert ColumnMapping.objects.get().mapping == {"code": 'Mã "số"'}
    assert Load.objects.get().applied_at == AT
