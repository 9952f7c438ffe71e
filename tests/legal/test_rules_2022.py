"""Every rule on titles of the base, on counting time, on principles and restrictions, by its name."""
# ruff: noqa: N802 - a test bears the name of its rule, which is a citation key

from dataclasses import replace
from datetime import date

import pytest

from legal.rules.evaluate import evaluate
from legal.rules.facts import AbsenceFact, BarFact, InitiativeUse, Tick
from legal.rules.registry import reviewed_rulebook
from tests.factories.legal import award, collective, discipline, initiative, person
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

STAFF = person(year=2024)
WORKER = person(year=2024, occupation="WORKER")
NOW = person(year=2025)


# --- Lao động tiên tiến -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (person("EXCELLENT"), MET),
        (person("GOOD"), MET),
        (person("COMPLETED"), NOT_MET),
        (person("FAILED"), NOT_MET),
        (person(None), UNKNOWN),
        (person(grades={}), UNKNOWN),
        (person(occupation="FARMER"), OUTSIDE),
    ],
)
def test_Luat2022_D24_K1_a(facts, expected):
    assert outcome("Luat2022_D24_K1_a", facts) is expected


def test_Luat2022_D24_K1_b():
    assert_left_to_people("Luat2022_D24_K1_b", STAFF)
    assert outcome("Luat2022_D24_K1_b", WORKER) is OUTSIDE


def test_Luat2022_D24_K3_a():
    assert_left_to_people("Luat2022_D24_K3_a", WORKER)
    assert outcome("Luat2022_D24_K3_a", STAFF) is OUTSIDE


def test_Luat2022_D24_K3_b():
    assert_left_to_people("Luat2022_D24_K3_b", WORKER)
    assert outcome("Luat2022_D24_K3_b", STAFF) is OUTSIDE


# --- Thời gian: Thông tư 01/2024/TT-BNV -------------------------------------------------------


@pytest.mark.parametrize(
    ("joined_on", "received_on", "expected"),
    [
        (date(2024, 7, 1), date(2024, 12, 10), MET),
        (date(2024, 7, 2), date(2024, 12, 10), NOT_MET),
        (date(2024, 7, 2), None, NOT_MET),
        (date(2024, 7, 2), date(2024, 4, 14), OUTSIDE),
        (date(2024, 7, 2), date(2024, 4, 15), NOT_MET),
        (None, None, UNKNOWN),
    ],
)
def test_TT01_2024_D1_K5_d(joined_on, received_on, expected):
    facts = replace(STAFF, joined_on=joined_on)
    assert outcome("TT01_2024_D1_K5_d", facts, received_on=received_on) is expected


def test_contract_time_at_the_same_agency_counts_as_service():
    # The ministry's answer: eight months of contract, then four months as a civil servant.
    facts = replace(STAFF, joined_on=date(2024, 1, 1), recruited_on=date(2024, 9, 1))
    told = found("TT01_2024_D1_K5_d", facts)
    assert told.outcome is MET
    assert "01/09/2024 không phải mốc tính" in told.message


def training(result="", end=date(2024, 9, 1)):
    return (AbsenceFact("TRAINING", date(2024, 3, 1), end, result, "absence:1"),)


@pytest.mark.parametrize(
    ("absences", "expected"),
    [
        ((), OUTSIDE),
        (None, OUTSIDE),
        (training("GOOD"), MET),
        (training("EXCELLENT", end=None), MET),
        # The end of the sentence was not read: no result refuses anybody.
        (training("FAILED"), JUDGE),
        (training("AVERAGE"), JUDGE),
        (training(""), JUDGE),
        ((AbsenceFact("TRAINING", date(2023, 1, 1), date(2024, 1, 1), "GOOD"),), OUTSIDE),
    ],
)
def test_TT01_2024_D1_K5_DaoTao(absences, expected):
    facts = replace(STAFF, absences=absences)
    assert outcome("TT01_2024_D1_K5_DaoTao", facts) is expected
    early = outcome("TT01_2024_D1_K5_DaoTao", facts, received_on=date(2024, 4, 14))
    assert early is OUTSIDE


@pytest.mark.parametrize("ok", [True, False])
def test_training_that_is_not_counted_bars_nobody(ok):
    name = "TT01_2024_D1_K5_DaoTao"
    tick = Tick(ok, "Lê Thị An", date(2024, 12, 1))
    told = found(name, replace(STAFF, absences=training("FAILED"), ticks={name: tick}))
    assert told.outcome is MET
    assert ("không được tính" in told.message) is not ok


def test_TT01_2024_D1_K5_DieuTri():
    name = "TT01_2024_D1_K5_DieuTri"
    ill = replace(STAFF, absences=(AbsenceFact("SICK", date(2024, 3, 1), date(2024, 6, 1)),))
    assert outcome(name, STAFF) is OUTSIDE
    assert outcome(name, ill) is JUDGE
    assert outcome(name, ill, received_on=date(2024, 4, 14)) is OUTSIDE
    for ok in (True, False):
        told = found(name, replace(ill, ticks={name: Tick(ok, "Lê Thị An", date(2024, 12, 1))}))
        assert told.outcome is MET
        assert "Lê Thị An" in told.message


def test_TT01_2024_TANDTC_D29():
    name = "TT01_2024_TANDTC_D29"

    def moved(day):
        return replace(STAFF, service_from=date(2015, 1, 1), joined_on=day)

    assert outcome(name, STAFF, rule_set="THAMKHAO") is OUTSIDE
    assert outcome(name, moved(date(2023, 8, 1)), rule_set="THAMKHAO") is OUTSIDE
    assert outcome(name, moved(date(2024, 3, 1)), rule_set="THAMKHAO") is MET
    assert outcome(name, moved(date(2024, 8, 1)), rule_set="THAMKHAO") is JUDGE
    heard = {name: Tick(ok=True, by="Lê Thị An", on=date(2024, 12, 1))}
    facts = replace(moved(date(2024, 8, 1)), ticks=heard)
    assert outcome(name, facts, rule_set="THAMKHAO") is MET


# --- Chiến sĩ thi đua cơ sở -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("grade", "code"),
    [("GOOD", "NEEDS_JUDGEMENT"), ("COMPLETED", "NOT_YET"), (None, "UNKNOWN")],
)
def test_Luat2022_D23_K1(grade, code):
    facts = person(grade, year=2024, initiatives=(initiative(recognised_on=date(2024, 5, 1)),))
    verdict = evaluate("CSTDCS", facts, reviewed_rulebook(date(2024, 12, 30)))
    standard = next(one for one in verdict.findings if one.rule == "Luat2022_D23_K1")
    expected = {"NEEDS_JUDGEMENT": JUDGE, "NOT_YET": NOT_MET, "UNKNOWN": UNKNOWN}[code]
    assert standard.outcome is expected
    assert [part.rule for part in standard.parts][:2] == ["Luat2022_D24_K1_a", "Luat2022_D24_K1_b"]


def test_Luat2022_D23_K2():
    name = "Luat2022_D23_K2"
    assert outcome(name, person("EXCELLENT")) is MET
    assert outcome(name, person(initiatives=(initiative(),))) is MET
    assert outcome(name, person(topics=(initiative(),))) is MET
    assert outcome(name, person()) is NOT_MET
    assert outcome(name, person(None)) is UNKNOWN


def test_Luat2022_D23_K2_HoanThanhXuatSac():
    assert outcome("Luat2022_D23_K2_HoanThanhXuatSac", person("EXCELLENT")) is MET
    assert outcome("Luat2022_D23_K2_HoanThanhXuatSac", person("GOOD")) is NOT_MET


def test_Luat2022_D23_K2_ThanhTich():
    name = "Luat2022_D23_K2_ThanhTich"
    assert outcome(name, person(initiatives=(initiative(),))) is MET
    assert outcome(name, person("EXCELLENT")) is NOT_MET
    assert outcome(name, person(topics=None)) is UNKNOWN


def test_Luat2022_D23_K2_SangKien():
    name = "Luat2022_D23_K2_SangKien"
    assert outcome(name, person(initiatives=(initiative(),))) is MET
    assert outcome(name, person(initiatives=(initiative(year=2019),))) is NOT_MET
    assert outcome(name, person(initiatives=(initiative(recognised_on=None),))) is NOT_MET
    assert outcome(name, person(initiatives=None)) is UNKNOWN


def test_Luat2022_D23_K2_DeTai():
    name = "Luat2022_D23_K2_DeTai"
    assert outcome(name, person(topics=(initiative(),))) is MET
    assert outcome(name, person(initiatives=(initiative(),))) is NOT_MET
    assert outcome(name, person(topics=None)) is UNKNOWN


def test_Luat2022_D23_K2_MuuTri():
    assert_left_to_people("Luat2022_D23_K2_MuuTri", person(occupation="OTHER"))
    assert outcome("Luat2022_D23_K2_MuuTri", STAFF) is OUTSIDE


# --- Nguyên tắc: một thành tích khen một lần --------------------------------------------------


@pytest.mark.parametrize(
    ("awards", "claims", "expected"),
    [
        ((), {"MERIT"}, MET),
        (None, {"MERIT"}, UNKNOWN),
        ((award("BK_TINH", 2023),), {"MERIT"}, MET),
        ((award("BK_TINH", 2024),), {"MERIT"}, NOT_MET),
        ((award("BK_BO", 2024),), {"MERIT"}, MET),
        ((award("BK_TINH", 2024, basis="SUDDEN"),), {"MERIT"}, MET),
        ((award("BK_TINH", 2024, basis="SUDDEN"),), {"SUDDEN"}, JUDGE),
        ((award("BK_TINH", 2024),), {"SUDDEN"}, MET),
    ],
)
def test_Luat2022_D5_K2_c(awards, claims, expected):
    facts = replace(STAFF, awards=awards, claims=frozenset(claims))
    told = found("Luat2022_D5_K2_c", facts, award="*", code="BK_TINH")
    assert told.outcome is expected
    assert bool(told.remedy) is (expected is not MET)


def test_awards_known_only_since_later_leave_the_year_open():
    facts = replace(STAFF, awards_since=2025)
    assert outcome("Luat2022_D5_K2_c", facts, award="*", code="BK_TINH") is UNKNOWN


def use(code, family, year=2024, **changes):
    return InitiativeUse(1, code, family, year, **changes)


@pytest.mark.parametrize(
    ("uses", "code", "expected"),
    [
        ((), "BK_TINH", MET),
        (None, "BK_TINH", UNKNOWN),
        ((use("CSTDCS", "TITLE"),), "BK_TINH", JUDGE),
        ((use("BK_BO", "FORM"),), "BK_TINH", JUDGE),
        ((use("BK_BO", "FORM", pending=True),), "BK_TINH", JUDGE),
        ((use("BK_TINH", "FORM"),), "BK_TINH", MET),
        ((use("BK_TINH", "FORM", 2023),), "BK_TINH", JUDGE),
        ((use("BK_BO", "FORM"),), "CSTDCS", JUDGE),
        ((use("LDTT", "TITLE", 2023),), "CSTDCS", MET),
        ((InitiativeUse(7, "CSTDCS", "TITLE", 2024),), "BK_TINH", MET),
    ],
)
def test_CV5007_2023_III_5c(uses, code, expected):
    name = "CV5007_2023_III_5c"
    works = (initiative(year=2024),)
    facts = replace(STAFF, initiatives=works, uses=uses)
    assert outcome(name, facts, award="*", code=code) is expected
    assert outcome(name, replace(facts, initiatives=()), award="*", code=code) is OUTSIDE


def test_the_letter_on_initiatives_only_warns():
    facts = replace(
        person("EXCELLENT", year=2024),
        initiatives=(initiative(year=2024),),
        uses=(use("BK_TINH", "FORM"),),
    )
    verdict = evaluate("CSTDCS", facts, reviewed_rulebook(date(2024, 12, 30)))
    assert (verdict.code, verdict.blocking) == ("NEEDS_JUDGEMENT", False)


# --- Nghị định 152/2025/NĐ-CP, Điều 4 ---------------------------------------------------------


def asked(name, facts):
    return outcome(name, facts, rule_set="2025B")


def test_ND152_2025_D4_K3():
    name = "ND152_2025_D4_K3"
    sudden = award("BK_TINH", 2023, basis="SUDDEN")
    told = found(name, replace(NOW, awards=(sudden, award("CSTDCS", 2024))), rule_set="2025B")
    assert told.outcome is MET
    assert "Không tính vào công trạng 01 lần" in told.message
    assert [row["award"] for row in told.facts["not_counted"]] == ["BK_TINH"]
    assert asked(name, replace(NOW, awards=None)) is MET
    assert found(name, replace(NOW, awards=()), rule_set="2025B").facts == {}
    # The decree names sudden deeds and themes, nothing else.
    career = award("BK_TTG", 2023, basis="CONTRIBUTION")
    assert found(name, replace(NOW, awards=(career,)), rule_set="2025B").facts == {}


@pytest.mark.parametrize(
    ("rows", "as_of", "expected"),
    [
        ((), None, MET),
        (None, None, UNKNOWN),
        ((discipline("UNDER_REVIEW", date(2025, 10, 1)),), date(2025, 12, 1), NOT_MET),
        ((discipline("UNDER_REVIEW", date(2025, 12, 2)),), date(2025, 12, 1), MET),
        (
            (discipline("UNDER_REVIEW", date(2025, 10, 1), end=date(2025, 12, 1)),),
            date(2025, 12, 1),
            MET,
        ),
        ((discipline("UNDER_REVIEW", date(2025, 10, 1)),), None, NOT_MET),
        ((discipline("WARNING", date(2025, 10, 1)),), None, MET),
    ],
)
def test_ND152_2025_D4_K4_XemXet(rows, as_of, expected):
    facts = replace(NOW, disciplines=rows, as_of=as_of)
    assert asked("ND152_2025_D4_K4_XemXet", facts) is expected


def test_a_name_on_the_list_of_another_agency_is_weighed_by_people():
    bar = BarFact("Công an tỉnh", "12/CAT", date(2025, 3, 1), None, "bar:1")
    told = found("ND152_2025_D4_K4_XemXet", replace(NOW, bars=(bar,)), rule_set="2025B")
    assert told.outcome is JUDGE
    assert "do Công an tỉnh gửi, văn bản 12/CAT" in told.message
    ended = replace(bar, end=date(2025, 6, 1))
    assert asked("ND152_2025_D4_K4_XemXet", replace(NOW, bars=(ended,))) is MET


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ((), MET),
        (None, UNKNOWN),
        ((discipline("REPRIMAND", date(2024, 10, 1), end=date(2025, 1, 1)),), MET),
        ((discipline("REPRIMAND", date(2024, 10, 1), end=date(2025, 1, 2)),), JUDGE),
        # Nothing of the year lies after the end of the discipline.
        ((discipline("REPRIMAND", date(2025, 3, 1)),), NOT_MET),
        ((discipline("REPRIMAND", date(2025, 3, 1), end=date(2026, 1, 1)),), NOT_MET),
        ((discipline("REPRIMAND", date(2025, 3, 1), end=date(2025, 12, 31)),), JUDGE),
        ((discipline("UNDER_REVIEW", date(2025, 3, 1)),), MET),
    ],
)
def test_ND152_2025_D4_K4_ThoiHan(rows, expected):
    assert asked("ND152_2025_D4_K4_ThoiHan", replace(NOW, disciplines=rows)) is expected
    # What is no merit of the year is for people.
    sudden = replace(NOW, disciplines=rows, claims=frozenset({"SUDDEN"}))
    weighed = JUDGE if expected is NOT_MET else expected
    assert asked("ND152_2025_D4_K4_ThoiHan", sudden) is weighed


def test_a_year_under_discipline_is_not_yet_and_not_barred():
    rows = (discipline("REPRIMAND", date(2025, 3, 1), end=date(2026, 3, 1)),)
    verdict = evaluate(
        "LDTT", replace(NOW, disciplines=rows), reviewed_rulebook(date(2025, 12, 30))
    )
    assert (verdict.code, verdict.blocking) == ("NOT_YET", True)


def test_what_is_pending_against_a_collective_is_for_people_to_say():
    name = "ND152_2025_D4_K4_XemXet"
    told = found(name, collective(year=2025), rule_set="2025B")
    assert told.outcome is JUDGE
    assert "không lưu việc đang xem xét" in told.message
    bar = BarFact("Thanh tra tỉnh", "", date(2025, 3, 1), None, "bar:1")
    listed = found(name, collective(year=2025, bars=(bar,)), rule_set="2025B")
    assert listed.outcome is JUDGE
    assert "Thanh tra tỉnh" in listed.message
    seen = {name: Tick(True, "Lê Thị An", date(2025, 12, 1))}
    assert asked(name, collective(year=2025, ticks=seen)) is MET
    assert asked(name, collective(year=2025, kind="HOUSEHOLD")) is OUTSIDE
    counted = found("ND152_2025_D4_K4_ThoiHan", collective(year=2025), rule_set="2025B")
    assert counted.outcome is OUTSIDE
    assert "chấp hành xong" in counted.message


def test_ND152_2025_D4_K5():
    leave = AbsenceFact("PARENTAL", date(2025, 2, 1), date(2025, 8, 1), ref="absence:9")
    told = found("ND152_2025_D4_K5", replace(NOW, absences=(leave,)), rule_set="2025B")
    assert told.outcome is MET
    assert "được tính là thời gian bình xét" in told.message
    for absences in ((), None, (replace(leave, kind="SICK"),)):
        assert asked("ND152_2025_D4_K5", replace(NOW, absences=absences)) is OUTSIDE


def test_ND152_2025_D4_K6():
    assert asked("ND152_2025_D4_K6", replace(NOW, is_woman=True)) is MET
    for other in (False, None):
        assert asked("ND152_2025_D4_K6", replace(NOW, is_woman=other)) is OUTSIDE
    unit = found("ND152_2025_D4_K6", collective(year=2025), rule_set="2025B")
    assert unit.outcome is OUTSIDE
    assert "tỷ lệ nữ từ 70% trở lên" in unit.message
