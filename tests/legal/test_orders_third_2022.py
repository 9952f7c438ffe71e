"""Rules on the labour order, third class, for persons: Law 06/2022/QH15, Article 44."""
# ruff: noqa: N802 - a test bears the name of its rule, which is a citation key

from dataclasses import replace
from datetime import date

import pytest

from legal.rules.evaluate import evaluate
from legal.rules.facts import Tick
from legal.rules.registry import reviewed_rulebook
from tests.factories.legal import award, discipline, graded
from tests.legal.asking import (
    JUDGE,
    MET,
    NOT_MET,
    OUTSIDE,
    UNKNOWN,
    assert_left_to_people,
    found,
    outcome,
)
from tests.legal.orders import (
    EARLIER,
    FARMER,
    FOREIGNER,
    NOW,
    SCHOLAR,
    STAFF,
    WORKER,
    assert_any_of_the_clause,
    assert_asked_of_foreigners,
    assert_asked_of_nationals,
    assert_for_workers,
    assert_initiatives_in_scope,
    assert_model_of,
    climbing,
    recognised,
    titles,
)


def test_Luat2022_D44_ChapHanh():
    assert_asked_of_nationals("Luat2022_D44_ChapHanh")


def test_Luat2022_D44_CaNhan():
    assert_any_of_the_clause(
        "Luat2022_D44_CaNhan", "BK_TTG", *titles("CSTDCS", 2021, 2022, 2024), excellent=(2022,)
    )
    assert outcome("Luat2022_D44_CaNhan", FOREIGNER) is OUTSIDE


def test_Luat2022_D44_K1():
    assert_any_of_the_clause(
        "Luat2022_D44_K1", "BK_TTG", *titles("CSTDCS", 2021, 2022, 2024), excellent=(2022,)
    )


def test_Luat2022_D44_K1_a():
    assert_left_to_people("Luat2022_D44_K1_a", STAFF)
    assert "từ 05 năm trở lên" in found("Luat2022_D44_K1_a", STAFF).message


def test_Luat2022_D44_K1_b():
    assert_left_to_people("Luat2022_D44_K1_b", STAFF)


def test_Luat2022_D44_K1_c():
    assert_left_to_people("Luat2022_D44_K1_c", STAFF)


def test_Luat2022_D44_K1_d():
    assert_left_to_people("Luat2022_D44_K1_d", STAFF)


def test_Luat2022_D44_K1_dd():
    assert_left_to_people("Luat2022_D44_K1_dd", STAFF)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (climbing("BK_TTG", *titles("CSTDCS", 2021, 2022, 2024), excellent=(2022,)), MET),
        (climbing("BK_TTG", *titles("CSTDCS", 2021, 2022), excellent=(2022,), **EARLIER), NOT_MET),
        (climbing("BK_TTG", *titles("CSTDCS", 2021, 2022, 2024), **EARLIER), NOT_MET),
        # Titles from before the certificate do not lie in the time after it.
        (
            climbing("BK_TTG", *titles("CSTDCS", 2018, 2019, 2022), excellent=(2022,), **EARLIER),
            NOT_MET,
        ),
        # A certificate for a sudden deed is no ground under the decree, see below.
        (climbing("BK_TINH", *titles("CSTDCS", 2021, 2022, 2024), excellent=(2022,)), NOT_MET),
        # The year is not over and has no grade: it does not break the years.
        (
            climbing(
                "BK_TTG",
                *titles("CSTDCS", 2020, 2021, 2022),
                excellent=(2022,),
                years=(2020, 2021, 2022, 2023, 2024),
                decided=2019,
                as_of=date(2025, 6, 1),
            ),
            MET,
        ),
        (
            climbing(
                "BK_TTG",
                *titles("CSTDCS", 2020, 2021, 2022),
                excellent=(2022,),
                years=(2020, 2021, 2022, 2023, 2024),
                decided=2019,
                as_of=date(2026, 2, 1),
            ),
            UNKNOWN,
        ),
    ],
)
def test_Luat2022_D44_K1_e(facts, expected):
    assert outcome("Luat2022_D44_K1_e", facts) is expected


def test_a_ladder_says_what_was_found_and_what_lacks():
    facts = climbing("BK_TTG", *titles("CSTDCS", 2022), years=(2022, 2023, 2024, 2025), **EARLIER)
    facts = replace(facts, grades={**facts.grades, **graded("COMPLETED", 2021)})
    told = found("Luat2022_D44_K1_e", facts)
    assert told.outcome is NOT_MET
    assert "Đã được tặng Bằng khen Thủ tướng năm 2020" in told.message
    assert "tìm thấy 04 năm (2022–2025)" in told.message
    assert "Chuỗi năm dừng ở năm 2021: hoàn thành nhiệm vụ" in told.message
    assert told.remedy == (
        "Cần thêm 01 năm liên tục, mỗi năm hoàn thành tốt nhiệm vụ trở lên; trong các năm liên tục đó "
        "cần thêm 01 năm hoàn thành xuất sắc nhiệm vụ và 02 CSTĐ cơ sở."
    )
    assert told.facts["years"] == [2022, 2023, 2024, 2025]
    assert [row["ref"] for row in told.facts["counted"]] == [
        f"assessment:{year}" for year in (2022, 2023, 2024, 2025)
    ]


def test_an_earlier_award_is_named_with_its_decision_and_the_year_of_its_merit():
    facts = climbing("BK_TTG", years=(2022, 2023, 2024, 2025), **EARLIER)
    other = award("BK_TTG", 2018, decided_on=date(2019, 3, 1))
    told = found("Luat2022_D44_K1_e", replace(facts, awards=(*facts.awards, other)))
    assert (
        "Đã được tặng Bằng khen Thủ tướng năm 2020; "
        "Bằng khen Thủ tướng (quyết định năm 2019, cho thành tích năm 2018)."
    ) in told.message


def test_a_ladder_without_years_says_so_once():
    told = found("Luat2022_D44_K1_e", climbing("BK_TTG", years=(), **EARLIER))
    assert "; chưa có năm nào." in told.message
    assert "tìm thấy chưa" not in told.message
    assert "; chưa có." in told.message
    assert "có: chưa có" not in told.message


def test_a_ladder_names_the_records_that_lack():
    told = found(
        "Luat2022_D44_K1_e",
        climbing("BK_TTG", *titles("CSTDCS", 2021, 2022, 2023), years=(2024, 2025)),
    )
    assert told.outcome is UNKNOWN
    assert "kết quả xếp loại các năm 2020–2023" in told.remedy


def third_class(facts, day=date(2025, 12, 30)):
    verdict = evaluate("HCLD_3", facts, reviewed_rulebook(day))
    standard = next(one for one in verdict.findings if one.rule == "Luat2022_D44_CaNhan")
    ladder = next(one for one in standard.parts[0].parts if one.rule == "Luat2022_D44_K1_e")
    return verdict, ladder


READY = climbing("BK_TTG", *titles("CSTDCS", 2021, 2022, 2024), excellent=(2022,), **EARLIER)


def test_a_ladder_cut_by_discipline():
    warned = discipline("WARNING", date(2022, 3, 1), end=date(2023, 3, 1))
    verdict, ladder = third_class(replace(READY, disciplines=(warned,)))
    assert (verdict.code, verdict.blocking, ladder.outcome) == ("NOT_YET", True, NOT_MET)
    assert "cảnh cáo từ 01/03/2022 đến 01/03/2023" in ladder.message
    assert third_class(READY)[1].outcome is MET
    # The decree brought this: before it, the years counted.
    before = replace(READY, disciplines=(warned,))
    assert third_class(before, date(2025, 6, 30))[1].outcome is MET


def test_a_certificate_for_a_sudden_deed_feeds_no_ladder():
    sudden = award("BK_TTG", 2020, decided_on=date(2020, 5, 1), basis="SUDDEN")
    facts = replace(READY, awards=(sudden, *READY.awards[1:]))
    verdict, ladder = third_class(facts)
    assert ladder.outcome is NOT_MET
    principle = next(one for one in verdict.findings if one.rule == "ND152_2025_D4_K3")
    assert "Bằng khen Thủ tướng năm 2020 (thành tích đột xuất)" in principle.message
    assert third_class(facts, date(2025, 6, 30))[1].outcome is JUDGE


def test_an_order_already_given_for_the_same_years_is_weighed_by_people():
    twice = replace(READY, awards=(*READY.awards, award("HCLD_3", 2023)))
    assert third_class(twice)[1].outcome is JUDGE


def test_the_ladder_of_the_third_class_was_read_and_blocks():
    verdict, _ladder = third_class(replace(READY, awards=()))
    assert (verdict.code, verdict.blocking) == ("NOT_YET", True)
    first = evaluate("HCLD_1", replace(READY, awards=()), NOW)
    # Read in one copy only: it warns.
    assert (first.code, first.blocking) == ("NOT_YET", False)


def test_Luat2022_D44_K1_g():
    assert_left_to_people("Luat2022_D44_K1_g", STAFF)


def test_Luat2022_D44_K2():
    assert_for_workers("Luat2022_D44_K2", 5)


def test_Luat2022_D44_K2_a():
    assert outcome("Luat2022_D44_K2_a", replace(WORKER, claims=frozenset({"PRIZE"}))) is JUDGE
    reached = climbing(
        "BK_TTG", *titles("CSTDCS", 2021, 2022, 2024), excellent=(2022,), occupation="WORKER"
    )
    assert outcome("Luat2022_D44_K2_a", reached) is NOT_MET


def test_Luat2022_D44_K2_b():
    ready = replace(WORKER, initiatives=recognised(1))
    assert outcome("Luat2022_D44_K2_b", ready) is JUDGE
    assert outcome("Luat2022_D44_K2_b", WORKER) is NOT_MET
    assert outcome("Luat2022_D44_K2_b", FARMER) is OUTSIDE


def test_Luat2022_D44_K2_b_SangKien():
    assert_initiatives_in_scope("Luat2022_D44_K2_b_SangKien", 1, WORKER)


def test_Luat2022_D44_K2_b_KemCap():
    assert_left_to_people("Luat2022_D44_K2_b_KemCap", WORKER)


def test_Luat2022_D44_K2_c():
    ready = replace(FARMER, initiatives=recognised(1))
    assert outcome("Luat2022_D44_K2_c", ready) is MET
    assert outcome("Luat2022_D44_K2_c", FARMER) is JUDGE
    assert outcome("Luat2022_D44_K2_c", WORKER) is OUTSIDE


def test_Luat2022_D44_K2_c_SangKien():
    assert_initiatives_in_scope("Luat2022_D44_K2_c_SangKien", 1, FARMER)


def test_Luat2022_D44_K2_c_MoHinh():
    assert_model_of("Luat2022_D44_K2_c_MoHinh", 3)


def test_Luat2022_D44_K3():
    assert outcome("Luat2022_D44_K3", replace(SCHOLAR, claims=frozenset({"INVENTION"}))) is JUDGE
    assert outcome("Luat2022_D44_K3", SCHOLAR) is NOT_MET
    assert outcome("Luat2022_D44_K3", STAFF) is OUTSIDE


def test_Luat2022_D44_K6_CaNhan_TonTrong():
    assert_asked_of_foreigners("Luat2022_D44_K6_CaNhan_TonTrong")


def test_Luat2022_D44_K6_CaNhan_ThanhTich():
    assert_asked_of_foreigners("Luat2022_D44_K6_CaNhan_ThanhTich")


def test_people_decide_with_a_name_and_a_date_what_the_law_leaves_open():
    in_its_year = replace(
        READY,
        awards=(award("BK_TTG", 2020, decided_on=date(2021, 5, 1)), *READY.awards[1:]),
    )
    assert third_class(in_its_year)[1].outcome is JUDGE
    for ok, expected in ((True, MET), (False, NOT_MET)):
        tick = Tick(ok, "Lê Thị An", date(2025, 12, 1), "theo biên bản")
        ticked = replace(in_its_year, ticks={"Luat2022_D44_K1_e": tick})
        ladder = third_class(ticked)[1]
        assert ladder.outcome is expected
        assert "năm 2021 là năm quyết định tặng Bằng khen Thủ tướng" in ladder.message
        assert "Lê Thị An" in ladder.message
        assert "01/12/2025: theo biên bản" in ladder.message
    # People decide on a point, not on the clause above it.
    above = replace(in_its_year, ticks={"Luat2022_D44_K1": tick})
    verdict, ladder = third_class(above)
    assert (verdict.code, ladder.outcome) == ("NEEDS_JUDGEMENT", JUDGE)
    # A tick changes nothing where the records speak.
    sure = replace(READY, ticks={"Luat2022_D44_K1_e": replace(tick, ok=False)})
    assert third_class(sure)[1].outcome is MET
    assert "Lê Thị An" not in third_class(sure)[1].message


def test_a_dossier_that_claims_nothing_of_the_article_is_told_what_it_may_claim():
    verdict = evaluate("HCLD_3", replace(READY, claims=frozenset({"POLITICAL"})), NOW)
    standard = next(one for one in verdict.findings if one.rule == "Luat2022_D44_CaNhan")
    assert standard.outcome is NOT_MET
    assert standard.message == "Hồ sơ chưa nêu thành tích nào mà điều khoản này nhận."
    assert "công trạng qua các năm" in standard.remedy
