"""What would change an answer, as a page tells it."""

from __future__ import annotations

from dataclasses import replace

from django.template.loader import render_to_string

from legal.domain.codes import Join, Standing
from legal.rules import verdict as verdicts
from legal.rules.facts import Contradiction
from legal.rules.remedies import Remedy
from legal.rules.tally import Outcome
from legal.rules.verdict import Finding, Verdict
from legal.web.explaining import shown


def finding(outcome: Outcome, remedy: str = "", join: str = "", *parts: Finding) -> Finding:
    return Finding(
        rule="Luat2022_D23_K2",
        outcome=outcome,
        message="",
        citation="",
        standing=Standing.TEXT_READ.value,
        remedy=remedy,
        join=join,
        parts=parts,
    )


def remedies(
    *findings: Finding, contradictions: tuple[Contradiction, ...] = ()
) -> tuple[Remedy, ...]:
    verdict = Verdict(
        verdicts.NOT_YET, findings, "", "LDTT", blocking=False, contradictions=contradictions
    )
    return shown(verdict).remedies


def test_ways_of_which_one_is_enough_are_told_as_such():
    either = finding(
        Outcome.NOT_MET,
        "",
        Join.ANY,
        finding(Outcome.NOT_MET, "Sáng kiến."),
        finding(Outcome.NOT_MET, "", Join.ANY, finding(Outcome.NOT_MET, "Đề tài.")),
        finding(
            Outcome.NOT_MET,
            "",
            Join.ALL,
            finding(Outcome.NOT_MET, "Xếp loại."),
            finding(Outcome.UNKNOWN, "Thời gian."),
            finding(Outcome.MET, "Đã có."),
        ),
        finding(Outcome.NOT_APPLICABLE, "Chiến đấu."),
    )
    assert remedies(either) == (Remedy(ways=("Sáng kiến.", "Đề tài.", "Xếp loại. Thời gian.")),)


def test_one_way_alone_is_told_without_a_choice():
    either = finding(Outcome.NOT_MET, "", Join.ANY, finding(Outcome.NOT_MET, "Sáng kiến."))
    assert remedies(either, either) == (Remedy("Sáng kiến."),)


def test_what_people_judge_comes_after_what_records_lack():
    judged = finding(Outcome.NEEDS_JUDGEMENT, "Ghi ý kiến.")
    assert remedies(judged, finding(Outcome.NOT_MET, "Xếp loại.")) == (
        Remedy("Xếp loại."),
        Remedy("Ghi ý kiến."),
    )


def test_a_contradiction_is_to_be_put_right_first():
    judged = finding(Outcome.NEEDS_JUDGEMENT, "Ghi ý kiến.")
    first, second = remedies(judged, contradictions=(Contradiction("Hai mức xếp loại."),))
    assert "mâu thuẫn" in first.text
    assert second == Remedy("Ghi ý kiến.")


def test_that_a_verdict_only_advises_is_told_once_for_all_of_it():
    failed = finding(Outcome.NOT_MET, "", Join.ALL, finding(Outcome.NOT_MET), finding(Outcome.MET))
    verdict = Verdict(verdicts.NOT_YET, (failed, failed), "", "LDTT", blocking=False)
    words = "Chỉ nhắc, không chặn"
    assert page(verdict).count(words) == 1
    assert words not in page(replace(verdict, blocking=True))
    met = replace(verdict, findings=(finding(Outcome.MET),), code=verdicts.ELIGIBLE)
    assert words not in page(met)


def test_other_ways_are_set_aside_once_one_is_met():
    either = finding(
        Outcome.MET, "", Join.ANY, finding(Outcome.MET), finding(Outcome.NOT_MET, "Đề tài.")
    )
    verdict = Verdict(verdicts.ELIGIBLE, (either,), "", "LDTT", blocking=False)
    told = page(verdict)
    assert "Các cách khác, không cần đạt thêm" in told
    assert "Không đạt" not in told
    assert "Đề tài." not in told


def page(verdict: Verdict) -> str:
    return render_to_string("legal/_verdict.html", {"shown": shown(verdict)})
