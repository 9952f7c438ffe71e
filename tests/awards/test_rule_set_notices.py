"""A rule-set that waits for a second legal officer: who hears of it, and where it stands."""

from types import SimpleNamespace

import pytest
from django.urls import reverse

from core import outbox
from core.models import Notification, OutboxMessage
from legal.services import rule_set_drafts, rule_set_edits, rule_set_steps
from tests.awards.web.pages import as_user, text_of
from tests.factories.personnel import AT, JOINED, UnitFactory, UserFactory, actor_for, fresh
from tests.factories.rule_sets import LATER, change, publish, version_of
from tests.support.clock import stopped_at

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day():
    with stopped_at("2020-11-30"):
        yield


@pytest.fixture
def law():
    """Two provinces; the south has two legal officers, the north one, the country one."""
    state = UnitFactory(kind="STATE", code="VN")
    north = UnitFactory(kind="PROVINCE", code="BAC", parent=state)
    south = UnitFactory(kind="PROVINCE", code="NAM", parent=state)
    fresh(state, north, south)

    def officer(unit, **more):
        return UserFactory(roles=[("LEGAL_OFFICER", unit)], **more)

    return SimpleNamespace(
        state=officer(state), north=officer(north), south=officer(south), south2=officer(south),
        south_unit=south, other=UserFactory(roles=[("HR_OFFICER", south)]),
        machine=officer(south, is_service=True),
    )  # fmt: skip


def sent_in(user, *codes, layer="PROVINCE"):
    """A set of these units, sent in by this account."""
    by = actor_for(user)
    version = rule_set_drafts.open_set(
        code="BX2020", layer=layer, name="Quy định riêng", valid_from=JOINED,
        scope_codes=codes, by=by, at=AT,
    )  # fmt: skip
    head = rule_set_edits.set_head(
        valid_from=JOINED, valid_to=None, document_codes=["LUAT_2003"], scope_codes=codes,
        note="Trích lời quy định.", both=False,
    )  # fmt: skip
    change(version, head, by)
    rule_set_steps.perform_step(version, "submit", by=by, at=LATER)
    return version


def step(name, user, **more):
    return rule_set_steps.perform_step(
        version_of("BX2020"), name, by=actor_for(user), at=LATER, **more
    )


def told():
    """Hand out what waits, and return who has which notice."""
    outbox.drain(at=LATER)
    assert not OutboxMessage.objects.exclude(last_error="").exists()
    return {(one.recipient, one.kind) for one in Notification.objects.all()}


SUBMIT, RETIRE = "legal.rule_set.submit", "legal.rule_set.ask_retirement"


def test_those_who_may_publish_and_did_not_send_in_are_told_once(law):
    sent_in(law.south, "NAM")
    assert told() == {(law.south2, SUBMIT), (law.state, SUBMIT)}
    assert told() == {(law.south2, SUBMIT), (law.state, SUBMIT)}
    notice = Notification.objects.get(recipient=law.south2)
    assert notice.title == "Chờ công bố: bộ quy tắc BX2020, bản 1"
    assert law.south.full_name in notice.body
    assert notice.url == reverse("legal:rule_set_version", args=["BX2020", 1])


def test_a_set_of_the_whole_installation_is_told_to_every_legal_officer(law):
    sent_in(law.south, layer="INSTALLATION")
    assert told() == {(one, SUBMIT) for one in (law.north, law.south2, law.state)}


def test_what_was_taken_back_meanwhile_is_not_told(law):
    sent_in(law.south, "NAM")
    step("withdraw", law.south)
    assert told() == set()


def test_whoever_sent_in_hears_that_it_came_back_or_was_published(law):
    sent_in(law.south, "NAM")
    told()
    step("return", law.south2, comment="Chưa ghi khoản.")
    returned = "legal.rule_set.return"
    # Who hears of it is who sent it in, and nobody else.
    assert told() - {(law.south2, SUBMIT), (law.state, SUBMIT)} == {(law.south, returned)}
    notice = Notification.objects.get(kind=returned)
    assert notice.title == "Bị trả lại: bộ quy tắc BX2020, bản 1"
    assert "Lý do: Chưa ghi khoản. Mời" in notice.body
    assert notice.url == reverse("legal:rule_set_version", args=["BX2020", 1])
    step("submit", law.south)
    step("publish", law.state)
    assert (law.south, "legal.rule_set.publish") in told()
    published = Notification.objects.get(kind="legal.rule_set.publish")
    assert law.state.full_name in published.body


@pytest.mark.parametrize(("name", "words"), [("retire", "Đã thôi"), ("keep", "Tiếp tục")])
def test_whoever_asked_for_retirement_hears_the_answer(law, name, words):
    sent_in(law.south, "NAM")
    step("publish", law.south2)
    step("ask_retirement", law.south2, comment="Tỉnh đã bãi bỏ.")
    told()
    step(name, law.south)
    told()
    (notice,) = Notification.objects.filter(kind=f"legal.rule_set.{name}")
    assert notice.recipient == law.south2
    assert notice.title == f"{words} áp dụng: bộ quy tắc BX2020, bản 1"


def test_whoever_asked_for_retirement_hears_that_a_new_version_took_its_place(law):
    sent_in(law.south, "NAM")
    step("publish", law.south2)
    step("ask_retirement", law.south2, comment="Tỉnh đã bãi bỏ.")
    by = actor_for(law.south)
    draft = rule_set_drafts.open_draft(based_on=version_of("BX2020"), by=by, at=LATER)
    publish(draft, sent_by=by, by=actor_for(law.state))
    told()
    (notice,) = Notification.objects.filter(kind="legal.rule_set.supersede")
    assert notice.recipient == law.south2
    assert notice.title == "Đã có bản mới thay thế: bộ quy tắc BX2020, bản 1"


def test_the_second_officer_hears_that_retirement_was_asked_for(law):
    sent_in(law.south, "NAM")
    step("publish", law.south2)
    told()
    Notification.objects.all().delete()
    step("ask_retirement", law.south2, comment="Tỉnh đã bãi bỏ.")
    assert told() == {(law.south, RETIRE), (law.state, RETIRE)}
    assert "Tỉnh đã bãi bỏ." in Notification.objects.get(recipient=law.south).body


# --- "Việc của tôi" -------------------------------------------------------------------------


def inbox(user):
    return text_of(as_user(user).get("/"))


def test_it_stands_in_the_work_of_those_who_may_publish(law):
    sent_in(law.south, "NAM")
    for user in (law.south2, law.state):
        page = inbox(user)
        assert "Công bố bộ quy tắc: Quy định riêng" in page
        assert reverse("legal:rule_set_version", args=["BX2020", 1]) in page
        assert "1 việc đang chờ bạn" in page
    for user in (law.south, law.north, law.other):
        assert "Công bố bộ quy tắc" not in inbox(user)
    step("publish", law.south2)
    assert "Công bố bộ quy tắc" not in inbox(law.state)


def test_a_returned_draft_stands_in_the_work_of_who_sent_it_in(law):
    sent_in(law.south, "NAM")
    line = "Sửa bộ quy tắc bị trả lại: Quy định riêng"
    step("return", law.south2, comment="Chưa ghi khoản.")
    page = inbox(law.south)
    assert line in page
    assert f"{law.south2.full_name} trả lại" in page
    for user in (law.south2, law.state, law.other):
        assert line not in inbox(user)
    step("submit", law.south)
    assert line not in inbox(law.south)
    # What somebody takes back himself was not returned to him.
    step("withdraw", law.south)
    assert line not in inbox(law.south)


def test_a_retirement_stands_in_the_work_of_the_second_officer(law):
    sent_in(law.south, "NAM")
    step("publish", law.south2)
    step("ask_retirement", law.south2, comment="Tỉnh đã bãi bỏ.")
    assert "Cho thôi áp dụng bộ quy tắc: Quy định riêng" in inbox(law.south)
    for user in (law.south2, law.north):
        assert "Cho thôi áp dụng bộ quy tắc" not in inbox(user)
    step("keep", law.south)
    assert "Cho thôi áp dụng bộ quy tắc" not in inbox(law.south)
