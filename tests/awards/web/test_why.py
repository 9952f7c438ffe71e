"""Why a dossier may go on: frozen verdicts, what differs today, and rules that came since."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.urls import reverse

from awards.models import Proposal
from awards.services import proposals, review, ticks
from awards.services.proposal_entry import ProposalInput
from legal.models import RuleFault
from legal.rules.titles_2003 import Luat2003_D24_DaoDuc
from tests.awards.web.pages import as_actor, page_of, text_of
from tests.awards.web.test_proposal_making import entered
from tests.factories.awards import AT, ProposalFactory, assessed
from tests.factories.emulation import award
from tests.factories.personnel import StaffFactory
from tests.support.clock import moment, stopped_at

pytestmark = pytest.mark.django_db
JUDGEMENT = "Luat2003_D24_DaoDuc"
BESIDE = "Để đối chiếu: theo luật mới"


def sent_in(gov, day: datetime) -> Proposal:
    """A dossier of the year before, sent on the day."""
    person = assessed(StaffFactory(unit=gov.division), year=day.year - 1, at=day)
    entry = ProposalInput(
        year=day.year - 1, award_type=award("LDTT"), staff=person, merit="Hoàn thành tốt."
    )
    proposal = proposals.create(entry, by=gov.officer, at=day)
    proposals.submit(proposal, by=gov.officer, at=day)
    return proposal


def test_rules_that_came_after_the_sending_are_shown_beside(gov):
    proposal = sent_in(gov, moment("2026-09-14"))
    assert proposal.revisions.get().judged_facts["beside"] is None
    officer = as_actor(gov.officer)
    with stopped_at("2026-09-30"):
        assert BESIDE not in text_of(officer.get(page_of(proposal)))
    with stopped_at("2026-10-05"):
        response = officer.get(page_of(proposal))
    assert BESIDE in text_of(response)
    why = response.context["why"]
    assert next(one.version for one in why.deciding.sets).startswith("2025B/")
    assert next(one.version for one in why.beside.sets).startswith("2026C/")
    assert why.beside_today


def test_what_was_shown_beside_at_the_sending_stays_as_it_was(gov):
    proposal = sent_in(gov, moment("2026-09-14"))
    review.act(proposal, "return", by=gov.director, at=moment("2026-09-20"), comment="Bổ sung.")
    proposals.submit(proposal, by=gov.officer, at=moment("2026-10-06"))
    with stopped_at("2026-10-07"):
        why = as_actor(gov.officer).get(page_of(proposal)).context["why"]
    assert next(one.version for one in why.beside.sets).startswith("2026C/")
    assert not why.beside_today


@pytest.mark.usefixtures("january")
def test_a_returned_dossier_tells_what_judging_it_changed(gov):
    proposal = ProposalFactory(gov=gov)
    review.act(proposal, "return", by=gov.director, at=AT, comment="Bổ sung.")
    head = as_actor(gov.head)
    assert head.get(page_of(proposal)).context["why"].today is None
    ticks.tick(proposal, JUDGEMENT, ok=False, note="Chưa có xác nhận.", by=gov.head, at=AT)
    today = head.get(page_of(proposal)).context["why"].today
    assert today.code == "NOT_YET"


@pytest.mark.usefixtures("january")
def test_a_preview_takes_no_judgements_from_the_dossier_of_somebody_else(gov):
    other = ProposalFactory(gov=gov, submit=False)
    mine = ProposalFactory(gov=gov, submit=False)
    ticks.tick(other, JUDGEMENT, ok=True, note="Riêng của hồ sơ kia.", by=gov.officer, at=AT)
    ticks.tick(mine, JUDGEMENT, ok=True, note="Của hồ sơ này.", by=gov.officer, at=AT)
    officer, url = as_actor(gov.officer), reverse("proposals:preview")
    stolen = text_of(officer.post(url, entered(mine.staff, pk=other.pk)))
    assert gov.officer.name not in stolen
    assert "Riêng của hồ sơ kia." not in stolen
    assert "Của hồ sơ này." in text_of(officer.post(url, entered(mine.staff, pk=mine.pk)))
    outsider = as_actor(gov.auditor)
    assert "Của hồ sơ này." not in text_of(outsider.post(url, entered(mine.staff, pk=mine.pk)))


def test_a_preview_judges_by_the_day_on_which_the_dossier_was_received(gov):
    proposal = sent_in(gov, moment("2026-09-14"))
    review.act(proposal, "return", by=gov.director, at=moment("2026-09-20"), comment="Bổ sung.")
    typed = entered(proposal.staff, pk=proposal.pk, year=proposal.year)
    with stopped_at("2026-10-05"):
        answer = as_actor(gov.officer).post(reverse("proposals:preview"), typed)
    why = answer.context["why"]
    assert next(one.version for one in why.deciding.sets).startswith("2025B/")
    assert next(one.version for one in why.beside.sets).startswith("2026C/")


@pytest.mark.usefixtures("january")
def test_a_rule_that_fails_while_a_verdict_is_shown_is_kept_for_repair(gov, monkeypatch):
    def broken(self, group):
        raise ZeroDivisionError("chia cho không")

    monkeypatch.setattr(Luat2003_D24_DaoDuc, "judge", broken)
    person = assessed(StaffFactory(unit=gov.division))
    officer = as_actor(gov.officer)
    for name, query in (
        ("awards:person_standing", {"nam": 2020}),
        ("awards:person_standing_part", {"nam": 2020}),
        ("api:person_eligibility", {"year": 2020}),
    ):
        assert officer.get(reverse(name, args=[person.code], query=query)).status_code == 200
        fault = RuleFault.objects.get(rule=JUDGEMENT)
        assert fault.facts["ref"] == f"staff:{person.pk}"
        fault.delete()
    draft = ProposalFactory(gov=gov, submit=False)
    assert officer.get(page_of(draft)).status_code == 200
    assert RuleFault.objects.filter(facts__ref=f"staff:{draft.staff_id}").exists()
