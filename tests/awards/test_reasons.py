"""The reason of a verdict in short: what decides it, and what to do, fit to stand alone."""

from __future__ import annotations

from datetime import date

import pytest

from awards.domain.reasons import first_reason
from legal.rules.contradictions import contradictions_in
from legal.rules.evaluate import evaluate
from legal.rules.facts import DisciplineFact
from legal.rules.registry import reviewed_rulebook
from tests.factories.legal import award, discipline, graded, initiative, person

C, B2025 = (reviewed_rulebook(date(year, 12, 30)) for year in (2020, 2025))
SINCE = {"joined_on": date(2010, 1, 1), "service_from": date(2010, 1, 1), "year": 2025}
KEPT = {"awards": (), "initiatives": (), "topics": (), "uses": (), "disciplines": ()}


def reason(code, book=B2025, **facts):
    return first_reason(evaluate(code, person(**{**SINCE, **KEPT, **facts}), book))


def test_alternatives_are_all_named_not_only_the_first():
    assert reason("CSTDCS", grades=graded("GOOD", 2025)) == (
        "Chưa đạt điều kiện nào trong các điều kiện chỉ cần một: (1) năm sau được xếp loại hoàn thành "
        "xuất sắc nhiệm vụ; (2) cần thêm 01 sáng kiến được cơ sở công nhận cho năm 2025; (3) cần thêm "
        "01 đề tài, đề án, công trình đã nghiệm thu cho năm 2025."
    )


def test_what_is_missing_says_which_record_to_enter():
    assert reason("LDTT", grades={}) == (
        "Chưa có kết quả đánh giá, xếp loại năm 2025; yêu cầu hoàn thành tốt nhiệm vụ trở lên. "
        "Ghi kết quả xếp loại năm 2025."
    )


def test_a_bar_is_the_reason_whatever_else_is_not_met():
    punished = (discipline("WARNING", date(2020, 4, 1), end=date(2021, 4, 1)),)
    facts = {"year": 2020, "grades": graded("COMPLETED", 2020), "disciplines": punished}
    assert reason("LDTT", C, **facts) == (
        "Yêu cầu không bị kỷ luật từ khiển trách trở lên; năm 2020 bị cảnh cáo ngày 01/04/2020. "
        "Không được xét cho năm 2020."
    )


def test_what_waits_for_people_is_named():
    assert reason("LDTT", grades=graded("GOOD", 2025)).startswith("Người xét đánh giá: Tự lực")


@pytest.mark.parametrize(
    ("code", "facts", "words"),
    [
        ("CSTD_TINH", {}, "Cần thêm 03 lần CSTĐ cơ sở liên tục, không ngắt quãng."),
        (
            "BK_TTG",
            {"grades": graded("GOOD", *range(2021, 2026)), "awards": (award("BK_TINH", 2020),)},
            "Trong các năm liên tục đó cần thêm 03 CSTĐ cơ sở.",
        ),
        (
            "BK_TINH",
            {"grades": graded("EXCELLENT", 2024, 2025), "initiatives": (initiative(year=2025),)},
            "trong các năm liên tục đó cần thêm 01 sáng kiến được công nhận, hoặc 02 đề tài",
        ),
    ],
)
def test_reasons_end_with_what_to_do(code, facts, words):
    told = reason(code, **facts)
    assert words in told
    assert told.endswith(".")


def test_records_that_contradict_each_other_are_to_be_mended():
    rows = (
        DisciplineFact("WARNING", date(2024, 1, 1), date(2025, 1, 1), "discipline:1"),
        DisciplineFact("REPRIMAND", date(2024, 6, 1), date(2025, 6, 1), "discipline:2"),
    )
    found = contradictions_in(person(**SINCE, disciplines=rows))
    told = reason("LDTT", disciplines=rows, contradictions=found)
    assert told.startswith("Thời hạn kỷ luật chồng nhau: cảnh cáo từ 01/01/2024")
    assert told.endswith("Sửa bản ghi sai rồi xem lại.")
