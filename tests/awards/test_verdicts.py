"""What the law says of a dossier: of any recipient, before and beside a change of law, kept whole."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest

from awards.domain.steps import StepKind
from awards.models import Proposal
from awards.services import dossiers, proposals, review, ticks
from awards.services.proposal_entry import ProposalInput
from awards.services.verdicts import judge
from core.errors import GuardRefused
from core.scope import SYSTEM
from legal.models import RuleFault
from legal.rules.facts import CollectiveFacts, PersonFacts
from legal.rules.plain import facts_from_plain
from legal.rules.titles_2022 import Luat2022_D24_K1_a
from personnel.models import RecipientKind
from personnel.services import bars
from tests.factories.awards import (
    AT,
    DAY,
    ProposalFactory,
    advance,
    assessed,
    decide,
)
from tests.factories.emulation import award
from tests.factories.personnel import StaffFactory
from tests.factories.recipients import outsider

pytestmark = pytest.mark.django_db
JUDGEMENT = "Luat2003_D24_DaoDuc"


def drafted(gov, code="LDTT", at=AT, **who):
    entry = ProposalInput(year=at.year - 1, award_type=award(code), merit="Tốt.", **who)
    return proposals.create(entry, by=gov.officer, at=at)


def test_collectives_and_people_from_outside_are_judged_too(gov):
    unit = drafted(gov, "TTLDTT", subject_unit=gov.division)
    assert isinstance(judge(unit, DAY).facts, CollectiveFacts)
    assert judge(unit, DAY).deciding.findings
    household = outsider(gov.division, RecipientKind.HOUSEHOLD, "Hộ ông Kim Rinh")
    found = judge(drafted(gov, "GIAYKHEN", external=household), DAY)
    assert found.facts.object_kind == "HOUSEHOLD"
    person = outsider(gov.division, RecipientKind.ENTREPRENEUR, "Bà Lê Thị Sen")
    assert isinstance(judge(drafted(gov, "GIAYKHEN", external=person), DAY).facts, PersonFacts)


def test_what_the_dossier_claims_and_what_was_ticked_is_told_to_the_rules(gov):
    proposal = ProposalFactory(gov=gov, submit=False)
    assert judge(proposal, DAY).facts.claims == {"MERIT"}
    ticks.tick(proposal, JUDGEMENT, ok=True, by=gov.officer, at=AT)
    facts = judge(proposal, DAY).facts
    assert facts.ticks[JUDGEMENT].ok
    assert facts.ticks[JUDGEMENT].by == gov.officer.signature


def test_a_dossier_does_not_use_up_its_own_initiatives(gov):
    proposal = ProposalFactory(gov=gov)
    assert judge(proposal, DAY).facts.uses == ()


def test_earlier_titles_count_with_their_ground_until_they_are_annulled(gov):
    person = assessed(StaffFactory(unit=gov.division))
    decide(gov, ProposalFactory(gov=gov, staff=person))
    later = ProposalFactory(gov=gov, staff=person, code="CSTDCS", submit=False)
    [known] = judge(later, DAY).facts.awards
    assert (known.code, known.year, known.decided_on) == ("LDTT", 2020, DAY)


def test_newer_rules_are_kept_beside_while_a_dossier_straddles(gov):
    person = assessed(StaffFactory(unit=gov.division), year=2025, at=AT.replace(year=2026))
    sent = datetime(2026, 9, 14, 3, tzinfo=UTC)
    bars.record_bar(
        staff=person, source="Thuế tỉnh", reason="Chuyện riêng", document_ref="7/CT",
        document_on=sent.date(), by=SYSTEM, at=sent,
    )  # fmt: skip
    proposal = drafted(gov, staff=person, at=sent)
    proposal.received_on = date(2026, 9, 14)
    proposal.save()
    before = judge(proposal, date(2026, 9, 30))
    assert before.beside is None
    after = judge(proposal, date(2026, 10, 1))
    assert "2025B" in after.deciding.ruleset
    assert "2026C" in after.beside.ruleset
    proposals.submit(proposal, by=gov.officer, at=datetime(2026, 10, 5, 3, tzinfo=UTC))
    kept = proposal.revisions.get()
    assert "2025B" in kept.verdict["ruleset"]
    assert "2026C" in kept.judged_facts["beside"]["ruleset"]
    assert facts_from_plain(kept.judged_facts["facts"]) == after.facts
    told = json.dumps([kept.verdict, kept.judged_facts], ensure_ascii=False)
    assert "do Thuế tỉnh gửi, văn bản 7/CT" in told
    # What a notice says can be let go: no copy of it stays with the dossier.
    assert "Chuyện riêng" not in told


def test_a_share_of_members_that_is_missed_blocks_the_collective(gov):
    late = AT.replace(year=2025)
    assessed(StaffFactory(unit=gov.division), year=2024, at=late)
    unit = drafted(gov, "TTLDTT", at=late, subject_unit=gov.division)
    with pytest.raises(GuardRefused, match="cá nhân"):
        proposals.submit(unit, by=gov.officer, at=late)


def test_a_dossier_of_a_time_whose_law_is_not_kept_is_left_to_people(gov):
    proposal = ProposalFactory(gov=gov, submit=False)
    found = judge(proposal, date(1990, 1, 1))
    assert (found.deciding.code, found.deciding.blocking) == ("NO_RULE", False)


def test_a_rule_that_fails_is_kept_for_repair_and_blocks_nothing(gov, monkeypatch):
    def broken(self, group):
        raise ZeroDivisionError("chia cho không")

    monkeypatch.setattr(Luat2022_D24_K1_a, "judge", broken)
    late = AT.replace(year=2025)
    person = assessed(StaffFactory(unit=gov.division), year=2024, at=late)
    proposal = drafted(gov, staff=person, at=late)
    proposals.submit(proposal, by=gov.officer, at=late)
    assert proposal.revisions.get().verdict["code"] == "ERROR"
    fault = RuleFault.objects.get()
    assert fault.rule == "Luat2022_D24_K1_a"


def test_where_another_decides_the_guard_judges_by_the_day_that_is_frozen(gov):
    proposal = sent_back(gov)
    assert judge(proposal, DAY).received_on == date(2021, 1, 14)
    proposal.decider = "UNIT_HEAD"
    proposal.save()
    looked_at = judge(proposal, DAY)
    assert looked_at.received_on == DAY
    proposals.submit(proposal, by=gov.officer, at=AT.replace(day=16))
    kept = proposal.revisions.order_by("-number").first()
    assert kept.judged_facts["received_on"] == looked_at.received_on.isoformat()


def sent_back(gov):
    """A dossier the province received on the third day and returned."""
    proposal = ProposalFactory(gov=gov, code="BK_TINH")
    third = AT.replace(day=14)
    advance(gov, proposal, StepKind.PROVINCE_CHECK, at=third)
    review.act(proposal, "return", by=gov.province_officer, at=third, comment="Bổ sung.")
    return Proposal.objects.with_parts().get(pk=proposal.pk)


def test_what_the_rules_refuse_is_not_frozen_even_past_the_guard(gov):
    late = AT.replace(year=2025)
    assessed(StaffFactory(unit=gov.division), year=2024, at=late)
    unit = drafted(gov, "TTLDTT", at=late, subject_unit=gov.division)
    with pytest.raises(GuardRefused, match="cá nhân"):
        dossiers.freeze(unit, by=gov.officer, at=late)
    assert not unit.revisions.exists()
