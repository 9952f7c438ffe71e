"""What can go wrong in a business step, each with a message for the person who tried it.

Messages are Vietnamese, name the place and the reason, and say what to do next. Interfaces turn
a class into its status code; services never know about HTTP.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with what was entered.

    Attributes:
        reason: what is wrong and what was expected.
        field: name of the form field or API member, empty when it concerns the whole.
        place: where it stands for a reader, e.g. ``"Dòng 12, cột Mã nhân sự"``.
        hint: the next step.
    """

    reason: str
    field: str = ""
    place: str = ""
    hint: str = ""

    def __str__(self) -> str:
        lead = f"{self.place}: " if self.place else ""
        tail = f" {self.hint}" if self.hint else ""
        return f"{lead}{self.reason}{tail}"


class BusinessError(Exception):
    """A business step was refused; nothing of it was written."""

    status = 400
    code = "business-error"

    def __init__(self, message: str, *, problems: Sequence[Problem] = ()) -> None:
        super().__init__(message)
        self.message = str(message)
        self.problems = tuple(problems)


class InvalidInput(BusinessError):
    """What was entered cannot be accepted; each problem names its place."""

    code = "invalid-input"

    def __init__(self, message: str = "", *, problems: Sequence[Problem] = ()) -> None:
        super().__init__(message or "; ".join(map(str, problems)), problems=problems)

    @classmethod
    def at(cls, field: str, reason: str, hint: str = "") -> InvalidInput:
        """Build the error for one field."""
        return cls(problems=[Problem(reason=reason, field=field, hint=hint)])


class Forbidden(BusinessError):
    """The person may know of the thing but may not do this to it."""

    status = 403
    code = "forbidden"


class NotVisible(BusinessError):
    """The thing does not exist, or its existence is not this person's business."""

    status = 404
    code = "not-found"


class IllegalTransition(BusinessError):
    """The step is not possible from the state the case is in."""

    status = 409
    code = "illegal-transition"


class Stale(BusinessError):
    """Somebody else changed the case since this person looked at it.

    Attributes:
        changes: what was done meanwhile, oldest first; mappings with ``label, by, at, comment``.
    """

    status = 409
    code = "stale"

    def __init__(self, message: str, *, changes: Sequence[Mapping[str, Any]] = ()) -> None:
        super().__init__(message)
        self.changes = tuple(changes)


class GuardRefused(BusinessError):
    """A condition of the step is not met."""

    status = 409
    code = "condition-not-met"
