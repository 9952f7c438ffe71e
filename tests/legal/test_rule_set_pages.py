"""The pages of the rule-sets as a legal officer meets them."""

import re
from html import unescape
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse

from legal.models import RuleSet
from tests.factories.personnel import UnitFactory, UserFactory
from tests.factories.rule_sets import confirm_all, legal_officer, open_draft, open_set, version_of
from tests.support.clock import stopped_at

pytestmark = pytest.mark.django_db

HANH = legal_officer(901, "Hạnh")
PAPER = {
    "other_title": "Luật thử nghiệm", "other_number": "1/TN", "other_issued_on": "29/11/2020"
}  # fmt: skip


@pytest.fixture(autouse=True)
def _day():
    with stopped_at("2020-11-30"):
        yield


@pytest.fixture
def unit():
    return UnitFactory()


@pytest.fixture(autouse=True)
def draft(_day):
    """A draft of the set of 2026, number 2, opened by somebody else."""
    return open_draft("2026C", HANH)


def browser(client_class, role, unit, **more):
    client = client_class()
    client.force_login(UserFactory(roles=[(role, unit)], **more))
    return client


@pytest.fixture
def officer(client, unit):
    client.force_login(UserFactory(roles=[("LEGAL_OFFICER", unit)], full_name="Trần Thị Hạnh"))
    return client


@pytest.fixture
def second(unit):
    return browser(Client, "LEGAL_OFFICER", unit, full_name="Lê Văn Khoa")


@pytest.fixture
def reader(unit):
    return browser(Client, "HR_OFFICER", unit)


def url(name, *args):
    return reverse(f"legal:{name}", args=args)


def text(response):
    return response.content.decode()


def page(client, name, *args):
    response = client.get(url(name, *args))
    assert response.status_code == 200
    return text(response)


def edit(client, code, number, kind, query, /, **data):
    """Fill in a small form, look at what it will change, and write it."""
    address = f"{url('rule_set_edit', code, number, kind)}?{query}"
    data["version"] = version_of(code, number).version
    shown = client.post(address, data)
    assert shown.status_code == 200, text(shown)
    assert "Sẽ thay đổi" in text(shown)
    data["da_xem"] = text(shown).split('name="da_xem" value="')[1].split('"')[0]
    return client.post(address, data, follow=True)


_WHEN = ("Thời kỳ đã qua", "Đang áp dụng", "Chưa đến thời kỳ")


def test_the_list_shows_every_set_by_layer_with_state_and_period(reader):
    html = page(reader, "rule_sets")
    for row in RuleSet.objects.all():
        assert url("rule_set_version", row.code, 1) in html
    assert "01/10/2026 – 28/02/2027" in html
    assert "Chỉ nhắc" in html
    lines = {row.split("</a>")[0].rpartition(">")[2]: row for row in html.split('<th scope="row">')}
    # A set whose period is over judges what was received then, nothing of today.
    for code, words in (
        ("B", "Thời kỳ đã qua"),
        ("C", "Đang áp dụng"),
        ("2024A", "Chưa đến thời kỳ"),
    ):
        said = {one for one in _WHEN if one in lines[code]}
        assert said == {words}
    assert "Riêng của nơi cài đặt" in html
    assert "<svg" in html
    assert url("rule_set_new") not in html


def test_readers_see_a_version_without_anything_to_do(reader):
    html = page(reader, "rule_set_version", "2025B", 1)
    assert "Hoàn thành xuất sắc nhiệm vụ." in html
    assert "Chỉ cần một trong" in html
    assert "Đã đọc văn bản" in html
    assert "Mở bản dự thảo" not in html
    assert "/sua/" not in html
    assert reader.get(url("rule_set", "2025B")).status_code == 302
    assert reader.get(url("rule_set", "KHONG")).status_code == 404
    assert reader.get(url("rule_set_version", "2025B", 9)).status_code == 404


def test_readers_may_not_change_anything(reader):
    for address in (
        url("rule_set_new"),
        url("rule_set_open", "2025B", 1),
        url("rule_set_edit", "2026C", 2, "thoi-ky"),
        url("rule_set_step", "2026C", 2, "submit"),
    ):
        assert reader.get(address).status_code == 403, address
        assert reader.post(address, {}).status_code == 403, address


def test_a_draft_lists_what_keeps_it_from_being_published(officer):
    html = page(officer, "rule_set_version", "2026C", 2)
    assert "Còn phải xử lý trước khi công bố" in html
    assert "chưa ai đối chiếu với văn bản" in html
    assert "hồ sơ vẫn được xét theo bản 1" in html
    # What waits leads to the form of its award, where parts are told apart by what they ask.
    confirm = unescape(re.search(r'href="([^"]+/doi-chieu-ca/\?muc=CSTDCS)"', html)[1])
    form = text(officer.get(confirm))
    assert form.count("Luật Thi đua, khen thưởng 2022 “Có sáng kiến được cơ sở công nhận”") == 1
    assert form.count("checked") == 7
    everything = text(officer.get(url("rule_set_edit", "2026C", 2, "doi-chieu-ca")))
    assert everything.count('name="entries"') > 150
    assert "checked" not in everything
    assert "Thời hạn “Hồ sơ" not in html
    refused = officer.post(url("rule_set_step", "2026C", 2, "submit"), {"version": 1})
    assert refused.status_code == 422
    assert "chưa ai đối chiếu" in text(refused)


def test_a_draft_is_opened_changed_sent_in_and_published(officer, second):
    done = officer.post(url("rule_set_open", "2025B", 1), follow=True)
    assert "Đã mở bản dự thảo số 2" in text(done)
    again = officer.post(url("rule_set_open", "2025B", 1))
    assert again.status_code == 422
    query = "muc=CSTDCS:1&quy_tac=Luat2022_D23_K2"
    done = edit(officer, "2025B", 2, "cach-noi", query, join="ALL")
    assert "từ “một trong” thành “tất cả”" in text(done)
    edit(
        officer, "2025B", 2, "doi-chieu", query,
        **PAPER, article="Điều 1", on="30/11/2020", with_parts="on",
    )  # fmt: skip
    html = page(officer, "rule_set_version", "2025B", 2)
    assert "<dt>Soạn</dt><dd>Trần Thị Hạnh</dd>" in re.sub(r">\s+<", "><", html)
    assert "Khác so với bản 1" in html
    assert "Trần Thị Hạnh đối chiếu ngày 30/11/2020 với Điều 1, Luật thử nghiệm (1/TN" in html
    assert "Phải đạt tất cả" in html
    version = version_of("2025B", 2)
    officer.post(url("rule_set_step", "2025B", 2, "submit"), {"version": version.version})
    html = page(officer, "rule_set_version", "2025B", 2)
    assert "không tự công bố" in html
    version = version_of("2025B", 2)
    own = officer.post(url("rule_set_step", "2025B", 2, "publish"), {"version": version.version})
    assert own.status_code == 403
    assert officer.get(url("rule_set_step", "2025B", 2, "publish")).status_code == 403
    done = second.post(
        url("rule_set_step", "2025B", 2, "publish"), {"version": version.version}, follow=True
    )
    assert "Bản này đang áp dụng" in text(done)
    assert version_of("2025B", 1).state == "RETIRED"
    assert "Thôi áp dụng vì có bản mới" in page(officer, "rule_set_version", "2025B", 1)


def test_pages_of_a_draft_say_from_when_a_change_counts(officer, draft):
    for name, more in (("rule_set_edit", ("thoi-ky",)), ("rule_set_version", ())):
        html = page(officer, name, "2026C", 2, *more)
        assert "vẫn được xét theo bản 1" in html
        assert "sau khi công bố" in html or "chưa có tác dụng" in html
    assert "chỉ nhắc người xét, không chặn hồ sơ nào" in page(
        officer, "rule_set_version", "2026C", 1
    )
    open_set(HANH)
    assert "chưa có bản nào áp dụng" in page(officer, "rule_set_version", "TINH1", 1)


def numbers_form(client, rule):
    """The first form for the numbers of this rule in the draft of 2026, and its address."""
    html = page(client, "rule_set_version", "2026C", 2)
    address = unescape(re.search(rf'href="([^"]+/so-lieu/\?[^"]*quy_tac={rule})"', html)[1])
    return text(client.get(address)), address


def test_numbers_in_the_notation_are_shown_and_asked_for_in_words(officer):
    html = page(officer, "rule_set_version", "2026C", 2)
    assert "CO_BO|" not in html
    words = "01 Cờ Chính phủ và 01 Cờ thi đua bộ hoặc Cờ thi đua tỉnh"
    assert words in html
    form, address = numbers_form(officer, "Luat2022_D43_K4_d")
    assert words in form
    assert "<dt>CO_CP</dt><dd>Cờ Chính phủ</dd>" in form
    sent = {"so_min_years": "0", "so_each_year": "tốt", "so_in_time": "3 CSTDXX", "version": 1}
    refused = officer.post(address, sent)
    assert refused.status_code == 422
    assert "Không có “CSTDXX” trong danh mục; gần nhất: CSTĐ" in text(refused)
    assert "Phải là số từ 1 đến 50" in text(refused)
    assert "Sẽ thay đổi" not in text(refused)


def test_awards_are_ticked_by_name(officer):
    form, address = numbers_form(officer, "Luat2022_D22_K1_a")
    assert re.search(r'value="CSTDCS"[^>]*checked', form)
    sent = {"so_title": ["CSTD_TINH", "CSTD_BO"], "so_times": "2", "version": 1}
    told = text(officer.post(address, sent))
    assert "CSTĐ cơ sở → CSTĐ tỉnh hoặc CSTĐ bộ" in told
    assert officer.post(address, {**sent, "so_title": ["CSTDXX"]}).status_code == 422


def test_scopes_are_ticked_by_name_and_their_order_is_no_change(officer):
    form, address = numbers_form(officer, "Luat2022_D22_K1_b_SangKien")
    assert "cấp tỉnh" in form
    sent = {"so_scopes": ["NATIONAL", "MINISTRY", "PROVINCE"], "so_years": "4", "version": 1}
    assert "Không có gì thay đổi" in text(officer.post(address, sent))
    told = text(officer.post(address, {**sent, "so_scopes": ["NATIONAL"]}))
    assert "cấp tỉnh hoặc cấp bộ hoặc toàn quốc → toàn quốc" in told


def test_a_stale_form_is_told_what_others_did_and_keeps_what_was_typed(officer, second):
    address = f"{url('rule_set_edit', '2026C', 2, 'so-lieu')}?muc=LDTT:0&quy_tac=Luat2022_D24_K1_a"
    edit(second, "2026C", 2, "go", "muc=LDTT:1&quy_tac=Luat2022_D24_K1_b")
    sent = {"so_min_grade": "EXCELLENT", "note": "Ghi chú của tôi", "version": 1}
    refused = officer.post(address, sent)
    assert refused.status_code == 409
    assert "Lê Văn Khoa" in text(refused)
    assert "Ghi chú của tôi" in text(refused)


def test_a_link_to_an_entry_that_moved_is_not_followed(officer):
    for query in ("muc=LDTT:0&quy_tac=Luat2022_D24_K1_b", "muc=LDTT:99&quy_tac=x", "muc=LDTT:x"):
        response = officer.get(f"{url('rule_set_edit', '2026C', 2, 'so-lieu')}?{query}")
        assert response.status_code == 404


def test_a_published_version_is_not_edited(officer):
    response = officer.get(url("rule_set_edit", "2025B", 1, "thoi-ky"))
    assert response.status_code == 409
    assert officer.get(url("rule_set_edit", "2026C", 2, "khong-co")).status_code == 404


@pytest.mark.parametrize(
    ("kind", "query", "data", "told"),
    [
        ("so-lieu", "muc=LDTT:0&quy_tac=Luat2022_D24_K1_a", {"so_min_grade": "EXCELLENT"},
         "hoàn thành tốt nhiệm vụ → hoàn thành xuất sắc nhiệm vụ"),
        ("go", "muc=LDTT:1&quy_tac=Luat2022_D24_K1_b", {}, "bỏ điều kiện"),
        ("doi-chieu-ca", "muc=LDTT", {**PAPER, "article": "Điều 1", "on": "30/11/2020",
                                      "entries": ["LDTT:0", "LDTT:1"]},
         "Điều 1, Luật thử nghiệm (1/TN, ban hành 29/11/2020)"),
        ("them", "hinh_thuc=BK_TINH&them=Luat2022_D24_K1_a", {"so_min_grade": "GOOD"},
         "thêm điều kiện Điều 24 khoản 1 điểm a"),
        ("them", "muc=CSTDCS:1&quy_tac=Luat2022_D23_K2&them=Luat2022_D24_K1_b", {},
         "thêm điều kiện Điều 24 khoản 1 điểm b"),
        ("thoi-ky", "", {"valid_from": "01/10/2026", "last_day": "30/04/2027", "both": "on",
                         "document_codes": ["LUAT_06_2022"]},
         "01/10/2026 – 28/02/2027 → 01/10/2026 – 30/04/2027"),
        ("chi-tieu", "", {"code": "CSTDCS_15", "award": "CSTDCS", "base": "TITLE",
                          "base_award": "LDTT", "percent": "15", "rounding": "DOWN",
                          "citation": "Điều 3 Quy định của tỉnh", "standing": "CONFIRMED",
                          **PAPER, "article": "Điều 3", "on": "30/11/2020"},
         "15%"),
        ("thoi-han", "", {"code": "NOP", "text": "Gửi hồ sơ cuối năm", "day": "15", "month": "2",
                          "citation": "Điều 5", "standing": "SECOND_HAND"},
         "15/02"),
    ],
)  # fmt: skip
def test_every_small_form_shows_the_change_and_writes_it(officer, kind, query, data, told):
    assert officer.get(f"{url('rule_set_edit', '2026C', 2, kind)}?{query}").status_code == 200
    done = edit(officer, "2026C", 2, kind, query, **data)
    assert done.status_code == 200
    assert told in text(done)
    assert version_of("2026C", 2).version == 2


def test_a_quota_and_a_deadline_are_changed_and_removed(officer):
    quota = {"code": "Q1", "award": "CSTDCS", "base": "FIXED", "limit": "3", "rounding": "DOWN",
             "citation": "Điều 3"}  # fmt: skip
    compared = {**PAPER, "standing": "CONFIRMED", "article": "Điều 1", "on": "30/11/2020"}
    edit(officer, "2026C", 2, "chi-tieu", "", **quota, **compared)
    stated = version_of("2026C", 2).content["quotas"][-1]
    assert stated["confirmed"]["by"] == "Trần Thị Hạnh"
    form = text(officer.get(f"{url('rule_set_edit', '2026C', 2, 'chi-tieu')}?ma=Q1"))
    assert "Giữ mức đang ghi: Đã đọc văn bản" in form
    done = edit(officer, "2026C", 2, "chi-tieu", "ma=Q1", **quota, note="Xem phụ lục.")
    assert version_of("2026C", 2).content["quotas"][-1]["confirmed"] == stated["confirmed"]
    done = edit(officer, "2026C", 2, "chi-tieu", "ma=Q1", **{**quota, "limit": "4"})
    assert "nhiều nhất 4" in text(done)
    # Another number is another quota: nobody compared it.
    assert "confirmed" not in version_of("2026C", 2).content["quotas"][-1]
    edit(officer, "2026C", 2, "go-chi-tieu", "ma=Q1")
    assert all(row["code"] != "Q1" for row in version_of("2026C", 2).content["quotas"])
    assert (
        officer.get(f"{url('rule_set_edit', '2026C', 2, 'go-chi-tieu')}?ma=Q1").status_code == 404
    )


def test_faulty_forms_name_the_field(officer):
    address = url("rule_set_edit", "2026C", 2, "chi-tieu")
    sent = {"code": "Q", "award": "CSTDCS", "base": "TITLE", "rounding": "DOWN",
            "citation": "Điều 3", "standing": "CONFIRMED", "version": 1}  # fmt: skip
    assert "Ghi ngày đối chiếu" in text(officer.post(address, sent))
    unstated = {**sent, "standing": "SECOND_HAND", "article": "Điều 3"}
    assert "Đã ghi văn bản đối chiếu" in text(officer.post(address, unstated))
    refused = officer.post(address, {**sent, "on": "30/11/2020"})
    assert refused.status_code == 422
    assert "Ghi văn bản đã đối chiếu" in text(refused)
    assert "Ghi điều, khoản, điểm" in text(refused)
    assert "Ghi tỷ lệ phần trăm" in text(refused)
    assert "Chọn danh hiệu làm cơ số" in text(refused)
    too_much = {**sent, "base": "FIXED", "limit": "3", "percent": "150", **PAPER,
                "article": "Điều 3", "on": "30/11/2020"}  # fmt: skip
    refused = officer.post(address, too_much)
    assert refused.status_code == 422
    assert "Tỷ lệ phần trăm phải từ 1 đến 100" in text(refused)
    same = f"{url('rule_set_edit', '2026C', 2, 'cach-noi')}?muc=CSTDCS:1&quy_tac=Luat2022_D23_K2"
    nothing = officer.post(same, {"join": "ANY", "version": 1})
    assert "Không có gì thay đổi" in text(nothing)


def test_choosing_a_rule_comes_before_its_numbers(officer):
    html = text(officer.get(url("rule_set_edit", "2026C", 2, "them")))
    assert "Luat2022_D24_K1_a" in html
    assert 'method="get"' in html


def test_a_new_provincial_set_is_opened(officer):
    sent = {"name": "Quy định của tỉnh Biển Xanh", "code": "bx2025", "layer": "PROVINCE",
            "valid_from": "01/01/2025", "last_day": "", "scopes": "BX, BX2", "copy_of": "",
            "note": ""}  # fmt: skip
    done = officer.post(url("rule_set_new"), sent, follow=True)
    assert "Đã mở bộ quy tắc BX2025" in text(done)
    assert version_of("BX2025").scope_codes == ["BX", "BX2"]
    refused = officer.post(url("rule_set_new"), sent)
    assert refused.status_code == 422
    assert "đã có" in text(refused)


@pytest.mark.parametrize("award", ["X/Y", "BK_TINH.AI", ""])
def test_a_condition_is_added_to_an_award_of_the_catalogue_only(officer, award):
    address = f"{url('rule_set_edit', '2026C', 2, 'them')}?{urlencode({'hinh_thuc': award})}"
    assert officer.get(f"{address}&them=Luat2022_D24_K1_a").status_code == 404


def test_a_period_without_end_may_be_written_as_the_last_day_there_is(officer):
    sent = {"name": "Quy định chung", "code": "BX2026", "layer": "PROVINCE",
            "valid_from": "01/01/2026", "last_day": "31/12/9999", "scopes": "BX", "copy_of": "",
            "note": ""}  # fmt: skip
    officer.post(url("rule_set_new"), sent)
    assert version_of("BX2026").valid_to is None


def test_retiring_asks_for_a_second_officer(officer, second):
    officer.post(
        url("rule_set_step", "C", 1, "ask_retirement"), {"version": 1, "comment": "Bãi bỏ."}
    )
    html = page(officer, "rule_set_version", "C", 1)
    assert "cần một cán bộ pháp chế khác" in html
    assert "Bản này vẫn áp dụng và chờ một cán bộ pháp chế khác đồng ý" in html
    assert "Trần Thị Hạnh đề nghị cho bản này thôi áp dụng" in html
    assert "chờ đồng ý thôi áp dụng" in page(second, "rule_sets")
    assert "không có căn cứ nào để đối chiếu" in page(second, "rule_set_version", "C", 1)
    done = second.post(url("rule_set_step", "C", 1, "retire"), {"version": 2}, follow=True)
    assert "Cho thôi áp dụng: xong" in text(done)
    assert version_of("C").state == "RETIRED"
    html = page(officer, "rule_set_version", "C", 1)
    assert "đề nghị cho bản này thôi áp dụng" not in html
    assert "cho đến khi bản dự thảo được công bố" in html
    assert html.index("Cho thôi áp dụng") < html.index("Bãi bỏ.")


def test_lists_ask_the_same_number_of_queries_however_many_versions(
    officer, draft, django_assert_max_num_queries
):
    confirm_all(draft, HANH)
    with django_assert_max_num_queries(12):
        page(officer, "rule_sets")
    with django_assert_max_num_queries(20):
        page(officer, "rule_set_version", "2026C", 2)
