"""Two languages: what people read follows their choice, what is kept stays in the official one.

Stored texts (audit, notices, frozen dossiers), documents and the API speak Vietnamese, the
language of the law and of the file, whoever happens to cause them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.conf import settings
from django.utils import translation

P = ParamSpec("P")
R = TypeVar("R")


def official() -> translation.override:
    """Return a context in which texts are in the official language."""
    return translation.override(settings.LANGUAGE_CODE)


def in_official_language(function: Callable[P, R]) -> Callable[P, R]:
    """Make a function speak the official language, whoever asks."""

    # Django's own decorator keeps the former language on one object for all threads.
    @wraps(function)
    def speaking(*args: P.args, **kwargs: P.kwargs) -> R:
        with official():
            return function(*args, **kwargs)

    return speaking
