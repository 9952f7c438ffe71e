"""Every rule of the province's decision, by its name, and how the layer adds to the Law."""
# ruff: noqa: N802 - a test bears the name of its rule, which is a citation key

from dataclasses import replace
from datetime import date

import pytest

from legal.rules.facts import MemberCount, Tick, YearRecord
from tests.factories.legal import award, collective, graded, initiative, person
from tests.legal import asking
from tests.legal.asking import JUDGE, MET, NOT_MET, OUTSIDE, UNKNOWN, registry

BAC_NINH = "BACNINH2025"
YEAR = 2025
DAY = date(2025, 12, 20)
UNIT = collective(year=YEAR)
HOUSEHOLD = collective(year=YEAR, kind="HOUSEHOLD")
PERSON = person(year=YEAR)
OUTSIDER = person(year=YEAR, occupation="FARMER")
SCHOLAR = person(year=YEAR, occupation="SCHOLAR")


def outcome(rule, facts, **where):
    return asking.outcome(rule, facts, rule_set=BAC_NINH, **where)


def left_to_people(rule, facts):
    asking.assert_left_to_people(rule, facts, rule_set=BAC_NINH)


def repeated(rule, facts):
    """One judgement, written for the provision of the Law, serves the decision too."""
    left_to_people(rule, facts)
    national = registry[rule].repeats
    assert national in registry
    for ok, expected in ((True, MET), (False, NOT_MET)):
        tick = Tick(ok, "Trần Văn Bình", date(2025, 12, 18))
        told = asking.found(rule, replace(facts, ticks={national: tick}), rule_set=BAC_NINH)
        assert told.outcome is expected
        assert "Trần Văn Bình" in told.message


def having(**counts):
    values = {"total": 20, "ldtt": 14, "cstdcs": 1, "completed": 20, "disciplined": 0}
    return collective(year=YEAR, members={YEAR: MemberCount(**{**values, **counts})})


def leading(*levels, party=None, **changes):
    grades = {YEAR: YearRecord(YEAR, party)} if party else {}
    return collective(year=YEAR, leads={YEAR: frozenset(levels)}, party_grades=grades, **changes)


# --- The province's flag --------------------------------------------------------------------


def test_QD86_2025_BN_D3_K1():
    assert outcome("QD86_2025_BN_D3_K1", leading("PROVINCE", party="EXCELLENT")) is JUDGE
    assert outcome("QD86_2025_BN_D3_K1", leading("PROVINCE", party="GOOD")) is NOT_MET
    assert outcome("QD86_2025_BN_D3_K1", leading("MINISTRY", party="EXCELLENT")) is NOT_MET


def test_QD86_2025_BN_D3_K1_DanDau():
    assert outcome("QD86_2025_BN_D3_K1_DanDau", leading("PROVINCE")) is MET
    assert outcome("QD86_2025_BN_D3_K1_DanDau", leading("MINISTRY")) is NOT_MET


def test_QD86_2025_BN_D3_K1_VuotMuc():
    repeated("QD86_2025_BN_D3_K1_VuotMuc", UNIT)


@pytest.mark.parametrize(
    ("party", "expected"), [("EXCELLENT", JUDGE), ("GOOD", NOT_MET), (None, JUDGE)]
)
def test_QD86_2025_BN_D3_K1_DoanThe(party, expected):
    told = asking.found("QD86_2025_BN_D3_K1_DoanThe", leading(party=party), rule_set=BAC_NINH)
    assert told.outcome is expected
    assert "hoàn thành xuất sắc nhiệm vụ" in told.message
    # The Law asks otherwise, and its own words stay beside: "trong sạch, vững mạnh".
    assert "trong sạch, vững mạnh" in registry["Luat2022_D26_K1_b"].requirement()


def test_QD86_2025_BN_D3_K1_DoanKet():
    left_to_people("QD86_2025_BN_D3_K1_DoanKet", UNIT)


# --- Excellent collectives ------------------------------------------------------------------


def test_QD86_2025_BN_D3_K2_HoanThanh():
    assert outcome("QD86_2025_BN_D3_K2_HoanThanh", UNIT) is MET
    assert outcome("QD86_2025_BN_D3_K2_HoanThanh", collective("GOOD", YEAR)) is NOT_MET


def test_QD86_2025_BN_D3_K2_PhongTrao():
    repeated("QD86_2025_BN_D3_K2_PhongTrao", UNIT)


def test_QD86_2025_BN_D3_K2_CaNhan():
    assert outcome("QD86_2025_BN_D3_K2_CaNhan", having()) is MET
    assert outcome("QD86_2025_BN_D3_K2_CaNhan", having(completed=19)) is NOT_MET


def test_QD86_2025_BN_D3_K2_LDTT():
    assert outcome("QD86_2025_BN_D3_K2_LDTT", having(ldtt=14)) is MET
    assert outcome("QD86_2025_BN_D3_K2_LDTT", having(ldtt=13)) is NOT_MET


def test_QD86_2025_BN_D3_K2_CSTDCS():
    assert outcome("QD86_2025_BN_D3_K2_CSTDCS", having()) is MET
    assert outcome("QD86_2025_BN_D3_K2_CSTDCS", having(cstdcs=0)) is NOT_MET


def test_QD86_2025_BN_D3_K2_DoanKet():
    repeated("QD86_2025_BN_D3_K2_DoanKet", UNIT)


# --- The province's certificate: persons ----------------------------------------------------


def test_QD86_2025_BN_D3_K3_a_GuongMau():
    repeated("QD86_2025_BN_D3_K3_a_GuongMau", PERSON)
    foreigner = person(year=YEAR, occupation="FOREIGN")
    assert outcome("QD86_2025_BN_D3_K3_a_GuongMau", foreigner) is OUTSIDE
    assert outcome("QD86_2025_BN_D3_K3_a_GuongMau", SCHOLAR) is OUTSIDE


def test_QD86_2025_BN_D3_K3_b_ChapHanh():
    repeated("QD86_2025_BN_D3_K3_b_ChapHanh", SCHOLAR)
    assert outcome("QD86_2025_BN_D3_K3_b_ChapHanh", PERSON) is OUTSIDE


def test_QD86_2025_BN_D3_K3_a():
    fighter = person(year=YEAR, awards=(award("CSTDCS", 2024), award("CSTDCS", 2025)))
    assert outcome("QD86_2025_BN_D3_K3_a", fighter) is MET
    started = person("GOOD", YEAR, service_from=date(YEAR, 1, 1), joined_on=date(YEAR, 1, 1))
    assert outcome("QD86_2025_BN_D3_K3_a", started) is NOT_MET
    assert outcome("QD86_2025_BN_D3_K3_a", replace(started, claims=frozenset({"GIVING"}))) is JUDGE


def test_QD86_2025_BN_D3_K3_a_PhongTrao():
    repeated("QD86_2025_BN_D3_K3_a_PhongTrao", PERSON)


def test_QD86_2025_BN_D3_K3_a_DotXuat():
    repeated("QD86_2025_BN_D3_K3_a_DotXuat", PERSON)


def test_QD86_2025_BN_D3_K3_a_DongGop():
    repeated("QD86_2025_BN_D3_K3_a_DongGop", PERSON)


@pytest.mark.parametrize(("years", "expected"), [((2024, 2025), MET), ((2023, 2025), NOT_MET)])
def test_QD86_2025_BN_D3_K3_a_ChienSi(years, expected):
    facts = person(year=YEAR, awards=tuple(award("CSTDCS", year) for year in years))
    assert outcome("QD86_2025_BN_D3_K3_a_ChienSi", facts) is expected


def two_years(*works, grades=None, awards=()):
    rows = tuple(
        initiative(id=number, recognised_on=date(year, 11, 1)) for number, year in enumerate(works)
    )
    grades = grades or graded("EXCELLENT", 2024, 2025)
    return person(
        year=YEAR,
        grades=grades,
        initiatives=rows,
        awards=awards,
        service_from=date(2024, 1, 1),
        joined_on=date(2024, 1, 1),
    )


def test_QD86_2025_BN_D3_K3_a_SangKien():
    assert outcome("QD86_2025_BN_D3_K3_a_SangKien", two_years(2024, 2025)) is MET
    assert outcome("QD86_2025_BN_D3_K3_a_SangKien", two_years(2025, 2025)) is MET
    assert outcome("QD86_2025_BN_D3_K3_a_SangKien", two_years(2025)) is NOT_MET


def test_QD86_2025_BN_D3_K3_a_KetHop():
    grades = graded("GOOD", 2024) | graded("EXCELLENT", 2025)
    mixed = two_years(2025, grades=grades, awards=(award("CSTDCS", 2024),))
    assert outcome("QD86_2025_BN_D3_K3_a_KetHop", mixed) is MET
    alone = asking.found(
        "QD86_2025_BN_D3_K3_a_KetHop", two_years(2025, grades=grades), rule_set=BAC_NINH
    )
    # The answer of the ministry speaks of the law, not of the province's decision.
    assert (alone.outcome, alone.standing) == (NOT_MET, "SECOND_HAND")


def test_QD86_2025_BN_D3_K3_a_LaoDong():
    repeated("QD86_2025_BN_D3_K3_a_LaoDong", OUTSIDER)
    # "Người lao động" are found in agencies as well.
    repeated("QD86_2025_BN_D3_K3_a_LaoDong", PERSON)
    assert outcome("QD86_2025_BN_D3_K3_a_LaoDong", SCHOLAR) is OUTSIDE


def test_QD86_2025_BN_D3_K3_b():
    repeated("QD86_2025_BN_D3_K3_b", SCHOLAR)
    assert outcome("QD86_2025_BN_D3_K3_b", PERSON) is OUTSIDE


# --- The province's certificate: collectives and households ---------------------------------


def test_QD86_2025_BN_D3_K3_c_GuongMau():
    repeated("QD86_2025_BN_D3_K3_c_GuongMau", UNIT)


def test_QD86_2025_BN_D3_K3_c():
    two = collective(year=YEAR, grades=graded("EXCELLENT", 2024, 2025))
    assert outcome("QD86_2025_BN_D3_K3_c", two) is JUDGE
    good = collective(year=YEAR, grades=graded("GOOD", 2024, 2025), founded_on=date(2024, 1, 1))
    assert outcome("QD86_2025_BN_D3_K3_c", good) is NOT_MET


def test_QD86_2025_BN_D3_K3_c_PhongTrao():
    repeated("QD86_2025_BN_D3_K3_c_PhongTrao", UNIT)


def test_QD86_2025_BN_D3_K3_c_DotXuat():
    repeated("QD86_2025_BN_D3_K3_c_DotXuat", UNIT)


def test_QD86_2025_BN_D3_K3_c_DongGop():
    repeated("QD86_2025_BN_D3_K3_c_DongGop", UNIT)


def test_QD86_2025_BN_D3_K3_c_CongTrang():
    two = collective(year=YEAR, grades=graded("EXCELLENT", 2024, 2025))
    assert outcome("QD86_2025_BN_D3_K3_c_CongTrang", two) is JUDGE


def test_QD86_2025_BN_D3_K3_c_LienTuc():
    two = collective(year=YEAR, grades=graded("EXCELLENT", 2024), awards=(award("TTLDXS", 2025),))
    assert outcome("QD86_2025_BN_D3_K3_c_LienTuc", two) is MET
    one = replace(two, awards=(), founded_on=date(2024, 1, 1))
    one = replace(one, grades=one.grades | graded("GOOD", 2025))
    assert outcome("QD86_2025_BN_D3_K3_c_LienTuc", one) is NOT_MET


def test_QD86_2025_BN_D3_K3_c_DanChu():
    repeated("QD86_2025_BN_D3_K3_c_DanChu", UNIT)


def test_QD86_2025_BN_D3_K3_d_GuongMau():
    repeated("QD86_2025_BN_D3_K3_d_GuongMau", HOUSEHOLD)


def test_QD86_2025_BN_D3_K3_d_DongGop():
    repeated("QD86_2025_BN_D3_K3_d_DongGop", HOUSEHOLD)


# --- Titles of the base ---------------------------------------------------------------------


def test_QD86_2025_BN_D4_K1_a_HoanThanh():
    assert outcome("QD86_2025_BN_D4_K1_a_HoanThanh", PERSON) is MET
    assert outcome("QD86_2025_BN_D4_K1_a_HoanThanh", person("COMPLETED", YEAR)) is NOT_MET
    assert outcome("QD86_2025_BN_D4_K1_a_HoanThanh", OUTSIDER) is OUTSIDE


def test_QD86_2025_BN_D4_K1_a_TinhThan():
    repeated("QD86_2025_BN_D4_K1_a_TinhThan", PERSON)


def test_QD86_2025_BN_D4_K1_b_LaoDong():
    repeated("QD86_2025_BN_D4_K1_b_LaoDong", OUTSIDER)


def test_QD86_2025_BN_D4_K1_b_GuongMau():
    repeated("QD86_2025_BN_D4_K1_b_GuongMau", OUTSIDER)
    assert outcome("QD86_2025_BN_D4_K1_b_GuongMau", PERSON) is OUTSIDE


def test_QD86_2025_BN_D4_K2_HoanThanh():
    assert outcome("QD86_2025_BN_D4_K2_HoanThanh", collective("GOOD", YEAR)) is MET
    assert outcome("QD86_2025_BN_D4_K2_HoanThanh", collective("COMPLETED", YEAR)) is NOT_MET


def test_QD86_2025_BN_D4_K2_PhongTrao():
    repeated("QD86_2025_BN_D4_K2_PhongTrao", UNIT)


def test_QD86_2025_BN_D4_K2_LDTT():
    assert outcome("QD86_2025_BN_D4_K2_LDTT", having(ldtt=14)) is MET
    assert outcome("QD86_2025_BN_D4_K2_LDTT", having(ldtt=13)) is NOT_MET
    assert outcome("QD86_2025_BN_D4_K2_LDTT", collective(year=YEAR, members={})) is UNKNOWN


def test_QD86_2025_BN_D4_K2_KyLuat():
    assert outcome("QD86_2025_BN_D4_K2_KyLuat", having()) is MET
    assert outcome("QD86_2025_BN_D4_K2_KyLuat", having(disciplined=1)) is NOT_MET


def test_QD86_2025_BN_D4_K2_DoanKet():
    repeated("QD86_2025_BN_D4_K2_DoanKet", UNIT)


# --- The unit's certificate -----------------------------------------------------------------


def test_QD86_2025_BN_D4_K3_a_GuongMau():
    left_to_people("QD86_2025_BN_D4_K3_a_GuongMau", PERSON)


def test_QD86_2025_BN_D4_K3_a_HoanThanh():
    assert outcome("QD86_2025_BN_D4_K3_a_HoanThanh", PERSON) is MET
    assert outcome("QD86_2025_BN_D4_K3_a_HoanThanh", person("COMPLETED", YEAR)) is NOT_MET


def test_QD86_2025_BN_D4_K3_a_NghiaVu():
    left_to_people("QD86_2025_BN_D4_K3_a_NghiaVu", OUTSIDER)
    assert outcome("QD86_2025_BN_D4_K3_a_NghiaVu", PERSON) is OUTSIDE


def test_QD86_2025_BN_D4_K3_a():
    assert outcome("QD86_2025_BN_D4_K3_a", PERSON) is JUDGE
    career = replace(PERSON, claims=frozenset({"CONTRIBUTION"}))
    assert outcome("QD86_2025_BN_D4_K3_a", career) is NOT_MET


def test_QD86_2025_BN_D4_K3_b_GuongMau():
    left_to_people("QD86_2025_BN_D4_K3_b_GuongMau", UNIT)


def test_QD86_2025_BN_D4_K3_b_HoanThanh():
    assert outcome("QD86_2025_BN_D4_K3_b_HoanThanh", collective("GOOD", YEAR)) is MET
    assert outcome("QD86_2025_BN_D4_K3_b_HoanThanh", collective("FAILED", YEAR)) is NOT_MET


def test_QD86_2025_BN_D4_K3_b():
    assert outcome("QD86_2025_BN_D4_K3_b", UNIT) is JUDGE


def test_QD86_2025_BN_D4_K3_PhongTrao():
    left_to_people("QD86_2025_BN_D4_K3_PhongTrao", PERSON)


def test_QD86_2025_BN_D4_K3_ThanhTich():
    left_to_people("QD86_2025_BN_D4_K3_ThanhTich", PERSON)


def test_QD86_2025_BN_D4_K3_c_GuongMau():
    left_to_people("QD86_2025_BN_D4_K3_c_GuongMau", HOUSEHOLD)


def test_QD86_2025_BN_D4_K3_c():
    assert outcome("QD86_2025_BN_D4_K3_c", HOUSEHOLD) is JUDGE


def test_QD86_2025_BN_D4_K3_c_DongGop():
    left_to_people("QD86_2025_BN_D4_K3_c_DongGop", HOUSEHOLD)
