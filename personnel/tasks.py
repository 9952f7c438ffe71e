"""Jobs that run by the clock."""

from celery import shared_task

from core import clock
from core.scope import SYSTEM
from personnel.services import account_security, retention
from personnel.services.rollover import roll_over


@shared_task(name="personnel.tasks.roll_over_day")
def roll_over_day() -> int:
    """Show the moves and transfers that begin today."""
    return roll_over(on=clock.today())


@shared_task(name="personnel.tasks.apply_retention")
def apply_retention() -> int:
    """Let go what the retention rules say is no longer kept."""
    return sum(one.count for one in retention.apply(by=SYSTEM, at=clock.now()))


@shared_task(name="personnel.tasks.forget_sessions")
def forget_sessions() -> int:
    """Let go of sessions that have run out, with the addresses they came from."""
    return account_security.forget_expired(at=clock.now())
