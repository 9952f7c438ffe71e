"""The list of disciplines (nạp kỷ luật)."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.imports import Column
from core.imports.columns import Kind
from core.language import in_official_language
from personnel import permissions
from personnel.models import Discipline, DisciplineForm
from personnel.services import conduct
from personnel.services.loading.discipline_rows import DisciplineChecker
from personnel.services.loading.record_list import PEOPLE, Facts, RecordList
from personnel.services.loading.shared_columns import staff_columns


@in_official_language
def _columns() -> Sequence[Column]:
    """The columns of the template."""
    return [
        *staff_columns(),
        Column(
            "form",
            _("Hình thức kỷ luật"),
            required=True,
            max_length=60,
            aliases=("Hình thức",),
        ),
        Column(
            "valid_from",
            _("Có hiệu lực từ ngày"),
            required=True,
            kind=Kind.DAY,
            aliases=("Từ ngày", "Ngày hiệu lực"),
        ),
        Column(
            "valid_to",
            _("Hết hiệu lực từ ngày"),
            kind=Kind.DAY,
            note=_("Ngày đầu tiên không còn hiệu lực."),
            aliases=("Đến trước ngày",),
        ),
        Column("decision_ref", _("Số quyết định"), max_length=60, aliases=("Số QĐ",)),
        Column("decided_on", _("Ngày quyết định"), kind=Kind.DAY, aliases=("Ngày QĐ",)),
        Column("reason", _("Nội dung"), max_length=500, aliases=("Lý do", "Nội dung vi phạm")),
    ]


def _told(now: Facts, before: Facts | None) -> Facts:
    if before is None:
        return now
    changes = {name: {"from": was, "to": now[name]} for name, was in before.items()}
    return {"discipline": {**now, **before}, "changes": changes}


DISCIPLINES = RecordList(
    key="personnel.disciplines",
    label=gettext_lazy("Kỷ luật"),
    lead=gettext_lazy(
        "Ghi các lần kỷ luật của người đã có hồ sơ. Lần kỷ luật đã ghi (cùng hình thức, cùng ngày "
        "bắt đầu) được bổ sung phần còn thiếu, không ghi đè phần đã có."
    ),
    action=permissions.CHANGE_STAFF,
    file_name="mau-ky-luat.xlsx",
    max_rows=100_000,
    columns=_columns,
    code_lists=((gettext_lazy("Hình thức kỷ luật"), DisciplineForm.choices),),
    checker=DisciplineChecker,
    labels=(gettext_lazy("Lần kỷ luật mới"), gettext_lazy("Được bổ sung")),
    model=Discipline,
    about=PEOPLE,
    fields=conduct.FACTS,
    steps=("personnel.discipline_recorded", "personnel.discipline_corrected"),
    later=(
        "personnel.discipline_recorded",
        "personnel.discipline_corrected",
        "personnel.discipline_ended",
        "personnel.review_closed",
        "personnel.discipline_withdrawn",
    ),
    told=_told,
)
"""Kỷ luật: form, decision and period."""
