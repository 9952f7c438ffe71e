"""The reviewed files: complete, consistent, and refused with the place when faulty."""

import shutil
from datetime import date

import pytest
import yaml

from legal.domain import codes
from legal.domain.catalogue import DATA_FOLDER, read_catalogue
from legal.domain.schema import CatalogueError
from legal.models import choices
from legal.rules.registry import rule_problems

CONTRACT_CODES = {
    *("LDTT", "CSTDCS", "CSTD_TINH", "CSTD_BO", "CSTDTQ", "TTLDTT", "TTLDXS"),
    *("CO_TINH", "CO_BO", "CO_CP", "GIAYKHEN", "BK_TINH", "BK_BO", "BK_TTG", "KNC"),
    *("HCLD_1", "HCLD_2", "HCLD_3", "KHAC"),
}
CATALOGUE = read_catalogue()
TYPES = {row.code: row for row in CATALOGUE.award_types}


def test_the_stable_codes_are_all_there():
    assert set(TYPES) == CONTRACT_CODES


def test_the_words_cover_the_codes():
    pairs = [
        (codes.FAMILIES, choices.Family),
        (codes.OBJECT_KINDS, choices.ObjectKind),
        (codes.LEVELS, choices.Level),
        (codes.DECIDERS, choices.Decider),
        (codes.Standing, choices.StandingChoice),
        (codes.CITATION_SUBJECTS, choices.CitationSubject),
    ]
    for known, words in pairs:
        assert [str(code) for code in known] == words.values
    assert set(codes.DECIDERS_OF_LEVEL) == set(codes.LEVELS)


@pytest.mark.parametrize("day", [date(2010, 1, 1), date(2020, 12, 1), date(2024, 6, 1)])
@pytest.mark.parametrize("row", CATALOGUE.award_types, ids=lambda row: row.code)
def test_every_award_has_a_standard_and_an_authority_on_every_day(row, day):
    for subject in codes.CITATION_SUBJECTS:
        assert any(
            c.subject == subject
            and c.valid_from <= day
            and (c.valid_to is None or day < c.valid_to)
            for c in row.citations
        )


@pytest.mark.parametrize("row", CATALOGUE.award_types, ids=lambda row: row.code)
def test_the_amended_law_is_to_be_confirmed(row):
    after = [
        c
        for c in row.citations
        if c.document == "LUAT_06_2022" and (c.valid_to is None or c.valid_to > date(2026, 10, 1))
    ]
    assert after
    assert {c.standing for c in after} == {codes.Standing.TO_BE_CONFIRMED}


def test_titles_come_before_forms_and_ranks_are_distinct():
    ranks = [row.rank for row in CATALOGUE.award_types]
    assert len(set(ranks)) == len(ranks)
    titles = [row.rank for row in CATALOGUE.award_types if row.family == "TITLE"]
    forms = [row.rank for row in CATALOGUE.award_types if row.family == "FORM"]
    assert max(titles) < min(forms)


def test_what_awards_need_to_be_told():
    assert {code for code, row in TYPES.items() if row.needs_bloc} == {"CO_TINH", "CO_BO", "CO_CP"}
    assert {code for code, row in TYPES.items() if row.needs_qualifier} == {"KNC", "KHAC"}


def test_who_decides():
    assert TYPES["LDTT"].deciders[0] == "UNIT_HEAD"
    assert TYPES["TTLDXS"].deciders == ("PROVINCE_CHAIR", "MINISTER")
    assert TYPES["CO_CP"].deciders == ("GOVERNMENT", "PRIME_MINISTER")
    assert "Chính phủ quyết định" in TYPES["CO_CP"].note
    assert TYPES["HCLD_3"].deciders == ("PRESIDENT",)


def test_the_rule_sets_name_rules_and_numbers_that_exist():
    assert list(rule_problems(CATALOGUE.rule_sets)) == []


# --- Faulty files ---------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(DATA_FOLDER, tmp_path / "data")


def edit(folder, file, change):
    path = folder / file
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    change(next(iter(content.values())))
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")


def problems_of(folder):
    with pytest.raises(CatalogueError) as caught:
        read_catalogue(folder)
    return caught.value.problems


TITLES = "award_titles.yaml"


@pytest.mark.parametrize(
    ("file", "change", "expected"),
    [
        (
            TITLES,
            lambda rows: rows[0].pop("name"),
            "Tệp award_titles.yaml, mục “CO_CP”, trường “name”: còn thiếu.",
        ),
        (
            TITLES,
            lambda rows: rows[0].update(level="HUYEN"),
            "Tệp award_titles.yaml, mục “CO_CP”, trường “level”: “HUYEN” không thuộc",
        ),
        (
            TITLES,
            lambda rows: rows[0].update(nmae="x"),
            "Tệp award_titles.yaml, mục “CO_CP”, trường “nmae”: không có trong mẫu.",
        ),
        (
            TITLES,
            lambda rows: rows[0].update(object_kinds=[]),
            "trường “object_kinds”: phải là danh sách có ít nhất một mã",
        ),
        (
            TITLES,
            lambda rows: rows[0].update(deciders=["GOVERNMENT", "GOVERNMENT"]),
            "trường “deciders”: có mã lặp lại",
        ),
        (
            TITLES,
            lambda rows: rows[0].update(needs_bloc="có"),
            "trường “needs_bloc”: phải là true hoặc false",
        ),
        (TITLES, lambda rows: rows[0].update(rank=0), "trường “rank”: phải là số nguyên từ 1"),
        (
            TITLES,
            lambda rows: rows[0].update(valid_to=date(2000, 1, 1)),
            "trường “valid_to”: phải sau valid_from (2004-07-01)",
        ),
        (
            TITLES,
            lambda rows: rows[0].update(valid_from="01/07/2004"),
            "trường “valid_from”: phải là ngày dạng 2024-01-31",
        ),
        (
            TITLES,
            lambda rows: rows[0].update(code="DP_CO"),
            "trường “code”: tiền tố DP_ dành cho hình thức của đơn vị cài đặt",
        ),
        (
            TITLES,
            lambda rows: rows[0].update(code="co-cp"),
            "trường “code”: mã “co-cp” không đúng dạng",
        ),
        (
            TITLES,
            lambda rows: rows[0]["citations"][1].update(document="LUAT_1945"),
            "mục “CO_CP”, căn cứ 2, trường “document”: “LUAT_1945” không thuộc",
        ),
        (
            TITLES,
            lambda rows: rows[0]["citations"][1].update(provision=""),
            "mục “CO_CP”, căn cứ 2, trường “provision”: căn cứ đã đọc phải ghi điều khoản",
        ),
        (
            TITLES,
            lambda rows: rows[0].update(citations=[]),
            "trường “citations”: cần ít nhất một căn cứ về tiêu chuẩn",
        ),
        (TITLES, lambda rows: rows.append(rows[0]), "trường “code”: mã xuất hiện 2 lần"),
        (TITLES, lambda rows: rows.append("LDTT"), "số 11: phải là một nhóm"),
        (
            "documents.yaml",
            lambda rows: rows[0].update(standing="READ"),
            "Tệp documents.yaml, mục “LUAT_15_2003”, trường “standing”: “READ” không thuộc",
        ),
        (
            "documents.yaml",
            lambda rows: rows[1]["relations"][0].update(document="LUAT_1945"),
            "mục “LUAT_47_2005”, trường “relations”: “LUAT_1945” không phải văn bản khác",
        ),
        (
            "documents.yaml",
            lambda rows: rows[1]["relations"][0].update(kind="COPIES"),
            "mục “LUAT_47_2005”, quan hệ 1, trường “kind”: “COPIES” không thuộc",
        ),
        (
            "documents.yaml",
            lambda rows: rows[0].update(in_force_to=date(2000, 1, 1)),
            "trường “in_force_to”: phải sau in_force_from",
        ),
        (
            "rulesets/b.yaml",
            lambda rows: rows[0].update(valid_from=date(2018, 1, 1)),
            "mục “B”, trường “valid_from”: phải tiếp ngay sau bộ “A”",
        ),
        (
            "rulesets/a.yaml",
            lambda rows: rows[0]["documents"].append("LUAT_1945"),
            "mục “A”, trường “documents”: “LUAT_1945” không có trong documents.yaml",
        ),
        (
            "rulesets/a.yaml",
            lambda rows: rows[0]["awards"].update(LDTX=[]),
            "mục “A”, trường “awards”: “LDTX” không có trong danh mục",
        ),
        (
            "rulesets/a.yaml",
            lambda rows: rows[0]["awards"]["LDTT"][0].update(standing="MAYBE"),
            "mục “A”, LDTT, quy tắc 1, trường “standing”: “MAYBE” không thuộc",
        ),
    ],
)
def test_a_fault_is_named_with_file_entry_and_field(folder, file, change, expected):
    edit(folder, file, change)
    assert any(expected in problem for problem in problems_of(folder)), problems_of(folder)


def test_all_faults_are_told_at_once(folder):
    edit(folder, TITLES, lambda rows: rows[0].pop("name"))
    edit(folder, "documents.yaml", lambda rows: rows[0].pop("issuer"))
    assert len(problems_of(folder)) == 2


def test_a_key_given_twice_is_refused(folder):
    path = folder / "documents.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("    issuer: Quốc hội", "    issuer: A\n    issuer: B", 1), encoding="utf-8"
    )
    assert any("documents.yaml, dòng" in p and "hai lần" in p for p in problems_of(folder))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("documents: [", "Tệp documents.yaml, dòng"),
        ("laws: []", "phải có đúng một khóa gốc “documents”"),
        ("documents: {}", "“documents” phải là danh sách"),
    ],
)
def test_a_file_that_is_no_catalogue(folder, text, expected):
    (folder / "documents.yaml").write_text(text, encoding="utf-8")
    assert any(expected in problem for problem in problems_of(folder))


def test_a_missing_file(folder):
    (folder / "documents.yaml").unlink()
    assert "Không có tệp documents.yaml." in problems_of(folder)


def test_a_missing_rule_set_leaves_a_gap(folder):
    (folder / "rulesets/b.yaml").unlink()
    problems = problems_of(folder)
    assert any("mục “C”, trường “copy_of”: không có bộ “B”" in problem for problem in problems)
    assert any("phải tiếp ngay sau bộ “A”" in problem for problem in problems)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda rule: rule.update(rule="Luat1945_D1"), "quy tắc Luat1945_D1: không có quy tắc này"),
        (lambda rule: rule.update(thresholds={}), "trường “thresholds” còn thiếu min_grade"),
        (lambda rule: rule.update(parts=[{"rule": "X1"}]), "không nhận phần nào"),
    ],
)
def test_a_rule_set_must_fit_the_rules(folder, change, expected):
    edit(folder, "rulesets/a.yaml", lambda rows: change(rows[0]["awards"]["LDTT"][0]))
    found = list(rule_problems(read_catalogue(folder).rule_sets))
    assert any("Bộ quy tắc “A”, LDTT" in problem and expected in problem for problem in found), (
        found
    )
