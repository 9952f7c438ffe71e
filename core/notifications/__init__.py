"""Notices to people: told once, shown in the application, sent by e-mail."""

from core.notifications.mailing import send_pending
from core.notifications.telling import Notice, mark_read, tell, unread_count

__all__ = ["Notice", "mark_read", "send_pending", "tell", "unread_count"]
