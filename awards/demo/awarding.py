"""From proposal to decision: every dossier walks its route, each step by somebody who may."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from awards import permissions
from awards.demo.case import Case
from awards.demo.cast import Cast, Moments, Recipient
from awards.domain.steps import StepKind
from awards.models import Proposal, ReviewStep
from awards.models.recipient import Basis
from awards.services import decisions, proposals, review
from awards.services.decisions import DecisionInput
from awards.services.proposal_entry import ProposalInput
from awards.services.review import CouncilInput
from awards.workflow import IN_REVIEW
from core.scope import Actor
from emulation import workflow as emulation_states
from emulation.models import Initiative, Registration
from legal.models import AwardType
from personnel.models import Role

DECIDED = "DECIDED"
PROPOSED = "PROPOSED"
# Dossiers proposed to these wait there; nothing above is recorded.
_WAITS_AT = {"PROVINCE_CHAIR": StepKind.PROVINCE, "MINISTER": StepKind.MINISTRY}
_MERITS = (
    "Hoàn thành tốt các nhiệm vụ được giao; chủ động đề xuất cải tiến công việc của bộ phận.",
    "Giải quyết hồ sơ đúng hạn, phối hợp tốt với các phòng; tích cực trong phong trào thi đua.",
    "Tham mưu kịp thời, chất lượng; được đồng nghiệp và doanh nghiệp đánh giá cao.",
)

DayOf = Callable[[str], date]


@dataclass
class Dossier:
    """A proposal on its way, and where it is meant to stop."""

    proposal: Proposal
    plan: Mapping[str, Any]
    day_of: DayOf
    sent_by: Actor
    stop: StepKind | None = None

    def is_at(self, kind: StepKind) -> bool:
        """Tell whether it lies before a step of this kind that it is meant to pass."""
        step = self.proposal.current_step
        if step is None or step.kind != kind or kind == self.stop:
            return False
        return not step.decides


def step_of(proposal: Proposal) -> ReviewStep:
    """Return the step before which a dossier in review lies."""
    if proposal.current_step is None:
        raise ValueError(f"{proposal} lies before no step")
    return proposal.current_step


class Awarding:
    """Writes and moves the dossiers of a case."""

    def __init__(self, case: Case, cast: Cast, moments: Moments) -> None:
        self.case = case
        self.cast = cast
        self.moments = moments

    def send(self, plan: Mapping[str, Any], year: int, day_of: DayOf) -> list[Dossier]:
        """Draft and submit one proposal for each recipient of the plan."""
        dossiers = self.drafts(plan, year, day_of)
        for dossier in dossiers:
            self.submit(dossier)
        return dossiers

    def drafts(self, plan: Mapping[str, Any], year: int, day_of: DayOf) -> list[Dossier]:
        """Draft one proposal for each recipient of the plan."""
        return [
            Dossier(
                self.draft(plan, recipient, year, day_of("SENT"), number),
                plan,
                day_of,
                sent_by=self._proposer(plan, recipient),
            )
            for number, recipient in enumerate(self.cast.recipients(plan["to"]))
        ]

    def submit(self, dossier: Dossier) -> None:
        """Send a drafted proposal on its way."""
        at = self.moments.on(dossier.day_of("SENT"))
        proposals.submit(dossier.proposal, by=dossier.sent_by, at=at)

    def draft(
        self, plan: Mapping[str, Any], recipient: Recipient, year: int, day: date, number: int
    ) -> Proposal:
        """Draft the proposal for one recipient."""
        award = AwardType.objects.get(code=plan["award"])
        entry = ProposalInput(
            year=year,
            award_type=award,
            staff=recipient.staff,
            subject_unit=recipient.collective,
            basis=plan.get("basis", Basis.MERIT),
            decider=plan.get("decider", ""),
            qualifier=plan.get("qualifier", ""),
            occasion=plan.get("occasion", ""),
            merit=plan.get("merit") or _MERITS[number % len(_MERITS)],
            registration=_registration(award, recipient, year),
            initiatives=_initiatives(recipient, year) if award.code.startswith("CSTD") else (),
        )
        by = self._proposer(plan, recipient)
        return proposals.create(entry, by=by, at=self.moments.on(day))

    def walk(self, dossiers: Iterable[Dossier]) -> None:
        """Take every dossier through its steps, the lower levels first."""
        waiting = list(dossiers)
        for kind in StepKind:
            for dossier in waiting:
                # A dossier may pass several heads on its way up.
                while dossier.is_at(kind):
                    self._pass(dossier, kind)

    def _pass(self, dossier: Dossier, kind: StepKind) -> None:
        proposal = dossier.proposal
        day = dossier.day_of(kind)
        by = self.reviewer(proposal)
        at = self.moments.on(day)
        if kind == StepKind.COUNCIL:
            review.record_council(proposal, self._council(dossier, day), by=by, at=at)
            return
        answers = self.case.parts.get("answers", {})
        document = answers.get(kind, "") if step_of(proposal).is_external else ""
        review.act(proposal, "approve", by=by, at=at, document=document)

    def _council(self, dossier: Dossier, day: date) -> CouncilInput:
        council = self.case.parts["council"]
        minutes = council["minutes"].get(dossier.plan.get("schedule"), "09/BB-HĐTĐKT")
        return CouncilInput(minutes, day, council["members"], council["members"])

    def reviewer(self, proposal: Proposal) -> Actor:
        """Return the first of those who usually take the step and may take it in this case."""
        step = step_of(proposal)
        people: dict[StepKind, list[Actor | None]] = {
            StepKind.HEAD: [self.cast.head_of(step.unit), *self.cast.actors_in(Role.DIRECTOR)],
            StepKind.HR_CHECK: [*self.cast.actors_in(Role.HR_OFFICER)],
            StepKind.COUNCIL: [
                *self.cast.actors_in(Role.COUNCIL_MEMBER),
                *self.cast.actors_in(Role.HR_OFFICER),
            ],
            StepKind.DIRECTOR: [*self.cast.actors_in(Role.DIRECTOR)],
        }
        usual = people.get(StepKind(step.kind), [*self.cast.actors_in(Role.HR_OFFICER)])
        return next(
            actor
            for actor in usual
            if actor and permissions.can(actor, permissions.REVIEW, proposal).allowed
        )

    def decide(self, dossiers: Iterable[Dossier], plan: Mapping[str, Any], day: date) -> None:
        """Issue one decision for dossiers that wait for it; the signer's own by his stand-in."""
        mine: list[Proposal] = []
        signers_own: list[Proposal] = []
        signer = self.cast.actor(plan["by"]) if "by" in plan else None
        for dossier in dossiers:
            proposal = dossier.proposal
            own = signer is not None and signer.is_close_to(proposal.staff_id)
            (signers_own if own and proposal.staff_id else mine).append(proposal)
        self._issue(mine, plan, signer, day)
        if signers_own:
            stand_in = plan["stand_in"]
            self._issue(signers_own, stand_in, self.cast.actor(stand_in["by"]), day)

    def _issue(
        self, decided: list[Proposal], plan: Mapping[str, Any], signer: Actor | None, day: date
    ) -> None:
        entry = DecisionInput(
            number=plan["number"],
            decided_on=day,
            signer_name=signer.name if signer else self.cast.stranger(day),
            signer_post=plan["post"],
            summary=plan["summary"],
        )
        by = signer or self.reviewer(decided[0])
        decisions.issue(
            entry,
            [(proposal, proposal.version) for proposal in decided],
            by=by,
            at=self.moments.on(day),
        )

    def _proposer(self, plan: Mapping[str, Any], recipient: Recipient) -> Actor:
        if "sent_by" in plan:
            return self.cast.actor(plan["sent_by"])
        head = self.cast.head_of(recipient.unit)
        own = (
            head is not None
            and recipient.staff is not None
            and head.is_close_to(recipient.staff.pk)
        )
        officers = self.cast.actors_in(Role.HR_OFFICER)
        return officers[0] if head is None or own else head


def run(case: Case, cast: Cast) -> None:
    """Write all results of the case."""
    awarding = Awarding(case, cast, Moments())
    sent: list[Dossier] = []
    # The lists of a season are drawn up before any is sent: titles of collectives ask about the
    # titles of their members.
    for result in sorted(case.parts["results"], key=lambda row: _first_day(case, row)):
        days = case.parts["schedules"][result["schedule"]]
        for dossier in awarding.drafts(result, case.year, days.__getitem__):
            if result["status"] == PROPOSED:
                dossier.stop = _WAITS_AT[result["decider"]]
            sent.append(dossier)
    for dossier in sent:
        awarding.submit(dossier)
    awarding.walk(sent)
    for decision in sorted(case.parts["decisions"], key=lambda row: row["day"]):
        covered = [dossier for dossier in sent if dossier.plan.get("decision") == decision["key"]]
        awarding.decide(covered, decision, decision["day"])
    unfinished = [
        dossier
        for dossier in sent
        if (dossier.plan["status"] == PROPOSED) != (dossier.proposal.state == IN_REVIEW)
    ]
    if unfinished:
        raise RuntimeError(f"{len(unfinished)} dossiers did not get where the case says")


def _first_day(case: Case, result: Mapping[str, Any]) -> date:
    day: date = case.parts["schedules"][result["schedule"]]["SENT"]
    return day


def _registration(award: AwardType, recipient: Recipient, year: int) -> Registration | None:
    mine = Registration.objects.filter(
        award_type=award, emulation_year__year=year, state=emulation_states.APPROVED
    )
    return mine.filter(staff=recipient.staff, subject_unit=recipient.collective).first()


def _initiatives(recipient: Recipient, year: int) -> list[Initiative]:
    if recipient.staff is None:
        return []
    return list(
        Initiative.objects.filter(
            authors__staff=recipient.staff, year=year, state=emulation_states.RECOGNISED
        )
    )
