"""Outbox: messages written with the business change, handled after it is committed.

A handler runs in one transaction with the mark "done", so what it writes to the database happens
exactly once, however often the worker is killed or the broker forgets. Only long work that may be
repeated without harm is kept out of it.
"""

from core.outbox.delivery import drain
from core.outbox.registry import enqueue, handler

__all__ = ["drain", "enqueue", "handler"]
