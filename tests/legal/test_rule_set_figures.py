"""Quotas and deadlines are compared with the signed text under the rules of conditions."""

from datetime import date

import pytest

from core.errors import GuardRefused, InvalidInput
from legal.selectors.rule_sets import entry_of
from legal.services import rule_set_edits, rule_set_figures, rule_set_steps
from legal.services.publication import problems
from legal.services.rule_set_confirmation import Paper
from tests.factories.personnel import AT
from tests.factories.rule_sets import (
    PAPER,
    change,
    compared,
    compared_figure,
    legal_officer,
    open_draft,
)

pytestmark = pytest.mark.django_db

HANH = legal_officer(1, "Trần Thị Hạnh")
QUOTA = {
    "code": "Q", "award": "CSTDCS", "base": "FIXED", "limit": 3, "rounding": "DOWN",
    "citation": "bịa đặt",
}  # fmt: skip
DEADLINE = {"code": "T", "text": "Gửi hồ sơ", "day": 15, "month": 2, "citation": "bịa đặt"}
FIGURES = pytest.mark.parametrize(
    ("kind", "row", "put"),
    [
        ("quotas", QUOTA, rule_set_figures.put_quota),
        ("deadlines", DEADLINE, rule_set_figures.put_deadline),
    ],
)


def last(draft, kind):
    return getattr(entry_of(draft), kind)[-1]


@FIGURES
def test_nobody_says_of_a_figure_that_it_was_read(kind, row, put):
    told = {"by": "Ai đó", "on": "2031-01-01", "document": "bịa đặt"}
    for given in ({"standing": "TEXT_READ"}, {"standing": "TO_BE_CONFIRMED", "confirmed": told}):
        with pytest.raises(InvalidInput) as refused:
            put({**row, **given})
        assert [problem.field for problem in refused.value.problems] == ["standing"]


@FIGURES
def test_a_figure_is_compared_as_conditions_are(kind, row, put):
    for paper, on, field in (
        (Paper(), date(2020, 11, 27), "document"),
        (PAPER, date(2031, 1, 1), "on"),
        (PAPER, date(2020, 11, 1), "on"),
    ):
        with pytest.raises(InvalidInput) as refused:
            compared_figure(kind, row, paper=paper, on=on)
        assert [problem.field for problem in refused.value.problems] == [field]
    draft = open_draft("2026C", HANH)
    with pytest.raises(InvalidInput, match="hết hiệu lực"):
        change(draft, compared_figure(kind, row, paper=Paper("ND_91_2017")), HANH)
    words = change(draft, compared_figure(kind, row), HANH)
    assert "Trần Thị Hạnh đối chiếu ngày 27/11/2020" in words[0]
    assert last(draft, kind).established == "TEXT_READ"
    # Who compared it is news by itself; other words have to be compared again.
    assert change(draft, compared_figure(kind, row, by_name="Lê Văn Khoa"), HANH)
    change(draft, put({**row, "citation": "Điều 7"}), HANH)
    assert (last(draft, kind).confirmed, last(draft, kind).standing) == (None, "TO_BE_CONFIRMED")


def test_a_period_that_is_moved_away_from_the_text_compared_with_is_not_published():
    draft = open_draft("A", HANH)
    paper = Paper("ND_91_2017")

    def period(start, end):
        edit = rule_set_edits.set_head(
            valid_from=start, valid_to=end, document_codes=draft.document_codes,
            scope_codes=(), note=draft.note, both=False,
        )  # fmt: skip
        change(draft, edit, HANH)
        return [one for one in problems(draft) if "đã dùng để đối chiếu" in one]

    first, end = draft.valid_from, draft.valid_to
    assert period(first, date(2018, 1, 1)) == []
    change(draft, compared("LDTT:0", paper=paper), HANH)
    change(draft, compared_figure("quotas", QUOTA, paper=paper), HANH)
    (problem,) = period(date(2024, 1, 1), None)
    assert "2 mục, 91/2017/NĐ-CP: Văn bản hết hiệu lực từ 01/01/2024" in problem
    with pytest.raises(GuardRefused, match="91/2017"):
        rule_set_steps.perform_step(draft, "submit", by=HANH, at=AT)
    assert len(period(first, end)) == 1
