"""Jobs that run by the clock."""

from celery import shared_task

from core import clock
from personnel.services.rollover import roll_over


@shared_task(name="personnel.tasks.roll_over_day")
def roll_over_day() -> int:
    """Show the moves and transfers that begin today."""
    return roll_over(on=clock.today())
