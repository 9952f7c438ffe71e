"""The legal pages as people meet them."""

from datetime import date
from urllib.parse import urlencode

import pytest
from django.urls import reverse

from legal.models import AwardType
from tests.factories.legal import load_catalogue
from tests.factories.personnel import UnitFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    load_catalogue()
    return UnitFactory()


@pytest.fixture
def officer(client, unit):
    client.force_login(UserFactory(roles=[("HR_OFFICER", unit)]))
    return client


@pytest.fixture
def member(client, unit):
    client.force_login(UserFactory(roles=[("STAFF_MEMBER", unit)]))
    return client


def text_of(response):
    return response.content.decode()


def filtered(client, **query):
    return text_of(client.get(f"{reverse('legal:catalogue')}?{urlencode(query)}"))


def test_a_stranger_is_asked_to_log_in(client):
    response = client.get(reverse("legal:catalogue"))
    assert response.status_code == 302
    assert reverse("account_login") in response["Location"]


def test_the_catalogue_lists_titles_and_forms(member):
    page = text_of(member.get(reverse("legal:catalogue")))
    assert "Danh hiệu thi đua" in page
    assert "Hình thức khen thưởng" in page
    for code in ("LDTT", "CO_CP", "HCLD_3", "KHAC"):
        assert reverse("legal:award_type", args=[code]) in page
    assert "Chờ đối chiếu" in page
    assert reverse("legal:add_form") not in page


def test_search_without_marks_and_filters(member):
    page = filtered(member, q="lao dong TIEN tien")
    assert reverse("legal:award_type", args=["LDTT"]) in page
    assert reverse("legal:award_type", args=["TTLDTT"]) in page
    assert reverse("legal:award_type", args=["CSTDCS"]) not in page
    page = filtered(member, loai="TITLE", doi_tuong="COLLECTIVE", cap="UNIT")
    assert reverse("legal:award_type", args=["TTLDTT"]) in page
    assert reverse("legal:award_type", args=["LDTT"]) not in page
    assert "Tập thể" in page


def test_nothing_found_says_what_to_do(member):
    assert "không cần gõ dấu" in filtered(member, q="không có đâu")


def test_a_filter_nobody_offers_is_left_aside(member):
    assert reverse("legal:award_type", args=["LDTT"]) in filtered(member, cap="HUYEN")


def test_an_award_shows_its_law_through_time(member):
    page = text_of(member.get(reverse("legal:award_type", args=["CSTDCS"])))
    assert "Điều 23, Luật Thi đua, khen thưởng 2003" in page
    assert "01/06/2014 – 31/12/2023" in page
    assert "Điều 9 khoản 3, Nghị định 91/2017/NĐ-CP" in page
    assert "Đã đọc văn bản" in page
    assert "Thủ trưởng đơn vị hoặc Bộ trưởng" in page
    assert "Hoàn thành xuất sắc nhiệm vụ." in page
    assert "Có sáng kiến được cơ sở công nhận." in page
    assert "Hồ sơ nhận 01/07/2025 – 30/09/2026" in page


def test_an_award_without_rules_says_so(member):
    page = text_of(member.get(reverse("legal:award_type", args=["KHAC"])))
    assert "Chưa có điều kiện nào tính được" in page
    page = text_of(member.get(reverse("legal:award_type", args=["CO_CP"])))
    assert "Luật giao Chính phủ quyết định" in page


def test_an_unknown_code_is_not_found(member):
    assert member.get(reverse("legal:award_type", args=["LDTX"])).status_code == 404


def test_without_a_role_the_catalogue_is_refused_with_the_reason(client, unit):
    client.force_login(UserFactory(roles=[]))
    response = client.get(reverse("legal:catalogue"))
    assert response.status_code == 403
    assert "chưa có vai trò" in text_of(response)


# --- Local forms ----------------------------------------------------------------------------

FORM = {
    "name": "Thư khen",
    "code": "dp_thu_khen",
    "object_kinds": ["INDIVIDUAL"],
    "level": "UNIT",
    "valid_from": "2020-01-01",
    "citation": "Quy chế thi đua, khen thưởng của Sở",
}


def test_an_officer_adds_a_local_form(officer):
    assert reverse("legal:add_form") in text_of(officer.get(reverse("legal:catalogue")))
    assert officer.get(reverse("legal:add_form")).status_code == 200
    response = officer.post(reverse("legal:add_form"), FORM, follow=True)
    page = text_of(response)
    assert "Đã thêm “Thư khen” vào danh mục" in page
    assert "Của đơn vị" in page
    row = AwardType.objects.get(code="DP_THU_KHEN")
    assert (row.valid_from, row.citation) == (date(2020, 1, 1), FORM["citation"])


def test_a_faulty_local_form_is_shown_again_with_the_reason(officer):
    response = officer.post(reverse("legal:add_form"), {**FORM, "code": "LDTT"})
    assert response.status_code == 400
    assert "Bắt đầu bằng DP_" in text_of(response)
    response = officer.post(reverse("legal:add_form"), {**FORM, "valid_from": "mai"})
    assert response.status_code == 400
    assert not AwardType.objects.filter(is_local=True).exists()


def test_others_may_not_add_one(member):
    assert member.get(reverse("legal:add_form")).status_code == 403
    assert member.post(reverse("legal:add_form"), FORM).status_code == 403
    assert not AwardType.objects.filter(is_local=True).exists()
