"""Rule-sets over REST, for machines that compare or archive the law in use."""

import pytest
from django.urls import reverse

from legal.domain.rule_set_writing import sha256_of
from legal.models import RuleSet
from tests.factories.personnel import UnitFactory, UserFactory
from tests.factories.rule_sets import legal_officer, open_draft, version_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client):
    client.force_login(UserFactory(roles=[("HR_OFFICER", UnitFactory())]))
    return client


def get(client, name, *args, **query):
    return client.get(reverse(f"api:{name}", args=args), query)


def test_the_list_has_every_set_with_its_versions(reader):
    open_draft("2025B", legal_officer())
    rows = get(reader, "rule_set_list", page_size=50).json()["results"]
    assert len(rows) == RuleSet.objects.count()
    row = next(one for one in rows if one["code"] == "2025B")
    assert [(one["number"], one["state"]) for one in row["versions"]] == [
        (2, "DRAFT"),
        (1, "PUBLISHED"),
    ]
    assert row["layer"] == "NATIONAL"
    only = get(reader, "rule_set_list", layer="INSTALLATION").json()["results"]
    assert {one["layer"] for one in only} == {"INSTALLATION"}
    assert get(reader, "rule_set_list", layer="HUYEN").status_code == 400


def test_a_version_has_content_checksum_and_tag(reader):
    answer = get(reader, "rule_set_version_detail", "2025B", 1)
    body = answer.json()
    assert body["content_sha256"] == sha256_of(body["content"])
    assert body["content"] == version_of("2025B").content
    assert body["documents"] == version_of("2025B").document_codes
    again = reader.get(
        reverse("api:rule_set_version_detail", args=["2025B", 1]),
        headers={"If-None-Match": answer["ETag"]},
    )
    assert again.status_code == 304


def test_one_set_and_what_does_not_exist(reader):
    assert get(reader, "rule_set_detail", "2025B").json()["valid_from"] == "2025-07-01"
    assert get(reader, "rule_set_detail", "KHONG").status_code == 404
    assert get(reader, "rule_set_version_detail", "2025B", 9).status_code == 404


def test_without_a_role_nothing_is_read(client):
    client.force_login(UserFactory())
    assert get(client, "rule_set_list").status_code == 403


def test_the_list_asks_the_same_number_of_queries(reader, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        get(reader, "rule_set_list", page_size=50)
