"""Cases from the sources, worked through: what the law's words do to whole records."""

from dataclasses import replace
from datetime import date

import pytest

from legal.domain.codes import Layer, Rounding, Standing
from legal.domain.rulesets import QuotaEntry, RuleSetEntry
from legal.rules.evaluate import evaluate
from legal.rules.facts import Tick, YearRecord
from legal.rules.quotas import states
from legal.rules.registry import reviewed_rulebook, rule_sets
from legal.rules.rulebook import Rulebook
from legal.rules.tally import Outcome
from legal.selectors.more_favourable import favour_of, is_better
from tests.factories.legal import award, collective, discipline, graded, initiative, person

IN_2024, IN_2025 = date(2024, 12, 10), date(2025, 12, 10)


def verdict_on(code, facts, day):
    return evaluate(code, facts, reviewed_rulebook(day))


def part(findings, rule):
    """Return the finding of one rule, wherever it stands."""
    for finding in findings:
        inside = finding if finding.rule == rule else part(finding.parts, rule)
        if inside is not None:
            return inside
    return None


def agreeing(facts, *rules):
    """The same facts with a signed yes to what only people can judge."""
    yes = Tick(True, "Hội đồng cơ sở", facts.year_end)
    return replace(facts, ticks=dict.fromkeys(rules, yes))


# --- The ministry's answer on mixing the two ways of Article 74(1)(d) -----------------------


def mixing(*, works=(2023, 2024), titles=(2024,), grades=None):
    return person(
        year=2024,
        service_from=date(2023, 1, 1),
        joined_on=date(2023, 1, 1),
        grades=grades or graded("EXCELLENT", 2023, 2024),
        initiatives=tuple(
            initiative(id=number, recognised_on=date(year, 11, 1))
            for number, year in enumerate(works)
        ),
        awards=tuple(award("CSTDCS", year) for year in titles),
        uses=(),
    )


def test_the_two_ways_to_the_provinces_certificate_may_be_mixed():
    # Year one: excellent with one initiative. Year two: the same, and grass-roots fighter.
    found = verdict_on("BK_TINH", mixing(), IN_2024)
    assert part(found.findings, "Luat2022_D74_K1_d").outcome is Outcome.MET
    assert found.code == "NEEDS_JUDGEMENT"
    whole = agreeing(mixing(), "Luat2022_D74_K1_GuongMau")
    assert verdict_on("BK_TINH", whole, IN_2024).code == "ELIGIBLE"


def test_mixing_works_across_years_and_not_within_a_half_year():
    # The second year is held by the title alone, the first by grade and initiative.
    by_title = mixing(works=(2023,), grades=graded("EXCELLENT", 2023) | graded("GOOD", 2024))
    assert (
        part(verdict_on("BK_TINH", by_title, IN_2024).findings, "Luat2022_D74_K1_d").outcome
        is Outcome.MET
    )
    # Neither way for the first year: nothing to mix.
    without = mixing(works=(2024,))
    found = verdict_on("BK_TINH", without, IN_2024)
    assert part(found.findings, "Luat2022_D74_K1_d").outcome is Outcome.NOT_MET
    assert found.code == "NOT_YET"


# --- A chain cut by discipline --------------------------------------------------------------


def climber(**changes):
    """Everything the third class asks of a person: certificate, five years, three titles."""
    values = {
        "year": 2025,
        "service_from": date(2010, 3, 1),
        "grades": graded("GOOD", 2020, 2021, 2022, 2023) | graded("EXCELLENT", 2024, 2025),
        "awards": (
            award("BK_TTG", 2018, decided_on=date(2019, 6, 1)),
            *(award("CSTDCS", year) for year in (2021, 2023, 2025)),
        ),
    }
    return person(**{**values, **changes})


LADDER = "Luat2022_D44_K1_e"


def test_five_years_after_the_certificate_with_three_titles_are_enough():
    found = verdict_on("HCLD_3", climber(), IN_2025)
    assert part(found.findings, LADDER).outcome is Outcome.MET
    assert found.code == "NEEDS_JUDGEMENT"


def test_merit_counts_from_the_end_of_a_discipline():
    # Disciplined until August 2022: of the five years only 2023 to 2025 lie after its end.
    row = discipline("REPRIMAND", date(2021, 8, 1), end=date(2022, 8, 1))
    cut = verdict_on("HCLD_3", climber(disciplines=(row,)), IN_2025)
    ladder = part(cut.findings, LADDER)
    assert ladder.outcome is Outcome.NOT_MET
    assert cut.code == "NOT_YET"
    # A discipline that ended before the five years began cuts nothing.
    long_ago = discipline("REPRIMAND", date(2017, 8, 1), end=date(2018, 8, 1))
    free = verdict_on("HCLD_3", climber(disciplines=(long_ago,)), IN_2025)
    assert part(free.findings, LADDER).outcome is Outcome.MET


def test_until_the_decree_of_2025_nothing_cut_the_chain_by_itself():
    row = discipline("REPRIMAND", date(2020, 8, 1), end=date(2021, 8, 1))
    facts = climber(
        year=2024,
        disciplines=(row,),
        grades=graded("GOOD", 2020, 2021, 2022, 2023) | graded("EXCELLENT", 2024),
        awards=(
            award("BK_TTG", 2018, decided_on=date(2019, 6, 1)),
            *(award("CSTDCS", year) for year in (2020, 2022, 2024)),
        ),
    )
    assert part(verdict_on("HCLD_3", facts, IN_2024).findings, LADDER).outcome is Outcome.MET


# --- A chain over a transfer ----------------------------------------------------------------


def test_titles_of_the_old_unit_count_and_the_new_unit_decides():
    # Moved in September 2020; two of the three titles are from the old unit.
    moved = person(
        "GOOD",
        2020,
        joined_on=date(2020, 9, 1),
        service_from=date(2012, 4, 1),
        awards=tuple(award("CSTDCS", year) for year in (2018, 2019, 2020)),
        initiatives=(initiative(scope="PROVINCE"),),
    )
    found = verdict_on("CSTD_TINH", moved, date(2020, 12, 20))
    assert part(found.findings, "Luat2003_D22_LienTuc").outcome is Outcome.MET
    worker = verdict_on("LDTT", moved, date(2020, 12, 20))
    assert worker.code == "NEEDS_JUDGEMENT"
    assert "đơn vị mới bình xét" in part(worker.findings, "ND91_2017_D10_ChuyenDen").message


# --- A collective's chain across a merger ---------------------------------------------------


def merged(*, carried):
    """A unit founded by a merger in 2022; with its predecessor's record, or without."""
    since, years = (
        (date(1995, 1, 1), range(2020, 2025)) if carried else (date(2022, 7, 1), range(2022, 2025))
    )
    inherited = (
        award("BK_TTG", 2018, decided_on=date(2019, 9, 1)),
        award("CO_TINH", 2021),
    )
    return collective(
        year=2024,
        founded_on=since,
        grades=graded("EXCELLENT", *years),
        awards=(*(inherited if carried else ()), award("CO_TINH", 2023)),
    )


def test_a_merged_unit_climbs_with_the_record_it_was_given():
    with_record = verdict_on("HCLD_3", merged(carried=True), IN_2024)
    assert part(with_record.findings, "Luat2022_D44_K4_dd").outcome is Outcome.MET
    without = verdict_on("HCLD_3", merged(carried=False), IN_2024)
    assert part(without.findings, "Luat2022_D44_K4_dd").outcome is Outcome.NOT_MET
    assert "chưa có" in part(without.findings, "Luat2022_D44_K4_dd_ThanhTich").message


def test_the_unit_that_went_into_the_merger_gets_nothing_more():
    gone = replace(merged(carried=True), year=2025, dissolved_on=date(2025, 7, 1), as_of=IN_2025)
    found = verdict_on("HCLD_3", gone, IN_2025)
    dissolved = part(found.findings, "TT15_2025_GiaiThe")
    assert dissolved.outcome is Outcome.NOT_MET
    # Its text was not read: it warns, and is not told as if it were certain.
    assert (found.code, found.blocking, dissolved.blocks) == ("NOT_YET", False, False)


# --- A dossier that straddles 1 October 2026 ------------------------------------------------


def straddling(facts):
    before, after = reviewed_rulebook(date(2026, 9, 30)), reviewed_rulebook(date(2026, 10, 1))
    return before, after, evaluate("CSTDCS", facts, before), evaluate("CSTDCS", facts, after)


def test_a_dossier_over_the_first_of_october_is_judged_by_both_laws():
    facts = person("GOOD", 2026, as_of=date(2026, 9, 30))
    before, after, old, new = straddling(facts)
    assert [row.code for row in (*before.sets, *after.sets)] == ["2025B", "2026C"]
    assert after.sets[0].transition == "BOTH"
    # Not excellent and without initiative: refused by the law that was read, ...
    assert (old.code, old.blocking) == ("NOT_YET", True)
    # ... while the amended one was not seen: it says the same and stops nobody.
    assert (new.code, new.blocking) == ("NOT_YET", False)
    standings = {finding.standing for finding in new.findings}
    assert standings == {Standing.TO_BE_CONFIRMED.value}


CODES = ("ELIGIBLE", "NEEDS_JUDGEMENT", "UNKNOWN", "NOT_YET", "BARRED", "NO_RULE", "ERROR")


def test_what_is_better_than_what():
    better = {(new, old) for new in CODES for old in CODES if is_better(new, old)}
    assert better == {
        *((new, "BARRED") for new in CODES[:3]),
        *((new, "NOT_YET") for new in CODES[:3]),
        *((new, "UNKNOWN") for new in CODES[:2]),
        ("ELIGIBLE", "NEEDS_JUDGEMENT"),
    }


def test_how_well_the_transition_is_known_is_told_with_it():
    facts = person("GOOD", 2026, as_of=date(2026, 9, 30))
    _before, after, old, new = straddling(facts)
    better, row = replace(new, code="ELIGIBLE"), after.sets[0]
    assert favour_of(old, None, after.sets) is None
    assert favour_of(old, new, after.sets) is None
    told = favour_of(old, better, after.sets)
    assert (told.standing, told.rule_set) == (Standing.SECOND_HAND, "2026C")
    assert told.message.startswith("Theo nguồn gián tiếp (chưa đọc văn bản), quy định mới")
    read = replace(row, more_favourable=replace(row.more_favourable, standing=Standing.TEXT_READ))
    assert "gián tiếp" not in favour_of(old, better, [read]).message
    assert favour_of(old, better, [replace(row, more_favourable=None)]) is None


def test_the_draft_amendment_is_a_change_of_data():
    """Excellent completion *or* initiative would become *and*: one word of the rule-set."""
    facts = person("EXCELLENT", 2026)
    row = rule_sets()["2026C"]
    changed = tuple(
        replace(entry, join="ALL") if entry.rule == "Luat2022_D23_K2" else entry
        for entry in row.awards["CSTDCS"]
    )
    amended = replace(row, awards={**row.awards, "CSTDCS": changed})
    assert (
        part(evaluate("CSTDCS", facts, Rulebook((row,))).findings, "Luat2022_D23_K2").outcome
        is Outcome.MET
    )
    found = evaluate("CSTDCS", facts, Rulebook((amended,)))
    assert part(found.findings, "Luat2022_D23_K2").outcome is Outcome.NOT_MET
    both = replace(facts, initiatives=(initiative(recognised_on=date(2026, 11, 1)),))
    found = evaluate("CSTDCS", both, Rulebook((amended,)))
    assert part(found.findings, "Luat2022_D23_K2").outcome is Outcome.MET


# --- A local cap without legal basis --------------------------------------------------------


def test_a_local_cap_whose_basis_is_contested_only_warns():
    cap = QuotaEntry(
        code="CSTDCS_28",
        award="CSTDCS",
        base="TITLE",
        base_award="LDTT",
        percent=28,
        rounding=Rounding.DOWN,
        citation="Công văn của huyện",
        standing=Standing.SECOND_HAND,
    )
    local = RuleSetEntry(
        "TINHX", "Mức của tỉnh", date(2025, 1, 1), None, (), "", {}, Layer.PROVINCE, quotas=(cap,)
    )
    national = reviewed_rulebook(date(2025, 6, 1))
    assert national.quotas() == []
    day = date(2025, 6, 1)
    rules = {day: Rulebook((*national.sets, local))}
    (state,) = states(rules, {("CSTDCS", day): 30}, lambda _quota: 100)
    assert (state.allowed, state.is_over, state.is_binding) == (28, True, False)
    # Nobody's own verdict depends on how many others are on the list.
    facts = person("EXCELLENT", 2025)
    book = Rulebook((*national.sets, local))
    assert evaluate("CSTDCS", facts, book).code == evaluate("CSTDCS", facts, national).code


# --- Eight months of contract and four as civil servant -------------------------------------


@pytest.mark.parametrize(
    ("first_day", "code"),
    [
        # Contract from January, recruited in September, all at the same agency.
        (date(2024, 1, 2), "ELIGIBLE"),
        # Recruited in September and never there before.
        (date(2024, 9, 1), "BARRED"),
    ],
)
def test_work_under_contract_at_the_same_agency_counts(first_day, code):
    facts = person(
        "GOOD",
        2024,
        joined_on=first_day,
        recruited_on=date(2024, 9, 1),
        grades={2024: YearRecord(2024, "GOOD")},
    )
    facts = agreeing(facts, "Luat2022_D24_K1_b")
    found = verdict_on("LDTT", facts, IN_2024)
    assert found.code == code
    told = part(found.findings, "TT01_2024_D1_K5_d").message
    assert ("không phải mốc tính" in told) == (code == "ELIGIBLE")
