"""What the second officer reads first: what changes an answer."""

import pytest

from legal.selectors import rule_sets as reads
from legal.selectors.difference_groups import grouped
from legal.services import rule_set_edits
from tests.factories.rule_sets import change, confirm_all, legal_officer, open_draft, place

pytestmark = pytest.mark.django_db
HANH = legal_officer(1, "Trần Thị Hạnh")


def test_what_was_merely_compared_stands_apart():
    draft = open_draft("2026C", HANH)
    former = reads.draft_of(draft)
    assert len(grouped(former, former)) == 0
    change(draft, rule_set_edits.set_join(place("CSTDCS:1"), "ALL"), HANH)
    confirm_all(draft, HANH)
    found = grouped(former, reads.draft_of(draft))
    assert any("từ “một trong” thành “tất cả”" in words for words in found.substance)
    assert not any("mức đối chiếu" in words for words in found.substance)
    assert len(found.comparisons) > 100
    assert all("Trần Thị Hạnh" in words for words in found.comparisons)
