"""Names of people: one order and one search on both databases, whatever was typed."""

import unicodedata
from datetime import date

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.db import trigrams
from core.scope import SYSTEM
from core.vietnamese import fold, name_sort_key
from personnel.models import ExternalRecipient, Staff, Unit
from personnel.selectors import staff as reads
from personnel.services import recipients, staff
from tests.factories.personnel import AT, StaffFactory, UnitFactory

_SYLLABLES = st.sampled_from(
    [
        *("An", "Ân", "Ăn", "Ánh", "Ảnh", "Bình", "Bính", "Bĩnh", "Châu", "Dũng", "Đũng", "Đạt"),
        *("Ê", "Hòa", "Hoà", "Hoa", "Hóa", "Ngọc", "Nguyễn", "Nguyên", "O", "Ô", "Ơn", "Quý"),
        *("Thạch", "Thach", "Thị", "Uyên", "Ư", "Ứng", "Văn", "Y", "Ỷ", "K'Brơi", "D’Đam", "100%"),
    ]
)
_NAMES = st.lists(_SYLLABLES, min_size=1, max_size=5).map(" ".join)
_TYPED = st.one_of(
    _NAMES,
    _NAMES.map(fold),
    _NAMES.map(str.upper),
    _NAMES.map(lambda name: unicodedata.normalize("NFD", name)),
    st.text(alphabet="anh %_\\'ơđ1", max_size=5),
)
_PER_DATABASE = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture
def unit(db):
    return UnitFactory()


def listed(names, unit):
    """Rows as a load writes them, without one service call for each name."""
    Staff.objects.all().delete()
    Staff.objects.bulk_create(
        Staff(
            code=f"CB{number:03d}",
            full_name=name,
            given_name=name.split()[-1],
            sort_key=name_sort_key(name),
            search_key=f"{fold(name)} cb{number:03d}",
            category="WORKER",
            joined_on=date(2015, 1, 1),
            unit=unit,
        )
        for number, name in enumerate(names)
    )
    return list(Staff.objects.all())


@_PER_DATABASE
@given(names=st.lists(_NAMES, min_size=2, max_size=12))
def test_the_database_orders_names_as_the_alphabet_does(unit, names):
    people = listed(names, unit)
    expected = sorted(people, key=lambda one: (name_sort_key(one.full_name), one.pk))
    assert list(Staff.objects.in_name_order()) == expected


@_PER_DATABASE
@given(names=st.lists(_NAMES, min_size=1, max_size=12), typed=_TYPED)
def test_the_database_finds_what_holds_every_word(unit, names, typed):
    people = listed(names, unit)
    words = fold(typed).split()
    expected = {
        one.code
        for one in people
        if all(word in f"{fold(one.full_name)} {one.code.lower()}" for word in words)
    }
    assert {one.code for one in reads.search(typed)} == expected


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("anh", {"Lê Ngọc Ánh", "Trần Anh Văn"}),
        ("ÁNH", {"Lê Ngọc Ánh", "Trần Anh Văn"}),
        ("ngoc anh", {"Lê Ngọc Ánh"}),
        ("dat", {"Võ Đạt"}),
        ("CB-0", {"Võ Đạt"}),
        ("van tran", {"Trần Anh Văn"}),
        ("xyz", set()),
        ("%", set()),
    ],
)
def test_search_by_part_of_the_name_and_by_number(unit, typed, found):
    StaffFactory(unit=unit, full_name="Lê Ngọc Ánh")
    StaffFactory(unit=unit, full_name="Trần Anh Văn")
    StaffFactory(unit=unit, full_name="Võ Đạt", code="CB-01")
    assert {one.full_name for one in reads.search(typed)} == found


def test_a_name_is_kept_composed_whichever_way_it_was_typed(unit):
    split = unicodedata.normalize("NFD", "Nguyễn  Thị Ánh")
    person = StaffFactory(unit=unit, full_name=split)
    assert person.full_name == "Nguyễn Thị Ánh"
    assert person.given_name == "Ánh"
    staff.update_staff(staff=person, full_name="Ánh Nguyễn", given_name="Ánh", by=SYSTEM, at=AT)
    before = StaffFactory(unit=unit, full_name="Trần An")
    after = StaffFactory(unit=unit, full_name="Trần Bé")
    assert list(reads.search("")) == [before, person, after]


# --- The index behind the search (PostgreSQL) -------------------------------------------------


def _plan(rows):
    sql, params = rows.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_indexscan = off")
        cursor.execute(f"EXPLAIN {sql}", params)
        return "\n".join(row[0] for row in cursor.fetchall())


def test_the_search_can_use_its_index(unit):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite reads through the column")
    assert trigrams.missing() == []
    for rows, name in (
        (Staff.objects.matching("nguyen"), "personnel_staff_search_key_trigrams"),
        (Unit.objects.matching("phong"), "personnel_unit_search_key_trigrams"),
        (
            ExternalRecipient.objects.matching("cong ty"),
            "personnel_externalrecipient_search_key_trigrams",
        ),
    ):
        assert name in _plan(rows.order_by())


def test_a_missing_index_is_reported_and_put_back(db):
    if connection.vendor != "postgresql":
        assert trigrams.check_trigrams_installed(databases=["default"]) == []
        return
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX personnel_staff_search_key_trigrams")
    [found] = trigrams.check_trigrams_installed(databases=["default"])
    assert "personnel_staff_search_key_trigrams" in found.msg
    trigrams.install("personnel")
    assert trigrams.check_trigrams_installed(databases=["default"]) == []


def test_outside_recipients_are_ordered_alike(unit):
    for name in ("Công ty Ơn", "Công ty Ăn", "Công ty Đạt", "Công ty Dũng"):
        recipients.create_recipient(
            unit=unit, kind="ENTERPRISE", name=name, despite_similar=True, by=SYSTEM, at=AT
        )
    names = [one.name for one in ExternalRecipient.objects.in_name_order()]
    assert names == ["Công ty Ăn", "Công ty Dũng", "Công ty Đạt", "Công ty Ơn"]
