"""What keeps a version from being published, each with place, reason and next step."""

from datetime import date

import pytest

from core.errors import GuardRefused, InvalidInput
from legal.domain.rule_set_writing import sha256_of
from legal.models import RuleSetVersion
from legal.rules.registry import registry
from legal.selectors.rule_words import named
from legal.services import rule_set_drafts, rule_set_edits, rule_set_steps
from legal.services.publication import problems
from tests.factories.personnel import AT
from tests.factories.rule_sets import (
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


def test_an_unconfirmed_entry_names_award_article_and_what_to_do(draft):
    edit = rule_set_edits.set_numbers(place("LDTT:0"), thresholds={"min_grade": "EXCELLENT"})
    change(draft, edit, HANH)
    told(draft, "LĐTT, Điều 24 khoản 1 điểm a", "chưa ai đối chiếu", "Đối chiếu")


def test_rules_of_one_article_are_told_apart_by_what_they_ask():
    names = [named(rule) for rule in registry]
    assert len(set(names)) == len(names)
    assert max(map(len, names)) < 260


def test_parts_of_one_article_stand_in_the_list_each_by_itself():
    found = [
        one for one in problems(version_of("2026C")) if one.startswith("CSTĐ cơ sở, Điều 23 kho")
    ]
    assert len(found) == 7
    assert told(version_of("2026C"), "CSTĐ cơ sở", "“Có sáng kiến được cơ sở công nhận”")


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
    ],
)
def test_a_code_nobody_knows_is_told(draft, rule, thresholds, words):
    entry = {"rule": rule, "standing": "TEXT_READ", "thresholds": thresholds}
    version = with_content(draft, awards={"LDTT": [entry]})
    told(version, words)


def test_the_codes_of_the_reviewed_sets_are_known(draft):
    for code in ("A", "B", "C", "2024A", "2025B", "2026C", "2027D"):
        found = problems(version_of(code))
        assert not any("không có mã" in text for text in found), found


def test_a_quota_is_refused_without_what_it_is_a_share_of():
    with pytest.raises(InvalidInput) as refused:
        rule_set_edits.put_quota({"code": "Q", "award": "CSTDCS", "base": "TITLE"})
    fields = {problem.field for problem in refused.value.problems}
    assert fields == {"rounding", "citation", "percent", "base_award"}


@pytest.mark.parametrize("base", ["STAFF", "FIXED"])
@pytest.mark.parametrize("percent", [-15, 0, 101, 150])
def test_a_share_of_more_than_the_whole_is_refused(draft, base, percent):
    quota = {"code": "Q", "award": "CSTDCS", "base": base, "limit": 3, "percent": percent,
             "rounding": "DOWN", "citation": "Điều 3"}  # fmt: skip
    with pytest.raises(InvalidInput) as refused:
        rule_set_edits.put_quota(quota)
    (problem,) = refused.value.problems
    assert (problem.field, problem.reason) == ("percent", "Tỷ lệ phần trăm phải từ 1 đến 100.")
    told(with_content(draft, quotas=[{**quota, "standing": "TEXT_READ"}]), "từ 1 đến 100")


def test_an_unknown_rule_or_a_missing_number_is_refused_when_added(draft):
    with pytest.raises(InvalidInput, match="không có quy tắc"):
        rule_set_edits.add_entry(place("LDTT"), rule="Luat1945_D1", thresholds={})
    with pytest.raises(InvalidInput, match="Còn thiếu số liệu"):
        rule_set_edits.add_entry(place("LDTT"), rule="Luat2022_D24_K1_a", thresholds={})
