"""The law as people browse and search it: document, article, rule, standards side by side."""

import re
from datetime import date
from html import unescape
from urllib.parse import urlencode

import pytest
from django.urls import reverse

from core import clock
from legal.models import AwardCitation, LegalDocument, RuleSet
from legal.rules.registry import registry
from legal.selectors import documents as reads
from legal.services import case_examples
from tests.factories.legal import load_catalogue
from tests.factories.personnel import UnitFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client):
    load_catalogue()
    client.force_login(UserFactory(roles=[("STAFF_MEMBER", UnitFactory())]))
    return client


def page(client, name, *args, **query):
    response = client.get(f"{reverse(f'legal:{name}', args=args)}?{urlencode(query, doseq=True)}")
    assert response.status_code == 200
    return unescape(response.content.decode())


def article(text, anchor):
    return text.partition(f'id="{anchor}"')[2].partition('id="dieu-')[0]


# --- Documents ------------------------------------------------------------------------------


def test_documents_stand_by_whether_they_hold_and_tell_what_replaced_what(reader):
    text = page(reader, "documents")
    for title in ("Đang có hiệu lực", "Đã hết hiệu lực", "Chưa rõ thời gian hiệu lực"):
        assert title in text
    for row in LegalDocument.objects.all():
        assert reverse("legal:document", args=[row.code]) in text
    assert "<svg" in text
    assert "văn bản chưa rõ ngày có hiệu lực nên không có trên hình" in text


def test_a_relation_is_told_on_both_documents(reader):
    newer, older = page(reader, "document", "ND_152_2025"), page(reader, "document", "ND_98_2023")
    assert "Thay thế" in newer
    assert reverse("legal:document", args=["ND_98_2023"]) in newer
    assert "Được thay thế bởi" in older
    assert "Điều 59" in older
    assert reverse("legal:document", args=["ND_152_2025"]) in older


def test_a_document_lists_its_articles_in_order_with_rules_and_awards(reader):
    text = page(reader, "document", "LUAT_06_2022", dieu="42")
    numbers = [int(one) for one in re.findall(r'id="dieu-(\d+)"', text)]
    assert numbers == sorted(numbers)
    assert {22, 23, 42, 74} <= set(numbers)
    own = article(text, "dieu-42")
    assert "<details open" in own or "open>" in own
    places = [own.index(reverse("legal:rule", args=[f"Luat2022_D42_K1_{one}"])) for one in "ad"]
    places.append(own.index(reverse("legal:rule", args=["Luat2022_D42_K1_dd"])))
    places.append(own.index(reverse("legal:rule", args=["Luat2022_D42_K1_e"])))
    assert places == sorted(places)
    assert reverse("legal:award_type", args=["HCLD_1"]) in own
    assert reverse("legal:rule_set_version", args=["2025B", 1]) in text


def test_every_rule_is_listed_under_its_document(reader):
    listed = {
        rule.__name__
        for row in LegalDocument.objects.all()
        for one in reads.articles(row.code, ())
        for rule in one.rules
    }
    assert listed == set(registry)


def test_a_document_nobody_cites_says_so(reader):
    LegalDocument.objects.create(
        code="QD_1", number="1/QĐ", title="Quyết định", short_title="QĐ 1", issuer="Sở",
        standing="TO_BE_CONFIRMED",
    )  # fmt: skip
    text = page(reader, "document", "QD_1")
    assert "Chưa quy tắc hay căn cứ nào dẫn tới một điều" in text
    assert "Chưa ghi nhận văn bản này thay thế" in text
    assert "Không bộ quy tắc nào liệt kê văn bản này" in text


def test_before_the_catalogue_is_loaded_the_list_says_what_comes_next(client):
    AwardCitation.objects.all().delete()
    RuleSet.documents.through.objects.all().delete()
    LegalDocument.objects.all().delete()
    client.force_login(UserFactory(roles=[("STAFF_MEMBER", UnitFactory())]))
    assert "Chưa có văn bản nào" in page(client, "documents")


# --- Rules ----------------------------------------------------------------------------------


def test_a_rule_tells_what_it_asks_where_and_how_it_is_proved(reader):
    text = page(reader, "rule", "Luat2022_D74_K1_d_KetHop")
    rule = registry["Luat2022_D74_K1_d_KetHop"]
    assert rule.requirement() in text
    assert f"{reverse('legal:document', args=['LUAT_06_2022'])}?dieu=74#dieu-74" in text
    assert "hoặc hoàn thành xuất sắc nhiệm vụ và sáng kiến được công nhận" in text
    assert reverse("legal:rule", args=["Luat2022_D74_K1_d"]) in text
    assert "::test_Luat2022_D74_K1_d_KetHop" in text
    assert "danh_hieu=BK_TINH" in text
    for code in ("2024A", "2025B", "2026C"):
        assert reverse("legal:rule_set_version", args=[code, 1]) in text


def test_a_joint_rule_leads_to_its_parts(reader):
    text = page(reader, "rule", "Luat2022_D23_K2")
    assert "Chỉ cần một trong:" in text
    assert reverse("legal:rule", args=["Luat2022_D23_K2_ThanhTich"]) in text


def test_every_rule_has_a_page(reader):
    for name in list(registry)[::7]:
        assert registry[name].citation in page(reader, "rule", name)


def test_a_rule_of_collectives_is_tried_with_a_collective(reader):
    text = page(reader, "rule", "Luat2022_D42_K4")
    assert "kieu=tap-the&danh_hieu=HCLD_1" in text


def test_the_link_to_try_a_case_chooses_the_award(reader):
    text = page(reader, "try_case", kieu="ca-nhan", danh_hieu="CSTDCS")
    assert re.search(r'<option value="CSTDCS" selected>', text)


def test_every_citation_of_a_verdict_leads_to_its_rule(reader):
    text = page(reader, "try_case", kieu="tep", mau=case_examples.listed()[0].name)
    cited = re.findall(r'<p class="finding-citation">.*?</p>', text, re.DOTALL)
    linked = [one for one in cited if "/phap-luat/quy-tac/" in one]
    # The last line of a verdict names the rule-sets instead.
    assert len(linked) > 3
    assert all("Bộ quy tắc:" in one for one in cited if one not in linked)


@pytest.mark.parametrize(
    ("name", "code"),
    [("document", "LUAT_1945"), ("rule", "Luat1945_D1"), ("compare", "LDTX")],
)
def test_what_does_not_exist_is_not_found(reader, name, code):
    assert reader.get(reverse(f"legal:{name}", args=[code])).status_code == 404


# --- Awards ---------------------------------------------------------------------------------


def test_an_award_leads_to_documents_rules_and_the_comparison(reader):
    text = page(reader, "award_type", "CSTDCS")
    assert reverse("legal:document", args=["ND_91_2017"]) in text
    assert reverse("legal:rule", args=["Luat2022_D23_K2_SangKien"]) in text
    assert reverse("legal:compare", args=["CSTDCS"]) in text
    assert "danh_hieu=CSTDCS" in text
    assert "<svg" in text


def test_sets_stand_side_by_side_with_what_changed(reader, monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: date(2026, 11, 1))
    text = page(reader, "compare", "CSTDCS")
    heads = re.findall(r"bo-quy-tac/(\w+)/1/", text.partition("<tbody>")[0])
    assert heads == ["2024A", "2025B", "2026C"]
    assert "đổi mức đối chiếu" in text
    text = page(reader, "compare", "CSTDCS", bo=["C", "2024A"])
    assert "thêm" in text
    assert "bỏ" in text
    assert "Có sáng kiến được cơ sở công nhận." in text


def test_only_differences_are_shown_when_asked(reader):
    everything = page(reader, "compare", "CSTDCS", bo=["2024A", "2025B"])
    different = page(reader, "compare", "CSTDCS", bo=["2024A", "2025B"], chi_khac="1")
    assert "Điều 23 khoản 2" in everything
    assert "Điều 23 khoản 2" not in different
    assert "điều kiện giống nhau ở mọi cột, không hiện" in different


def test_one_set_alone_has_nothing_to_compare_with(reader):
    assert "Chỉ có một bộ quy tắc được chọn" in page(reader, "compare", "CSTDCS", bo="2025B")
    # What nobody offers is left aside.
    assert "2025B" in page(reader, "compare", "CSTDCS", bo="KHONG")


def test_an_award_without_standard_says_what_else_there_is(reader):
    text = page(reader, "compare", "KHAC")
    assert "Chưa có gì để đối chiếu" in text
    assert reverse("legal:award_type", args=["KHAC"]) in text


# --- Search ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "name", "code"),
    [
        ("chien si thi dua co so", "award_type", "CSTDCS"),
        ("152/2025", "document", "ND_152_2025"),
        ("bac ninh", "document", "QD_86_2025_BACNINH"),
        ("điều 42 khoản 1 điểm đ", "rule", "Luat2022_D42_K1_dd"),
        ("SANG KIEN DUOC CO SO CONG NHAN", "rule", "Luat2022_D23_K2_SangKien"),
        ("luat2022_d23_k2_sangkien", "rule", "Luat2022_D23_K2_SangKien"),
        ("2025b", "rule_set", "2025B"),
    ],
)
def test_search_finds_documents_awards_sets_and_rules(reader, words, name, code):
    assert reverse(f"legal:{name}", args=[code]) in page(reader, "search", q=words)


def test_a_number_fits_only_as_a_whole(reader):
    text = page(reader, "search", q="điều 4 khoản 4")
    assert reverse("legal:rule", args=["ND152_2025_D4_K4_XemXet"]) in text
    assert reverse("legal:rule", args=["Luat2022_D42_K4"]) not in text


def test_many_results_say_how_many_are_not_shown(reader):
    assert "gõ thêm chữ để thu hẹp" in page(reader, "search", q="luật")


def test_nothing_found_and_nothing_asked_say_what_to_do(reader):
    assert "Thử gõ ít chữ hơn" in page(reader, "search", q="không có đâu cả")
    text = page(reader, "search")
    assert "Tên danh hiệu, số văn bản" in text
    assert "Thử gõ ít chữ hơn" not in text


def test_the_search_of_the_site_finds_the_law_too(reader):
    text = unescape(reader.get(reverse("work:search"), {"q": "nghi dinh 152"}).content.decode())
    assert reverse("legal:document", args=["ND_152_2025"]) in text
    text = unescape(reader.get(reverse("work:palette"), {"q": "dieu 23 khoan 2"}).content.decode())
    assert reverse("legal:rule", args=["Luat2022_D23_K2"]) in text


# --- Who, and at what cost ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("documents", ()),
        ("document", ("LUAT_06_2022",)),
        ("rule", ("Luat2022_D23_K1",)),
        ("compare", ("CSTDCS",)),
        ("search", ()),
    ],
)
def test_without_a_role_nothing_is_read(client, name, args):
    load_catalogue()
    client.force_login(UserFactory(roles=[]))
    assert client.get(reverse(f"legal:{name}", args=args)).status_code == 403


@pytest.mark.parametrize(
    ("name", "args", "query"),
    [
        ("documents", (), {}),
        ("document", ("LUAT_06_2022",), {}),
        ("rule", ("Luat2022_D42_K1",), {}),
        ("compare", ("BK_TINH",), {}),
        ("search", (), {"q": "luật"}),
        ("award_type", ("BK_TINH",), {}),
    ],
)
def test_pages_ask_few_queries_however_much_they_show(
    reader, django_assert_max_num_queries, name, args, query
):
    with django_assert_max_num_queries(14):
        page(reader, name, *args, **query)


def test_a_rule_the_program_knows_no_longer_is_still_shown(reader, monkeypatch):
    monkeypatch.delitem(registry, "Luat2022_D24_K1_a")
    assert "Luat2022_D24_K1_a" in page(reader, "award_type", "LDTT")
    assert "Luat2022_D24_K1_a" in page(reader, "compare", "LDTT", bo=["2026C", "2027D"])
