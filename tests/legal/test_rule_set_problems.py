"""What keeps a version from being published, each with place, reason and next step."""

from dataclasses import replace
from datetime import date

import pytest

from core.errors import GuardRefused, InvalidInput
from legal.domain.rule_set_writing import sha256_of
from legal.models import RuleSetVersion
from legal.rules.registry import registry, rule_sets
from legal.rules.threshold_kinds import KINDS, NOTATIONS
from legal.selectors.number_words import plain_words
from legal.selectors.rule_words import named
from legal.services import rule_set_drafts, rule_set_edits, rule_set_figures, rule_set_steps
from legal.services.publication import problems
from legal.services.rule_set_numbers import coded
from tests.factories.personnel import AT
from tests.factories.rule_sets import (
    a_tree,
    change,
    confirm_all,
    legal_officer,
    open_draft,
    place,
    version_of,
)

pytestmark = pytest.mark.django_db

HANH, KHOA = legal_officer(1, "Trần Thị Hạnh"), legal_officer(2, "Lê Văn Khoa")


def with_content(draft, **parts):
    """A draft whose content somebody wrote past the forms."""
    content = {**draft.content, **parts}
    RuleSetVersion.objects.filter(pk=draft.pk).update(
        content=content, content_sha256=sha256_of(content)
    )
    return version_of(draft.rule_set.code, draft.number)


@pytest.fixture
def draft():
    return open_draft("2025B", HANH)


def told(version, *words):
    """The problem that holds all these words."""
    found = [text for text in problems(version) if all(word in text for word in words)]
    assert found, problems(version)
    return found[0]


def test_a_sound_version_has_none(draft):
    assert problems(draft) == []


def test_every_fault_of_malformed_content_is_told_at_once(draft):
    version = with_content(
        draft,
        awards={
            "LDTT": [{"rule": "Luat2022_D24_K1_a", "standing": "READ", "thresholds": {"a": [1]}}],
            "LDTX": [{"rule": "Luat1945_D1", "standing": "TEXT_READ", "ghi_chu": "x"}],
        },
        quotas=[{"code": "Q1", "award": "CSTDCS", "standing": "TEXT_READ"}],
        deadlines="cuối năm",
    )
    found = problems(version)
    assert len(found) >= 6
    told(version, "READ", "không thuộc")
    told(version, "ngưỡng “a”")
    told(version, "ghi_chu", "không có trong mẫu")
    told(version, "Luat1945_D1", "không có quy tắc này")
    told(version, "LDTX", "không có trong danh mục", "Gỡ các điều kiện")
    told(version, "Q1", "cơ số, cách làm tròn, căn cứ", "Sửa chỉ tiêu")
    told(version, "deadlines", "phải là danh sách")


@pytest.mark.parametrize("content", [{}, {"awards": []}, {"awards": {"LDTT": "x"}}])
def test_content_of_any_shape_is_told_and_never_crashes(draft, content):
    RuleSetVersion.objects.filter(pk=draft.pk).update(content=content)
    version = version_of("2025B", 2)
    assert problems(version)
    with pytest.raises(GuardRefused):
        rule_set_steps.perform_step(version, "submit", by=HANH, at=AT)


def test_what_waits_is_told_once_for_each_award():
    found = problems(version_of("2026C"))
    assert len([one for one in found if "chưa ai đối chiếu" in one]) == len(set(found)) < 40
    told(version_of("2026C"), "CSTĐ cơ sở: 7 điều kiện chưa ai đối chiếu với văn bản.")


def test_the_note_of_the_version_that_only_reminded_is_to_be_revised():
    version = open_draft("2026C", HANH)
    former = version.note
    confirm_all(version, HANH)
    assert problems(version) == []
    change(version, lambda draft: replace(draft, note=former), HANH)
    (problem,) = problems(version)
    assert "vẫn là ghi chú của bản chỉ nhắc" in problem


def test_rules_of_one_article_are_told_apart_by_what_they_ask():
    names = [named(rule) for rule in registry]
    assert len(set(names)) == len(names)
    assert max(map(len, names)) < 260


def test_periods_of_national_sets_neither_overlap_nor_leave_a_gap(draft):
    def period(start, end):
        edit = rule_set_edits.set_head(
            valid_from=start, valid_to=end, document_codes=draft.document_codes,
            scope_codes=(), note=draft.note, both=False,
        )  # fmt: skip
        change(draft, edit, HANH)
        return draft

    told(period(date(2025, 6, 1), date(2026, 10, 1)), "trùng với bộ “2024A”")
    told(period(date(2025, 7, 1), date(2026, 11, 1)), "trùng với bộ “2026C”")
    told(period(date(2025, 7, 1), date(2026, 9, 1)), "01/09/2026 đến 30/09/2026")
    told(period(date(2025, 8, 1), date(2026, 10, 1)), "01/07/2025 đến 31/07/2025")
    assert problems(period(date(2025, 7, 1), date(2026, 10, 1))) == []


def test_a_border_is_moved_by_working_on_both_sets(draft):
    later = open_draft("2026C", HANH)
    for version, start, end in (
        (draft, date(2025, 7, 1), date(2026, 11, 1)),
        (later, date(2026, 11, 1), date(2027, 3, 1)),
    ):
        edit = rule_set_edits.set_head(
            valid_from=start, valid_to=end, document_codes=version.document_codes,
            scope_codes=(), note=version.note, both=True,
        )  # fmt: skip
        change(version, edit, HANH)
    confirm_all(later, HANH)
    assert problems(draft) == []
    assert problems(later) == []


def provincial(code="BX1", scopes=("BX",), **more):
    a_tree()
    return rule_set_drafts.open_set(
        code=code, layer=more.pop("layer", "PROVINCE"), name="Quy định của tỉnh Biển Xanh",
        valid_from=more.pop("valid_from", date(2025, 1, 1)), scope_codes=list(scopes),
        by=HANH, at=AT, **more,
    )  # fmt: skip


def test_a_provincial_entry_needs_a_source_and_units():
    version = provincial(scopes=())
    add = rule_set_edits.add_entry(
        place("LDTT"), rule="Luat2022_D24_K1_a", thresholds={"min_grade": "EXCELLENT"}
    )
    change(version, add, HANH)
    told(version, "Đơn vị áp dụng", "Ghi mã đơn vị")
    told(version, "chưa có nguồn")
    edit = rule_set_edits.set_numbers(
        place("LDTT:0"), thresholds={"min_grade": "EXCELLENT"}, note="Điều 3 Quy định của tỉnh."
    )
    change(version, edit, HANH)
    assert not any("chưa có nguồn" in text for text in problems(version))


def test_two_provincial_sets_of_the_same_unit_do_not_overlap():
    provincial()
    told(provincial("BX2"), "trùng với bộ “BX1”")
    elsewhere = provincial("TV1", scopes=("TV",))
    assert not any("trùng" in text for text in problems(elsewhere))


def test_a_set_of_the_installation_may_hold_what_only_reminds():
    version = provincial("NHAC", layer="INSTALLATION", scopes=())
    add = rule_set_edits.add_entry(
        place("LDTT"), rule="Luat2022_D24_K1_a", thresholds={"min_grade": "GOOD"}
    )
    change(version, add, HANH)
    assert problems(version) == []


@pytest.mark.parametrize(
    ("rule", "thresholds", "words"),
    [
        ("Luat2022_D24_K1_a", {"min_grade": "GOD"}, "“GOD”"),
        ("Luat2022_D22_K1_a", {"title": "CSTDCS, CSTDSC", "times": 3}, "“CSTDSC”"),
        (
            "Luat2022_D74_K1_d_ChienSi",
            {"title": "CSTD", "times": 2},
            "title (Danh hiệu phải có): không có mã “CSTD”",
        ),
        ("Luat2022_D23_K2_SangKien", {"scopes": "TINH"}, "“TINH”"),
        ("Luat2022_D22_K1_a", {"title": "CSTDCS", "times": 0}, "phải là số từ 1 đến 50"),
        ("Luat2022_D22_K1_a", {"title": "CSTDCS", "times": 999}, "times (Số lần liên tục)"),
        ("Luat2022_D22_K1_a", {"title": "CSTDCS", "times": "hai"}, "đang là “hai”"),
    ],
)
def test_a_number_out_of_bounds_or_a_code_nobody_knows_is_told(draft, rule, thresholds, words):
    entry = {"rule": rule, "standing": "TEXT_READ", "thresholds": thresholds}
    version = with_content(draft, awards={"LDTT": [entry]})
    told(version, words)


def test_the_codes_of_the_reviewed_sets_are_known(draft):
    for code in ("A", "B", "C", "2024A", "2025B", "2026C", "2027D"):
        found = problems(version_of(code))
        assert not any("không có mã" in text for text in found), found


def test_every_number_of_every_rule_has_a_kind():
    names = {name for rule in registry.values() for name in rule.threshold_labels}
    assert names == set(KINDS)


def written():
    """Every text of the notation in the reviewed sets, with its name."""
    return sorted(
        {
            (name, value)
            for row in rule_sets().values()
            for _place, entry in row.every_entry()
            for name, value in entry.thresholds.items()
            if KINDS[name].form in NOTATIONS
        }
    )


def test_the_notation_is_written_in_the_words_it_is_shown_in():
    for name, value in written():
        shown = plain_words(name, value)
        assert coded("Luat2022_D42_K1_dd", {name: shown}, {name: value}) == {name: value}, shown


@pytest.mark.parametrize(
    ("name", "typed", "kept"),
    [
        ("in_time", "2 cờ chính phủ", "2 CO_CP"),
        ("in_time", "1 CO_CP + 02 Co thi dua bo | cờ thi đua của tỉnh; hoặc 3 sáng kiến",
         "1 CO_CP + 2 CO_BO|CO_TINH; 3 INITIATIVE"),
        ("in_time", "3 năm hoàn thành tốt nhiệm vụ trở lên", "3 GOOD"),
        ("in_time", "1 Hình thức khen thưởng khác hoặc do cấp khen thưởng chọn", "1 KHAC"),
        ("each_year", "CSTĐ cơ sở hoặc Hoàn thành xuất sắc nhiệm vụ và sáng kiến",
         "CSTDCS | EXCELLENT & INITIATIVE"),
        ("min_years", 50, 50),
    ],
)  # fmt: skip
def test_names_stand_for_codes_marks_and_case_aside(name, typed, kept):
    assert coded("Luat2022_D42_K1_dd", {name: typed}, {}) == {name: kept}


@pytest.mark.parametrize(
    ("name", "typed", "words"),
    [
        ("in_time", "3 CSTDXX", "CSTĐ cơ sở (CSTDCS)"),
        ("each_year", "Hoàn thành xuất xắc nhiệm vụ", "hoàn thành xuất sắc nhiệm vụ (EXCELLENT)"),
        ("in_time", "CSTDCS", "số lượng rồi tên hoặc mã"),
        ("in_time", "99 CSTDCS", "số từ 1 đến 50"),
        ("min_years", 0, "phải là số từ 1 đến 50"),
        ("min_percent", 101, "phải là số từ 1 đến 100"),
        ("prior", "BK_XA", "không có mã “BK_XA”"),
    ],
)
def test_what_nobody_knows_is_refused_with_what_is_near(draft, name, typed, words):
    with pytest.raises(InvalidInput) as refused:
        coded("Luat2022_D42_K1_dd", {name: typed}, {})
    (problem,) = refused.value.problems
    assert problem.field == name
    assert words in problem.reason


def test_a_quota_is_refused_without_what_it_is_a_share_of():
    with pytest.raises(InvalidInput) as refused:
        rule_set_figures.put_quota({"code": "Q", "award": "CSTDCS", "base": "TITLE"})
    fields = {problem.field for problem in refused.value.problems}
    assert fields == {"rounding", "citation", "percent", "base_award"}


@pytest.mark.parametrize("base", ["STAFF", "FIXED"])
@pytest.mark.parametrize("percent", [-15, 0, 101, 150])
def test_a_share_of_more_than_the_whole_is_refused(draft, base, percent):
    quota = {"code": "Q", "award": "CSTDCS", "base": base, "limit": 3, "percent": percent,
             "rounding": "DOWN", "citation": "Điều 3"}  # fmt: skip
    with pytest.raises(InvalidInput) as refused:
        rule_set_figures.put_quota(quota)
    (problem,) = refused.value.problems
    assert (problem.field, problem.reason) == ("percent", "Tỷ lệ phần trăm phải từ 1 đến 100.")
    told(with_content(draft, quotas=[{**quota, "standing": "TEXT_READ"}]), "từ 1 đến 100")


def test_an_unknown_rule_or_a_missing_number_is_refused_when_added(draft):
    with pytest.raises(InvalidInput, match="không có quy tắc"):
        rule_set_edits.add_entry(place("LDTT"), rule="Luat1945_D1", thresholds={})
    with pytest.raises(InvalidInput, match="Còn thiếu số liệu"):
        rule_set_edits.add_entry(place("LDTT"), rule="Luat2022_D24_K1_a", thresholds={})
