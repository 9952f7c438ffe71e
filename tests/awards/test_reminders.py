"""Overdue steps are told exactly once for each occasion, however often or late the job runs."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import transaction

from awards import permissions, reminders
from awards.domain.steps import StepKind
from awards.services import proposals, review
from awards.tasks import send_reminders
from config.celery import app
from core.models import AuditEvent, Notification
from core.notifications import send_pending
from core.workdays import is_workday, vietnamese_holidays
from emulation.reminders import KIND as CLOSING
from personnel.models import Role, User
from tests.factories.awards import AT, DAY, ProposalFactory, advance, make_government
from tests.factories.emulation import EmulationYearFactory
from tests.factories.personnel import StaffFactory, UserFactory, actor_with
from tests.support.clock import moment, stopped_at
from tests.support.worker import eventually, worker

pytestmark = pytest.mark.django_db
# The first step of a dossier sent on Monday 11 January 2021 ends on Monday 18 January.
FIRST_DAY = "2021-01-19"


def overdue(day):
    return reminders.step_overdue(as_of=date.fromisoformat(day))


def told():
    rows = Notification.objects.filter(kind=reminders.KIND).order_by("key", "recipient_id")
    return list(rows.values_list("key", "recipient_id", "title"))


def run(*moments):
    for text in moments:
        reminders.send(at=moment(text))
    return told()


def test_nobody_is_told_before_the_limit_has_passed(gov):
    ProposalFactory(gov=gov)
    assert overdue("2021-01-18") == []


def test_those_who_may_act_are_told_on_the_first_day(gov):
    proposal = ProposalFactory(gov=gov)
    notices = overdue(FIRST_DAY)
    assert proposal.current_step.due_on == date(2021, 1, 18)
    policy = permissions.who_can(permissions.REVIEW, proposal, date(2021, 1, 19))
    assert {notice.recipient_id for notice in notices} == set(policy.values_list("pk", flat=True))
    assert gov.head.user_id in {notice.recipient_id for notice in notices}
    assert proposal.recipient_name in notices[0].title
    assert "18/01/2021" in notices[0].body
    assert all(notice.has_email for notice in notices)


def test_nobody_is_told_of_his_own_case(gov):
    own = actor_with(Role.UNIT_HEAD, gov.division, staff=StaffFactory(unit=gov.division), on=DAY)
    head = User.objects.get(pk=own.user_id)
    proposal = ProposalFactory(gov=gov, code="GIAYKHEN", staff=head.staff)
    assert proposal.current_step.kind == StepKind.HEAD
    recipients = {notice.recipient_id for notice in overdue(FIRST_DAY)}
    assert recipients
    assert head.pk not in recipients


def test_days_off_wait_for_the_next_working_day(gov):
    proposal = ProposalFactory(gov=gov, submit=False)
    proposals.submit(proposal, by=gov.officer, at=AT + timedelta(days=4))
    assert proposal.current_step.due_on == date(2021, 1, 22)
    assert overdue("2021-01-23") == overdue("2021-01-24") == []
    assert overdue("2021-01-25") != []


@pytest.mark.parametrize(
    "moments",
    [
        pytest.param([FIRST_DAY] * 2, id="twice"),
        pytest.param(["2021-01-22"], id="three days late"),
        pytest.param(
            [f"2021-01-{day} {hour:02d}:05" for day in range(19, 23) for hour in range(24)],
            id="every hour",
        ),
    ],
)
def test_same_rows_however_the_job_runs(gov, moments):
    ProposalFactory(gov=gov)
    expected = [(n.key, n.recipient_id, n.title) for n in overdue(FIRST_DAY)]
    assert run(*moments) == sorted(expected)


def test_a_run_that_breaks_off_writes_nothing_and_the_next_one_all(gov, monkeypatch):
    ProposalFactory(gov=gov)
    tell = reminders.tell

    def tell_and_break(notices, *, at):
        tell(notices, at=at)
        raise RuntimeError("the machine went away")

    monkeypatch.setattr(reminders, "tell", tell_and_break)
    with pytest.raises(RuntimeError), transaction.atomic():
        reminders.send(at=moment(FIRST_DAY))
    assert told() == []
    monkeypatch.undo()
    assert run(FIRST_DAY) != []


def test_told_again_every_five_working_days(gov):
    ProposalFactory(gov=gov)
    days = [date(2021, 1, 19) + timedelta(days=n) for n in range(14)]
    run(*(day.isoformat() for day in days))
    holidays = vietnamese_holidays((2021,))
    worked = sum(is_workday(day, holidays) for day in days)
    keys = {key for key, recipient, _title in told() if recipient == gov.head.user_id}
    assert [key.rsplit(":", 1)[1] for key in sorted(keys)] == ["0", "1"]
    assert worked == 10


def test_dossiers_with_one_limit_are_one_notice(gov):
    for _number in range(7):
        ProposalFactory(gov=gov)
    mine = [notice for notice in overdue(FIRST_DAY) if notice.recipient_id == gov.head.user_id]
    assert len(mine) == 1
    assert mine[0].title.startswith("7 hồ sơ")
    assert "Và 2 hồ sơ khác." in mine[0].body


def test_an_upper_level_elsewhere_is_told_once_only():
    gov = make_government(upper_participates=False)
    proposal = advance(gov, ProposalFactory(gov=gov, code="BK_TINH"), StepKind.PROVINCE)
    first = proposal.current_step.due_on + timedelta(days=1)
    keys = {notice.key for day in range(60) for notice in overdue(str(first + timedelta(day)))}
    assert len(keys) == 1
    assert gov.officer.user_id in {n.recipient_id for n in overdue(str(first + timedelta(30)))}


def test_a_step_that_was_taken_is_forgotten(gov):
    proposal = ProposalFactory(gov=gov)
    review.act(proposal, "approve", by=gov.director, at=AT)
    assert overdue(FIRST_DAY) == []


def test_number_of_queries_does_not_grow_with_the_dossiers(gov, django_assert_max_num_queries):
    ProposalFactory(gov=gov)
    with django_assert_max_num_queries(3):
        overdue(FIRST_DAY)
    for _number in range(5):
        ProposalFactory(gov=gov)
    with django_assert_max_num_queries(3):
        assert overdue(FIRST_DAY)


def test_the_task_tells_of_both_and_mail_goes_once(gov, mailoutbox):
    year = EmulationYearFactory(unit=gov.department)
    closes = year.phases.get(kind="REGISTRATION").closes_on
    someone = UserFactory(
        staff=StaffFactory(unit=gov.division), roles=[(Role.STAFF_MEMBER, gov.division)]
    )
    for hour in (8, 9, 10):
        with stopped_at(f"{closes - timedelta(days=1)} {hour:02d}:05"):
            send_reminders()
            send_pending(at=moment(str(closes)))
    assert Notification.objects.filter(kind=CLOSING, recipient=someone).count() == 1
    assert [mail.to for mail in mailoutbox].count([someone.email]) == 1


@pytest.mark.broker
@pytest.mark.django_db(transaction=True)
def test_a_real_worker_sends_one_mail(broker, tmp_path, monkeypatch):
    gov = make_government()
    advance(gov, ProposalFactory(gov=gov), StepKind.HR_CHECK)
    folder, log = tmp_path / "mail", tmp_path / "worker.log"
    monkeypatch.setenv("TEST_MAIL_FOLDER", str(folder))
    for _time in range(3):
        app.send_task("awards.tasks.send_reminders")
        app.send_task("core.tasks.sweep_outbox")
    with worker(broker, log, settings="tests.support.file_mail"):
        eventually(lambda: _sent() == 1, log)
        app.send_task("awards.tasks.send_reminders")
        app.send_task("core.tasks.sweep_outbox")
        app.send_task("core.tasks.seal_audit")
        eventually(_all_sealed, log)
    text = "".join(path.read_text(encoding="utf-8") for path in Path(folder).iterdir())
    assert text.count("đã hết hạn ngày") == _sent() == 1


def _sent():
    return Notification.objects.filter(kind=reminders.KIND, email_state="SENT").count()


def _all_sealed():
    return not AuditEvent.objects.filter(seal__isnull=True).exists()
