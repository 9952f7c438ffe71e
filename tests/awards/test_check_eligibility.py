"""The command tells of a unit and its people what may be given, and judges files of cases."""

from __future__ import annotations

import json
import os
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from personnel.models import Discipline, Staff
from tests.factories.awards import assessed
from tests.factories.personnel import StaffFactory
from tests.support.clock import stopped_at

pytestmark = pytest.mark.django_db


def told(*args):
    out = StringIO()
    with stopped_at("2021-01-12"):
        call_command("check_eligibility", *args, stdout=out)
    return out.getvalue()


@pytest.fixture
def person(gov):
    return assessed(StaffFactory(unit=gov.division, full_name="Thạch Sa Rây"), "GOOD")


def test_a_table_has_one_line_for_each_recipient_and_award(gov, person):
    text = told("--unit", gov.department.code, "--year", "2020")
    _lead, head, *lines = text.splitlines()
    assert head.split("  ")[0] == "Mã"
    mine = [line for line in lines if line.startswith(person.code)]
    asked = json.loads(told("--unit", gov.department.code, "--year", "2020", "--format", "json"))
    verdicts = next(row for row in asked if row["code"] == person.code)["verdicts"]
    assert len(lines) == sum(len(row["verdicts"]) for row in asked)
    assert [line[head.index("Danh hiệu") :].split()[0] for line in mine] == [
        one["award"] for one in verdicts
    ]
    usual = next(line for line in mine if " LDTT " in line)
    assert "Thạch Sa Rây" in usual
    assert usual.index("Cần người xét đánh giá") == head.index("Kết luận")
    reason = usual[head.index("Vì sao") :]
    told_by_json = next(one for one in verdicts if one["award"] == "LDTT")
    # A reason stands alone: what waits for people is named.
    assert reason.removeprefix("Người xét đánh giá: ") in [
        finding["requirement"]
        for finding in told_by_json["findings"]
        if finding["message"] == "Chờ người xét đánh giá."
    ]


def test_a_unit_without_rules_for_the_day_says_so(gov, person):
    text = told("--unit", gov.division.code, "--year", "1990")
    assert text.splitlines()[-1].startswith("Không có ai để xét")


def test_details_tell_conditions_and_articles(gov, person):
    text = told("--unit", gov.department.code, "--year", "2020", "--award", "LDTT", "--details")
    assert f"{person.code} Thạch Sa Rây" in text
    assert "CẦN NGƯỜI XÉT ĐÁNH GIÁ" in text
    assert "Điều 24 Luật Thi đua, khen thưởng 2003" in text


def test_details_name_the_records_that_contradict_each_other(gov, person):
    rows = [
        Discipline.objects.create(
            staff=person, form=form, valid_from=date(2018, month, 1), decision_ref="3/QĐ-SCT"
        )
        for form, month in (("WARNING", 1), ("REPRIMAND", 6))
    ]
    text = told("--unit", gov.department.code, "--year", "2020", "--award", "LDTT", "--details")
    assert "Mâu thuẫn: Thời hạn kỷ luật chồng nhau" in text
    assert f"(bản ghi: discipline:{rows[0].pk}, discipline:{rows[1].pk})" in text


def test_json_holds_the_unit_itself_and_everybody_below_it(gov, person):
    rows = json.loads(told("--unit", gov.department.code, "--year", "2020", "--format", "json"))
    assert [rows[0]["kind"], rows[0]["code"]] == ["unit", gov.department.code]
    mine = next(row for row in rows if row["code"] == person.code)
    by_award = {one["award"]: one["code"] for one in mine["verdicts"]}
    assert by_award["LDTT"] == "NEEDS_JUDGEMENT"
    assert "TTLDTT" not in by_award
    assert {one["award"] for one in rows[0]["verdicts"]} >= {"TTLDTT"}


def test_the_day_of_receipt_chooses_the_rules(gov, person):
    text = told(
        "--unit", gov.division.code, "--year", "2020", "--received-on", "2025-12-01",
        "--award", "LDTT",
    )  # fmt: skip
    assert "2025B" in text


def test_codes_of_any_length_stand_in_their_column(gov):
    person = assessed(StaffFactory(unit=gov.division, code="TVH-SCT-QLTM-0000001"), "GOOD")
    _lead, head, *lines = told("--unit", gov.department.code, "--year", "2020").splitlines()
    mine = next(line for line in lines if line.startswith(person.code))
    assert mine.index(person.full_name) == head.index("Họ và tên")


def test_an_award_that_is_not_there_is_told_with_the_nearest(gov):
    with pytest.raises(CommandError, match=r"“LDT”.*Có phải “LDTT”"):
        told("--unit", gov.department.code, "--award", "LDT")


def test_a_reader_who_leaves_ends_it_quietly(gov, person):
    read, write = os.pipe()
    os.close(read)
    with stopped_at("2021-01-12"), os.fdopen(write, "w", 1) as out:
        call_command("check_eligibility", "--unit", gov.department.code, stdout=out)


def test_a_unit_that_is_not_there_is_told(gov):
    with pytest.raises(CommandError, match="KHONGCO"):
        told("--unit", "KHONGCO")


CASE = """
name: Chị A
award: LDTT
year: 2025
received_on: 2025-12-01
grades: {2025: GOOD}
"""


def test_a_file_of_cases_is_judged_and_stores_nothing(tmp_path):
    good = tmp_path / "ca.yaml"
    good.write_text(CASE, encoding="utf-8")
    before = Staff.objects.count()
    text = told("--facts", str(good))
    assert "Chị A" in text
    assert "Điều 24" in text
    assert Staff.objects.count() == before


def test_a_file_that_is_not_there_ends_with_an_error(tmp_path):
    with pytest.raises(CommandError):
        told("--facts", str(tmp_path / "khong-co.yaml"))
