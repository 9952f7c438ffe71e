"""The columns of a list of proposals (danh sách đề nghị khen thưởng), and the codes beside them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from awards.domain.steps import DECIDER_LABELS
from awards.models import Proposal
from awards.models.recipient import Basis, Ground
from awards.permissions import PROPOSE
from core.imports import Column
from core.imports.columns import Kind
from core.imports.template import CodeSheet
from core.language import in_official_language
from core.scope import Actor
from legal.models import AwardType
from personnel.models import ExternalRecipient, RecipientKind, Staff, Unit

_MOST_PEOPLE = 5000


def _length(field: str) -> int:
    found: Any = Proposal._meta.get_field(field)
    return int(found.max_length)


@in_official_language
def columns() -> tuple[Column, ...]:
    """Return the columns; a file is read the same whichever language its reader chose."""
    return (*_whom(), *_what())


def _whom() -> tuple[Column, ...]:
    return (
        Column(
            "recipient",
            _("Mã nhân sự hoặc mã đơn vị"),
            required=True,
            max_length=40,
            note=_("mã của người, của tập thể, hoặc của đối tượng ngoài được đề nghị"),
        ),
        Column(
            "name",
            _("Họ tên, tên tập thể"),
            required=True,
            max_length=200,
            note=_("họ tên như trong hồ sơ, để đối chiếu với mã"),
        ),
        Column(
            "unit",
            _("Mã đơn vị"),
            required=True,
            max_length=40,
            note=_("mã đơn vị nơi người đó công tác; với tập thể ghi mã của chính tập thể"),
        ),
    )


def _what() -> tuple[Column, ...]:
    return (
        Column(
            "award",
            _("Mã danh hiệu"),
            required=True,
            max_length=32,
            note=_("mã danh hiệu hoặc hình thức khen thưởng, ví dụ LDTT"),
        ),
        Column(
            "year",
            _("Năm xét"),
            required=True,
            kind=Kind.NUMBER,
            note=_("năm xét khen thưởng, ví dụ 2025"),
        ),
        Column(
            "basis",
            _("Loại hình"),
            choices={code: str(label) for code, label in Basis.choices},
            note=_("để trống là khen thưởng theo công trạng"),
        ),
        Column(
            "occasion",
            _("Phong trào, chuyên đề"),
            max_length=_length("occasion"),
            note=_("tên phong trào hoặc chuyên đề, nếu khen theo phong trào"),
        ),
        Column(
            "qualifier",
            _("Nội dung cụ thể"),
            max_length=_length("qualifier"),
            note=_("tên ngành của kỷ niệm chương, hoặc nội dung khen"),
        ),
        Column(
            "decider",
            _("Cấp quyết định"),
            choices=dict(DECIDER_LABELS),
            note=_("để trống là cấp quyết định thường lệ của danh hiệu"),
        ),
        Column("merit", _("Thành tích"), max_length=10_000, note=_("tóm tắt thành tích")),
        Column(
            "ground",
            _("Căn cứ"),
            choices={code: str(label) for code, label in Ground.choices},
            note=_("danh hiệu đạt nhờ đâu: hoàn thành xuất sắc, sáng kiến, đề tài, mưu trí"),
            aliases=("Căn cứ của danh hiệu", "Căn cứ xét tặng", "Căn cứ đạt danh hiệu"),
        ),
    )


@in_official_language
def code_sheets(by: Actor, day: date) -> list[CodeSheet]:
    """Return the codes this officer may use."""
    units = Unit.objects.visible_to(by, PROPOSE).open_on(day).in_tree_order()
    people = Staff.objects.visible_to(by, PROPOSE).working_on(day).in_name_order()
    outsiders = ExternalRecipient.objects.visible_to(by, PROPOSE).in_name_order()
    awards = AwardType.objects.in_force_on(day).in_order()
    return [
        CodeSheet(
            _("Mã danh hiệu"),
            (_("Mã"), _("Danh hiệu, hình thức"), _("Đối tượng"), _("Cấp quyết định")),
            [
                (
                    award.code,
                    award.name,
                    ", ".join(award.object_kind_labels),
                    ", ".join(DECIDER_LABELS[code] for code in award.deciders),
                )
                for award in awards
            ],
        ),
        CodeSheet(
            _("Mã đơn vị"),
            (_("Mã"), _("Đơn vị")),
            list(units.values_list("code", "name")),
        ),
        CodeSheet(
            _("Mã đối tượng ngoài"),
            (_("Mã"), _("Tên"), _("Loại đối tượng"), _("Mã đơn vị")),
            [
                (code, name, str(RecipientKind(kind).label), unit)
                for code, name, kind, unit in outsiders.values_list(
                    "code", "name", "kind", "unit__code"
                )[:_MOST_PEOPLE]
            ],
        ),
        CodeSheet(
            _("Mã nhân sự"),
            (_("Mã"), _("Họ và tên"), _("Mã đơn vị")),
            list(people.values_list("code", "full_name", "unit__code")[:_MOST_PEOPLE]),
        ),
    ]
