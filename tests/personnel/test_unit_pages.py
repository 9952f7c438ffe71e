"""Pages of units: every step with its decision, the tree of a day, and what became of what."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.scope import SYSTEM
from personnel.models import Appointment, Role, Unit, UnitEvent
from personnel.services import unit_changes as changes
from personnel.services import unit_checks
from personnel.services import units as steps
from personnel.services.orders import Order
from tests.factories.personnel import AT, StaffFactory, UnitFactory, UserFactory, fresh
from tests.personnel.browsing import browser_of, page, post, signed_in

ON = date(2020, 7, 1)
PAPER = {"order_number": "15/QĐ-UBND", "order_date": "12/06/2020"}
ORDER = Order("15/QĐ-UBND", date(2020, 6, 12))


@pytest.fixture
def officer(country):
    return browser_of(Role.PROVINCE_OFFICER, country.province)


def confirmed(browser, name, code, **values):
    """Send the form, see what is told, and confirm it unchanged."""
    told = post(browser, name, code, **values)
    assert told.status_code == 200, told.context["form"].errors
    assert told.context["told"]
    assert not UnitEvent.objects.filter(kind__in=["MERGED", "SPLIT", "DISSOLVED"]).exists()
    done = post(browser, name, code, **values, foretold=told.context["mark"])
    assert done.status_code == 302
    return told.context["told"], done


def merge(source, target, on=ON):
    return changes.merge_units(sources=[source], into=target, on=on, order=ORDER, by=SYSTEM, at=AT)


# --- Steps with one unit ---------------------------------------------------------------------


def test_open_rename_code_move_and_what_the_page_tells(country, officer):
    opened = {
        "name": "Phòng Năng lượng",
        "code": "SCT.NL",
        "kind": "DIVISION",
        "parent": "SCT",
        "opened_on": "01/01/2020",
        "agency_code": "H84.02.05",
    }
    assert post(officer, "unit_open", **opened, **PAPER).status_code == 302
    renamed = {"name": "Phòng Điện", "on": "01/03/2020"}
    assert post(officer, "unit_rename", "SCT.NL", **renamed, **PAPER).status_code == 302
    code = {"scheme": "FORMER", "value": "000.05.02.H84", "on": "01/04/2020"}
    assert post(officer, "unit_code", "SCT.NL", **code, **PAPER).status_code == 302
    moved = {"parent": "SCT.office", "on": "01/05/2020"}
    assert post(officer, "unit_move", "SCT.NL", **moved, **PAPER).status_code == 302
    assert post(officer, "unit_correct", "SCT.NL", name="Phòng Điện lực").status_code == 302
    shown = page(officer, "unit_detail", "SCT.NL").content.decode()
    for text in (
        "Phòng Điện lực", "Phòng Năng lượng", "H84.02.05", "000.05.02.H84", "15/QĐ-UBND",
        "Đổi tên", "Cấp mã định danh", "Chuyển đơn vị cấp trên",
    ):  # fmt: skip
        assert text in shown


def test_a_step_without_its_paper_is_refused_and_keeps_what_was_typed(country, officer):
    answer = post(officer, "unit_rename", "SCT.trade", name="Phòng Khác", on="01/07/2020")
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"order_number", "order_date"}
    assert 'value="Phòng Khác"' in answer.content.decode()
    late = post(
        officer, "unit_move", "SCT.trade", parent="SYT", on="01/07/2020",
        order_number="1", order_date="01/01/2100",
    )  # fmt: skip
    assert set(late.context["form"].errors) == {"order_date"}
    cycle = post(officer, "unit_move", "SCT.office", parent="SCT.office", on="01/05/2020", **PAPER)
    assert cycle.status_code == 422


def test_a_wrong_step_is_taken_back_from_its_page(country, officer):
    values = {"name": "Phòng Nhầm", "on": "01/07/2020"}
    post(officer, "unit_rename", "SCT.trade", **values, **PAPER)
    shown = page(officer, "unit_detail", "SCT.trade")
    url = next(told.cancel_url for told in shown.context["events"] if told.cancel_url)
    assert officer.get(url).status_code == 200
    assert officer.post(url, {"reason": ""}).status_code == 422
    assert officer.post(url, {"reason": "Nhầm đơn vị"}).status_code == 302
    after = page(officer, "unit_detail", "SCT.trade").content.decode()
    assert "Đã hủy" in after
    assert "Nhầm đơn vị" in after
    assert Unit.objects.get(code="SCT.trade").name == "Đơn vị SCT.trade"
    assert officer.post(url, {"reason": "lần nữa"}).status_code == 409
    post(officer, "unit_rename", "SCT.trade", **values, **PAPER)
    code = {"scheme": "CURRENT", "value": "H84.02.07", "on": "01/08/2020"}
    post(officer, "unit_code", "SCT.trade", **code, **PAPER)
    events = page(officer, "unit_detail", "SCT.trade").context["events"]
    assert {told.event.kind for told in events if told.cancel_url} == {"RENAMED", "CODED"}
    strange = reverse("personnel:unit_cancel", args=["SYT", country.trade.events.first().pk])
    assert officer.get(strange).status_code == 404


# --- Steps with wide consequences ------------------------------------------------------------


def test_a_merger_tells_its_consequences_before_it_is_confirmed(country, people, officer):
    UserFactory(roles=[(Role.UNIT_HEAD, country.trade)])
    values = {"into": "SYT.clinic", "on": "01/07/2020", **PAPER}
    told, done = confirmed(officer, "unit_merge", "SCT.trade", **values)
    words = " ".join(told)
    assert "1 người giữ nguyên chức vụ và chuyển về Đơn vị SYT.clinic" in words
    assert "1 tài khoản mất vai trò" in words
    assert done.url == reverse("personnel:unit_detail", args=["SYT.clinic"])
    fresh(people["trade"])
    assert people["trade"].unit == country.clinic
    ended = page(officer, "unit_detail", "SCT.trade").content.decode()
    assert "Đơn vị đã giải thể từ ngày 01/07/2020" in ended
    assert "Nhiệm vụ nay thuộc" in ended
    assert reverse("personnel:unit_detail", args=["SYT.clinic"]) in ended


def test_changed_entries_are_told_again(country, officer):
    values = {"into": "SYT.clinic", "on": "01/07/2020", **PAPER}
    told = post(officer, "unit_merge", "SCT.trade", **values)
    other = values | {"into": "SYT.pharmacy", "foretold": told.context["mark"]}
    again = post(officer, "unit_merge", "SCT.trade", **other)
    assert again.status_code == 200
    assert not UnitEvent.objects.filter(kind="MERGED").exists()
    assert "SYT.pharmacy" in " ".join(again.context["told"])


def test_departments_merge_into_a_new_one_and_sub_units_into_others(country, officer):
    new = {
        "source_2": "SYT", "new_name": "Sở Chung", "new_code": "SC", "new_kind": "DEPARTMENT",
        "new_parent": "TV", "on": "01/07/2020", **PAPER,
    }  # fmt: skip
    confirmed(officer, "unit_merge", "SCT", **new)
    made = Unit.objects.get(code="SC")
    assert set(Unit.objects.filter(parent=made).values_list("code", flat=True)) == {
        "SCT", "SYT", "SCT.office", "SCT.trade", "SYT.clinic", "SYT.pharmacy",
    }  # fmt: skip


def test_a_sub_unit_passes_into_one_of_the_targets(country, people, officer):
    values = {"into": "SYT", "on": "01/07/2020", **PAPER}
    asked = post(officer, "unit_merge", "SCT", **values)
    name = f"child_{country.trade.pk}"
    assert name in asked.context["form"].fields
    told, _done = confirmed(officer, "unit_merge", "SCT", **values, **{name: "SYT.clinic"})
    assert f"{country.industry}, {country.trade} kết thúc hoạt động" in told[0]
    fresh(people["trade"], country.office, country.trade)
    assert people["trade"].unit == country.clinic
    assert country.office.parent == country.health
    assert country.trade.dissolved_on == ON


def test_faults_of_a_merger_are_told_beside_the_fields(country, officer):
    both = {"into": "SYT", "new_name": "Khác", "on": "01/07/2020", **PAPER}
    assert set(post(officer, "unit_merge", "SCT", **both).context["form"].errors) == {"into"}
    none = post(officer, "unit_merge", "SCT", on="01/07/2020", **PAPER)
    assert {"new_name", "new_code", "new_kind", "new_parent"} == set(none.context["form"].errors)
    own = post(officer, "unit_merge", "SCT", into="SCT", on="01/07/2020", **PAPER)
    assert own.status_code == 422
    assert "chính nó" in own.content.decode()
    early = post(officer, "unit_merge", "SCT", into="SYT", on="01/07/2009", **PAPER)
    assert set(early.context["form"].errors) >= {"on"}


def test_a_split_and_an_end(country, people, officer):
    asked = page(officer, "unit_split", "SCT")
    assert country.trade in asked.context["form"].fields["children"].queryset
    new = {
        "how": "tach", "new_name": "Sở Năng lượng", "new_code": "SNL", "new_kind": "DEPARTMENT",
        "new_parent": "TV", "children": [country.trade.pk], "on": "01/07/2020", **PAPER,
    }  # fmt: skip
    confirmed(officer, "unit_split", "SCT", **new)
    fresh(country.trade)
    assert country.trade.parent.code == "SNL"
    unsaid = post(officer, "unit_split", "SYT", **new | {"how": "chia", "new_code": "S2"})
    assert set(unsaid.context["form"].errors) == {"rest_to", "children"}


def test_a_unit_ends_and_what_stood_below_goes_up(country, officer):
    values = {"on": "01/07/2020", "below_to": "TV", **PAPER}
    told, _done = confirmed(officer, "unit_dissolve", "SCT", **values)
    assert "2 đơn vị trực thuộc chuyển về Tỉnh Trà Vinh." in told
    fresh(country.trade)
    assert country.trade.parent == country.province


def test_what_other_apps_know_is_told_too(country, officer, monkeypatch):
    monkeypatch.setattr(unit_checks, "_CHECKS", [lambda units, on: [f"{units[0]} có 3 hồ sơ."]])
    told = post(officer, "unit_merge", "SCT", into="SYT", on="01/07/2020", **PAPER)
    assert "Sở SCT có 3 hồ sơ." in told.context["told"]


@pytest.mark.parametrize(
    "name", ["unit_rename", "unit_code", "unit_move", "unit_merge", "unit_split", "unit_dissolve"]
)
def test_steps_are_for_officers_in_reach(country, name):
    for role, inside in ((Role.HR_OFFICER, 200), (Role.DIRECTOR, 403), (Role.SYSTEM_ADMIN, 404)):
        browser = browser_of(role, country.industry)
        assert page(browser, name, "SCT.trade").status_code == inside
        assert page(browser, name, "SYT.clinic").status_code == 404
    own = browser_of(Role.HR_OFFICER, country.industry)
    values = {"into": "SCT.office", "on": "01/07/2020", **PAPER}
    assert post(own, "unit_merge", "SCT", **values).status_code in (404, 422)


def test_nothing_new_is_offered_to_a_dissolved_unit(country, officer):
    merge(country.trade, country.clinic)
    found = page(officer, "unit_pick", "nhan-su", q="trade").content.decode()
    assert "SCT.trade" not in found
    assert "SCT.trade" in page(officer, "unit_pick", "xem", q="trade").content.decode()
    shown = page(officer, "unit_detail", "SCT.trade").content.decode()
    assert reverse("personnel:unit_rename", args=["SCT.trade"]) not in shown
    assert reverse("personnel:staff_hire") not in shown


# --- As of a day -----------------------------------------------------------------------------


def outline(branches):
    return [(one.unit.code, one.name, one.people, outline(one.below)) for one in branches]


def test_the_tree_of_a_day(country, people, officer):
    steps.rename_unit(unit=country.health, name="Sở Y tế", on=ON, order=ORDER, by=SYSTEM, at=AT)
    merge(country.trade, country.clinic)
    before = page(officer, "unit_list", ngay="30/06/2020")
    assert outline(before.context["branches"]) == [
        ("TV", "Tỉnh Trà Vinh", 2, [
            ("SCT", "Sở SCT", 1, [
                ("SCT.office", "Đơn vị SCT.office", 0, []),
                ("SCT.trade", "Đơn vị SCT.trade", 1, []),
            ]),
            ("SYT", "Sở SYT", 1, [
                ("SYT.clinic", "Đơn vị SYT.clinic", 1, []),
                ("SYT.pharmacy", "Đơn vị SYT.pharmacy", 0, []),
            ]),
        ]),
    ]  # fmt: skip
    today = page(officer, "unit_list")
    assert "SCT.trade" not in str(outline(today.context["branches"]))
    whole = page(officer, "unit_list", tinh_trang="tat-ca")
    assert "Đã giải thể" in whole.content.decode()
    assert [row[0] for row in outline(page(officer, "unit_list", ngay="30/06/2020", q="so syt")
                                      .context["branches"])] == ["SYT"]  # fmt: skip
    empty = page(officer, "unit_list", ngay="01/01/2001")
    assert "Không có đơn vị khớp" in empty.content.decode()


def test_pages_of_the_tree_of_a_day(country, officer, monkeypatch):
    monkeypatch.setattr("personnel.web.units.PAGE_SIZE", 3)
    codes = []
    cursor = ""
    for _number in range(3):
        shown = page(
            officer, "unit_list", ngay="30/06/2020", **({"trang": cursor} if cursor else {})
        )
        codes += [one.unit.code for one in shown.context["page"].rows]
        last, cursor = cursor, shown.context["page"].next
    assert codes == [
        "TV", "SCT", "SCT.office", "SCT.trade", "SYT", "SYT.clinic", "SYT.pharmacy",
    ]  # fmt: skip
    assert cursor == ""
    back = page(officer, "unit_list", ngay="30/06/2020", trang=shown.context["page"].previous)
    assert [one.unit.code for one in back.context["page"].rows] == [
        "SCT.trade",
        "SYT",
        "SYT.clinic",
    ]
    assert last


def test_a_unit_of_a_day(country, people, officer):
    steps.rename_unit(unit=country.trade, name="Phòng Mới", on=ON, order=ORDER, by=SYSTEM, at=AT)
    Appointment.objects.filter(staff=people["trade"]).update(valid_to=ON)
    then = page(officer, "unit_detail", "SCT.trade", ngay="30/06/2020")
    assert then.context["page_title"] == "Đơn vị SCT.trade"
    assert [one.staff for one in then.context["roster"]] == [people["trade"]]
    assert "Đang xem đơn vị như ngày 30/06/2020" in then.content.decode()
    now = page(officer, "unit_detail", "SCT.trade")
    assert (now.context["page_title"], now.context["roster"]) == ("Phòng Mới", [])
    above = page(officer, "unit_detail", "SCT", ngay="30/06/2020")
    assert [(one.unit.code, one.people) for one in above.context["below"]] == [
        ("SCT.office", 0), ("SCT.trade", 1),
    ]  # fmt: skip
    gone = page(officer, "unit_detail", "SCT", ngay="30/06/2001")
    assert "đơn vị không hoạt động" in gone.content.decode()


def test_lineage_links_only_where_one_may_look(country, officer):
    empty = page(officer, "unit_lineage", "SCT")
    assert "không hình thành từ đơn vị khác" in empty.content.decode()
    merge(country.trade, country.clinic)
    shown = page(officer, "unit_lineage", "SYT.clinic").content.decode()
    for text in (
        "Đơn vị SCT.trade",
        "15/QĐ-UBND",
        "Sáp nhập, hợp nhất",
        "Không ghi việc tính tiếp",
    ):
        assert text in shown
    narrow = browser_of(Role.UNIT_HEAD, country.clinic)
    seen = page(narrow, "unit_lineage", "SYT.clinic").content.decode()
    assert "Đơn vị SCT.trade" in seen
    assert page(narrow, "unit_lineage", "SYT").status_code == 404


def test_pages_cost_the_same_however_much_was_recorded(country, officer):
    def cost(name, *args, **query):
        with CaptureQueriesContext(connection) as queries:
            assert page(officer, name, *args, **query).status_code == 200
        return len(queries)

    def all_costs():
        return [
            cost("unit_list", ngay="01/08/2020"),
            cost("unit_list", tinh_trang="tat-ca"),
            cost("unit_detail", "SYT"),
            cost("unit_detail", "SYT", ngay="01/08/2020"),
            cost("unit_lineage", "SYT"),
        ]

    merge(country.trade, country.health)
    page(officer, "unit_list")
    before = all_costs()
    for number in range(4):
        extra = UnitFactory(code=f"X{number}", parent=country.province)
        StaffFactory(unit=extra)
        merge(extra, country.health)
    assert all_costs() == before
    assert max(before) <= 30


def test_a_person_without_rights_over_units_sees_no_steps(country):
    user = UserFactory(roles=[(Role.AUDITOR, country.province)])
    shown = page(signed_in(user), "unit_detail", "SCT").content.decode()
    for name in ("rename", "merge", "split", "dissolve", "code", "correct"):
        assert reverse(f"personnel:unit_{name}", args=["SCT"]) not in shown


def test_an_ended_unit_says_what_it_belonged_to_and_bears_its_name_no_longer(country, officer):
    steps.give_code(
        unit=country.clinic, scheme="CURRENT", value="H84.9", on=date(2020, 3, 1), order=ORDER,
        by=SYSTEM, at=AT,
    )  # fmt: skip
    merge(country.clinic, country.trade)
    shown = page(officer, "unit_detail", country.clinic.code)
    tables = {table.caption: table.rows for table in shown.context["history"]}
    (name,) = tables["Tên qua các thời kỳ"]
    assert name[1] == "01/07/2020"
    assert ("Đơn vị cấp trên", country.health.name) in shown.context["facts"]
    assert "· →" not in shown.content.decode()


def test_a_name_to_come_does_not_last_until_now(country, officer, clock_at):
    steps.rename_unit(
        unit=country.clinic, name="Tên mới", on=date(2021, 1, 1), order=ORDER, by=SYSTEM, at=AT
    )
    with clock_at("2020-11-30"):
        shown = page(officer, "unit_detail", country.clinic.code)
    tables = {table.caption: table.rows for table in shown.context["history"]}
    newest, present = tables["Tên qua các thời kỳ"]
    assert (newest[0], newest[1]) == ("01/01/2021", "—")
    assert present[1] == "01/01/2021"


def test_an_ended_target_is_the_only_thing_to_put_right(country, officer):
    merge(country.clinic, country.pharmacy)
    told = post(
        officer,
        "unit_merge",
        country.trade.code,
        into=country.clinic.code,
        on="01/08/2020",
        **PAPER,
    )
    assert set(told.context["form"].errors) == {"into"}


def test_a_split_asks_only_about_what_is_there(country, officer):
    form = page(officer, "unit_split", country.trade.code).context["form"]
    assert form.fields["children"].widget.is_hidden
