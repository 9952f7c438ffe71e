"""Rules on the labour order, first class, for persons: Law 06/2022/QH15, Article 42."""
# ruff: noqa: N802 - a test bears the name of its rule, which is a citation key

from dataclasses import replace

import pytest

from tests.factories.legal import award, graded, person
from tests.legal.asking import JUDGE, MET, NOT_MET, OUTSIDE, UNKNOWN, assert_left_to_people, outcome
from tests.legal.orders import (
    FARMER,
    FOREIGNER,
    SCHOLAR,
    STAFF,
    WORKER,
    YEARS,
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


def test_Luat2022_D42_ChapHanh():
    assert_asked_of_nationals("Luat2022_D42_ChapHanh")


def test_Luat2022_D42_CaNhan():
    assert_any_of_the_clause(
        "Luat2022_D42_CaNhan",
        "HCLD_2",
        *titles("CSTD_TINH", 2022, 2024),
        excellent=(2021, 2023, 2025),
    )
    assert outcome("Luat2022_D42_CaNhan", FOREIGNER) is OUTSIDE


def test_Luat2022_D42_K1():
    assert_any_of_the_clause(
        "Luat2022_D42_K1", "HCLD_2", *titles("CSTD_TINH", 2022, 2024), excellent=(2021, 2023, 2025)
    )


def test_Luat2022_D42_K1_a():
    assert_left_to_people("Luat2022_D42_K1_a", STAFF)


def test_Luat2022_D42_K1_b():
    assert_left_to_people("Luat2022_D42_K1_b", STAFF)


def test_Luat2022_D42_K1_c():
    assert_left_to_people("Luat2022_D42_K1_c", STAFF)


def test_Luat2022_D42_K1_d():
    assert_left_to_people("Luat2022_D42_K1_d", STAFF)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (climbing("HCLD_2", *titles("CSTD_TINH", 2022, 2024), excellent=(2021, 2023, 2025)), MET),
        # The titles need not be consecutive, and may be of a ministry or a province.
        (
            climbing(
                "HCLD_2",
                award("CSTD_BO", 2021),
                award("CSTD_TINH", 2025),
                excellent=(2021, 2022, 2023),
            ),
            MET,
        ),
        # A national fighter's title is not what the article asks for.
        (climbing("HCLD_2", *titles("CSTDTQ", 2022, 2024), excellent=(2021, 2023, 2025)), NOT_MET),
        (climbing("HCLD_2", *titles("CSTD_TINH", 2022), excellent=(2021, 2023, 2025)), NOT_MET),
        (climbing("HCLD_3", *titles("CSTD_TINH", 2022, 2024), excellent=YEARS), NOT_MET),
        # The years must last until the proposal.
        (
            climbing(
                "HCLD_2",
                *titles("CSTD_TINH", 2016, 2018),
                excellent=(2015, 2016, 2017),
                years=(2015, 2016, 2017, 2018, 2019, 2020),
                decided=2014,
                grades={**graded("EXCELLENT", *range(2015, 2021)), **graded("COMPLETED", 2022)},
            ),
            NOT_MET,
        ),
        # Whether the year of the decision counts is left to people.
        (
            climbing(
                "HCLD_2",
                *titles("CSTD_TINH", 2022, 2024),
                excellent=(2021, 2023, 2025),
                decided=2021,
            ),
            JUDGE,
        ),
        (
            climbing(
                "HCLD_2", *titles("CSTD_TINH", 2022, 2024), excellent=(2022, 2024), years=(2025,)
            ),
            UNKNOWN,
        ),
        (person(year=2025, grades=graded("EXCELLENT", *YEARS), awards=None), UNKNOWN),
    ],
)
def test_Luat2022_D42_K1_dd(facts, expected):
    assert outcome("Luat2022_D42_K1_dd", facts) is expected


def test_Luat2022_D42_K1_e():
    assert_left_to_people("Luat2022_D42_K1_e", STAFF)


def test_Luat2022_D42_K2():
    assert_for_workers("Luat2022_D42_K2", 4)


def test_Luat2022_D42_K2_a():
    assert outcome("Luat2022_D42_K2_a", replace(WORKER, claims=frozenset({"PRIZE"}))) is JUDGE
    reached = climbing(
        "HCLD_2",
        *titles("CSTD_TINH", 2022, 2024),
        excellent=(2021, 2023, 2025),
        occupation="WORKER",
    )
    assert outcome("Luat2022_D42_K2_a", reached) is NOT_MET


def test_Luat2022_D42_K2_b():
    ready = replace(WORKER, initiatives=recognised(3))
    assert outcome("Luat2022_D42_K2_b", ready) is JUDGE
    assert outcome("Luat2022_D42_K2_b", WORKER) is NOT_MET
    assert outcome("Luat2022_D42_K2_b", FARMER) is OUTSIDE


def test_Luat2022_D42_K2_b_SangKien():
    assert_initiatives_in_scope("Luat2022_D42_K2_b_SangKien", 3, WORKER)


def test_Luat2022_D42_K2_b_KemCap():
    assert_left_to_people("Luat2022_D42_K2_b_KemCap", WORKER)


def test_Luat2022_D42_K2_c():
    ready = replace(FARMER, initiatives=recognised(3))
    assert outcome("Luat2022_D42_K2_c", ready) is MET
    assert outcome("Luat2022_D42_K2_c", FARMER) is JUDGE
    assert outcome("Luat2022_D42_K2_c", WORKER) is OUTSIDE


def test_Luat2022_D42_K2_c_SangKien():
    assert_initiatives_in_scope("Luat2022_D42_K2_c_SangKien", 3, FARMER)


def test_Luat2022_D42_K2_c_MoHinh():
    assert_model_of("Luat2022_D42_K2_c_MoHinh", 5)


def test_Luat2022_D42_K3():
    assert outcome("Luat2022_D42_K3", replace(SCHOLAR, claims=frozenset({"INVENTION"}))) is JUDGE
    assert outcome("Luat2022_D42_K3", SCHOLAR) is NOT_MET
    assert outcome("Luat2022_D42_K3", STAFF) is OUTSIDE


def test_Luat2022_D42_K6_CaNhan_TonTrong():
    assert_asked_of_foreigners("Luat2022_D42_K6_CaNhan_TonTrong")


def test_Luat2022_D42_K6_CaNhan_ThanhTich():
    assert_asked_of_foreigners("Luat2022_D42_K6_CaNhan_ThanhTich")
