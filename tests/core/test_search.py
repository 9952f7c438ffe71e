"""Conditions of a search."""

import pytest

from core.search import containing
from legal.models import AwardType


def codes(text: str) -> set[str]:
    return set(AwardType.objects.filter(containing(text)).values_list("code", flat=True))


@pytest.mark.django_db
def test_every_word_counts_in_any_order_without_marks_or_case() -> None:
    assert codes("CO SO chiến sĩ") == {"CSTDCS"}
    assert codes("chiến sĩ không có") == set()
    assert "LDTT" in codes("")


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["zz " * 3000, "100%", "_", "'; --"])
def test_odd_texts_are_only_texts(text: str) -> None:
    assert "LDTT" not in codes(text)
