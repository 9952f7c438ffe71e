"""What other apps say was built on grades, discipline and notices since a moment.

They keep what they found in papers of their own, without a reference that the tables would show: a
dossier that was sent holds the grades it was judged by. A higher app registers a function at
start-up; each sentence it answers refuses the way back of a load.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime

from django.utils.translation import gettext as _

from core.errors import GuardRefused
from core.models import Load

Use = Callable[[Collection[int], datetime], list[str]]
_OF_PEOPLE: list[Use] = []
_OF_UNITS: list[Use] = []


def register_use(use: Use) -> None:
    """Add a function of the people's keys and the moment of the load (once, at start-up)."""
    if use not in _OF_PEOPLE:
        _OF_PEOPLE.append(use)


def register_unit_use(use: Use) -> None:
    """Add the same of the units' keys."""
    if use not in _OF_UNITS:
        _OF_UNITS.append(use)


def refuse(load: Load, people: Collection[int]) -> None:
    """Refuse when another app built on what the load wrote about these people.

    Raises:
        GuardRefused: telling what was built.
    """
    _refuse(load, people, _OF_PEOPLE)


def refuse_of_units(load: Load, units: Collection[int]) -> None:
    """The same about these units."""
    _refuse(load, units, _OF_UNITS)


def _refuse(load: Load, keys: Collection[int], uses: list[Use]) -> None:
    if load.applied_at is None:
        return
    told = [one for use in uses for one in use(keys, load.applied_at)]
    if told:
        raise GuardRefused(
            _("Không hoàn tác được vì đã có dữ liệu dựa trên lần nạp này: %(what)s.")
            % {"what": "; ".join(told)}
        )
