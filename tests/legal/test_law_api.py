"""Documents and rules over REST."""

import pytest
from django.urls import reverse

from legal.models import LegalDocument
from legal.rules.registry import registry
from tests.factories.legal import load_catalogue
from tests.factories.personnel import UnitFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client):
    load_catalogue()
    client.force_login(UserFactory(roles=[("AUDITOR", UnitFactory())]))
    return client


def get(client, name, *args, **query):
    return client.get(reverse(f"api:{name}", args=args), query)


def test_documents_with_their_relations(reader):
    rows = get(reader, "legal_document_list", page_size=100).json()["results"]
    assert len(rows) == LegalDocument.objects.count()
    row = next(one for one in rows if one["code"] == "ND_152_2025")
    assert row["in_force_from"] == "2025-07-01"
    assert row["relations"][0] == {
        "kind": "REPLACES",
        "document": "ND_98_2023",
        "provision": "Điều 59",
        "standing": "TEXT_READ",
    }


def test_one_document_has_its_places_in_order(reader):
    body = get(reader, "legal_document_detail", "LUAT_06_2022").json()
    labels = [one["label"] for one in body["places"]]
    assert labels.index("Điều 42 khoản 1 điểm d") < labels.index("Điều 42 khoản 1 điểm đ")
    assert labels.index("Điều 23 khoản 2") < labels.index("Điều 42")
    place = body["places"][labels.index("Điều 42 khoản 1 điểm đ")]
    assert place["rules"] == ["Luat2022_D42_K1_dd"]
    assert "HCLD_1" in body["places"][labels.index("Điều 42")]["awards"]


def test_rules_page_by_page(reader):
    names, query = [], {"page_size": 100}
    while True:
        body = get(reader, "legal_rule_list", **query).json()
        names += [one["code"] for one in body["results"]]
        if body["next"] is None:
            break
        query["cursor"] = names[-1]
    assert sorted(names) == sorted(registry)
    back = get(reader, "legal_rule_list", **query).json()["previous"]
    assert reader.get(back).json()["results"][-1]["code"] == names[names.index(query["cursor"])]


def test_rules_by_word_and_document(reader):
    found = get(reader, "legal_rule_list", q="sang kien duoc co so", document="LUAT_06_2022")
    names = [one["code"] for one in found.json()["results"]]
    assert "Luat2022_D23_K2_SangKien" in names
    assert all(name.startswith("Luat2022") for name in names)
    assert get(reader, "legal_rule_list", page_size=0).status_code == 400


def test_one_rule_with_its_uses_and_test(reader):
    body = get(reader, "legal_rule_detail", "Luat2022_D23_K2_SangKien").json()
    assert body["requirement"] == "Có sáng kiến được cơ sở công nhận."
    assert body["places"][0]["label"] == "Điều 23 khoản 2"
    use = next(one for one in body["uses"] if one["rule_set"] == "2025B")
    assert (use["awards"], use["standing"]) == (["CSTDCS"], "TEXT_READ")
    assert use["part_of"] == "Luat2022_D23_K2_ThanhTich"
    assert use["numbers"] == [{"label": "Số sáng kiến tối thiểu", "value": "1"}]
    assert body["test"].endswith("::test_Luat2022_D23_K2_SangKien")
    assert next(one for one in body["uses"] if one["rule_set"] == "2026C")["published"] is False


def test_what_does_not_exist_and_who_may_not(reader, client):
    assert get(reader, "legal_rule_detail", "Luat1945_D1").status_code == 404
    assert get(reader, "legal_document_detail", "LUAT_1945").status_code == 404
    client.force_login(UserFactory())
    for name in ("legal_document_list", "legal_rule_list"):
        assert get(client, name).status_code == 403
    assert get(client, "legal_document_detail", "LUAT_06_2022").status_code == 404
    assert get(client, "legal_rule_detail", "Luat2022_D23_K1").status_code == 404


def test_lists_ask_the_same_number_of_queries(reader, django_assert_max_num_queries):
    for name in ("legal_document_list", "legal_rule_list"):
        with django_assert_max_num_queries(8):
            get(reader, name, page_size=100)
    with django_assert_max_num_queries(9):
        get(reader, "legal_rule_detail", "Luat2022_D42_K1")
