"""The verdict over both lanes."""

from collections import Counter

import pytest

from config import postgres, testrun


def result(lane: str, status: int, **counts: int) -> testrun.Result:
    return testrun.Result(lane, status, Counter(counts), 1.0)


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        ((0, 0), 0),
        ((1, 0), 1),
        ((0, 2), 2),
        ((0, testrun.NO_TESTS), 0),
        ((testrun.NO_TESTS, testrun.NO_TESTS), testrun.NO_TESTS),
    ],
)
def test_one_failed_lane_fails_the_run(statuses: tuple[int, int], expected: int) -> None:
    pairs = zip(testrun.LANES, statuses, strict=True)
    assert testrun.sum_up([result(lane, status) for lane, status in pairs]) == expected


def test_summary_counts_errors_as_failures(capsys: pytest.CaptureFixture[str]) -> None:
    testrun.sum_up(
        [
            result("sqlite", 1, passed=3, failed=1, error=1),
            result("postgres", 0, passed=4, skipped=2),
        ]
    )
    assert capsys.readouterr().out.splitlines()[-1] == "7 passed, 2 failed, 2 skipped"


@pytest.mark.parametrize(("in_ci", "status"), [("true", 1), ("", 0)])
def test_missing_database_fails_in_ci_only(
    monkeypatch: pytest.MonkeyPatch, in_ci: str, status: int
) -> None:
    def unavailable() -> None:
        raise postgres.PostgresError("no binaries")

    monkeypatch.setenv("CI", in_ci)
    monkeypatch.delenv("DATABASE_URL_TEST", raising=False)
    monkeypatch.setattr(postgres, "throw_away", unavailable)
    outcome = testrun.run_lane("postgres", [], {})
    assert outcome.status == status
    assert "no binaries" in outcome.line()
