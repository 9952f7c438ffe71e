"""Tables of the mechanisms, and the abstract bases others build on."""

from core.models.audit import AuditEvent, AuditSeal
from core.models.dated import Dated, InForceQuerySet
from core.models.idempotency import IdempotencyKey
from core.models.load import ColumnMapping, Load, LoadedRecord, LoadState, NameMatch
from core.models.notification import Notification
from core.models.outbox import OutboxMessage
from core.models.workflow import Stateful, TransitionRecord

__all__ = [
    "AuditEvent",
    "AuditSeal",
    "ColumnMapping",
    "Dated",
    "IdempotencyKey",
    "InForceQuerySet",
    "Load",
    "LoadState",
    "LoadedRecord",
    "NameMatch",
    "Notification",
    "OutboxMessage",
    "Stateful",
    "TransitionRecord",
]
