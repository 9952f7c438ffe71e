"""What a draft says of dossiers it judges better, changed by a legal officer."""

import pytest
from django.urls import reverse

from core.errors import InvalidInput
from legal.selectors import rule_sets as reads
from legal.services.rule_set_favour import set_favour
from tests.factories.personnel import UnitFactory, UserFactory
from tests.factories.rule_sets import change, legal_officer, open_draft

pytestmark = pytest.mark.django_db
HANH = legal_officer(1, "Trần Thị Hạnh")
TEXT = "hồ sơ nộp trước ngày 01/10/2026 xét theo luật cũ"


def test_the_words_are_changed_with_their_source_and_taken_back():
    draft = open_draft("2026C", HANH)
    words = change(draft, set_favour(text=TEXT, standing="TEXT_READ", source="Điều 3"), HANH)
    assert TEXT in words[0]
    said = reads.entry_of(draft).more_favourable
    assert (said.text, said.standing.value, said.source) == (TEXT, "TEXT_READ", "Điều 3")
    # The level and the source are news too.
    for standing, source in (("SECOND_HAND", "Điều 3"), ("SECOND_HAND", "Điều 4")):
        assert change(draft, set_favour(text=TEXT, standing=standing, source=source), HANH)
    change(draft, set_favour(text=" ", standing="TEXT_READ", source=""), HANH)
    assert reads.entry_of(draft).more_favourable is None


def test_nothing_is_told_without_a_source():
    with pytest.raises(InvalidInput, match="Ghi nguồn"):
        set_favour(text=TEXT, standing="SECOND_HAND", source=" ")


def test_the_form_shows_what_is_said_now(client):
    open_draft("2026C", HANH)
    client.force_login(UserFactory(roles=[("LEGAL_OFFICER", UnitFactory())]))
    page = client.get(reverse("legal:rule_set_version", args=["2026C", 2])).content.decode()
    address = reverse("legal:rule_set_edit", args=["2026C", 2, "co-loi-hon"])
    assert address in page
    form = client.get(address).content.decode()
    assert "quy định mới có lợi hơn thì áp dụng quy định mới" in form
    refused = client.post(address, {"version": 1, "text": TEXT, "standing": "SECOND_HAND"})
    assert refused.status_code == 422
    assert "Ghi nguồn" in refused.content.decode()
