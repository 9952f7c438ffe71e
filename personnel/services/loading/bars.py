"""The list of notices from other agencies (nạp danh sách đang bị lưu ý)."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.imports import Column
from core.imports.columns import Kind
from core.language import in_official_language
from personnel import permissions
from personnel.models import BarNotice
from personnel.services import bars as steps
from personnel.services.loading.bar_rows import BarChecker
from personnel.services.loading.record_list import PEOPLE, Facts, RecordList
from personnel.services.loading.shared_columns import staff_columns


@in_official_language
def _columns() -> Sequence[Column]:
    """The columns of the template."""
    return [
        *staff_columns(),
        Column(
            "source",
            _("Cơ quan gửi"),
            required=True,
            max_length=steps.SOURCE_LENGTH,
            aliases=("Cơ quan thông báo", "Nơi gửi"),
        ),
        Column(
            "reason",
            _("Nội dung"),
            required=True,
            max_length=steps.REASON_LENGTH,
            note=_("Việc đang xem xét hoặc vi phạm, ngắn gọn."),
            aliases=("Lý do", "Nội dung vi phạm", "Hành vi vi phạm"),
        ),
        Column(
            "document_ref",
            _("Số văn bản"),
            required=True,
            max_length=steps.REF_LENGTH,
            aliases=("Số công văn", "Số thông báo"),
        ),
        Column(
            "document_on",
            _("Ngày văn bản"),
            required=True,
            kind=Kind.DAY,
            aliases=("Ngày công văn", "Ngày thông báo"),
        ),
        Column(
            "valid_from",
            _("Lưu ý từ ngày"),
            kind=Kind.DAY,
            note=_("Để trống là từ ngày văn bản."),
            aliases=("Từ ngày",),
        ),
        Column(
            "valid_to",
            _("Gỡ từ ngày"),
            kind=Kind.DAY,
            note=_("Ngày đầu tiên không còn bị lưu ý; phải có số văn bản gỡ."),
            aliases=("Ngày gỡ",),
        ),
        Column(
            "lifting_ref",
            _("Số văn bản gỡ"),
            max_length=steps.REF_LENGTH,
            note=_("Văn bản kết luận của cơ quan gửi."),
            aliases=("Văn bản kết luận",),
        ),
    ]


def _told(now: Facts, before: Facts | None) -> Facts:
    if before is None:
        return steps.traced(now)
    was = {**now, **before}
    return {"notice": steps.traced(was), "changes": steps.changes(was, now, list(before))}


BAR_NOTICES = RecordList(
    key="personnel.bar_notices",
    label=gettext_lazy("Danh sách đang bị lưu ý"),
    lead=gettext_lazy(
        "Ghi người đang bị xem xét, có vi phạm do cơ quan khác gửi (công an, thuế, bảo hiểm xã "
        "hội, thanh tra…). Nạp lại cùng văn bản với ngày và số văn bản gỡ để gỡ lưu ý."
    ),
    action=permissions.CHANGE_STAFF,
    file_name="mau-danh-sach-luu-y.xlsx",
    max_rows=100_000,
    columns=_columns,
    checker=BarChecker,
    labels=(gettext_lazy("Thông báo mới"), gettext_lazy("Được gỡ lưu ý")),
    model=BarNotice,
    about=PEOPLE,
    fields=steps.FACTS,
    steps=(steps.RECORDED, steps.LIFTED),
    later=(steps.RECORDED, steps.CORRECTED, steps.LIFTED, steps.WITHDRAWN),
    told=_told,
)
"""Danh sách đang bị lưu ý: who stands on a list another agency sent, and who was cleared."""
