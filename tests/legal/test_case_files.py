"""Files of made-up cases: what is read, what is refused, and that they are written back."""

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from legal.rules.contradictions import contradictions_in
from legal.rules.facts import AwardFact, CollectiveFacts, MemberCount, PersonFacts, YearRecord
from legal.services.cases.reading import read_cases
from legal.services.cases.text import MAX_BYTES
from legal.services.cases.writing import CaseToWrite, case_text
from tests.factories.legal import person
from tests.legal.case_values import file_awards, subjects

MINIMAL = """
name: Chị A
award: LDTT
year: 2026
received_on: 2026-11-20
"""


def read(text):
    return read_cases(text, file_awards())


def one(text):
    found = read(text)
    assert found.all_problems == ()
    return found.cases[0]


def problems(text):
    return [str(problem) for problem in read(text).all_problems]


# --- What is read ---------------------------------------------------------------------------


def test_a_single_case_with_its_least_fields():
    case = one(MINIMAL)
    assert (case.name, case.awards, case.received_on) == ("Chị A", ("LDTT",), date(2026, 11, 20))
    assert case.facts == PersonFacts(
        ref="case:Chị A", name="Chị A", year=2026, as_of=date(2026, 11, 20)
    )


def test_what_is_not_written_is_unknown_or_none_as_the_case_says():
    assert one(MINIMAL).facts.disciplines is None
    facts = one(MINIMAL + "unlisted: không có").facts
    assert (facts.disciplines, facts.awards, facts.bars, facts.absence_days) == ((), (), (), 0)
    assert facts.joined_on is None
    collective = "year: 2026\nreceived_on: 2026-11-20\nobject: tập thể\nunlisted: none"
    assert (one(collective).facts.leads, one(collective).facts.awards) == ({}, ())


def test_vietnamese_words_stand_for_codes():
    facts = one(
        MINIMAL
        + """
sex: nữ
occupation: nông dân
joined_on: 01/02/2015
grades:
  2023: hoàn thành tốt nhiệm vụ
  2024: HTTNV
  2025: Hoàn thành xuất sắc
titles:
  - {code: lao động tiên tiến, year: 2025, decided_on: 10/01/2026, ground: sáng kiến}
  - {code: CSTDCS, year: 2024, basis: chuyên đề}
initiatives:
  - {scope: cấp cơ sở, recognised_on: 2025-11-01, applied: có, share: 60}
disciplines:
  - {kind: khiển trách, start: 2020-01-01, end: 2021-01-01}
absences: [{kind: thai sản, start: 2022-03-01, end: 2022-09-01}]
claims: [công trạng, GIVING]
ticks:
  Luat2022_D24_K1_b: {ok: đạt, by: Lê Thị Thử, on: 2026-11-18}
"""
    ).facts
    assert [row.grade for row in facts.grades.values()] == ["GOOD", "GOOD", "EXCELLENT"]
    assert (facts.is_woman, facts.occupation, facts.joined_on) == (True, "FARMER", date(2015, 2, 1))
    assert facts.awards == (
        AwardFact("LDTT", 2025, date(2026, 1, 10), ground="INITIATIVE"),
        AwardFact("CSTDCS", 2024, basis="MOVEMENT"),
    )
    assert (facts.initiatives[0].applied, facts.initiatives[0].title) == (True, "Sáng kiến 1")
    assert facts.disciplines[0].kind == "REPRIMAND"
    assert facts.absences[0].kind == "PARENTAL"
    assert facts.claims == {"MERIT", "GIVING"}
    assert facts.ticks["Luat2022_D24_K1_b"].on == date(2026, 11, 18)


def test_a_collective():
    facts = one(
        """
object: collective
kind: doanh nghiệp
award: Tập thể lao động tiên tiến
year: 2026
received_on: 2026-11-20
founded_on: 2001-05-06
eligible_for_flag: có
members: {2026: {total: 20, ldtt: 15, cstdcs: 2}}
party_grades: {2026: hoàn thành tốt}
leads: {2025: [cấp tỉnh], 2026: toàn quốc}
"""
    ).facts
    assert isinstance(facts, CollectiveFacts)
    assert (facts.kind, facts.eligible_for_flag) == ("ENTERPRISE", True)
    assert facts.members == {2026: MemberCount(20, 15, 2)}
    assert facts.party_grades == {2026: YearRecord(2026, "GOOD")}
    assert facts.leads == {2025: {"PROVINCE"}, 2026: {"NATIONAL"}}


def test_json_and_yaml_say_the_same():
    values = {
        "name": "Chị A",
        "award": ["LDTT"],
        "year": 2026,
        "received_on": "2026-11-20",
        "grades": {"2026": "GOOD"},
    }
    text = json.dumps({"cases": [values]}, indent="\t")
    assert one(text).facts == one(MINIMAL + "grades: {2026: tốt}").facts


def test_words_that_yaml_likes_to_turn_into_other_things_stay_words():
    facts = one(MINIMAL.replace("Chị A", "no") + "posts: [{title: 07, start: 2020-01-01}]").facts
    assert (facts.name, facts.posts[0].title) == ("no", "7")
    tick = "ticks: {Luat2022_D24_K1_b: {ok: yes, by: off, on: 2026-01-01}}"
    assert one(MINIMAL + tick).facts.ticks["Luat2022_D24_K1_b"].by == "off"


# --- Contradictions -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (
            "grades: [{year: 2025, grade: tốt}, {year: 2025, grade: xuất sắc, ref: QĐ 5}]",
            "Năm 2025 có hai mức xếp loại: hoàn thành tốt nhiệm vụ và hoàn thành xuất sắc",
        ),
        (
            "joined_on: 2020-05-01\ntitles: [{code: LDTT, year: 2018, decided_on: 2019-01-05}]",
            "có trước ngày vào làm việc 01/05/2020",
        ),
        (
            "disciplines: [{kind: khiển trách, start: 2024-01-01, end: 2025-01-01},"
            " {kind: cảnh cáo, start: 2024-06-01, end: 2025-06-01}]",
            "Thời hạn kỷ luật chồng nhau: khiển trách từ 01/01/2024 đến 01/01/2025 và cảnh cáo",
        ),
    ],
)
def test_records_that_cannot_all_be_right_are_named(more, words):
    facts = one(MINIMAL + more).facts
    assert len(facts.contradictions) == 1
    assert words in facts.contradictions[0].text


def test_the_same_grade_twice_is_no_contradiction():
    rows = "grades: [{year: 2025, grade: tốt}, {year: 2025, grade: GOOD}]"
    assert one(MINIMAL + rows).facts.contradictions == ()


def test_awards_of_earlier_service_are_not_too_early():
    rows = "joined_on: 2020-05-01\nservice_from: 2010-01-01\ntitles: [{code: LDTT, year: 2018}]"
    assert one(MINIMAL + rows).facts.contradictions == ()


# --- What is refused ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Cả tệp: không có nội dung"),
        ("cases: []", "Cả tệp: không có trường hợp nào"),
        ("cases: [a]\nother: 1", "không ghi trường nào khác, đang có other"),
        ("7", "Cả tệp: không có trường hợp nào"),
        ("a: [1", "Dòng 1: thiếu dấu “,” hoặc ngoặc đóng “]”"),
        ("a:\n\tb: 1", "Dòng 2: có phím Tab"),
        ("a: 1\nb\nc: 2", "Dòng 2: thiếu dấu “:”"),
        ('a: 1\nb: "x\nc: 1\nd: 2', "Dòng 2: thiếu dấu nháy đóng"),
        ("a:\n  b: 1\n c: 2", "Dòng 3: thụt lề không thẳng hàng"),
        ("a: 1\nb: \x07", "Dòng 2: có ký tự không in được"),
        ("a: @b", "Dòng 1: có ký tự lạ đứng đầu"),
        ("a: 1\n---\nb: 2", "Dòng 2: có dòng “---”"),
        ('{"a": 1\n "b": 2}', "Dòng 2: JSON sai cú pháp: thiếu dấu “,”"),
        ('{"a": 1,', "JSON sai cú pháp"),
        ('{"year": 2025, "year": 2026}', "khóa “year” xuất hiện hai lần"),
        ("year: 2025\nyear: 2026", "Dòng 2: khóa “year” xuất hiện hai lần"),
        ("a: &a [1]\nb: *a", "không dùng neo"),
        ("? [a]\n: 1", "Dòng 1: tên trường phải là chữ hoặc số"),
        ("a: !!python/object:os.system x", "Dòng"),
        ("a: !!timestamp 2024-02-30", "nhãn kiểu"),
        ("[" * 5000, "Cả tệp"),
        ("a" * (MAX_BYTES + 1), "tệp lớn hơn 512 KB"),
        (json.dumps([{}] * 201), "có 201 trường hợp"),
        (json.dumps([{}] * 201), "manage.py check_eligibility --facts"),
    ],
)
def test_a_file_that_is_not_one_is_refused_as_a_whole(text, words):
    found = read(text)
    assert found.cases == ()
    assert len(found.problems) == 1
    assert words in str(found.problems[0])
    assert found.problems[0].hint


@pytest.mark.parametrize(
    ("more", "field", "words"),
    [
        ("titels: []", "titels", "không có trong mẫu. Có phải “titles”?"),
        ("founded_on: 2020-01-01", "founded_on", "không có trong mẫu"),
        ("joined_on: 2024-02-30", "joined_on", "phải là ngày, đang là “2024-02-30”"),
        ("joined_on: [2024]", "joined_on", "phải là ngày, đang là một danh sách"),
        ("occupation: phi công", "occupation", "không hiểu “phi công”. Ghi một trong: cán bộ"),
        ("sex: khác", "sex", "không hiểu “khác”. Ghi một trong: nữ (FEMALE); nam (MALE)"),
        ("object: robot", "object", "không hiểu “robot”"),
        ("unlisted: có", "unlisted", "không hiểu “có”"),
        ("grades: {20x5: tốt}", "year", "phải là năm từ 1945 đến 2100, đang là “20x5”"),
        ("grades: {2025: 7}", "grade", "không hiểu “7”"),
        ("grades: tốt", "grades", "phải là nhóm “năm: giá trị”"),
        ("grades: [{grade: tốt}]", "year", "còn thiếu"),
        ("titles: LDTT", "titles", "phải là danh sách, đang là “LDTT”"),
        ("titles: [LDTT]", "", "titles số 1: phải là nhóm “trường: giá trị”"),
        ("titles: [{code: LDTT}]", "year", "titles số 1, trường “year”: còn thiếu"),
        ("titles: [{code: HCX, year: 2020}]", "code", "không có danh hiệu, hình thức nào là “HCX”"),
        ("titles: [{code: CSTD CS, year: 2020}]", "code", "Có phải “CSTDCS”?"),
        ("award: LDT", "award", "“LDT”. Có phải “LDTT”?"),
        ("grades: {2025: excelent}", "grade", "Có phải “EXCELLENT”? Ghi một trong"),
        ("year: hai nghìn", "year", "phải là năm từ 1945 đến 2100, đang là “hai nghìn”"),
        ("titles: [{code: LDTT, year: 2020, by: x}]", "by", "không có trong mẫu"),
        ("absence_days: -1", "absence_days", "phải là số nguyên từ 0"),
        ("absence_days: true", "absence_days", "phải là số nguyên từ 0"),
        ("initiatives: [{scope: xã, recognised_on: null}]", "scope", "không hiểu “xã”"),
        ("initiatives: [{scope: BASE, recognised_on: 2025-01-01, share: 101}]", "share", "đến 100"),
        (
            "disciplines: [{kind: cảnh cáo, start: 2024-01-01, end: 2024-01-01}]",
            "end",
            "phải sau start (01/01/2024)",
        ),
        (
            "ticks: {Luat2022_D24_K1_x: {ok: có, by: A, on: 2026-01-01}}",
            "ticks",
            "Có phải “Luat2022_D24",
        ),
        ("ticks: {Luat2022_D24_K1_b: true}", "", "phải là nhóm “trường: giá trị”"),
        ("claims: [giỏi]", "claims", "không hiểu “giỏi”"),
        ("sets: 5", "sets", "phải là danh sách"),
        ("facts: {}", "facts", "“object” phải là person hoặc collective"),
        ("posts: [{title: [], start: 2020-01-01}]", "title", "phải là chữ, đang là một danh sách"),
        ("ref: " + "x" * 501, "ref", "dài quá 500"),
    ],
)
def test_a_field_that_cannot_be_read_is_named_with_reason_and_next_step(more, field, words):
    name = more.partition(":")[0]
    given = [line for line in MINIMAL.splitlines() if not line.startswith(f"{name}:")]
    found = read("\n".join([*given, more]))
    assert found.cases[0].facts is None
    problem = next(one for one in found.all_problems if one.field == field and words in str(one))
    assert problem.place.startswith("Trường hợp số 1 “Chị A”")
    assert problem.hint


def test_an_award_for_others_is_named():
    assert "TTLĐTT không dành cho đối tượng này" in "".join(
        problems(MINIMAL.replace("LDTT", "TTLDTT"))
    )


def test_missing_fields_and_all_problems_at_once():
    found = problems("name: B\naward: XYZ\ngrades: {2025: ai}\nabc: 1")
    assert len(found) == 5
    joined = "\n".join(found)
    for field in ("abc", "received_on", "year", "grade", "award"):
        assert f"trường “{field}”" in joined


def test_one_bad_case_does_not_take_the_others_with_it():
    rows = [
        {"name": "tốt", "award": "LDTT", "year": 2026, "received_on": "2026-11-20"},
        {"name": "hỏng", "award": "LDTT", "year": "hai nghìn", "received_on": "2026-11-20"},
        "chữ",
        {"name": "tốt", "award": "LDTT", "year": 2026, "received_on": "2026-11-20"},
    ]
    first, second, third, fourth = read(json.dumps(rows)).cases
    assert first.facts is not None
    assert [case.facts for case in (second, third, fourth)] == [None, None, None]
    assert "Trường hợp số 2 “hỏng”, trường “year”" in str(second.problems[0])
    assert "Trường hợp số 3: phải là nhóm" in str(third.problems[0])
    assert "tên này đã có" in str(fourth.problems[0])


@given(st.text(max_size=200))
def test_no_text_at_all_breaks_the_reading(text):
    found = read(text)
    assert found.all_problems
    assert all(problem.hint for problem in found.all_problems)


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)
_fields = st.sampled_from(
    [
        *("name", "object", "award", "year", "received_on", "sets", "unlisted", "grades", "titles"),
        *("initiatives", "disciplines", "ticks", "members", "leads", "claims", "facts", "sex"),
    ]
)


@given(st.dictionaries(_fields, _json, max_size=6))
def test_values_of_any_kind_are_read_or_refused(values):
    case = read(json.dumps([values])).cases[0]
    assert (case.facts is None) == bool(case.problems)


# --- Writing --------------------------------------------------------------------------------


@hypothesis_settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(subjects)
def test_a_case_that_is_written_is_read_back(subject):
    subject = replace(
        subject, name="Anh B", contradictions=tuple(dict.fromkeys(subject.contradictions))
    )
    found = dict.fromkeys((*subject.contradictions, *contradictions_in(subject)))
    subject = replace(subject, contradictions=tuple(found))
    case = CaseToWrite("Anh B", subject, ("LDTT", "CO_CP"), date(2026, 11, 20), None, ("2026C/2",))
    read_back = read(case_text([case], file_awards()))
    if read_back.all_problems:
        assert all("không dành cho" in str(problem) for problem in read_back.all_problems)
    else:
        assert read_back.cases[0].facts == subject
        assert read_back.cases[0].sets == ("2026C/2",)


def test_a_written_case_is_readable():
    facts = person("GOOD", 2026, name="Chị C", as_of=date(2026, 11, 20))
    text = case_text(
        [CaseToWrite("Chị C", facts, ("LDTT",), date(2026, 11, 20))], file_awards(), lead="Ghi chú"
    )
    assert text.startswith("# Ghi chú\ncases:\n  - name: Chị C\n    award: LDTT\n")
    assert "facts:" not in text
    assert "grade: GOOD" in text


def test_facts_no_word_stands_for_are_written_whole():
    facts = person(
        name="Chị C", as_of=date(2026, 11, 20), grades={2020: YearRecord(2020, "SUPERB")}
    )
    text = case_text([CaseToWrite("Chị C", facts, ("LDTT",), date(2026, 11, 20))], file_awards())
    assert "facts:" in text
    assert read(text).cases[0].facts == facts
