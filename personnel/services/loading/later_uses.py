"""What other apps say was built on people's grades and discipline since a moment.

They keep what they found in papers of their own, without a reference that the tables would show: a
dossier that was sent holds the grades it was judged by. A higher app registers a function at
start-up; each sentence it answers refuses the way back of a load.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime

Use = Callable[[Collection[int], datetime], list[str]]
_USES: list[Use] = []


def register_use(use: Use) -> None:
    """Add a function of the people's keys and the moment of the load (once, at start-up)."""
    if use not in _USES:
        _USES.append(use)


def since(people: Collection[int], moment: datetime) -> list[str]:
    """Everything other apps tell about these people since then."""
    return [told for use in _USES for told in use(people, moment)]
