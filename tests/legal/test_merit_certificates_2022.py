"""Rules on merit certificates for persons, by their names: Law 06/2022/QH15, Articles 73 and 74."""
# ruff: noqa: N802 - a test bears the name of its rule, which is a citation key

from dataclasses import replace
from datetime import date

import pytest

from legal.rules.evaluate import evaluate
from legal.rules.facts import Tick
from legal.rules.registry import reviewed_rulebook
from tests.factories.legal import award, graded, initiative, person
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
    FARMER,
    FOREIGNER,
    NOW,
    SCHOLAR,
    STAFF,
    WORKER,
    YEARS,
    assert_asked_of_foreigners,
    assert_asked_of_nationals,
    assert_model_of,
    titles,
)

PM, PROVINCE = "BK_TTG.INDIVIDUAL", "BK_TINH.INDIVIDUAL"


def working(*awards, excellent=(), years=YEARS, **changes):
    """A person with good years, and what he got in them."""
    grades = {**graded("GOOD", *years), **graded("EXCELLENT", *excellent)}
    return person(**{"year": 2025, "grades": grades, "awards": awards, **changes})


def recognised(*years, **changes):
    return tuple(initiative(id=year, recognised_on=date(year, 10, 1), **changes) for year in years)


def claiming(facts, *claims):
    return replace(facts, claims=frozenset(claims))


# --- Bằng khen của Thủ tướng ------------------------------------------------------------------


def test_Luat2022_D73_ChapHanh():
    assert_asked_of_nationals("Luat2022_D73_ChapHanh")


def assert_prime_minister_clause(name):
    ready = working(award("BK_TINH", 2022), *titles("CSTDCS", 2021, 2023, 2025))
    assert outcome(name, ready) is MET
    assert outcome(name, working(service_from=date(2021, 1, 1))) is NOT_MET
    assert outcome(name, claiming(STAFF, "PRIZE")) is JUDGE
    assert outcome(name, claiming(STAFF, "DIPLOMATIC")) is NOT_MET


def test_Luat2022_D73_CaNhan():
    assert_prime_minister_clause("Luat2022_D73_CaNhan")
    assert outcome("Luat2022_D73_CaNhan", FOREIGNER) is OUTSIDE


def test_Luat2022_D73_K1():
    assert_prime_minister_clause("Luat2022_D73_K1")


def test_Luat2022_D73_K1_a():
    assert_left_to_people("Luat2022_D73_K1_a", STAFF)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (working(award("BK_TINH", 2020), *titles("CSTDCS", 2021, 2022, 2024)), MET),
        # No "sau đó": the certificate may lie inside the five years, even in the last one.
        (working(award("BK_BO", 2025), *titles("CSTDCS", 2021, 2022, 2024)), MET),
        (working(*titles("CSTDCS", 2021, 2022, 2024)), NOT_MET),
        (
            working(
                award("BK_TINH", 2020),
                *titles("CSTDCS", 2021, 2022),
                service_from=date(2021, 1, 1),
            ),
            NOT_MET,
        ),
        # Two titles and an earlier year whose grade is not recorded: it may belong to the run.
        (working(award("BK_TINH", 2020), *titles("CSTDCS", 2020, 2021, 2022)), UNKNOWN),
        # "đến thời điểm đề nghị": the run must last.
        (
            working(
                award("BK_TINH", 2018),
                *titles("CSTDCS", 2018, 2019, 2020),
                years=(2017, 2018, 2019, 2020, 2021, 2022, 2023, 2024),
                grades={**graded("GOOD", *range(2017, 2025)), **graded("COMPLETED", 2025)},
            ),
            NOT_MET,
        ),
        (replace(working(), awards=None), UNKNOWN),
        (working(award("BK_TINH", 2020), *titles("CSTDCS", 2021, 2022, 2024), years=()), UNKNOWN),
        # The same certificate was given for one of the years: people decide.
        (
            working(
                award("BK_TINH", 2020), award("BK_TTG", 2022), *titles("CSTDCS", 2021, 2022, 2024)
            ),
            JUDGE,
        ),
    ],
)
def test_Luat2022_D73_K1_b(facts, expected):
    assert outcome("Luat2022_D73_K1_b", facts, award=PM) is expected


@pytest.mark.parametrize("claim", ["SUDDEN", "PRIZE"])
def test_Luat2022_D73_K1_c(claim):
    assert_left_to_people("Luat2022_D73_K1_c", STAFF)
    verdict = evaluate("BK_TTG", claiming(STAFF, claim), NOW)
    clause = next(one for one in verdict.findings if one.rule == "Luat2022_D73_CaNhan").parts[0]
    assert {part.rule: part.outcome for part in clause.parts}["Luat2022_D73_K1_c"] is JUDGE


def test_Luat2022_D73_K1_d():
    assert_left_to_people("Luat2022_D73_K1_d", STAFF)


def test_Luat2022_D73_K2():
    name = "Luat2022_D73_K2"
    assert outcome(name, claiming(WORKER, "LABOUR")) is JUDGE
    assert outcome(name, claiming(FARMER, "MODEL")) is JUDGE
    assert outcome(name, STAFF) is OUTSIDE


def test_Luat2022_D73_K2_a():
    name = "Luat2022_D73_K2_a"
    ready = working(
        award("BK_TINH", 2022), *titles("CSTDCS", 2021, 2023, 2025), occupation="WORKER"
    )
    assert outcome(name, ready) is MET
    # Point c of clause 1 is not among those of clause 2.
    assert outcome(name, claiming(WORKER, "PRIZE")) is NOT_MET
    assert outcome(name, claiming(WORKER, "GIVING")) is JUDGE


def test_Luat2022_D73_K2_b():
    assert_left_to_people("Luat2022_D73_K2_b", WORKER)


def test_Luat2022_D73_K2_c():
    assert_left_to_people("Luat2022_D73_K2_c", WORKER)
    assert outcome("Luat2022_D73_K2_c", FARMER) is OUTSIDE
    # The district no longer exists: the condition says so and is never computed.
    assert "Cấp huyện không còn" in found("Luat2022_D73_K2_c", WORKER).requirement


def test_Luat2022_D73_K2_d():
    assert_model_of("Luat2022_D73_K2_d", 2)
    assert outcome("Luat2022_D73_K2_d", WORKER) is OUTSIDE


def test_Luat2022_D73_K3():
    assert_left_to_people("Luat2022_D73_K3", SCHOLAR)
    assert outcome("Luat2022_D73_K3", STAFF) is OUTSIDE


def test_Luat2022_D73_K7_CaNhan_TonTrong():
    assert_asked_of_foreigners("Luat2022_D73_K7_CaNhan_TonTrong")


def test_Luat2022_D73_K7_CaNhan_ThanhTich():
    assert_asked_of_foreigners("Luat2022_D73_K7_CaNhan_ThanhTich")


# --- Bằng khen của bộ, tỉnh -------------------------------------------------------------------


def test_Luat2022_D74_K1_GuongMau():
    name = "Luat2022_D74_K1_GuongMau"
    assert_left_to_people(name, STAFF)
    assert outcome(name, FOREIGNER) is OUTSIDE
    # Of entrepreneurs and scholars clause 2 asks less.
    assert outcome(name, SCHOLAR) is OUTSIDE


def test_Luat2022_D74_K2_ChapHanh():
    assert_left_to_people("Luat2022_D74_K2_ChapHanh", SCHOLAR)
    assert outcome("Luat2022_D74_K2_ChapHanh", STAFF) is OUTSIDE


def assert_province_clause(name):
    assert outcome(name, working(*titles("CSTDCS", 2024, 2025))) is MET
    assert outcome(name, working()) is NOT_MET
    assert outcome(name, claiming(STAFF, "MOVEMENT")) is JUDGE
    assert outcome(name, claiming(STAFF, "PRIZE")) is NOT_MET


def test_Luat2022_D74_CaNhan():
    assert_province_clause("Luat2022_D74_CaNhan")
    assert outcome("Luat2022_D74_CaNhan", FOREIGNER) is OUTSIDE


def test_Luat2022_D74_K1():
    assert_province_clause("Luat2022_D74_K1")


def test_Luat2022_D74_K1_a():
    assert_left_to_people("Luat2022_D74_K1_a", STAFF)


def test_Luat2022_D74_K1_b():
    assert_left_to_people("Luat2022_D74_K1_b", STAFF)


def test_Luat2022_D74_K1_c():
    assert_left_to_people("Luat2022_D74_K1_c", STAFF)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (working(*titles("CSTDCS", 2024, 2025)), MET),
        (working(excellent=(2024, 2025), initiatives=recognised(2024, 2025)), MET),
        # The ministry's answer: both ways may be mixed over the years.
        (
            working(
                award("CSTDCS", 2025), excellent=(2024, 2025), initiatives=recognised(2024, 2025)
            ),
            MET,
        ),
        (working(award("CSTDCS", 2025), excellent=(2024,), initiatives=recognised(2024)), MET),
        (
            working(
                award("CSTDCS", 2024), excellent=(2025,), topics=recognised(2025, applied=True)
            ),
            MET,
        ),
        (working(award("CSTDCS", 2025), excellent=(2024,), initiatives=recognised(2023)), NOT_MET),
        (working(award("CSTDCS", 2025), initiatives=recognised(2024)), NOT_MET),
        (working(excellent=(2024, 2025), initiatives=recognised(2025)), NOT_MET),
        (working(excellent=(2024, 2025), initiatives=None), UNKNOWN),
    ],
)
def test_Luat2022_D74_K1_d(facts, expected):
    facts = replace(facts, service_from=date(2021, 1, 1))
    assert outcome("Luat2022_D74_K1_d", facts, award=PROVINCE) is expected


def test_Luat2022_D74_K1_d_ChienSi():
    name = "Luat2022_D74_K1_d_ChienSi"
    assert outcome(name, working(*titles("CSTDCS", 2024, 2025)), award=PROVINCE) is MET
    assert outcome(name, working(*titles("CSTDCS", 2023, 2024)), award=PROVINCE) is MET
    assert outcome(name, working(*titles("CSTDCS", 2023, 2025)), award=PROVINCE) is NOT_MET
    rewarded = working(*titles("CSTDCS", 2023, 2024, 2025), award("BK_TINH", 2024))
    assert outcome(name, rewarded, award=PROVINCE) is JUDGE
    assert outcome(name, replace(STAFF, awards=None), award=PROVINCE) is UNKNOWN


def test_Luat2022_D74_K1_d_SangKien():
    name = "Luat2022_D74_K1_d_SangKien"
    works = working(excellent=(2024, 2025), initiatives=recognised(2024, 2025))
    told = found(name, works, award=PROVINCE).facts
    assert [row["ref"] for row in told["counted"]] == ["assessment:2024", "assessment:2025"]
    assert {row["ref"] for row in told["found"]} == {"initiative:1"}
    since = {"service_from": date(2021, 1, 1)}
    excellent = {"excellent": (2024, 2025), **since}
    assert outcome(name, working(initiatives=recognised(2024, 2025), **excellent)) is MET
    both = (initiative(id=1, year=2025), initiative(id=2, year=2025))
    assert outcome(name, working(initiatives=both, **excellent)) is MET
    assert outcome(name, working(topics=recognised(2024, 2025, applied=True), **excellent)) is MET
    # Two of one kind are asked for, not one of each.
    mixed = {"initiatives": recognised(2024), "topics": recognised(2025, applied=True)}
    assert outcome(name, working(**mixed, **excellent)) is NOT_MET
    assert outcome(name, working(initiatives=recognised(2024, 2025), **since)) is NOT_MET
    lacking = found(name, working(initiatives=recognised(2024), **excellent))
    assert lacking.remedy.startswith(
        "Trong các năm liên tục đó cần thêm 01 sáng kiến được công nhận, hoặc 02 đề tài"
    )


def test_Luat2022_D74_K1_d_KetHop():
    name = "Luat2022_D74_K1_d_KetHop"
    mixed = working(award("CSTDCS", 2025), excellent=(2024,), initiatives=recognised(2024))
    assert outcome(name, mixed, award=PROVINCE) is MET
    assert "trả lời của Bộ Nội vụ" in found(name, mixed, award=PROVINCE).citation
    counted = found(name, mixed, award=PROVINCE).facts["counted"]
    assert [row["ref"] for row in counted] == [
        "assessment:2024",
        "initiative:1",
        "award:CSTDCS:2025",
    ]
    alone = working(award("CSTDCS", 2025), service_from=date(2021, 1, 1))
    assert outcome(name, alone, award=PROVINCE) is NOT_MET


def test_the_whole_case_of_the_ministrys_answer():
    # Year 1: excellent and one initiative; year 2: excellent, one initiative and the title.
    ticks = {"Luat2022_D74_K1_GuongMau": Tick(ok=True, by="Lê Thị An", on=date(2025, 12, 1))}
    facts = working(
        award("CSTDCS", 2025),
        excellent=(2024, 2025),
        initiatives=recognised(2024, 2025),
        uses=(),
        ticks=ticks,
    )
    verdict = evaluate("BK_TINH", facts, reviewed_rulebook(date(2025, 12, 30)))
    assert (verdict.code, verdict.blocking) == ("ELIGIBLE", False)


def test_Luat2022_D74_K1_dd():
    assert_left_to_people("Luat2022_D74_K1_dd", WORKER)
    assert_left_to_people("Luat2022_D74_K1_dd", FARMER)
    # "Người lao động" are found in agencies as well.
    assert_left_to_people("Luat2022_D74_K1_dd", STAFF)
    assert outcome("Luat2022_D74_K1_dd", SCHOLAR) is OUTSIDE


def test_Luat2022_D74_K2():
    assert outcome("Luat2022_D74_K2", claiming(SCHOLAR, "GIVING")) is JUDGE
    assert outcome("Luat2022_D74_K2", STAFF) is OUTSIDE


def test_Luat2022_D74_K2_ThanhTich():
    assert_left_to_people("Luat2022_D74_K2_ThanhTich", SCHOLAR)


def test_nobody_abroad_gets_a_provincial_certificate_by_silence():
    # Article 74 has no clause for foreigners.
    verdict = evaluate("BK_TINH", claiming(FOREIGNER, "GIVING"), NOW)
    assert (verdict.code, verdict.blocking) == ("NO_RULE", False)


def test_an_earlier_certificate_for_a_gift_is_weighed_and_one_for_a_sudden_deed_is_not():
    # Decree 152/2025, Article 4(3) leaves out sudden deeds and themes, and names nothing else.
    years = tuple(range(2021, 2026))
    for basis, expected in (("GIVING", JUDGE), ("SUDDEN", NOT_MET), ("MOVEMENT", NOT_MET)):
        facts = working(
            award("BK_TINH", 2022, basis=basis), *titles("CSTDCS", *years[:3]), excellent=years
        )
        national = next(
            one
            for one in evaluate("BK_TTG", facts, NOW).findings
            if one.rule == "Luat2022_D73_CaNhan"
        )
        ladder = national.parts[0].parts[1]
        assert (ladder.rule, ladder.outcome) == ("Luat2022_D73_K1_b", expected)


def test_works_of_the_certificate_must_have_been_applied():
    # Clause 1(d): recognised, or accepted, and applied at the base.
    def outcome_of(**works):
        facts = working(excellent=(2024, 2025), **works)
        return outcome("Luat2022_D74_K1_d_SangKien", facts)

    for applied, expected in ((True, MET), (None, MET), (False, NOT_MET)):
        rows = tuple(replace(one, applied=applied) for one in recognised(2024, 2025))
        assert outcome_of(initiatives=rows) is expected
    for applied, expected in ((True, MET), (None, JUDGE), (False, NOT_MET)):
        # Acceptance of a scientific work does not say that it was applied.
        rows = tuple(replace(one, applied=applied) for one in recognised(2024, 2025))
        assert outcome_of(initiatives=(), topics=rows) is expected
