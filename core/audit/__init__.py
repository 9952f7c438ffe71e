"""Audit: an append-only trail, sealed in batches into a SHA-256 chain.

Events are written by the transaction they tell of, without a lock between writers. Sealing
follows at once afterwards and links every event to all before it; the hash of the newest link is
also written to a file outside the database, so that a chain cut short is noticed too.
"""

from core.audit.chain import Broken, Verification, seal, verify
from core.audit.labels import label_of, name_actions, name_steps
from core.audit.recording import plain, record

__all__ = [
    "Broken",
    "Verification",
    "label_of",
    "name_actions",
    "name_steps",
    "plain",
    "record",
    "seal",
    "verify",
]
