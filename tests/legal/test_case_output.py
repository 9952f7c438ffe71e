"""Made-up cases on a terminal: as text and as JSON, with what could not be read."""

import json
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from legal.management.case_output import JSON, TABLE, judged_text
from legal.rules.verdict import Verdict
from legal.services import rule_set_edits
from tests.factories.legal import load_catalogue
from tests.factories.rule_sets import place, publish_2026c

pytestmark = pytest.mark.django_db

DAY = date(2026, 9, 1)
CASES = """
cases:
  - name: Chị Đạt
    award: CSTDCS
    year: 2026
    received_on: 2026-08-10
    unlisted: none
    joined_on: 2015-03-01
    grades: {2026: hoàn thành}
  - name: Anh Sai
    award: CSTDCS
    year: 2026
    received_on: 10.8
"""


@pytest.fixture(autouse=True)
def catalogue():
    load_catalogue()


def test_text_tells_required_found_article_standing_and_next_step():
    text, is_whole = judged_text(CASES, day=DAY, form=TABLE)
    assert not is_whole
    for words in (
        "1. Chị Đạt",
        "CSTĐ cơ sở (CSTDCS), 2025B/1",
        "CHƯA ĐỦ ĐIỀU KIỆN — chưa gửi đề nghị được",
        "[Không đạt] Mức hoàn thành nhiệm vụ, thành tích của cá nhân: đạt một trong các điều kiện.",
        "Một trong:",
        "Căn cứ: Điều 23 khoản 2 Luật Thi đua, khen thưởng 2022 (đã đọc văn bản)",
        "Hướng giải quyết: ",
        "2. Anh Sai",
        "! Trường hợp số 2 “Anh Sai”, trường “received_on”: phải là ngày, đang là “10.8”.",
        "Đã xét 1 / 2 trường hợp. Chưa xét trường hợp số 2",
    ):
        assert words in text


def test_what_does_not_apply_is_told_only_on_request():
    short, _whole = judged_text(CASES, day=DAY, form=TABLE)
    long, _whole = judged_text(CASES, day=DAY, form=TABLE, details=True)
    assert "[Không áp dụng]" not in short
    assert "điều kiện không áp dụng không nêu ở đây; xem bằng --details" in short
    assert "[Không áp dụng]" in long
    assert "--details" not in long


def test_the_verdicts_on_several_awards_come_before_their_conditions():
    every = CASES.replace("    award: CSTDCS\n", "", 1)
    lead = judged_text(every, day=DAY, form=TABLE)[0].partition("[")[0]
    assert "CSTĐ cơ sở (CSTDCS): CHƯA ĐỦ" in lead
    assert "(LDTT): " in lead


def test_json_holds_verdicts_that_can_be_read_again():
    text, is_whole = judged_text(CASES, day=DAY, form=JSON)
    assert not is_whole
    first, second = json.loads(text)["cases"]
    verdict = Verdict.from_dict(first["awards"][0]["verdicts"][0])
    assert (verdict.code, verdict.blocking) == ("NOT_YET", True)
    assert second["awards"] == []
    assert second["problems"][0]["field"] == "received_on"
    assert second["problems"][0]["hint"]


def test_a_straddle_is_said_on_both_lines():
    text, is_whole = judged_text(
        CASES.split("  - name: Anh", maxsplit=1)[0], day=date(2026, 10, 5), form=TABLE
    )
    assert is_whole
    assert "2026C/1 + THAMKHAO" in text
    assert "(đối chiếu thêm, không quyết định)" in text


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "không mở được tệp: không có tệp hoặc thư mục này."),
        ("tên: Chị A".encode("utf-16"), "tệp không phải UTF-8."),
        (b"cases: [", "Dòng"),
    ],
)
def test_a_file_that_cannot_be_read_judges_nothing(tmp_path, content, words):
    path: Path = tmp_path / "truong-hop.yaml"
    if content is not None:
        path.write_bytes(content)
    text, is_whole = judged_text(path, day=DAY, form=TABLE)
    assert not is_whole
    assert words in text


def test_the_command_fails_where_something_could_not_be_read(tmp_path, capsys):
    path = tmp_path / "truong-hop.yaml"
    path.write_text(CASES, encoding="utf-8")
    with pytest.raises(CommandError) as error:
        call_command("check_eligibility", "--facts", str(path))
    assert error.value.returncode != 0
    assert "1. Chị Đạt" in capsys.readouterr().out
    path.write_text(CASES.split("  - name: Anh", maxsplit=1)[0], encoding="utf-8")
    call_command("check_eligibility", "--facts", str(path), "--format", "json")
    assert json.loads(capsys.readouterr().out)["cases"][0]["name"] == "Chị Đạt"


STRADDLE = (Path("legal/data/examples") / "04-giao-thoi-01-10-2026.yaml").read_text("utf-8")


def test_a_set_that_does_not_decide_says_nothing_of_sending():
    publish_2026c()
    text, _whole = judged_text(STRADDLE.replace("HTXSNV", "hoàn thành"), day=DAY, form=TABLE)
    case = text[text.index("1. Nhận 20/9") : text.index("2. Nhận 20/9")]
    deciding, beside = case.split("(đối chiếu thêm, không quyết định)")
    assert "CHƯA ĐỦ ĐIỀU KIỆN — chưa gửi đề nghị được" in deciding
    assert "Theo bộ này: chưa đủ điều kiện (bộ này không quyết định)" in beside
    assert "ban hành 20/11/2020) ngày 27/11/2020 bởi Trần Thị Hạnh)" in beside
    assert "chưa gửi đề nghị được" not in beside
    assert "có lợi hơn" not in case


def test_a_newer_set_that_is_better_is_told_as_second_hand_and_lifts_no_block():
    good = rule_set_edits.set_numbers(place("CSTDCS:1:0"), thresholds={"min_grade": "GOOD"})
    publish_2026c(good)
    cases = STRADDLE.replace("HTXSNV", "hoàn thành tốt")
    text, _whole = judged_text(cases, day=DAY, form=TABLE)
    assert text.count("Theo nguồn gián tiếp (chưa đọc văn bản), quy định mới có lợi hơn") == 1
    assert "xin ý kiến pháp chế trước khi trả hồ sơ" in text
    assert "CHƯA ĐỦ ĐIỀU KIỆN — chưa gửi đề nghị được" in text
    first, second, _third = json.loads(judged_text(cases, day=DAY, form=JSON)[0])["cases"]
    favour = first["awards"][0]["more_favourable"]
    assert (favour["standing"], favour["rule_set"]) == ("SECOND_HAND", "2026C")
    assert second["awards"][0]["more_favourable"] is None
