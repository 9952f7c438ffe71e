"""Retention: nothing goes without a rule, and a rule lets go what it names and nothing else."""

import json
from datetime import timedelta

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Forbidden, InvalidInput, NotVisible
from core.models import AuditEvent, Notification, OutboxMessage
from core.models.load import Load, LoadState
from core.scope import SYSTEM
from legal.models import RuleFault
from personnel import tasks
from personnel.models import CorrectionRequest, RetentionRule, Staff, StaffIdentity
from personnel.services import corrections, identity, retention
from tests.factories.faults import made_fault
from tests.factories.personnel import AT, StaffFactory, UserFactory, actor_with

LATER = AT.replace(year=2024)
LONG_AGO = AT
RECENT = LATER - timedelta(days=10)
CHOOSABLE = [kind.key for kind in retention.kinds() if kind.is_choosable]
KEPT = [kind.key for kind in retention.kinds() if not kind.is_choosable]


@pytest.fixture
def keeper(country):
    return actor_with("DATA_OFFICER", country.province)


def rule(keeper, record, months=24):
    return retention.set_rule(
        record=record, months=months, basis="Quy chế lưu trữ của cơ quan", by=keeper, at=AT
    )


@pytest.fixture
def records(country):
    """Two of everything: one old, one new."""
    user = UserFactory(email="cu@example.vn")
    for number, at in enumerate((LONG_AGO, RECENT)):
        Notification.objects.create(
            recipient=user, kind="k", key=str(number), title="t", created_at=at, read_at=at
        )
        OutboxMessage.objects.create(topic="t", created_at=at, available_at=at, done_at=at)
        Load.objects.create(
            importer="x", owner_name="a", name="a.xlsx", state=LoadState.DONE, uploaded_at=at,
            result=b"rows", problems=["p"],
        )  # fmt: skip
        person = StaffFactory(unit=country.trade, email=f"nguoi{number}@example.vn")
        identity.set_number(staff=person, number=f"08619900000{number}", by=SYSTEM, at=AT)
        me = actor_with("STAFF_MEMBER", country.trade, staff=person)
        request = corrections.send(
            staff=person, topic="other", wanted="Nội dung riêng", reason="Lý do", by=me, at=AT
        )
        corrections.perform_transition(request, "withdraw", by=me, at=at)
        Staff.objects.filter(pk=person.pk).update(left_on=at.date())
    Notification.objects.create(
        recipient=user, kind="k", key="unread", title="t", created_at=LONG_AGO
    )
    OutboxMessage.objects.create(topic="t", created_at=LONG_AGO, available_at=LONG_AGO)
    made_fault(LONG_AGO)
    # Someone who still works here keeps everything, however old.
    StaffFactory(unit=country.trade, email="dang-lam@example.vn", code="CB-HERE")


EXPECTED = {
    "notices_read": 1,
    "outbox_done": 1,
    "load_results": 1,
    "corrections_answered": 1,
    "left_contact": 1,
    "left_identity": 1,
    "rule_faults": 1,
}


def counts(outcomes):
    return {one.kind.key: one.count for one in outcomes}


def state():
    return {
        "notices": Notification.objects.count(),
        "outbox": OutboxMessage.objects.count(),
        "loads": Load.objects.exclude(result=b"").count(),
        "corrections": CorrectionRequest.objects.exclude(wanted="").count(),
        "emails": Staff.objects.exclude(email="").count(),
        "numbers": StaffIdentity.objects.count(),
        "cases": RuleFault.objects.exclude(facts={}).count(),
        "people": Staff.objects.count(),
        "requests": CorrectionRequest.objects.count(),
    }


def test_without_a_rule_nothing_goes(records):
    before = state()
    assert retention.apply(by=SYSTEM, at=LATER) == []
    assert state() == before


def test_a_dry_run_tells_what_a_real_run_then_does_and_a_second_finds_nothing(records, keeper):
    for record in EXPECTED:
        rule(keeper, record)
    before = state()
    assert counts(retention.due(at=LATER)) == EXPECTED
    assert state() == before
    assert counts(retention.apply(by=SYSTEM, at=LATER)) == EXPECTED
    after = state()
    assert after == before | {
        "notices": 2, "outbox": before["outbox"] - 1, "loads": 1,
        "corrections": 1, "emails": 2, "numbers": 1, "cases": 0,
    }  # fmt: skip
    assert set(counts(retention.apply(by=SYSTEM, at=LATER)).values()) == {0}
    assert state() == after


def test_each_kind_that_went_is_audited_once(records, keeper):
    rule(keeper, "notices_read")
    for _ in range(2):
        retention.apply(by=SYSTEM, at=LATER)
    event = AuditEvent.objects.get(action="personnel.retention_applied")
    assert event.data == {
        "record": "notices_read", "months": 24, "removed": 1,
        "before": "2022-11-30T08:00:00+07:00",
    }  # fmt: skip


def test_what_a_person_loses_stands_in_his_own_history(records, keeper):
    for record in ("left_contact", "left_identity"):
        rule(keeper, record)
    retention.apply(by=SYSTEM, at=LATER)
    person = Staff.objects.get(left_on=LONG_AGO.date())
    events = AuditEvent.objects.filter(subject_type="personnel.staff", subject_id=str(person.pk))
    found = dict(events.values_list("action", "data"))
    assert found["personnel.contact_forgotten"] == {"retention": True, "version": person.version}
    assert found["personnel.identity_cleared"] == {"retention": True}


def test_a_request_that_was_emptied_keeps_its_dates_and_outcome(records, keeper):
    rule(keeper, "corrections_answered")
    retention.apply(by=SYSTEM, at=LATER)
    emptied = CorrectionRequest.objects.get(wanted="")
    assert (emptied.state, emptied.topic, emptied.reason) == ("WITHDRAWN", "other", "")
    assert emptied.transitions.count() == 2


@pytest.mark.parametrize("record", [*KEPT, "unknown"])
def test_what_must_stay_cannot_be_chosen(keeper, record):
    with pytest.raises(NotVisible):
        rule(keeper, record)
    # Written past the service it is left alone as well.
    RetentionRule.objects.create(record=record, months=1)
    assert retention.apply(by=SYSTEM, at=LATER) == []


def test_the_archive_is_among_what_stays():
    assert {"decisions", "recorded_awards", "audit", "staff"} <= set(KEPT)
    assert set(EXPECTED) <= set(CHOOSABLE)


def test_a_rule_needs_a_ground_and_a_sensible_time(keeper):
    for months, basis in [(0, "x"), (1201, "x"), (24, " "), (2, "x")]:
        with pytest.raises(InvalidInput):
            retention.set_rule(record="left_identity", months=months, basis=basis, by=keeper, at=AT)
    assert not RetentionRule.objects.filter(months__isnull=False).exists()
    rule(keeper, "left_identity")
    rule(keeper, "left_identity")
    retention.set_rule(record="left_identity", months=None, by=keeper, at=AT)
    events = AuditEvent.objects.filter(action="personnel.retention_set").order_by("pk")
    assert [event.data["after"]["months"] for event in events] == [24, None]


def test_only_the_data_officer_at_the_top_sets_rules(country):
    for role, unit in [
        ("DATA_OFFICER", country.industry),
        ("SYSTEM_ADMIN", country.province),
        ("HR_OFFICER", country.province),
        ("PROVINCE_OFFICER", country.province),
    ]:
        with pytest.raises(Forbidden):
            rule(actor_with(role, unit), "notices_read")


@given(
    st.datetimes(AT.replace(tzinfo=None), LATER.replace(tzinfo=None)),
    st.integers(min_value=1, max_value=600),
)
def test_months_back_stay_in_the_month_they_name(at, months):
    before = retention.months_before(at, months)
    assert (at.year * 12 + at.month) - (before.year * 12 + before.month) == months
    assert before.day <= at.day
    assert before.time() == at.time()


def test_the_command_and_the_nightly_task_do_the_same(records, keeper, capsys, clock_at):
    with clock_at("2024-11-30"):
        call_command("apply_retention", "--dry-run")
        assert "Chưa có thời hạn" in capsys.readouterr().out
        rule(keeper, "notices_read")
        call_command("apply_retention", "--dry-run")
        assert "Thông báo đã đọc: sẽ xóa 1 (trước ngày 30/11/2022)." in capsys.readouterr().out
        call_command("apply_retention", "--dry-run", "--json")
        told = json.loads(capsys.readouterr().out)
        assert told["dry_run"] is True
        assert [(one["record"], one["count"]) for one in told["records"]] == [("notices_read", 1)]
        assert tasks.apply_retention() == 1
        call_command("apply_retention")
        assert "đã xóa 0" in capsys.readouterr().out
