"""Lists of units: order of rows, rings, doubts, changes from a day, and the way back."""

from datetime import date

import pytest
from django.db import connection
from django.db.utils import DatabaseError
from django.test.utils import CaptureQueriesContext

from core.errors import Forbidden, GuardRefused
from core.models import AuditEvent, LoadedRecord
from core.scope import SYSTEM
from personnel.domain import tree as domain_tree
from personnel.models import (
    Role,
    Unit,
    UnitCode,
    UnitEvent,
    UnitEventKind,
    UnitName,
    UnitPlacement,
)
from personnel.services import tree, units
from tests.factories.personnel import AT, DAY, OPENED, StaffFactory, actor_with
from tests.personnel.loading import UNITS, bring_in, records_file, told, undo, wrong

pytestmark = pytest.mark.django_db

NAMES = {
    "code": "Mã đơn vị", "name": "Tên đơn vị", "short": "Tên gọn",
    "letters": "Chữ viết tắt trong số văn bản", "kind": "Loại đơn vị", "parent": "Đơn vị cấp trên",
    "opened": "Ngày thành lập", "ended": "Ngày giải thể", "since": "Thay đổi từ ngày",
    "number": "Số văn bản", "signed": "Ngày văn bản", "agency": "Mã định danh điện tử",
    "former": "Mã định danh dạng cũ", "legal": "Có tư cách pháp nhân",
    "works": "Làm việc trên hệ thống này", "sector": "Bộ quản lý ngành", "order": "Thứ tự",
}  # fmt: skip
GOOD = {
    "code": "SCT.legal", "name": "Phòng Pháp chế", "kind": "Phòng và tương đương",
    "parent": "SCT", "opened": "01/02/2015",
}  # fmt: skip


def row(**changes):
    return {NAMES[key]: value for key, value in (GOOD | changes).items()}


def load(*rows, **options):
    return bring_in(UNITS, records_file(*rows), **options)


def state():
    """Everything a load of units may write, but for the versions."""
    found = Unit.objects.order_by("pk").values()
    return (
        [{name: value for name, value in one.items() if name != "version"} for one in found],
        *(
            list(model.objects.order_by("pk").values())
            for model in (UnitPlacement, UnitName, UnitCode, UnitEvent)
        ),
        UnitEvent.units.through.objects.count(),
    )


# --- New units ------------------------------------------------------------------------------


def test_a_new_unit_stands_with_name_place_codes_step_and_trail(country):
    plan, done = load(
        row(
            short="P. Pháp chế", letters="PC", number="15/QĐ-UBND", signed="20/01/2015",
            agency="H86.02.09", former="000.09.02.H86", legal="Có", works="Không", sector="BCT",
            order="3",
        )
    )  # fmt: skip
    assert told(plan) == []
    unit = Unit.objects.get(code="SCT.legal")
    country.industry.refresh_from_db()
    assert unit.parent == country.industry
    assert country.industry.holds(unit.tree_start)
    assert (unit.has_legal_personality, unit.participates, unit.sort_order) == (True, False, 3)
    assert unit.sector_unit == country.ministry
    name = unit.names.get()
    assert (name.name, name.short_name, name.abbreviation) == (
        "Phòng Pháp chế",
        "P. Pháp chế",
        "PC",
    )
    assert unit.placements.get().valid_from == name.valid_from == date(2015, 2, 1)
    assert set(unit.agency_codes.values_list("scheme", "value")) == {
        ("CURRENT", "H86.02.09"),
        ("FORMER", "000.09.02.H86"),
    }
    step = unit.events.get()
    assert (step.kind, step.on, step.decision_number) == (
        UnitEventKind.OPENED,
        date(2015, 2, 1),
        "15/QĐ-UBND",
    )
    event = AuditEvent.objects.get(action="personnel.unit_opened", subject_id=str(unit.pk))
    assert (event.data["load"], event.data["parent"]) == (done.pk, "SCT")
    assert list(Unit.objects.matching("phap che sct.legal")) == [unit]


def test_a_loaded_unit_is_like_an_opened_one(country):
    load(row())
    one = Unit.objects.get(code="SCT.legal")
    other = units.open_unit(
        code="SCT.other", name="Phòng Pháp lý", kind="DIVISION", opened_on=date(2015, 2, 1),
        parent=country.industry, by=SYSTEM, at=AT,
    )  # fmt: skip
    same = ("kind", "parent", "depth", "participates", "has_legal_personality", "version")
    assert [getattr(one, name) for name in same] == [getattr(other, name) for name in same]
    for name in ("names", "placements", "events"):
        assert getattr(one, name).count() == getattr(other, name).count() == 1


def test_superiors_may_come_later_and_be_named(country):
    plan, _load = load(
        row(code="A.1.1", name="Tổ Một", parent="Phòng Một"),
        row(code="A.1", name="Phòng Một", parent="a", sector="Bộ Công Thương"),
        row(code="A", name="Chi cục An", parent="Sở SCT", opened="01/01/2012"),
    )
    assert told(plan) == []
    found = {unit.code: unit for unit in Unit.objects.filter(code__startswith="A")}
    assert found["A.1.1"].parent == found["A.1"]
    assert found["A.1"].parent == found["A"]
    assert found["A"].parent == country.industry
    assert found["A.1"].sector_unit == country.ministry
    numbers = domain_tree.number(
        domain_tree.Node(unit.pk, unit.parent_id) for unit in Unit.objects.all()
    )
    for unit in Unit.objects.all():
        assert unit.tree_end - unit.tree_start == numbers[unit.pk].end - numbers[unit.pk].start


def test_a_whole_tree_is_numbered_once_and_needs_no_second_time(country):
    load(*(row(code=f"N{n}", name=f"Phòng {n}", parent=f"N{n // 2}" if n > 1 else "SCT")
           for n in range(1, 40)))  # fmt: skip
    assert tree.rebuild(DAY) == 0


@pytest.mark.parametrize("size", [1, 2, 3])
def test_a_ring_in_the_file_is_named_by_its_rows(country, size):
    rows = [row(code=f"R{n}", name=f"Phòng {n}", parent=f"R{(n + 1) % size}") for n in range(size)]
    plan, done = load(row(), *rows)
    assert done is None
    assert wrong(plan) == [(n + 3, "Đơn vị cấp trên") for n in range(size)]
    for n in range(size):
        assert f"dòng {n + 3} (Phòng {n})" in told(plan)[0]


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"code": ""}, "Mã đơn vị"),
        ({"code": "mã có dấu"}, "Mã đơn vị"),
        ({"name": ""}, "Tên đơn vị"),
        ({"name": "x" * 201}, "Tên đơn vị"),
        ({"short": "x" * 101}, "Tên gọn"),
        ({"letters": "x" * 21}, "Chữ viết tắt trong số văn bản"),
        ({"kind": "Ban"}, "Loại đơn vị"),
        ({"opened": ""}, "Ngày thành lập"),
        ({"opened": "01/01/1900"}, "Ngày thành lập"),
        ({"opened": "01/01/2009"}, "Đơn vị cấp trên"),
        ({"ended": "01/02/2015"}, "Ngày giải thể"),
        ({"agency": "h86.02"}, "Mã định danh điện tử"),
        ({"former": "000.00.13"}, "Mã định danh dạng cũ"),
        ({"legal": "có thể"}, "Có tư cách pháp nhân"),
        ({"order": "một"}, "Thứ tự"),
        ({"number": "1/QĐ", "signed": "01/01/2030"}, "Ngày văn bản"),
        ({"number": "1/QĐ"}, "Ngày văn bản"),
    ],
)  # fmt: skip
def test_a_wrong_cell_is_named_and_nothing_is_written(country, changes, column):
    before = state()
    plan, done = load(row(code="SCT.good", name="Phòng Tốt"), row(**changes))
    assert done is None
    assert (3, column) in wrong(plan)
    assert state() == before


def test_codes_belong_to_one_unit_at_a_time(country):
    units.give_code(
        unit=country.trade, scheme="CURRENT", value="H86.02.01", on=OPENED, by=SYSTEM, at=AT
    )
    plan, _load = load(row(agency="H86.02.01"))
    assert wrong(plan) == [(2, "Mã định danh điện tử")]
    plan, _load = load(row(agency="H86.9"), row(code="SCT.b", name="Phòng B", agency="H86.9"))
    assert told(plan) == [
        "Dòng 3, cột Mã định danh điện tử: Mã “H86.9” đã có ở dòng 2. Mỗi đơn vị một mã."
    ]


def test_a_superior_that_ended_or_is_unknown(country):
    units.dissolve_unit(unit=country.trade, on=date(2018, 1, 1), by=SYSTEM, at=AT)
    plan, _load = load(row(parent="SCT.trade"))
    assert wrong(plan) == [(2, "Đơn vị cấp trên")]
    plan, _load = load(row(parent="SCT.trade", ended="01/01/2018"))
    assert told(plan) == []
    ended = Unit.objects.get(code="SCT.legal")
    assert {step.kind for step in ended.events.all()} == {"OPENED", "DISSOLVED"}
    plan, _load = load(row(code="X", parent="So SCT tinh"))
    assert plan.unknown_names[0].suggestions[0][0] == "SCT"


# --- Doubts ---------------------------------------------------------------------------------


def test_a_sister_of_the_same_or_an_earlier_name_is_put_side_by_side(country):
    units.rename_unit(unit=country.trade, name="Phòng Pháp chế", by=SYSTEM, at=AT)
    units.rename_unit(unit=country.trade, name="Phòng Luật", on=date(2020, 12, 1), by=SYSTEM, at=AT)
    for name in ("Phòng Pháp chế", "Phong phap che", "Phòng Pháp chê", "Phòng Luât", "Phòng Luậtt"):
        plan, _load = load(row(name=name))
        assert [one.code for one in plan.doubts[0].existing] == ["SCT.trade"], name
    plan, _load = load(row(parent="SYT"), dry_run=True)
    assert plan.is_clean


def test_answers_same_and_new(country):
    units.rename_unit(unit=country.trade, name="Phòng Pháp chế", on=OPENED, by=SYSTEM, at=AT)
    below = row(code="SCT.legal.1", name="Tổ Một", parent="SCT.legal")
    same = row(opened="01/01/2010")
    plan, _load = load(same, below, rows={"2": "same:SCT.trade"})
    assert told(plan) == []
    assert Unit.objects.get(code="SCT.legal.1").parent == country.trade
    assert not Unit.objects.filter(code="SCT.legal").exists()
    load(row(), rows={"2": "new"})
    assert Unit.objects.filter(name="Phòng Pháp chế").count() == 2


def test_two_rows_with_one_name_below_one_superior(country):
    plan, _load = load(row(), row(code="SCT.again"))
    assert [doubt.row for doubt in plan.doubts] == [3]
    plan, _load = load(row(), row())
    assert wrong(plan) == [(3, "Mã đơn vị")]


# --- Units that stand -----------------------------------------------------------------------


TRADE = {
    "code": "SCT.trade",
    "name": "Đơn vị SCT.trade",
    "opened": f"{OPENED:%d/%m/%Y}",
}


def test_the_same_file_again_writes_nothing(country):
    content = records_file(row(agency="H86.1", short="PC", sector="BCT"), row(**TRADE))
    bring_in(UNITS, content)
    before = state()
    plan, done = bring_in(UNITS, content)
    assert told(plan) == []
    assert done.summary["written"] == {"created": 0, "updated": 0, "unchanged": 2, "skipped": 0}
    assert LoadedRecord.objects.filter(load=done).count() == 0
    assert state() == before


def test_a_new_name_place_and_code_hold_from_their_day(country):
    plan, _load = load(row(**TRADE | {"name": "Phòng Thương mại số"}))
    assert wrong(plan) == [(2, "Thay đổi từ ngày")]
    plan, _load = load(
        row(
            **TRADE
            | {
                "name": "Phòng Thương mại số", "parent": "SYT", "since": "01/06/2020",
                "agency": "H86.7", "number": "9/QĐ-UBND", "signed": "15/05/2020", "legal": "Có",
            }
        )
    )  # fmt: skip
    assert told(plan) == []
    unit = Unit.objects.get(code="SCT.trade")
    assert (unit.name, unit.parent, unit.has_legal_personality) == (
        "Phòng Thương mại số",
        country.health,
        True,
    )
    day = date(2020, 6, 1)
    for rows in (unit.names, unit.placements):
        old, new = rows.order_by("valid_from")
        assert old.valid_to == new.valid_from == day
    assert unit.agency_codes.get().valid_from == day
    kinds = set(unit.events.filter(on=day).values_list("kind", "decision_number"))
    assert kinds == {(kind, "9/QĐ-UBND") for kind in ("RENAMED", "MOVED", "CODED")}
    assert unit.version == 2
    country.health.refresh_from_db()
    assert country.health.holds(unit.tree_start)


def test_a_move_below_itself_is_named(country):
    load(row(parent="SCT.trade"))
    plan, _load = load(row(**TRADE | {"parent": "SCT.legal", "since": "01/06/2020"}))
    assert wrong(plan) == [(2, "Đơn vị cấp trên")]
    assert "trực thuộc lẫn nhau từ ngày 01/06/2020" in told(plan)[0]


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"opened": "01/01/2011"}, "Ngày thành lập"),
        ({"ended": "01/01/2020"}, "Ngày giải thể"),
        ({"name": "Phòng Mới", "since": "01/01/2009"}, "Thay đổi từ ngày"),
        ({"parent": "SYT", "since": "31/12/2009"}, "Thay đổi từ ngày"),
    ],
)
def test_what_a_file_may_not_change(country, changes, column):
    plan, done = load(row(**TRADE | changes))
    assert done is None
    assert (2, column) in wrong(plan)


# --- Reach ----------------------------------------------------------------------------------


def test_an_officer_orders_units_below_his_own_only(country):
    officer = actor_with(Role.HR_OFFICER, country.industry)
    assert told(load(row(), by=officer)[0]) == []
    for changes, column in (
        ({"code": "X", "parent": "SYT"}, "Đơn vị cấp trên"),
        ({"code": "X", "parent": ""}, "Đơn vị cấp trên"),
        ({"code": "SYT.clinic", "name": "Phòng khám", "since": "01/06/2020"}, "Mã đơn vị"),
        (TRADE | {"parent": "SYT", "since": "01/06/2020"}, "Đơn vị cấp trên"),
    ):
        plan, _load = load(row(**changes), by=officer)
        assert wrong(plan) == [(2, column)], changes


# --- The way back ---------------------------------------------------------------------------


def test_undo_gives_everything_back(country):
    before = state()
    _plan, done = load(
        row(code="A.1", name="Phòng Một", parent="A", agency="H86.3", sector="B"),
        row(code="A", name="Chi cục An", opened="01/01/2012"),
        row(code="B", name="Ban Bình", parent="BCT"),
        row(**TRADE | {"name": "Phòng Số", "parent": "A", "since": "01/06/2020", "short": "PS"}),
    )
    assert Unit.objects.get(code="SCT.trade").parent.code == "A"
    with pytest.raises(Forbidden):
        undo(done, by=actor_with(Role.HR_OFFICER, country.health))
    undo(done)
    assert state() == before
    assert Unit.objects.get(code="SCT.trade").version > 1
    assert tree.rebuild(DAY) == 0


def test_steps_of_a_load_that_stands_cannot_be_deleted(country):
    _plan, _done = load(row())
    with pytest.raises(DatabaseError):
        UnitEvent.objects.filter(units__code="SCT.legal").delete()


def test_people_units_and_steps_since_refuse(country):
    _plan, done = load(row())
    unit = Unit.objects.get(code="SCT.legal")
    StaffFactory(unit=unit)
    with pytest.raises(GuardRefused, match=r"nhân sự \(1, của Phòng Pháp chế\)"):
        undo(done)


def test_a_unit_opened_below_since_refuses(country):
    _plan, done = load(row())
    units.open_unit(
        code="X", name="Tổ X", kind="DIVISION", opened_on=date(2016, 1, 1),
        parent=Unit.objects.get(code="SCT.legal"), by=SYSTEM, at=AT,
    )  # fmt: skip
    with pytest.raises(GuardRefused, match="Tổ X"):
        undo(done)


def test_a_rename_since_refuses(country):
    _plan, done = load(row())
    unit = Unit.objects.get(code="SCT.legal")
    units.rename_unit(unit=unit, name="Phòng Luật", by=SYSTEM, at=AT)
    with pytest.raises(GuardRefused, match=r"SCT\.legal"):
        undo(done)


def test_the_number_of_statements_does_not_depend_on_the_rows(country):
    counts = {}
    for size in (30, 200):
        rows = [
            row(
                code=f"{size}.{n}", name=f"Phòng {size} số {n} chữ {chr(97 + n % 26)}{n}",
                parent=f"{size}.{n // 3}" if n > 2 else "SCT", agency=f"H{size}.{n}",
            )
            for n in range(size)
        ]  # fmt: skip
        with CaptureQueriesContext(connection) as captured:
            plan, done = load(*rows, rows={"*": "new"})
        assert told(plan) == []
        with CaptureQueriesContext(connection) as undone:
            undo(done)
        counts[size] = (len(captured), len(undone))
    assert counts[200][0] <= counts[30][0] + 2
    assert counts[200][1] <= counts[30][1] + 2
