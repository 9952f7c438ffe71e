"""How the layer of a province adds to the Law: the set, what it shares with the Law, its days."""

from dataclasses import replace
from datetime import date

from legal.domain.codes import Layer, Standing
from legal.rules.evaluate import evaluate
from legal.rules.facts import MemberCount, Tick, YearRecord
from legal.rules.registry import reviewed_rulebook, rule_sets
from tests.factories.legal import collective, person
from tests.legal.asking import JUDGE, OUTSIDE

BAC_NINH = "BACNINH2025"
YEAR = 2025
DAY = date(2025, 12, 20)


def progressive(ldtt):
    """A unit of twenty, so many of them progressive workers."""
    count = MemberCount(total=20, ldtt=ldtt, cstdcs=1, completed=20, disciplined=0)
    return collective(year=YEAR, members={YEAR: count})


def test_the_province_adds_to_the_law_and_does_not_replace_it():
    verdict = evaluate("TTLDTT", progressive(13), reviewed_rulebook(DAY, BAC_NINH))
    sets = {finding.rule: finding.rule_set for finding in verdict.findings}
    assert sets["Luat2022_D28_K1_c_LDTT"] == "2025B"
    assert sets["QD86_2025_BN_D4_K2_LDTT"] == BAC_NINH
    assert (verdict.code, verdict.blocking) == ("NOT_YET", True)


def test_one_judgement_of_people_serves_law_and_province():
    unit = replace(
        progressive(14),
        grades={YEAR: YearRecord(YEAR, "GOOD")},
        ticks={
            name: Tick(True, "Trần Văn Bình", DAY)
            for name in (
                "Luat2022_D28_K1_b",
                "Luat2022_D28_K1_d",
                "ND152_2025_D4_K4_XemXet",
            )
        },
    )
    assert evaluate("TTLDTT", unit, reviewed_rulebook(DAY, BAC_NINH)).code == "ELIGIBLE"


def test_where_the_law_leaves_it_to_the_province_the_province_stands_alone():
    alone = evaluate("GIAYKHEN", person(year=YEAR), reviewed_rulebook(DAY))
    assert alone.findings[0].outcome is JUDGE
    together = evaluate("GIAYKHEN", person(year=YEAR), reviewed_rulebook(DAY, BAC_NINH))
    national = next(one for one in together.findings if one.rule == "Luat2022_D75_K2")
    assert national.outcome is OUTSIDE
    assert {one.rule for one in together.findings} >= {"QD86_2025_BN_D4_K3_a_HoanThanh"}


def test_the_set_is_the_provinces_and_waits_for_units_to_bind():
    row = rule_sets()[BAC_NINH]
    assert (row.layer, row.valid_from, row.scope_codes) == (Layer.PROVINCE, date(2025, 12, 15), ())
    # All but the answer of the ministry, which speaks of the law.
    unread = {e.rule for _place, e in row.every_entry() if e.established is not Standing.TEXT_READ}
    assert unread == {"QD86_2025_BN_D3_K3_a_KetHop"}
    # The cap another place tried is nowhere.
    assert row.quotas == ()


def test_dossiers_are_due_before_the_days_the_decision_names():
    days = {one.code: (one.month, one.day) for one in rule_sets()[BAC_NINH].deadlines}
    assert days == {
        "HOI_NGHI": (None, None),
        "TONG_KET_NAM": (12, 9),
        "GIAO_DUC": (7, 9),
        "VI_PHAM": (12, 9),
    }
    assert all("trước" in one.text for one in rule_sets()[BAC_NINH].deadlines)
