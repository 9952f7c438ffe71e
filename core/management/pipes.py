"""Commands whose output goes on to another program, such as ``head``."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def until_the_reader_leaves(out: Any) -> Iterator[None]:
    """End the work quietly when nobody reads what it writes any more."""
    try:
        yield
        out.flush()
    except BrokenPipeError:
        # What still waits in the buffer is written somewhere, or Python complains at its end.
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, out.fileno())
        os.close(nowhere)
