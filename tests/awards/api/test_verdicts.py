"""The verdicts on a dossier over REST: as on its page, each condition with its records."""

from __future__ import annotations

from awards.services import review, ticks
from legal.services import rule_set_edits
from tests.awards.api.conftest import URL, Api
from tests.awards.web.pages import as_actor, page_of, text_of
from tests.awards.web.test_why import JUDGEMENT, sent_in
from tests.factories.awards import AT, ProposalFactory
from tests.factories.rule_sets import place, publish_2026c
from tests.support.clock import moment


def shown(client, proposal):
    answer = client.get(f"{URL}{proposal.pk}/")
    assert answer.status_code == 200, answer.content
    return answer.json()


def names_of_sets(verdict):
    return [(used["code"], used["version"], bool(used["name"])) for used in verdict["sets"]]


def test_a_dossier_that_straddles_shows_both_laws(gov, clock_at):
    with clock_at("2026-09-14"):
        proposal = sent_in(gov, moment("2026-09-14"))
        assert shown(Api(gov.officer), proposal)["beside"] is None
    with clock_at("2026-10-05"):
        told = shown(Api(gov.officer), proposal)
    assert ("2025B", 1, True) in names_of_sets(told["verdict"])
    assert ("2026C", 1, True) in names_of_sets(told["beside"])
    assert told["beside_is_of_today"]
    assert told["more_favourable"] is None
    assert told["today"] is None
    assert told["verdict_frozen_at"].startswith("2026-09-14T")
    for verdict in (told["verdict"], told["beside"]):
        asked = next(one for one in verdict["findings"] if one["rule"] == "Luat2022_D24_K1_a")
        assert asked["records"] == ["grade:2025"]
        assert asked["requirement"]
        assert asked["message"]
        assert asked["citation"].startswith("Điều 24")
    standings = {one["standing"] for one in told["beside"]["findings"]}
    assert standings == {"TO_BE_CONFIRMED"}


def test_a_newer_law_that_is_better_is_told_on_the_page_and_over_rest(gov, clock_at):
    edit = rule_set_edits.remove_entry
    publish_2026c(edit(place("LDTT:3")), edit(place("LDTT:2")), edit(place("LDTT:1")))
    proposal = sent_in(gov, moment("2026-09-14"))
    with clock_at("2026-10-05"):
        told = shown(Api(gov.officer), proposal)
        page = text_of(as_actor(gov.officer).get(page_of(proposal)))
    assert (told["verdict"]["code"], told["beside"]["code"]) == ("NEEDS_JUDGEMENT", "ELIGIBLE")
    favour = told["more_favourable"]
    assert (favour["standing"], favour["rule_set"]) == ("SECOND_HAND", "2026C")
    assert favour["message"] in page
    assert "bộ này không quyết định" in page


def test_what_judging_changed_since_the_sending_is_told_as_of_today(gov, officer):
    proposal = ProposalFactory(gov=gov)
    review.act(proposal, "return", by=gov.director, at=AT, comment="Bổ sung.")
    assert shown(officer, proposal)["today"] is None
    ticks.tick(proposal, JUDGEMENT, ok=False, note="Chưa có xác nhận.", by=gov.head, at=AT)
    told = shown(officer, proposal)
    assert told["verdict"]["code"] == "NEEDS_JUDGEMENT"
    assert told["today"]["code"] == "NOT_YET"
    refused = next(one for one in told["today"]["findings"] if one["rule"] == JUDGEMENT)
    assert refused["outcome"] == "NOT_MET"
    assert any(one["remedy"] for one in told["verdict"]["findings"])


def test_a_draft_has_no_frozen_verdict(gov, officer):
    told = shown(officer, ProposalFactory(gov=gov, submit=False))
    assert told["verdict"]["findings"]
    assert (told["verdict_frozen_at"], told["beside"], told["today"]) == (None, None, None)
