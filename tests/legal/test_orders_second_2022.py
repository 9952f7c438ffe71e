"""Rules on the labour order, second class, for persons: Law 06/2022/QH15, Article 43."""
# ruff: noqa: N802 - a test bears the name of its rule, which is a citation key

from dataclasses import replace
from datetime import date

from tests.factories.legal import award, graded, person
from tests.legal.asking import JUDGE, MET, NOT_MET, OUTSIDE, assert_left_to_people, outcome
from tests.legal.orders import (
    EARLIER,
    FARMER,
    FOREIGNER,
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


def test_Luat2022_D43_ChapHanh():
    assert_asked_of_nationals("Luat2022_D43_ChapHanh")


def test_Luat2022_D43_CaNhan():
    assert_any_of_the_clause(
        "Luat2022_D43_CaNhan", "HCLD_3", *titles("CSTD_BO", 2023), excellent=(2021, 2023)
    )
    assert outcome("Luat2022_D43_CaNhan", FOREIGNER) is OUTSIDE


def test_Luat2022_D43_K1():
    assert_any_of_the_clause(
        "Luat2022_D43_K1", "HCLD_3", *titles("CSTD_BO", 2023), excellent=(2021, 2023)
    )


def test_Luat2022_D43_K1_a():
    assert_left_to_people("Luat2022_D43_K1_a", STAFF)


def test_Luat2022_D43_K1_b():
    assert_left_to_people("Luat2022_D43_K1_b", STAFF)


def test_Luat2022_D43_K1_c():
    assert_left_to_people("Luat2022_D43_K1_c", STAFF)


def test_Luat2022_D43_K1_d():
    assert_left_to_people("Luat2022_D43_K1_d", STAFF)


def test_Luat2022_D43_K1_dd():
    name = "Luat2022_D43_K1_dd"
    held = titles("CSTD_TINH", 2023)
    assert outcome(name, climbing("HCLD_3", *held, excellent=(2021, 2023))) is MET
    assert outcome(name, climbing("HCLD_3", *held, excellent=(2021,), **EARLIER)) is NOT_MET
    assert outcome(name, climbing("HCLD_3", excellent=(2021, 2023), **EARLIER)) is NOT_MET
    assert outcome(name, climbing("BK_TTG", *held, excellent=(2021, 2023))) is NOT_MET


def test_the_second_class_does_not_ask_for_years_until_the_proposal():
    # "đến thời điểm đề nghị" stands in Articles 42 and 44, not in Article 43.
    run = {"years": (2015, 2016, 2017, 2018, 2019), "decided": 2014}
    grades = {**graded("GOOD", *run["years"]), **graded("EXCELLENT", 2015, 2016)}
    grades |= graded("COMPLETED", *range(2020, 2026))

    def who(prior, *held):
        awards = (award(prior, 2014, decided_on=date(2014, 5, 1)), *held)
        return person(year=2025, grades=grades, awards=awards)

    second = who("HCLD_3", *titles("CSTD_TINH", 2017))
    assert outcome("Luat2022_D43_K1_dd", second) is MET
    third = who("BK_TTG", *titles("CSTDCS", 2016, 2017, 2018))
    assert outcome("Luat2022_D44_K1_e", third) is NOT_MET


def test_Luat2022_D43_K1_e():
    assert_left_to_people("Luat2022_D43_K1_e", STAFF)


def test_Luat2022_D43_K2():
    assert_for_workers("Luat2022_D43_K2", 4)


def test_Luat2022_D43_K2_a():
    assert outcome("Luat2022_D43_K2_a", replace(WORKER, claims=frozenset({"PRIZE"}))) is JUDGE
    reached = climbing(
        "HCLD_3", *titles("CSTD_BO", 2023), excellent=(2021, 2023), occupation="WORKER"
    )
    assert outcome("Luat2022_D43_K2_a", reached) is NOT_MET


def test_Luat2022_D43_K2_b():
    ready = replace(WORKER, initiatives=recognised(2))
    assert outcome("Luat2022_D43_K2_b", ready) is JUDGE
    assert outcome("Luat2022_D43_K2_b", WORKER) is NOT_MET
    assert outcome("Luat2022_D43_K2_b", FARMER) is OUTSIDE


def test_Luat2022_D43_K2_b_SangKien():
    assert_initiatives_in_scope("Luat2022_D43_K2_b_SangKien", 2, WORKER)


def test_Luat2022_D43_K2_b_KemCap():
    assert_left_to_people("Luat2022_D43_K2_b_KemCap", WORKER)


def test_Luat2022_D43_K2_c():
    ready = replace(FARMER, initiatives=recognised(2))
    assert outcome("Luat2022_D43_K2_c", ready) is MET
    assert outcome("Luat2022_D43_K2_c", FARMER) is JUDGE
    assert outcome("Luat2022_D43_K2_c", WORKER) is OUTSIDE


def test_Luat2022_D43_K2_c_SangKien():
    assert_initiatives_in_scope("Luat2022_D43_K2_c_SangKien", 2, FARMER)


def test_Luat2022_D43_K2_c_MoHinh():
    assert_model_of("Luat2022_D43_K2_c_MoHinh", 4)


def test_Luat2022_D43_K3():
    assert outcome("Luat2022_D43_K3", replace(SCHOLAR, claims=frozenset({"INVENTION"}))) is JUDGE
    assert outcome("Luat2022_D43_K3", SCHOLAR) is NOT_MET
    assert outcome("Luat2022_D43_K3", STAFF) is OUTSIDE


def test_Luat2022_D43_K6_CaNhan_TonTrong():
    assert_asked_of_foreigners("Luat2022_D43_K6_CaNhan_TonTrong")


def test_Luat2022_D43_K6_CaNhan_ThanhTich():
    assert_asked_of_foreigners("Luat2022_D43_K6_CaNhan_ThanhTich")
