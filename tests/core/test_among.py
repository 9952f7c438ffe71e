"""Membership in sets of any size, alike on both databases, and queries prepared for such sets."""

from datetime import date

import pytest

from core.db.among import KEYS
from core.db.prepared import Prepared
from core.models import Load
from personnel.models import Staff, User
from tests.factories.personnel import StaffFactory, UnitFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    unit = UnitFactory()
    return [
        StaffFactory(unit=unit, code=code, birth_date=born)
        for code, born in (("A", date(1980, 1, 2)), ("B", None), ("C", date(1990, 3, 4)))
    ]


def codes(**condition):
    return sorted(Staff.objects.filter(**condition).values_list("code", flat=True))


def test_texts_days_and_keys_are_found(people):
    assert codes(code__among=["A", "C", "A", "nobody"]) == ["A", "C"]
    assert codes(birth_date__among=[date(1990, 3, 4)]) == ["C"]
    assert codes(pk__among=[people[0].pk, people[1].pk]) == ["A", "B"]
    assert codes(unit__among=[people[0].unit_id]) == ["A", "B", "C"]
    assert codes(unit_id__among={people[0].unit_id: 1}) == ["A", "B", "C"]


def test_an_empty_set_holds_nothing(people):
    assert codes(code__among=[]) == []
    assert codes(unit__among=set()) == []


def test_quotes_and_braces_are_texts(people):
    assert codes(code__among=['A"', "{A}", "A'", "A,C", "\\A"]) == []


def test_more_values_than_a_statement_has_parameters(people):
    many = [f"X{number}" for number in range(300_000)]
    assert codes(code__among=[*many, "B"]) == ["B"]
    assert Load.objects.filter(pk__among=range(100_000)).count() == 0


def test_a_prepared_query_answers_each_set_of_keys_as_a_new_one_would(people):
    accounts = [UserFactory(staff=one) for one in people]
    rows = User.objects.order_by("-pk")
    columns = ("pk", "date_joined", "is_active", "staff__birth_date", "staff__code")
    prepared = Prepared(rows.filter(pk__among=KEYS).values_list(*columns))
    for some in (accounts[:1], accounts[1:], [], accounts):
        keys = [one.pk for one in some]
        assert prepared.of(keys) == list(rows.filter(pk__in=keys).values_list(*columns))
