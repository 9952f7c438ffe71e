"""Trying a case on screen: judged, explained, nothing stored."""

import json
import re
from datetime import date

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from legal.services import case_examples
from legal.services.case_files import judge_file
from legal.services.cases.reading import read_cases
from legal.services.cases.text import MAX_BYTES
from tests.factories.legal import load_catalogue
from tests.factories.personnel import UnitFactory, UserFactory
from tests.legal.case_values import file_awards

pytestmark = pytest.mark.django_db

URL = "/phap-luat/thu-truong-hop/"
EMPTY = {
    f"{name}-{what}": value
    for name in (
        "grades",
        "titles",
        "works",
        "disciplines",
        "absences",
        "members",
        "party_grades",
        "leads",
    )
    for what, value in (("TOTAL_FORMS", "0"), ("INITIAL_FORMS", "0"))
}
CASE = {
    **EMPTY,
    "award": "CSTDCS",
    "year": "2026",
    "received_on": "10/08/2026",
    "judged_on": "20/09/2026",
    "occupation": "PUBLIC",
    "joined_on": "01/03/2015",
    "claims": ["MERIT"],
    "unlisted": "on",
    "act": "judge",
    "grades-TOTAL_FORMS": "2",
    "grades-0-year": "2025",
    "grades-0-grade": "",
    "grades-1-year": "2026",
    "grades-1-grade": "EXCELLENT",
}


@pytest.fixture
def unit():
    load_catalogue()
    return UnitFactory()


@pytest.fixture
def member(client, unit):
    client.force_login(UserFactory(roles=[("STAFF_MEMBER", unit)]))
    return client


def text_of(response):
    return re.sub(r"\s+", " ", response.content.decode())


def rows_in_tables():
    return {
        model._meta.label: model._base_manager.count()
        for model in apps.get_models()
        if model._meta.app_label != "sessions"
    }


def judged(client, way="ca-nhan", **changes):
    return client.post(f"{URL}?kieu={way}", {**CASE, **changes})


# --- The form -------------------------------------------------------------------------------


def test_the_form_opens_with_a_year_and_says_that_nothing_is_stored(client, unit, clock_at):
    with clock_at("2026-11-30"):
        client.force_login(UserFactory(roles=[("STAFF_MEMBER", unit)]))
        page = text_of(client.get(URL))
    assert "Không có gì trên trang này được lưu" in page
    assert 'value="2026"' in page
    assert "Thêm dòng" in page
    assert 'name="grades-4-year" value="2026"' in page


def test_a_person_is_judged_with_required_found_article_and_standing(member):
    page = text_of(judged(member))
    assert "Có điều kiện cần người xét đánh giá" in page
    assert "Yêu cầu hoàn thành xuất sắc nhiệm vụ; năm 2026 được xếp loại" in page
    assert "Điều 23 khoản 2 Luật Thi đua, khen thưởng 2022" in page
    assert "Đã đọc văn bản" in page
    assert "Chỉ cần đạt một trong các điều kiện:" in page
    assert "2025B/1" in page


def test_what_would_change_the_answer_is_said(member):
    page = text_of(judged(member, **{"grades-1-grade": "COMPLETED"}))
    assert "Chưa đủ điều kiện" in page
    assert "Điều gì làm thay đổi kết luận" in page
    assert "Năm sau được xếp loại" in page


def test_a_dossier_that_straddles_is_shown_under_both_sets(member):
    page = text_of(judged(member, judged_on="15/10/2026"))
    assert "Theo ngày nhận hồ sơ" in page
    assert "Đối chiếu thêm, không quyết định" in page
    assert page.index("2025B/1") < page.index("2026C/1")
    assert "Đối chiếu thêm" not in text_of(judged(member))


def test_without_an_award_all_that_have_a_standard_are_judged(member):
    page = text_of(judged(member, award=""))
    for code in ("LDTT", "CSTDCS"):
        assert reverse("legal:award_type", args=[code]) in page


def test_a_collective_is_judged(member):
    changes = {
        "award": "TTLDTT",
        "kind": "AGENCY",
        "members-TOTAL_FORMS": "1",
        **{f"members-0-{name}": value for name, value in
           (("year", 2026), ("total", 20), ("ldtt", 0), ("cstdcs", 0))},
        "leads-TOTAL_FORMS": "1",
        "leads-0-year": "2026",
        "leads-0-level": "PROVINCE",
    }  # fmt: skip
    response = judged(member, "tap-the", **changes)
    assert response.status_code == 200
    assert "TTLĐTT:" in text_of(response)


def test_rows_are_added_and_removed_without_script(member):
    response = judged(member, act="add-titles")
    page = text_of(response)
    assert response.status_code == 200
    assert 'name="titles-0-code"' in page
    assert "Kết luận</h2>" not in page
    assert '<option value="EXCELLENT" selected>' in page
    page = text_of(judged(member, **{"grades-1-DELETE": "on"}))
    assert 'name="grades-1-year"' not in page
    assert '<option value="EXCELLENT" selected>' not in page


def test_no_more_rows_than_there_is_room_for(member):
    page = text_of(judged(member, act="add-titles", **{"titles-TOTAL_FORMS": "99999"}))
    assert 'name="titles-59-code"' in page
    assert 'name="titles-60-code"' not in page
    assert judged(member, **{"titles-TOTAL_FORMS": "nhiều"}).status_code == 200


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"year": ""}, "Năm xét thành tích"),
        ({"received_on": "31/02/2026"}, "Ngày cơ quan có thẩm quyền nhận hồ sơ"),
        ({"award": "XYZ"}, "Danh hiệu, hình thức"),
        ({"grades-1-year": ""}, "Dòng này còn thiếu mục này"),
        ({"works-TOTAL_FORMS": "1", "works-0-scope": "BASE"}, "Dòng này còn thiếu mục này"),
        ({"received_on": "01/01/2001"}, "không có bộ quy tắc toàn quốc nào áp dụng"),
        (
            {
                "disciplines-TOTAL_FORMS": "1",
                "disciplines-0-kind": "WARNING",
                "disciplines-0-start": "01/02/2026",
                "disciplines-0-end": "01/01/2026",
            },
            "phải sau start (01/02/2026)",
        ),
    ],
)
def test_what_cannot_be_judged_is_said_and_kept_in_the_form(member, changes, words):
    response = judged(member, **changes)
    page = text_of(response)
    assert response.status_code == 422
    assert words in page
    assert '<option value="EXCELLENT" selected>' in page


def test_the_typed_case_can_be_taken_away_as_a_file(member):
    changes = {
        "works-TOTAL_FORMS": "2",
        "works-0-kind": "initiatives",
        "works-0-scope": "BASE",
        "works-0-recognised_on": "10/11/2025",
        "works-0-applied": "true",
        "works-1-kind": "topics",
    }
    response = judged(member, act="download", **changes)
    assert response["Content-Type"].startswith("application/yaml")
    case = read_cases(response.content.decode(), file_awards()).cases[0]
    assert case.problems == ()
    assert (case.awards, case.judged_on) == (("CSTDCS",), date(2026, 9, 20))
    assert case.facts.grades[2026].grade == "EXCELLENT"
    assert (case.facts.initiatives[0].applied, case.facts.topics) == (True, ())


def test_contradictions_are_named_first(member):
    changes = {
        "joined_on": "01/05/2020",
        "titles-TOTAL_FORMS": "1",
        "titles-0-code": "LDTT",
        "titles-0-year": "2018",
    }
    page = text_of(judged(member, **changes))
    assert "Dữ liệu mâu thuẫn, chưa kết luận" in page
    assert "có trước ngày vào làm việc 01/05/2020" in page


# --- Files ----------------------------------------------------------------------------------


def test_a_pasted_file_gives_a_verdict_per_case_and_names_the_bad_one(member):
    rows = [
        {"name": "tốt", "award": "LDTT", "year": 2026, "received_on": "2026-08-10"},
        {"name": "hỏng", "award": "LDTT", "year": 2026, "received_on": "mai"},
    ]
    response = member.post(f"{URL}?kieu=tep", {"text": json.dumps(rows)})
    page = text_of(response)
    assert response.status_code == 422
    assert "Đã xét 1 trên 2 trường hợp" in page
    assert "Chưa xét trường hợp này" in page
    assert "trường “received_on”" in page
    assert "Chưa đủ dữ liệu để kết luận" in page


def test_a_full_file_gets_all_its_verdicts_and_a_page_one_can_read(member):
    rows = [
        {"name": f"Ca {number}", "year": 2026, "received_on": "2026-08-10", "unlisted": "none"}
        for number in range(200)
    ]
    response = member.post(f"{URL}?kieu=tep", {"text": json.dumps(rows)})
    page = text_of(response)
    assert "Đã xét 200 trên 200 trường hợp" in page
    assert "manage.py check_eligibility --facts" in page
    assert all(f"Ca {number}" in page for number in range(200))
    assert (len(response.context["cases"]), len(response.context["brief"])) == (1, 199)
    assert len(response.content) < 3_000_000


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"a: [1", "Tệp chưa đọc được, chưa trường hợp nào được xét"),
        ("tên: Chị A".encode("utf-16"), "Tệp không phải UTF-8"),
        (b"a" * (MAX_BYTES + 10), "ệp lớn hơn 512 KB"),
        # Cut at the limit it would end within a letter.
        ("đ".encode() * MAX_BYTES, "ệp lớn hơn 512 KB"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(member, content, words):
    response = member.post(f"{URL}?kieu=tep", {"file": SimpleUploadedFile("a.yaml", content)})
    assert response.status_code == 422
    assert words in text_of(response)


def test_neither_file_nor_text_is_asked_for(member):
    response = member.post(f"{URL}?kieu=tep", {"text": " "})
    assert response.status_code == 422
    assert "Chọn tệp hoặc dán nội dung." in text_of(response)


@pytest.mark.parametrize("example", case_examples.listed(), ids=lambda one: one.name)
def test_an_example_can_be_taken_and_tried(member, example):
    listed = text_of(member.get(f"{URL}?kieu=tep"))
    assert example.lead in listed
    response = member.get(reverse("legal:case_example", args=[example.name]))
    result = judge_file(response.content.decode(), day=date(2026, 12, 1))
    assert result.all_problems == ()
    assert all(row.verdicts for case in result.cases for row in case.awards)
    assert member.get(f"{URL}?kieu=tep&mau={example.name}").status_code == 200


def test_an_unknown_example_is_not_found(member):
    assert member.get(f"{URL}?kieu=tep&mau=khong").status_code == 404
    assert member.get(reverse("legal:case_example", args=["..-a"])).status_code == 404


def test_the_straddle_of_the_example():
    load_catalogue()
    text = case_examples.text_of("04-giao-thoi-01-10-2026")
    result = judge_file(text, day=date(2027, 1, 1))
    keys = [[verdict.sets[0].code for verdict in case.awards[0].verdicts] for case in result.cases]
    assert keys == [["2025B", "2026C"], ["2025B"], ["2026C"]]
    assert not any(
        verdict.blocking for case in result.cases for verdict in case.awards[0].verdicts[1:]
    )


def test_a_case_may_name_the_set_that_judges_it():
    load_catalogue()
    case = "award: LDTT\nyear: 2026\nreceived_on: 2026-08-10\nsets: [{}]"
    for named, expected in (("2026C", "2026C/1"), ("2024A/1", "2024A/1")):
        result = judge_file(case.format(named), day=date(2026, 12, 1))
        assert result.cases[0].awards[0].verdicts[0].ruleset == expected
    local = judge_file(case.format("THAMKHAO"), day=date(2026, 9, 1)).cases[0]
    assert local.awards[0].verdicts[0].ruleset.startswith("2025B/1 + ")
    for unknown in ("KHONG", "2026C/9", "2026C/x"):
        problem = judge_file(case.format(unknown), day=date(2026, 12, 1)).all_problems[0]
        assert f"không có bộ quy tắc “{unknown}”" in str(problem)


# --- Nothing stored, everybody may ------------------------------------------------------------


def test_nothing_is_written_anywhere(member):
    # Impossible facts make a rule fail; even that is not kept of a made-up case.
    text = json.dumps(
        [{"name": "x", "award": "LDTT", "received_on": "2026-08-10",
          "facts": {"object": "person", "ref": "x", "year": 2026, "disciplines": [],
                    "grades": {"2026": {"year": 2026, "grade": "SUPERB", "ref": ""}}}}]
    )  # fmt: skip
    before = rows_in_tables()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert judged(member).status_code == 200
        assert judged(member, act="add-titles").status_code == 200
        assert judged(member, act="download").status_code == 200
        assert member.post(f"{URL}?kieu=tep", {"text": text}).status_code == 200
        assert member.get(f"{URL}?kieu=tep&mau=01-ca-nhan").status_code == 200
    written = [
        query["sql"]
        for query in queries
        if query["sql"].split()[0] in {"INSERT", "UPDATE", "DELETE"}
    ]
    assert written == []
    assert rows_in_tables() == before


def test_whoever_may_not_see_the_catalogue_may_not_try_a_case(client, unit):
    client.force_login(UserFactory(roles=[]))
    for address in (URL, reverse("legal:case_example", args=["01-ca-nhan"])):
        assert client.get(address).status_code == 403


def test_the_page_costs_the_same_however_many_cases(member):
    row = {"award": "LDTT", "year": 2026, "received_on": "2026-08-10"}
    many = json.dumps([{**row, "name": str(number)} for number in range(20)])
    few = json.dumps([row])
    member.post(f"{URL}?kieu=tep", {"text": few})
    with CaptureQueriesContext(connection) as first:
        member.post(f"{URL}?kieu=tep", {"text": few})
    with CaptureQueriesContext(connection) as second:
        member.post(f"{URL}?kieu=tep", {"text": many})
    assert len(second) == len(first)
