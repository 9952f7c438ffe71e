"""The columns of a list of earlier awards, and the sheets of codes of its template."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from awards.domain.steps import DECIDER_LABELS
from awards.models.recipient import Basis, Ground
from awards.permissions import BACK_ENTER
from core.imports import Column
from core.imports.columns import Kind
from core.imports.template import CodeSheet
from core.language import in_official_language
from core.scope import SYSTEM, Actor
from legal.models import AwardType
from personnel.models import ExternalRecipient, RecipientKind, Unit

STAFF, UNIT = "STAFF", "UNIT"
_MOST_LISTED = 5000


def kinds() -> dict[str, str]:
    """Whom a row is about: somebody on the staff list, a unit, or a kind of recipient outside."""
    outside = {kind.value: str(kind.label) for kind in RecipientKind}
    return {STAFF: _("Cá nhân"), UNIT: _("Tập thể"), **outside}


@in_official_language
def columns() -> list[Column]:
    """Return the columns; a file is read the same whichever language its reader chose."""
    return [*_recipient(), *_award(), *_decision()]


def _recipient() -> Iterator[Column]:
    yield Column(
        "recipient",
        _("Mã người, tập thể"),
        max_length=40,
        note=_("mã nhân sự, mã đơn vị hoặc mã đối tượng ngoài; để trống thì tìm theo tên"),
        aliases=("Mã nhân sự", "Số hiệu nhân sự", "Mã đối tượng", "Mã CBCCVC", "Mã"),
    )
    yield Column(
        "name",
        _("Họ tên, tên tập thể"),
        required=True,
        max_length=200,
        note=_("họ tên người, tên tập thể hoặc tên hộ, doanh nghiệp được khen"),
        aliases=("Họ và tên", "Họ tên", "Tên tập thể", "Tên cá nhân, tập thể", "Tên"),
    )
    yield Column(
        "birth_date",
        _("Ngày sinh"),
        kind=Kind.DAY_OR_YEAR,
        note=_("ngày sinh hoặc năm sinh, để phân biệt người trùng tên"),
        aliases=("Ngày, tháng, năm sinh", "Năm sinh"),
    )
    yield Column(
        "kind",
        _("Đối tượng"),
        choices=kinds(),
        note=_("để trống thì suy từ mã và danh hiệu; người ngoài danh sách phải ghi rõ"),
        aliases=("Loại đối tượng",),
    )
    yield Column(
        "unit",
        _("Đơn vị khi đó"),
        max_length=200,
        note=_("tên hoặc mã đơn vị lúc được khen; để trống thì lấy theo quá trình công tác"),
        aliases=("Đơn vị", "Đơn vị công tác", "Phòng ban", "Cơ quan, đơn vị"),
    )
    yield Column(
        "post",
        _("Chức vụ khi đó"),
        max_length=150,
        note=_("để trống thì lấy theo quá trình công tác"),
        aliases=("Chức vụ", "Chức vụ, chức danh"),
    )


def _award() -> Iterator[Column]:
    yield Column(
        "award",
        _("Danh hiệu, hình thức"),
        required=True,
        max_length=200,
        note=_("mã, tên hoặc chữ viết tắt, ví dụ LĐTT, CSTĐCS; tên lạ sẽ được hỏi một lần"),
        aliases=("Danh hiệu", "Hình thức khen thưởng", "Danh hiệu, hình thức khen thưởng"),
    )
    yield Column(
        "year",
        _("Năm xét"),
        required=True,
        kind=Kind.NUMBER,
        note=_("năm lập thành tích, ví dụ 2019"),
        aliases=("Năm", "Năm khen thưởng"),
    )
    yield Column(
        "basis",
        _("Loại hình"),
        choices={code: str(label) for code, label in Basis.choices},
        note=_("để trống là khen thưởng theo công trạng"),
    )
    yield Column(
        "occasion",
        _("Phong trào, chuyên đề"),
        max_length=300,
        note=_("tên phong trào, chuyên đề, nếu khen theo phong trào"),
    )
    yield Column(
        "qualifier",
        _("Nội dung cụ thể"),
        max_length=200,
        note=_("tên ngành của kỷ niệm chương, hoặc nội dung khen"),
    )
    yield Column("merit", _("Thành tích"), max_length=10_000, note=_("tóm tắt thành tích"))
    yield Column(
        "ground",
        _("Căn cứ"),
        choices={code: str(label) for code, label in Ground.choices},
        note=_("danh hiệu đạt nhờ đâu: hoàn thành xuất sắc, sáng kiến, đề tài, mưu trí"),
        aliases=("Căn cứ của danh hiệu", "Căn cứ xét tặng", "Căn cứ đạt danh hiệu"),
    )


def _decision() -> Iterator[Column]:
    yield Column(
        "number",
        _("Số quyết định"),
        required=True,
        max_length=41,
        note=_("số, ký hiệu, ví dụ 123/QĐ-SCT"),
        aliases=("Số QĐ", "Số, ký hiệu quyết định", "Quyết định số", "Quyết định"),
    )
    yield Column(
        "decided_on",
        _("Ngày ký"),
        required=True,
        kind=Kind.DAY,
        note=_("ngày ký quyết định"),
        aliases=("Ngày quyết định", "Ngày QĐ", "Ngày, tháng, năm quyết định"),
    )
    yield Column(
        "issuer",
        _("Cơ quan ban hành"),
        max_length=200,
        note=_("tên hoặc mã đơn vị ra quyết định; để trống thì suy từ cấp quyết định"),
        aliases=("Cơ quan quyết định", "Cấp khen thưởng", "Cơ quan khen thưởng"),
    )
    yield Column(
        "decider",
        _("Cấp quyết định"),
        choices=dict(DECIDER_LABELS),
        note=_("để trống thì suy từ cơ quan ban hành, hoặc cấp thường lệ của danh hiệu"),
        aliases=("Thẩm quyền",),
    )
    yield Column("signer_name", _("Người ký"), max_length=100, note=_("họ tên người ký"))
    yield Column(
        "signer_post", _("Chức vụ người ký"), max_length=150, note=_("chức vụ của người ký")
    )
    yield Column(
        "summary",
        _("Trích yếu"),
        max_length=500,
        note=_("về việc gì; để trống thì ghi theo danh hiệu và năm"),
    )


@in_official_language
def code_sheets(actor: Actor, day: date) -> list[CodeSheet]:
    """The codes this officer may use: awards, units and recipients outside."""
    units = Unit.objects.all() if actor == SYSTEM else Unit.objects.visible_to(actor, BACK_ENTER)
    outside = ExternalRecipient.objects.all()
    if actor != SYSTEM:
        outside = outside.visible_to(actor, BACK_ENTER)
    return [
        CodeSheet(
            _("Mã danh hiệu"),
            (_("Mã"), _("Danh hiệu, hình thức"), _("Tên gọi tắt"), _("Đối tượng")),
            [
                (award.code, award.name, award.short_name, ", ".join(award.object_kind_labels))
                for award in AwardType.objects.in_order()
            ],
        ),
        CodeSheet(
            _("Mã đơn vị"),
            (_("Mã"), _("Đơn vị")),
            list(units.in_tree_order().values_list("code", "name")),
        ),
        CodeSheet(
            _("Mã đối tượng ngoài"),
            (_("Mã"), _("Tên"), _("Loại đối tượng")),
            [
                (code, name, str(RecipientKind(kind).label))
                for code, name, kind in outside.in_name_order().values_list("code", "name", "kind")[
                    :_MOST_LISTED
                ]
            ],
        ),
    ]
