"""What awards keep for good: archives, whatever the retention rules say of other records."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from personnel.services.retention import RecordKind, register

_ARCHIVE = _("Lưu vĩnh viễn: hồ sơ lưu trữ về khen thưởng, kể cả khi người được khen đã thôi việc.")


def register_kinds() -> None:
    """Show these kinds beside the others (once, at start-up); none of them can be chosen."""
    register(
        RecordKind("decisions", _("Quyết định khen thưởng"), keeps=_ARCHIVE),
        RecordKind("recorded_awards", _("Khen thưởng đã ghi nhận"), keeps=_ARCHIVE),
        RecordKind("dossiers", _("Hồ sơ đề nghị khen thưởng"), keeps=_ARCHIVE),
    )
