"""The bench: its data, its comparison of answers, its arithmetic, and the command itself."""

import json
import os
import random
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from awards.bench import dataset, explaining, measuring, organisation, pages, results, verdicts
from awards.bench.loading import Loader
from awards.bench.measuring import AnswersDifferError, Spread, Timings
from awards.bench.merits import Catalogue, Merits
from awards.bench.scales import FIRST_YEAR, LAST_YEAR, SCALES, YEARS
from awards.models import Proposal, RecordedAward, ReviewStep
from personnel.models import Role, Staff, Unit
from personnel.services import tree

ROOT = Path(__file__).parents[2]


def silent(_text: str) -> None:
    pass


# --- Data -----------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_department_has_the_sizes_it_says() -> None:
    scale = SCALES["department"]
    made = dataset.fill(scale, silent)
    assert made.counts["personnel.Unit"] == Unit.objects.count() == scale.units == 20
    assert made.counts["personnel.Staff"] == Staff.objects.count() == 300
    assert made.counts["emulation.Registration"] == 3_000
    assert made.counts["emulation.Initiative"] == 300
    assert made.counts["awards.RecordedAward"] == RecordedAward.objects.count() == 2_000
    assert made.counts["awards.Proposal"] == Proposal.objects.count() == 600
    years = Counter(RecordedAward.objects.values_list("year", flat=True))
    assert set(years) == set(range(FIRST_YEAR, FIRST_YEAR + YEARS))
    assert Proposal.objects.filter(state="IN_REVIEW").count() == scale.open_proposals


@pytest.mark.django_db
def test_what_is_loaded_keeps_the_rules_of_the_tables() -> None:
    dataset.fill(SCALES["department"], silent)
    connection.check_constraints()
    assert tree.rebuild(date(LAST_YEAR, 6, 1)) == 0
    assert Proposal.objects.filter(state="IN_REVIEW", current_step__isnull=True).count() == 0
    current = ReviewStep.objects.filter(outcome="OPEN")
    assert set(current.values_list("kind", flat=True)) == {"HR_CHECK"}
    # Keys written by the load are not given out again.
    assert Unit.objects.create(code="X", name="X", kind="DIVISION", opened_on="2020-01-01").pk > 20


@pytest.mark.django_db
@pytest.mark.parametrize("seed", [1, 2])
def test_equal_seeds_make_equal_data(seed: int) -> None:
    assert _checksum(seed) == _checksum(seed)
    assert _checksum(seed) != _checksum(seed + 7)


def _checksum(seed: int) -> str:
    with transaction.atomic():
        checksum = dataset.fill(SCALES["tiny"], silent, seed=seed).checksum
        transaction.set_rollback(True)
    return checksum


@pytest.mark.django_db
def test_more_awards_than_people_and_years_are_still_told_apart() -> None:
    scale = SCALES["tiny"]
    made = organisation.make(scale, random.Random(1), Loader(silent))  # noqa: S311
    merits = Merits(scale, made, Catalogue())
    found = [merits.recorded(number) for number in range(scale.awards)]
    keys = Counter(
        (merit.year, merit.award, merit.occasion, merit.person or merit.unit) for merit in found
    )
    assert max(keys.values()) == 1
    assert [merit.year for merit in found] == sorted(merit.year for merit in found)


def test_the_province_is_as_large_as_the_goals_ask() -> None:
    scale = SCALES["province"]
    assert (scale.units, scale.staff, scale.awards) == (1_500, 60_000, 400_000)
    assert (scale.registrations, scale.initiatives, scale.proposals) == (600_000, 60_000, 120_000)


@pytest.mark.django_db
def test_the_statement_gives_everybody_the_verdicts_of_the_rules() -> None:
    dataset.fill(SCALES["department"], silent)
    book = verdicts.rulebook()
    found = verdicts.by_rules(Staff.objects.all(), book)
    measuring.require_same({"rules": found, "raw SQL": verdicts.by_hand()}, "P4")
    # Chains, ladders, disciplines and missing grades do occur.
    letters = {letter for answer in found.values() for letter in answer.counts}
    assert letters == {"B", "J", "N", "U"}
    assert all(set(answer.counts) != {"N"} for answer in found.values())
    unit = Staff.objects.first().unit_id
    of_unit = verdicts.by_rules(Staff.objects.filter(unit=unit), book)
    by_hand = verdicts.by_hand(f"s.unit_id = {unit}")
    measuring.require_same({"rules": of_unit, "raw SQL": by_hand}, "P5")


@pytest.mark.django_db
def test_one_statement_fetches_the_records_the_rules_look_at() -> None:
    dataset.fill(SCALES["tiny"], silent)
    (line, _slowest) = explaining.explain(results.Setting(SCALES["tiny"], 1, silent))
    assert line.code == "P3"


# --- Answers --------------------------------------------------------------------------------


def test_equal_answers_are_returned() -> None:
    assert measuring.require_same({"a": [1, {"x": 2}], "b": [1, {"x": 2}]}) == [1, {"x": 2}]


@pytest.mark.parametrize(
    ("left", "right", "place"),
    [
        ([1, 2], [1, 3], r"\[1\]"),
        ({"rows": [{"id": 1}]}, {"rows": [{"id": 2}]}, r"\.rows\[0\]\.id"),
        ([1], [1, 2], "the top"),
        ({"a": 1}, {"b": 1}, "the top"),
    ],
)
def test_unequal_answers_are_refused_with_the_place(left: Any, right: Any, place: str) -> None:
    with pytest.raises(AnswersDifferError, match=place):
        measuring.require_same({"ours": left, "limit": right}, "P0")


def test_a_goal_with_unequal_answers_gets_no_ratio(monkeypatch: pytest.MonkeyPatch) -> None:
    from awards.bench import goals  # noqa: PLC0415

    def differ(setting: Any) -> Any:
        raise AnswersDifferError("P1: they differ")
        yield

    monkeypatch.setitem(goals.GOALS, "P1", differ)
    said: list[str] = []
    setting: Any = SimpleNamespace(say=said.append)
    (line,) = goals.measure("P1", setting)
    assert line.is_met is None
    assert "no ratio" in results.table([line])
    assert "P1: they differ" in said


# --- Ratios ---------------------------------------------------------------------------------

seconds = st.floats(min_value=1e-6, max_value=1e3)
pairs = st.lists(st.tuples(seconds, seconds), min_size=1, max_size=20)


@given(pairs, st.floats(min_value=0.01, max_value=100))
def test_ratios_do_not_depend_on_the_speed_of_the_machine(
    rounds: list[tuple[float, float]], speed: float
) -> None:
    plain = _timings(rounds).ratios("ours", "limit")
    slower = _timings([(a * speed, b * speed) for a, b in rounds]).ratios("ours", "limit")
    assert slower == pytest.approx(plain)


@given(pairs)
def test_the_middle_lies_between_least_and_greatest(rounds: list[tuple[float, float]]) -> None:
    ratio = _timings(rounds).ratio("ours", "limit")
    assert ratio.least <= ratio.middle <= ratio.greatest
    assert ratio.width >= 1
    back = _timings(rounds).ratio("limit", "ours")
    assert back.greatest == pytest.approx(1 / ratio.least)


@given(st.lists(seconds, min_size=1, max_size=20))
def test_a_side_against_itself_is_one(times: list[float]) -> None:
    assert set(_timings([(one, one) for one in times]).ratios("ours", "limit")) == {1.0}


def _timings(rounds: list[tuple[float, float]]) -> Timings:
    ours, limit = zip(*rounds, strict=True)
    return Timings({"ours": ours, "limit": limit})


def test_sides_run_in_turns_and_each_from_the_same_start() -> None:
    done: list[str] = []
    timings = measuring.in_turns(
        {"a": lambda: done.append("a"), "b": lambda: done.append("b")},
        rounds=1,
        prepare=lambda: done.append("."),
    )
    assert "".join(done) == ".a.b" * (measuring.LEAST_ROUNDS + 1)
    assert {len(times) for times in timings.seconds.values()} == {measuring.LEAST_ROUNDS}


def test_a_restless_machine_is_told() -> None:
    assert "WARNING" not in results.floor_note("P1", Spread.of([1.0, 1.2]))
    assert "WARNING" in results.floor_note("P1", Spread.of([1.0, 1.4]))


def test_a_missed_goal_is_printed_as_such() -> None:
    line = results.Line("P1", "list", "bare view").with_ratio(Spread.of([1.1, 1.5, 1.9]), 1.2, "")
    assert line.is_met is False
    assert "1.50 [1.10–1.90]" in results.table([line])
    assert "NO" in results.table([line])


# --- The command ----------------------------------------------------------------------------


def test_the_command_measures_and_leaves_the_installation_alone(tmp_path: Path) -> None:
    env = {**os.environ, "VAR_DIR": str(tmp_path), "DATABASE_URL": f"sqlite:///{tmp_path}/own.db"}
    env |= {"DJANGO_SETTINGS_MODULE": "config.settings.local", "REDIS_URL": ""}
    command = [sys.executable, "manage.py", "bench", "--scale=tiny", "--database=sqlite"]
    done = subprocess.run(
        [*command, "--only=P1,P2,P3,P4,P5,P7,P9,P12,P13"],
        cwd=ROOT, env=env, capture_output=True, text=True, check=False, timeout=100,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    for code in ("P1", "P2", "P3", "P4", "P5", "P7", "P9", "P12", "P13"):
        assert f"| {code} " in done.stdout
    assert "differ" not in done.stdout
    assert "400 awards.RecordedAward" in done.stdout
    assert not (tmp_path / "own.db").exists()


@pytest.mark.parametrize("options", [["--only=P99"], ["--scale=tiny", "--awards=3"]])
def test_a_wrong_option_is_refused(options: list[str], tmp_path: Path) -> None:
    env = {**os.environ, "VAR_DIR": str(tmp_path), "DATABASE_URL": f"sqlite:///{tmp_path}/own.db"}
    command = [sys.executable, "manage.py", "bench", "--inside", *options]
    done = subprocess.run(
        command, cwd=ROOT, env=env, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode != 0
    assert "Generating" not in done.stdout


@pytest.mark.django_db
def test_it_refuses_a_database_in_use() -> None:
    from django.core.management import CommandError, call_command  # noqa: PLC0415

    with pytest.raises(CommandError, match="empty database"):
        call_command("bench", inside=True, scale="tiny")


# --- What the ratios rest on, without a clock -----------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["api", "page"])
def test_a_list_takes_as_many_queries_for_many_rows_as_for_one(
    client: Client, address: str
) -> None:
    dataset.fill(SCALES["department"], silent)
    client.force_login(pages.holder_of(Role.PROVINCE_OFFICER, organisation.PROVINCE))
    name = {"api": "api:award_list", "page": "awards:register"}[address]
    one = RecordedAward.objects.filter(staff__isnull=False).latest("pk").search_key
    few, rows_of_few = _queries(client, pages.address(name, q=one))
    many, rows_of_many = _queries(client, pages.address(name, page_size=200))
    assert rows_of_few < rows_of_many
    assert few == many


def _queries(client: Client, address: str) -> tuple[int, int]:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(address)
    assert answer.status_code == 200
    body = answer.content.decode()
    rows = len(json.loads(body)["results"]) if "/api/" in address else body.count("<tr>")
    return len(captured), rows
