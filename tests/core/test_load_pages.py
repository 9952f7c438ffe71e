"""The pages of a load at each of its states, from the file to the rows and back."""

from __future__ import annotations

import csv
import io

import pytest
from django.test import Client
from django.urls import reverse

from core.imports import loads, read, registry
from core.models import ColumnMapping, Load, LoadState, NameMatch
from tests.core.toy_importer import KIND, ToyImporter
from tests.factories.personnel import StaffFactory, UnitFactory, UserFactory, grant

pytestmark = pytest.mark.django_db
HEADER = ["Họ và tên", "Mã số", "Nơi làm việc"]
UPLOAD = "/nap-du-lieu/loai/toy.names/"


@pytest.fixture(autouse=True)
def toy(monkeypatch):
    monkeypatch.setattr(registry, "_IMPORTERS", dict(registry._IMPORTERS))
    registry.register(ToyImporter())


@pytest.fixture
def unit():
    return UnitFactory()


def signed_in(role=None, unit=None, staff=None):
    user = UserFactory(staff=staff)
    if role:
        grant(user, role, unit)
    client = Client()
    client.force_login(user)
    client.user = user
    return client


@pytest.fixture
def officer(unit):
    return signed_in("HR_OFFICER", unit, StaffFactory(unit=unit))


def as_csv(rows, header=HEADER):
    text = io.StringIO()
    csv.writer(text).writerows([header, *rows])
    return text.getvalue().encode()


def send(client, content, name="ds.csv"):
    file = io.BytesIO(content)
    file.name = name
    return client.post(UPLOAD, {"file": file})


def text_of(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content.decode()


def step(client, load, name, **data):
    load.refresh_from_db()
    return client.post(reverse(f"loads:{name}", args=[load.pk]), {"version": load.version, **data})


def names():
    return dict(NameMatch.objects.filter(kind=KIND).values_list("text", "code"))


GOOD = [["Ngô Thị Thử", "A1", "P1"], ["Đỗ Văn Mẫu", "A2", ""]]


def test_template_upload_confirm_result_undo(officer):
    index = text_of(officer, "/nap-du-lieu/")
    assert "Đồ chơi" in index
    sheet = officer.get(UPLOAD + "mau/")
    assert list(read("mau.xlsx", sheet.content).lines[0].cells) == HEADER
    assert "Nơi làm việc" in text_of(officer, UPLOAD)

    answer = send(officer, as_csv(GOOD))
    load = Load.objects.get()
    assert answer.url == f"/nap-du-lieu/lan/{load.pk}/"
    page = text_of(officer, answer.url)
    assert "Cả 2 dòng đều hợp lệ" in page
    assert load.state == LoadState.CHECKED
    assert names() == {}

    assert step(officer, load, "confirm").status_code == 302
    assert names() == {"Ngô Thị Thử": "A1", "Đỗ Văn Mẫu": "A2"}
    load.refresh_from_db()
    assert (load.state, bytes(load.content)) == (LoadState.DONE, b"")
    page = text_of(officer, answer.url)
    assert "Hoàn tác lần nạp" in page
    result = officer.get(reverse("loads:result_list", args=[load.pk]))
    lines = [line.cells for line in read("kq.xlsx", result.content).lines]
    assert lines[1:] == [("2", "Thêm mới", "A1", ""), ("3", "Thêm mới", "A2", "")]

    assert "Hoàn tác" in text_of(officer, reverse("loads:undo", args=[load.pk]))
    assert step(officer, load, "undo").status_code == 302
    assert names() == {}
    assert "đã được hoàn tác" in text_of(officer, answer.url)
    assert "Đã hoàn tác" in text_of(officer, "/nap-du-lieu/lich-su/")


def test_an_update_is_taken_back_to_the_former_value(officer):
    send(officer, as_csv(GOOD))
    step(officer, Load.objects.get(), "confirm")
    send(officer, as_csv([["Ngô Thị Thử", "B1", ""]]))
    second = Load.objects.latest("pk")
    step(officer, second, "confirm")
    assert names()["Ngô Thị Thử"] == "B1"
    first = Load.objects.earliest("pk")
    refused = step(officer, first, "undo")
    assert refused.status_code == 409
    assert "đã sửa tiếp các bản ghi này" in refused.content.decode()
    first.refresh_from_db()
    assert first.state == LoadState.DONE
    step(officer, second, "undo")
    assert names()["Ngô Thị Thử"] == "A1"
    assert step(officer, first, "undo").status_code == 302
    assert names() == {}


def test_nothing_is_undone_once_something_was_built_on_it(officer):
    send(officer, as_csv([["Ngô Thị Thử", "DÙNG", ""]]))
    load = Load.objects.get()
    step(officer, load, "confirm")
    refused = step(officer, load, "undo")
    assert refused.status_code == 409
    assert "Tên này đã được dùng" in refused.content.decode()
    load.refresh_from_db()
    assert load.state == LoadState.DONE
    assert names() == {"Ngô Thị Thử": "DÙNG"}


def test_problems_stand_with_row_and_column_and_can_be_taken_away(officer):
    send(officer, as_csv([["Sai", "A1", ""], *GOOD, ["", "A9", ""]]))
    load = Load.objects.get()
    page = text_of(officer, f"/nap-du-lieu/lan/{load.pk}/")
    assert "Có 2 chỗ cần sửa" in page
    assert "Ô để trống" in page
    for address in (f"/nap-du-lieu/lan/{load.pk}/", "/nap-du-lieu/", "/nap-du-lieu/lich-su/"):
        page = text_of(officer, address)
        assert "Có chỗ cần sửa</span>" in page
        assert "chờ xác nhận" not in page
    found = officer.get(reverse("loads:problem_list", args=[load.pk]))
    lines = [line.cells for line in read("loi.xlsx", found.content).lines]
    assert lines[1:] == [
        ("2", "Họ và tên", "Tên sai", "tên đúng"),
        ("5", "Họ và tên", "Ô để trống", "một giá trị"),
    ]
    assert "Tên sai" in text_of(officer, reverse("loads:problems", args=[load.pk]))
    assert step(officer, load, "confirm").status_code == 409
    assert names() == {}


def test_many_problems_stand_on_pages(officer):
    send(officer, as_csv([["Sai", f"A{n}", ""] for n in range(250)]))
    address = reverse("loads:problems", args=[Load.objects.get().pk])
    assert text_of(officer, address).count("Tên sai") == 100
    assert text_of(officer, f"{address}?trang=3").count("Tên sai") == 50
    for odd in ("0", "99", "x", "²"):
        assert text_of(officer, f"{address}?trang={odd}").count("Tên sai") in (50, 100)


def test_columns_are_matched_by_hand_once(officer):
    header = ["STT", "Tên cán bộ", "Số hiệu", "Ghi chú"]
    content = as_csv([["1", "Ngô Thị Thử", "A1", "x"]], header)
    answer = send(officer, content)
    load = Load.objects.get()
    assert answer.url == f"/nap-du-lieu/lan/{load.pk}/ghep-cot/"
    page = text_of(officer, answer.url)
    assert "Ngô Thị Thử" in page
    assert "Cần ghép cột" in text_of(officer, f"/nap-du-lieu/lan/{load.pk}/")
    wrong = step(officer, load, "columns", **{"cot-name": "Tên cán bộ"})
    assert wrong.status_code == 422
    assert "chưa ghép" in wrong.content.decode()
    twice = step(officer, load, "columns", **{"cot-name": "Số hiệu", "cot-code": "Số hiệu"})
    assert twice.status_code == 422
    chosen = {"cot-name": "Tên cán bộ", "cot-code": "Số hiệu"}
    assert step(officer, load, "columns", **chosen).url == f"/nap-du-lieu/lan/{load.pk}/"
    load.refresh_from_db()
    assert load.state == LoadState.CHECKED
    step(officer, load, "confirm")
    assert names() == {"Ngô Thị Thử": "A1"}
    assert ColumnMapping.objects.count() == 1
    # The next file of the same kind is not asked about.
    answer = send(officer, as_csv([["1", "Đỗ Văn Mẫu", "A2", ""]], header))
    assert Load.objects.latest("pk").state == LoadState.CHECKED
    assert "ghep-cot" not in answer.url


def test_doubts_and_names_are_asked_and_answered(officer):
    send(officer, as_csv(GOOD))
    step(officer, Load.objects.get(), "confirm")
    rows = [
        ["Ngô Thị Thử", "GẦN 1", "P1"],
        ["Đỗ Văn Mẫu", "GẦN 2", ""],
        ["Lê Văn Mới", "A3", "phòng 1"],
        ["Lê Thị Mới", "A4", "phòng 1"],
        ["Bùi Thị Lạ", "A5", "nơi nào đó"],
    ]
    send(officer, as_csv(rows))
    load = Load.objects.latest("pk")
    assert "Còn câu hỏi cần trả lời" in text_of(officer, f"/nap-du-lieu/lan/{load.pk}/")
    assert "Chờ trả lời câu hỏi" in text_of(officer, "/nap-du-lieu/")
    address = reverse("loads:answers", args=[load.pk])
    page = text_of(officer, address)
    assert "phòng 1" in page
    assert "2 dòng, từ dòng 4" in page
    assert "<mark>A1</mark>" in page
    assert step(officer, load, "answers").status_code == 422
    assert step(officer, load, "answers", **{"dong-2": "vẩn vơ"}).status_code == 422
    assert step(officer, load, "confirm").status_code == 409
    step(officer, load, "answers", **{"ten-0": "P1", "ten-1": "skip", "dong-2": "same:A1"})
    load.refresh_from_db()
    assert load.summary["doubt_count"] == 1
    assert load.summary["name_count"] == 0
    step(officer, load, "answers", **{"moi-dong": "skip"})
    page = text_of(officer, f"/nap-du-lieu/lan/{load.pk}/")
    assert "phòng 1 → P1" in page
    assert step(officer, load, "confirm").status_code == 302
    load.refresh_from_db()
    assert load.state == LoadState.DONE
    assert names() == {
        "Ngô Thị Thử": "GẦN 1",
        "Đỗ Văn Mẫu": "A2",
        "Lê Văn Mới": "A3",
        "Lê Thị Mới": "A4",
    }
    result = officer.get(reverse("loads:result_list", args=[load.pk]))
    outcomes = [line.cells[1] for line in read("kq.xlsx", result.content).lines[1:]]
    assert outcomes == [
        "Cập nhật",
        "Bỏ qua theo trả lời",
        "Thêm mới",
        "Thêm mới",
        "Bỏ qua theo trả lời",
    ]
    # A name is asked about once.
    send(officer, as_csv([["Võ Văn Sau", "A7", "Phòng 1"]]))
    assert Load.objects.latest("pk").summary["name_count"] == 0


def test_a_code_typed_for_a_name_counts_when_it_is_one(officer):
    send(officer, as_csv([["Lê Văn Mới", "A3", "nơi ấy"]]))
    load = Load.objects.get()
    step(officer, load, "answers", **{"ten-0": "other", "ma-0": "P99"})
    load.refresh_from_db()
    assert load.summary["name_count"] == 1, "such a code leads nowhere"
    assert step(officer, load, "answers", **{"ten-0": "other", "ma-0": " "}).status_code == 422
    step(officer, load, "answers", **{"ten-0": "other", "ma-0": "P2"})
    load.refresh_from_db()
    assert load.summary["name_count"] == 0


def test_the_list_of_names_can_be_looked_through_and_mended(officer):
    send(officer, as_csv([["Lê Văn Mới", "A3", "nơi ấy"]]))
    step(officer, Load.objects.get(), "answers", **{"ten-0": "P1"})
    match = NameMatch.objects.get(kind="place")
    assert "nơi ấy" in text_of(officer, "/nap-du-lieu/doi-chieu-ten/")
    assert "nơi ấy" in text_of(officer, "/nap-du-lieu/doi-chieu-ten/?q=NOI")
    assert "Không có tên khớp" in text_of(officer, "/nap-du-lieu/doi-chieu-ten/?q=khác")
    edit = reverse("loads:name_edit", args=[match.pk])
    assert "nơi ấy" in text_of(officer, edit)
    assert officer.post(edit, {"code": ""}).status_code == 422
    assert officer.post(edit, {"code": "P2"}).status_code == 302
    match.refresh_from_db()
    assert match.code == "P2"
    assert officer.post(reverse("loads:name_remove", args=[match.pk])).status_code == 302
    assert officer.get(edit).status_code == 404
    assert "Chưa có tên nào" in text_of(officer, "/nap-du-lieu/doi-chieu-ten/")


def test_a_load_can_be_given_up(officer):
    send(officer, as_csv(GOOD))
    load = Load.objects.get()
    assert step(officer, load, "give_up").url == "/nap-du-lieu/"
    assert not Load.objects.exists()
    assert "Chưa nạp tệp nào" in text_of(officer, "/nap-du-lieu/")


def test_a_fault_while_writing_leaves_nothing_and_says_so(officer):
    send(officer, as_csv([*GOOD, ["Nổ", "A9", ""]]))
    load = Load.objects.get()
    step(officer, load, "confirm")
    load.refresh_from_db()
    assert load.state == LoadState.FAILED
    assert names() == {}
    assert "Có lỗi ngoài dự kiến" in text_of(officer, f"/nap-du-lieu/lan/{load.pk}/")
    assert step(officer, load, "check_again").status_code == 302
    load.refresh_from_db()
    assert load.state == LoadState.CHECKED


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"\xd0\xcf\x11\xe0" + b"0" * 100, "cu.xls", "định dạng Excel cũ"),
        (b"PK\x03\x04hong", "hong.xlsx", "không phải bảng tính"),
        (b"", "rong.xlsx", "Tệp rỗng"),
        ("Họ và tên,Mã số\n".encode("utf-16-le"), "la.csv", ""),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_beside_the_field(officer, content, name, words):
    answer = send(officer, content, name)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Load.objects.exists()


# --- Who sees what --------------------------------------------------------------------------

PAGES = ("detail", "problems", "problem_list", "result_list", "progress", "columns", "answers")


def test_nobody_sees_the_load_of_another(officer, unit):
    send(officer, as_csv(GOOD))
    load = Load.objects.get()
    colleague = signed_in("HR_OFFICER", unit)
    admin = signed_in("SYSTEM_ADMIN", unit)
    for client in (colleague, admin):
        for name in PAGES:
            answer = client.get(reverse(f"loads:{name}", args=[load.pk]))
            assert answer.status_code == 404, name
        for name in ("confirm", "check_again", "give_up", "undo", "resume", "columns", "answers"):
            assert step(client, load, name).status_code == 404, name
    load.refresh_from_db()
    assert load.state == LoadState.CHECKED


def test_who_loads_nothing_is_told_so(unit):
    member = signed_in("COUNCIL_MEMBER", unit)
    admin = signed_in("SYSTEM_ADMIN", unit)
    for client in (member, admin):
        for address in ("/nap-du-lieu/", UPLOAD, UPLOAD + "mau/", "/nap-du-lieu/doi-chieu-ten/"):
            assert client.get(address).status_code == 403, address
        assert send(client, as_csv(GOOD)).status_code == 403
    assert member.get("/nap-du-lieu/loai/no.such/").status_code == 404


def test_an_auditor_reads_the_loads_of_his_reach_and_does_nothing(officer, unit):
    send(officer, as_csv(GOOD))
    load = Load.objects.get()
    auditor = signed_in("AUDITOR", unit)
    assert "/nap-du-lieu/lich-su/" in text_of(auditor, "/nhan-su/")
    assert "Nạp gì" not in text_of(auditor, "/nap-du-lieu/")
    elsewhere = signed_in("AUDITOR", UnitFactory())
    assert "Chưa có lần nạp nào" in text_of(elsewhere, "/nap-du-lieu/lich-su/")
    address = reverse("loads:detail", args=[load.pk])
    page = text_of(auditor, address)
    assert "Ghi 2 dòng" not in page
    assert load.name in text_of(auditor, "/nap-du-lieu/lich-su/")
    assert auditor.get(reverse("loads:columns", args=[load.pk])).status_code in (404, 409)
    assert step(auditor, load, "confirm").status_code == 404
    assert elsewhere.get(address).status_code == 404
    load.refresh_from_db()
    assert load.state == LoadState.CHECKED


def test_rights_that_ended_stop_a_load_before_it_is_written(officer, unit):
    send(officer, as_csv(GOOD))
    load = Load.objects.get()
    officer.user.roles.all().delete()
    assert step(officer, load, "confirm").status_code == 403
    assert names() == {}


def test_the_page_of_a_stale_answer_says_so(officer):
    send(officer, as_csv(GOOD))
    load = Load.objects.get()
    address = reverse("loads:confirm", args=[load.pk])
    assert officer.post(address, {"version": load.version}).status_code == 302
    again = officer.post(address, {"version": load.version})
    assert again.status_code == 409
    assert "đã sang bước khác" in again.content.decode()
    assert len(names()) == 2
    for odd in ("", "x", "9" * 30, "-1"):
        assert officer.post(address, {"version": odd}).status_code == 409


def test_costs_of_lists_do_not_grow(officer, django_assert_max_num_queries):
    for _ in range(3):
        send(officer, as_csv(GOOD))
    assert loads.FEW_ROWS > 3
    with django_assert_max_num_queries(14):
        officer.get("/nap-du-lieu/")
