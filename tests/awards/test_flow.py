"""A proposal's way through the house: to the decision and the register, and the ways back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from awards.domain.steps import StepKind
from awards.models import Decision, Proposal, RecordedAward, StepOutcome
from awards.reports import annual
from awards.services import decisions, proposals, recording, review
from awards.services.proposal_entry import ProposalInput
from awards.workflow import ANNULLED, DECIDED, DRAFT, IN_REVIEW, REFUSED, RETURNED, WITHDRAWN
from core.errors import (
    Forbidden,
    GuardRefused,
    IllegalTransition,
    InvalidInput,
    NotVisible,
    Stale,
)
from core.models import AuditEvent
from personnel.models import UnitKind
from tests.factories.awards import (
    AT,
    YEAR,
    ProposalFactory,
    advance,
    assessed,
    council_result,
    decide,
    decision_input,
    make_government,
)
from tests.factories.emulation import award
from tests.factories.personnel import StaffFactory, UnitFactory

pytestmark = pytest.mark.django_db


def route(proposal):
    return [(step.kind, step.outcome) for step in proposal.steps.order_by("revision", "order")]


def test_from_draft_to_the_register(gov):
    proposal = ProposalFactory(gov=gov)
    assert proposal.state == IN_REVIEW
    assert proposal.current_step.kind == StepKind.HEAD
    decision = decide(gov, proposal)
    proposal.refresh_from_db()
    award_given = proposal.recorded_award
    assert proposal.state == DECIDED
    assert proposal.current_step is None
    assert award_given.decision == decision
    assert (award_given.unit_name, award_given.post) == (gov.division.name, "Chuyên viên")
    assert list(proposal.transitions.values_list("name", flat=True)) == [
        "submit",
        "approve",
        "approve",
        "approve",
        "decide",
    ]


def test_the_head_who_proposes_has_endorsed(gov):
    proposal = ProposalFactory(gov=gov, by=gov.head)
    assert route(proposal)[0] == (StepKind.HEAD, StepOutcome.APPROVED)
    assert proposal.current_step.kind == StepKind.HR_CHECK


def test_a_returned_dossier_is_mended_and_judged_anew(gov):
    proposal = ProposalFactory(gov=gov, by=gov.head)
    review.act(proposal, "return", by=gov.officer, at=AT, comment="Thiếu số liệu.")
    assert proposal.state == RETURNED
    entry = ProposalInput(
        year=YEAR, award_type=proposal.award_type, staff=proposal.staff, merit="Có số liệu."
    )
    proposal = proposals.update(
        proposal, entry, by=gov.head, at=AT, expected_version=proposal.version
    )
    proposals.submit(proposal, by=gov.head, at=AT)
    assert proposal.current_step.kind == StepKind.HR_CHECK
    first, second = proposal.revisions.all()
    assert first.content["merit"] != second.content["merit"]
    assert proposal.current_step.revision == second


def test_refused_and_withdrawn_are_the_end(gov):
    refused = ProposalFactory(gov=gov, by=gov.head)
    review.act(refused, "refuse", by=gov.officer, at=AT, comment="Không đủ tiêu chuẩn.")
    withdrawn = ProposalFactory(gov=gov)
    proposals.withdraw(withdrawn, by=gov.officer, at=AT, comment="Lập nhầm người.")
    assert (refused.state, withdrawn.state) == (REFUSED, WITHDRAWN)
    for proposal in (refused, withdrawn):
        assert proposal.current_step is None
        with pytest.raises(IllegalTransition):
            proposals.submit(proposal, by=gov.officer, at=AT)


@pytest.mark.parametrize("name", ["return", "refuse"])
def test_a_reason_is_asked_for(gov, name):
    proposal = ProposalFactory(gov=gov, by=gov.head)
    with pytest.raises(InvalidInput, match="lý do"):
        review.act(proposal, name, by=gov.officer, at=AT)
    assert Proposal.objects.get(pk=proposal.pk).state == IN_REVIEW


def test_the_director_forwards_what_is_not_his_to_decide(gov):
    proposal = ProposalFactory(gov=gov, code="BK_TINH")
    advance(gov, proposal, StepKind.PROVINCE)
    assert proposal.forwarded_on == AT.date()
    decision = decisions.issue(
        decision_input(number="77/QĐ-UBND", signer_post="Chủ tịch UBND tỉnh"),
        [(proposal, proposal.version)],
        by=gov.province_leader,
        at=AT,
    )
    assert (decision.unit, decision.is_external) == (gov.province, False)


def test_an_upper_level_outside_answers_on_paper():
    gov = make_government(upper_participates=False)
    proposal = ProposalFactory(gov=gov, code="BK_TTG")
    advance(gov, proposal, StepKind.PROVINCE)
    with pytest.raises(InvalidInput, match="văn bản"):
        review.act(proposal, "approve", by=gov.officer, at=AT)
    review.act(proposal, "approve", by=gov.officer, at=AT, document="12/TTr-UBND")
    decision = decisions.issue(
        decision_input(number="300/QĐ-TTg"),
        [(proposal, proposal.version)],
        by=gov.officer,
        at=AT,
    )
    assert decision.is_external
    assert proposal.recorded_award.decider == "PRIME_MINISTER"


def test_the_council_passes_a_dossier_only_with_its_minutes(gov):
    proposal = advance(gov, ProposalFactory(gov=gov), StepKind.COUNCIL)
    with pytest.raises(GuardRefused, match="hội đồng"):
        review.act(proposal, "approve", by=gov.council, at=AT)
    with pytest.raises(InvalidInput, match="quá nửa"):
        review.record_council(proposal, council_result(votes_for=4), by=gov.council, at=AT)
    with pytest.raises(InvalidInput, match="nhiều hơn"):
        review.record_council(
            proposal, council_result(votes_for=8, votes_against=3), by=gov.council, at=AT
        )
    review.record_council(proposal, council_result(), by=gov.council, at=AT)
    assert proposal.current_step.kind == StepKind.DIRECTOR


def test_one_decision_for_many_is_all_or_nothing(gov):
    ready = [advance(gov, ProposalFactory(gov=gov), StepKind.DIRECTOR) for _ in range(3)]
    stale_version = ready[1].version - 1
    batch = [(proposal, proposal.version) for proposal in ready]
    batch[1] = (ready[1], stale_version)
    with pytest.raises(InvalidInput) as refused:
        decisions.issue(decision_input(), batch, by=gov.director, at=AT)
    assert [problem.place for problem in refused.value.problems] == [str(ready[1])]
    assert not RecordedAward.objects.exists()
    assert not Decision.objects.exists()
    again = Proposal.objects.filter(pk__in=[p.pk for p in ready]).order_by("pk")
    decisions.issue(decision_input(), [(p, p.version) for p in again], by=gov.director, at=AT)
    assert RecordedAward.objects.count() == 3


def test_a_decision_number_is_used_once_a_year(gov):
    first, second = (advance(gov, ProposalFactory(gov=gov), StepKind.DIRECTOR) for _ in range(2))
    decide(gov, first)
    with pytest.raises(InvalidInput, match="đã có quyết định số"):
        decide(gov, second)


def test_deciding_twice_decides_once(gov):
    proposal = advance(gov, ProposalFactory(gov=gov), StepKind.DIRECTOR)
    twin = Proposal.objects.get(pk=proposal.pk)
    decide(gov, proposal)
    with pytest.raises(Stale) as late:
        decisions.issue(
            decision_input(number="19/QĐ-SCT"), [(twin, twin.version)], by=gov.director, at=AT
        )
    assert [change["label"] for change in late.value.changes] == ["Ghi quyết định khen thưởng"]
    assert Decision.objects.count() == RecordedAward.objects.count() == 1


def test_the_same_award_is_not_proposed_twice(gov):
    proposal = ProposalFactory(gov=gov)
    with pytest.raises(InvalidInput, match="đã có đề nghị"):
        ProposalFactory(gov=gov, staff=proposal.staff)
    proposals.withdraw(proposal, by=gov.officer, at=AT, comment="Lập lại.")
    ProposalFactory(gov=gov, staff=proposal.staff)


def test_the_database_refuses_a_twin_too(gov):
    proposal = ProposalFactory(gov=gov)
    proposal.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        proposal.save(force_insert=True)


def test_nobody_handles_his_own_case(gov):
    own = assessed(StaffFactory(unit=gov.division))
    officer = gov.officer.__class__(**{**vars_of(gov.officer), "staff_id": own.pk})
    with pytest.raises(Forbidden, match="tự đề nghị"):
        ProposalFactory(gov=gov, staff=own, by=officer)
    proposal = ProposalFactory(gov=gov, staff=own, by=gov.head)
    with pytest.raises(Forbidden, match="chính mình"):
        review.act(proposal, "approve", by=officer, at=AT)


def vars_of(actor):
    names = ("user_id", "username", "name", "staff_id", "grants", "is_service")
    return {name: getattr(actor, name) for name in names}


def test_a_head_proposes_only_in_his_unit(gov):
    stranger = StaffFactory(unit=gov.other_division)
    with pytest.raises(NotVisible):
        ProposalFactory(gov=gov, staff=stranger, by=gov.head)
    with pytest.raises(Forbidden):
        ProposalFactory(gov=gov, staff=stranger, by=gov.auditor)


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"year": 1900}, "Năm xét"),
        ({"year": 2022}, "Năm xét"),
        ({"code": "TTLDTT"}, "không dành cho"),
        ({"code": "KNC"}, "nội dung cụ thể"),
        ({"decider": "PRESIDENT"}, "thẩm quyền"),
        ({"basis": "MOVEMENT"}, "phong trào"),
    ],
)
def test_bad_input_is_named_and_nothing_is_written(gov, changes, word):
    with pytest.raises(InvalidInput, match=word):
        ProposalFactory(gov=gov, **changes)
    assert not Proposal.objects.exists()


def test_a_person_of_another_unit_must_be_proposed_there(gov):
    proposal = ProposalFactory(gov=gov, submit=False)
    from personnel.services import staff as staff_services  # noqa: PLC0415

    staff_services.transfer(
        staff=proposal.staff,
        unit=gov.other_division,
        post="Chuyên viên",
        on=AT.date(),
        by=gov.officer,
        at=AT,
    )
    with pytest.raises(GuardRefused, match="không còn công tác"):
        proposals.submit(proposal, by=gov.officer, at=AT)
    assert Proposal.objects.get(pk=proposal.pk).state == DRAFT


def test_a_rule_whose_text_was_read_blocks(gov):
    late = AT.replace(year=2025)
    person = assessed(StaffFactory(unit=gov.division), grade="COMPLETED", year=2024, at=late)
    proposal = proposals.create(
        ProposalInput(year=2024, award_type=award("LDTT"), staff=person), by=gov.officer, at=late
    )
    with pytest.raises(GuardRefused, match="Điều 24"):
        proposals.submit(proposal, by=gov.officer, at=late)


def test_the_verdict_is_kept_with_the_revision(gov):
    proposal = ProposalFactory(gov=gov)
    verdict = proposal.revisions.get().verdict
    assert verdict["award"] == "LDTT"
    assert verdict["ruleset"].startswith("C/1")
    assert verdict["findings"]


def test_a_dissolved_unit_proposes_nothing(gov):
    closed = UnitFactory(kind=UnitKind.DIVISION, parent=gov.department)
    closed.dissolved_on = AT.date()
    closed.save()
    with pytest.raises(InvalidInput, match="giải thể"):
        ProposalFactory(gov=gov, code="TTLDTT", subject_unit=closed)


def test_an_annulled_award_leaves_the_report_but_not_the_register(gov):
    proposal = ProposalFactory(gov=gov)
    decide(gov, proposal)
    assert annual.build(gov.department, YEAR).totals().individuals == 1
    proposal.refresh_from_db()
    decisions.annul(
        proposal,
        number="30/QĐ-SCT",
        decided_on=AT.date(),
        reason="Khai không trung thực.",
        by=gov.officer,
        at=AT,
    )
    assert proposal.state == ANNULLED
    assert RecordedAward.objects.count() == 1
    assert annual.build(gov.department, YEAR).is_empty
    ProposalFactory(gov=gov, staff=proposal.staff)


@pytest.mark.parametrize("table", ["recordedaward", "decision", "proposaltransition"])
def test_history_cannot_be_rewritten(gov, table):
    decide(gov, ProposalFactory(gov=gov))
    from django.apps import apps  # noqa: PLC0415

    model = apps.get_model("awards", table)
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.all()._raw_delete("default")


def test_every_step_leaves_an_audit_event(gov):
    before = set(AuditEvent.objects.values_list("pk", flat=True))
    decide(gov, ProposalFactory(gov=gov))
    actions = list(
        AuditEvent.objects.exclude(pk__in=before)
        .filter(action__startswith="awards.")
        .values_list("action", flat=True)
    )
    assert actions == [
        "awards.proposal.create",
        "awards.proposal.submit",
        "awards.proposal.approve",
        "awards.proposal.approve",
        "awards.council_result.record",
        "awards.proposal.approve",
        "awards.decision.issue",
        # Who decides judges what nobody judged.
        *["awards.proposal.judge"] * 3,
        "awards.proposal.decide",
    ]


def test_a_decision_follows_what_it_rests_on(gov):
    proposal = advance(gov, ProposalFactory(gov=gov), StepKind.COUNCIL)
    day_before = AT.date() - timedelta(days=1)
    with pytest.raises(InvalidInput, match="không thể họp trước"):
        review.record_council(proposal, council_result(met_on=day_before), by=gov.council, at=AT)
    review.record_council(proposal, council_result(), by=gov.council, at=AT)
    with pytest.raises(InvalidInput, match="Ngày ký trước"):
        decisions.issue(
            decision_input(decided_on=day_before),
            [(proposal, proposal.version)],
            by=gov.director,
            at=AT,
        )
    assert not Decision.objects.exists()


def test_a_dossier_without_merit_stays_a_draft(gov):
    proposal = ProposalFactory(gov=gov, merit=" ", submit=False)
    with pytest.raises(GuardRefused, match="thành tích"):
        proposals.submit(proposal, by=gov.officer, at=AT)
    assert Proposal.objects.get(pk=proposal.pk).state == DRAFT


def test_who_acts_on_a_dossier_mended_meanwhile_is_told_so(gov):
    proposal = ProposalFactory(gov=gov, submit=False)
    seen = Proposal.objects.get(pk=proposal.pk)
    entry = ProposalInput(
        year=YEAR, award_type=proposal.award_type, staff=proposal.staff, merit="Thêm số liệu."
    )
    proposals.update(proposal, entry, by=gov.head, at=AT, expected_version=proposal.version)
    with pytest.raises(Stale) as late:
        proposals.submit(seen, by=gov.officer, at=AT)
    assert [(c["label"], c["by"]) for c in late.value.changes] == [
        ("Sửa nội dung hồ sơ", gov.head.name)
    ]


def test_a_crash_in_the_middle_leaves_no_half_decision(gov, monkeypatch):
    ready = [advance(gov, ProposalFactory(gov=gov), StepKind.DIRECTOR) for _ in range(2)]
    batch = [(proposal, proposal.version) for proposal in ready]
    record = recording.record_award

    def die_at_the_second(proposal, decision, *, at):
        if RecordedAward.objects.exists():
            raise SystemExit
        return record(proposal, decision, at=at)

    monkeypatch.setattr(recording, "record_award", die_at_the_second)
    with pytest.raises(SystemExit), transaction.atomic():
        decisions.issue(decision_input(), batch, by=gov.director, at=AT)
    monkeypatch.undo()
    assert not Decision.objects.exists()
    assert not RecordedAward.objects.exists()
    again = Proposal.objects.filter(state=IN_REVIEW, current_step__kind=StepKind.DIRECTOR)
    assert again.count() == 2
    decisions.issue(decision_input(), [(p, p.version) for p in again], by=gov.director, at=AT)
    assert RecordedAward.objects.count() == 2
