"""What the year's input keeps for good: the grounds on which awards were given."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from personnel.services.retention import RecordKind, register

_GROUNDS = _("Lưu không thời hạn: là căn cứ của quyết định khen thưởng.")


def register_kinds() -> None:
    """Show these kinds beside the others (once, at start-up); none of them can be chosen."""
    register(
        RecordKind("registrations", _("Đăng ký thi đua"), keeps=_GROUNDS),
        RecordKind("initiatives", _("Sáng kiến"), keeps=_GROUNDS),
        RecordKind("science_works", _("Đề tài, công trình khoa học"), keeps=_GROUNDS),
    )
