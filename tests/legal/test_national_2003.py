"""Every rule of the former law on national titles and on certificates, by its name."""
# ruff: noqa: N802 - a test bears the name of its rule, which is a citation key

from dataclasses import replace
from datetime import date

import pytest

from legal.rules.evaluate import evaluate
from legal.rules.registry import reviewed_rulebook
from tests.factories.legal import (
    award,
    collective,
    finding_of,
    graded,
    initiative,
    person,
)
from tests.legal import asking
from tests.legal.asking import (
    JUDGE,
    MET,
    NOT_MET,
    OUTSIDE,
    UNKNOWN,
    assert_left_to_people,
    stated,
)

OUTSIDER = person(occupation="WORKER")


def found(rule, facts, rule_set="B", **where):
    return asking.found(rule, facts, rule_set=rule_set, **where)


def outcome(rule, facts, rule_set="B", **where):
    return found(rule, facts, rule_set, **where).outcome


# --- Fighters of ministry and province ------------------------------------------------------


def fighter(code, *years, **changes):
    return person(year=2018, awards=tuple(award(code, year) for year in years), **changes)


@pytest.mark.parametrize(
    ("years", "expected"),
    [
        ((2016, 2017, 2018), MET),
        ((2015, 2016, 2017), MET),
        ((2015, 2016, 2018), NOT_MET),
        ((2017, 2018), NOT_MET),
        # A chain that ended long ago and was never rewarded is left to people.
        ((2012, 2013, 2014), JUDGE),
    ],
)
def test_Luat2003_D22_LienTuc(years, expected):
    assert outcome("Luat2003_D22_LienTuc", fighter("CSTDCS", *years)) is expected


def test_Luat2003_D22_TieuBieu():
    assert_left_to_people("Luat2003_D22_TieuBieu", person(), rule_set="B")


def wide(scope, year=2018, **changes):
    return initiative(scope=scope, recognised_on=date(year, 11, 1), **changes)


def test_Luat2003_D22_AnhHuong():
    rule, where = "Luat2003_D22_AnhHuong", {"award": "CSTD_TINH"}
    assert outcome(rule, person(year=2018, initiatives=(wide("PROVINCE"),)), **where) is MET
    assert outcome(rule, person(year=2018), **where) is NOT_MET
    topic = wide("BASE", influence="PROVINCE")
    assert outcome(rule, person(year=2018, topics=(topic,)), **where) is MET


def test_Luat2003_D22_SangKien():
    ministry = person(year=2018, initiatives=(wide("MINISTRY"),))
    assert outcome("Luat2003_D22_SangKien", ministry, award="CSTD_BO") is MET
    # The head of a ministry or province: the text read does not say which for whom.
    assert outcome("Luat2003_D22_SangKien", ministry, award="CSTD_TINH") is MET
    both = person(year=2018, initiatives=(wide("PROVINCE", influence="MINISTRY"),))
    assert outcome("Luat2003_D22_SangKien", both, award="CSTD_TINH") is MET
    base = person(year=2018, initiatives=(wide("BASE"),))
    assert outcome("Luat2003_D22_SangKien", base, award="CSTD_BO") is NOT_MET


def test_Luat2003_D22_DeTai():
    topic = person(year=2018, topics=(wide("BASE", influence="MINISTRY"),))
    assert outcome("Luat2003_D22_DeTai", topic, award="CSTD_BO") is MET
    assert outcome("Luat2003_D22_DeTai", topic, award="CSTD_TINH") is MET
    base = person(year=2018, topics=(wide("BASE", influence="BASE"),))
    assert outcome("Luat2003_D22_DeTai", base, award="CSTD_TINH") is NOT_MET


# --- National fighters ----------------------------------------------------------------------


def test_Luat2003_D21_LienTuc():
    assert outcome("Luat2003_D21_LienTuc", fighter("CSTD_TINH", 2017, 2018)) is MET
    assert outcome("Luat2003_D21_LienTuc", fighter("CSTD_BO", 2016, 2018)) is NOT_MET
    mixed = person(year=2018, awards=(award("CSTD_BO", 2017), award("CSTD_TINH", 2018)))
    assert outcome("Luat2003_D21_LienTuc", mixed) is MET


def test_Luat2003_D21_TieuBieu():
    assert_left_to_people("Luat2003_D21_TieuBieu", person(), rule_set="B")


def test_Luat2003_D21_AnhHuong():
    assert outcome("Luat2003_D21_AnhHuong", person(initiatives=(wide("NATIONAL", 2020),))) is MET
    assert outcome("Luat2003_D21_AnhHuong", person()) is NOT_MET


def test_Luat2003_D21_SangKien():
    assert outcome("Luat2003_D21_SangKien", person(initiatives=(wide("NATIONAL", 2020),))) is MET
    province = person(initiatives=(wide("PROVINCE", 2020),))
    assert outcome("Luat2003_D21_SangKien", province) is NOT_MET


def test_Luat2003_D21_DeTai():
    topic = wide("BASE", 2020, influence="NATIONAL")
    assert outcome("Luat2003_D21_DeTai", person(topics=(topic,))) is MET
    assert outcome("Luat2003_D21_DeTai", person(topics=None)) is UNKNOWN


def test_TT07_2014_CSTDTQ():
    six = fighter("CSTDCS", *range(2011, 2017), joined_on=date(2009, 1, 1))
    six = replace(six, year=2016)
    five = replace(six, awards=six.awards[1:])
    day = date(2016, 12, 1)
    assert outcome("TT07_2014_CSTDTQ", six, "A", received_on=day) is MET
    assert outcome("TT07_2014_CSTDTQ", five, "A", received_on=day) is NOT_MET
    # The circular took force on 15 October 2014.
    assert outcome("TT07_2014_CSTDTQ", five, "A", received_on=date(2014, 10, 14)) is OUTSIDE


@pytest.mark.parametrize(
    ("earlier", "claims", "received_on", "expected"),
    [
        (award("BK_TTG", 2018), {"MERIT"}, date(2018, 12, 30), NOT_MET),
        (award("BK_TTG", 2017), {"MERIT"}, date(2018, 12, 30), MET),
        # What counts is the year of the decision.
        (
            award("BK_TTG", 2017, decided_on=date(2018, 2, 1)),
            {"MERIT"},
            date(2018, 12, 30),
            NOT_MET,
        ),
        (award("BK_TINH", 2018), {"MERIT"}, date(2018, 12, 30), MET),
        (award("BK_TTG", 2018, basis="SUDDEN"), {"MERIT"}, date(2018, 12, 30), MET),
        (award("BK_TTG", 2018), {"SUDDEN"}, date(2018, 12, 30), OUTSIDE),
        (award("BK_TTG", 2018), {"CONTRIBUTION"}, date(2018, 12, 30), OUTSIDE),
        (award("BK_TTG", 2017), {"MERIT"}, date(2017, 12, 14), OUTSIDE),
        (award("BK_TTG", 2017), {"MERIT"}, date(2017, 12, 15), NOT_MET),
    ],
)
def test_TT08_2017_MotNam(earlier, claims, received_on, expected):
    facts = person(year=2018, as_of=received_on, awards=(earlier,), claims=frozenset(claims))
    entry = stated("TT08_2017_MotNam", "B")
    assert finding_of(entry, facts, received_on, "CSTDTQ").outcome is expected


def test_one_state_award_a_year_concerns_collectives_and_ended_with_2019():
    flagged = collective(year=2018, awards=(award("BK_TTG", 2018),), leads={})
    assert outcome("TT08_2017_MotNam", flagged) is NOT_MET
    assert outcome("TT08_2017_MotNam", replace(flagged, awards=None)) is UNKNOWN
    later = {
        entry.rule for _place, entry in reviewed_rulebook(date(2020, 5, 1)).sets[0].every_entry()
    }
    assert "TT08_2017_MotNam" not in later
    assert "Luat2003_D21_LienTuc" in later


# --- Certificates ---------------------------------------------------------------------------


def praised(decided, years, works, grade="EXCELLENT", **changes):
    earlier = award("BK_TINH", decided.year - 1, decided_on=decided)
    rows = tuple(
        initiative(id=number, recognised_on=date(year, 11, 1)) for number, year in enumerate(works)
    )
    values = {"year": 2018, "grades": graded(grade, *years), "awards": (earlier,)}
    return person(**{**values, "initiatives": rows, **changes})


FIVE = (2014, 2015, 2016, 2017, 2018)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (praised(date(2013, 6, 1), FIVE, FIVE), MET),
        # Five initiatives, in whichever of the years.
        (praised(date(2013, 6, 1), FIVE, (2014, 2014, 2014, 2018, 2018)), MET),
        (praised(date(2013, 6, 1), FIVE, FIVE[1:]), NOT_MET),
        (praised(date(2013, 6, 1), FIVE, FIVE, grade="GOOD"), NOT_MET),
        (praised(date(2014, 6, 1), FIVE, FIVE), JUDGE),
        (praised(date(2015, 6, 1), FIVE, FIVE), NOT_MET),
        (praised(date(2013, 6, 1), FIVE[:4], FIVE), UNKNOWN),
        (praised(date(2013, 6, 1), FIVE, FIVE, initiatives=None), UNKNOWN),
    ],
)
def test_ND91_2017_D38_K1(facts, expected):
    assert outcome("ND91_2017_D38_K1", facts) is expected


def test_ND65_2014_D23_K1_c():
    facts = praised(date(2013, 6, 1), FIVE, FIVE)
    assert outcome("ND65_2014_D23_K1_c", facts, "A") is MET
    # "05 năm tiếp theo liên tục": the years need not last until the proposal.
    later = replace(facts, year=2020)
    assert outcome("ND65_2014_D23_K1_c", later, "A") is MET
    assert outcome("ND91_2017_D38_K1", later, "B") is not MET
    assert outcome("ND65_2014_D23_K1_c", praised(date(2015, 6, 1), FIVE, FIVE), "A") is NOT_MET


def test_other_ways_to_the_certificate_have_no_rule_to_compute():
    sudden = person(year=2018, claims=frozenset({"SUDDEN"}))
    day = date(2020, 6, 1)
    assert evaluate("BK_TTG", sudden, reviewed_rulebook(day)).code == "NO_RULE"


# --- Recalled, in a set of its own that only reminds ----------------------------------------


def test_Luat2003_D72():
    assert outcome("Luat2003_D72", person(), "THAMKHAO03") is not MET
    sudden = person(claims=frozenset({"SUDDEN"}))
    assert outcome("Luat2003_D72", sudden, "THAMKHAO03") is JUDGE


def test_Luat2003_D72_PhongTrao():
    assert_left_to_people("Luat2003_D72_PhongTrao", person(), rule_set="THAMKHAO03")


def test_Luat2003_D72_DotXuat():
    assert_left_to_people("Luat2003_D72_DotXuat", person(), rule_set="THAMKHAO03")


def test_Luat2003_D72_LienTuc():
    two = praised(date(2013, 6, 1), (2017, 2018), (2017, 2018))
    assert outcome("Luat2003_D72_LienTuc", two, "THAMKHAO03", award="BK_TINH.INDIVIDUAL") is MET
    one = praised(date(2013, 6, 1), (2017, 2018), (2018,))
    assert outcome("Luat2003_D72_LienTuc", one, "THAMKHAO03") is not MET


def test_Luat2003_GiayKhen_NhiemVu():
    assert outcome("Luat2003_GiayKhen_NhiemVu", person("GOOD"), "THAMKHAO03") is MET
    assert outcome("Luat2003_GiayKhen_NhiemVu", person("COMPLETED"), "THAMKHAO03") is NOT_MET


def test_Luat2003_GiayKhen_TieuChuan():
    assert_left_to_people("Luat2003_GiayKhen_TieuChuan", person(), rule_set="THAMKHAO03")


def test_what_was_recalled_never_blocks():
    told = found("Luat2003_GiayKhen_NhiemVu", person("FAILED"), "THAMKHAO03")
    assert (told.outcome, told.blocks) == (NOT_MET, False)
    for day in (date(2015, 1, 5), date(2018, 1, 5), date(2022, 1, 5)):
        national = reviewed_rulebook(day).sets[0]
        rules = {entry.rule for _place, entry in national.every_entry()}
        assert not any(rule.startswith(("Luat2003_D72", "Luat2003_D26")) for rule in rules)
