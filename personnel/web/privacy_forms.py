"""Forms of the pages of personal data: they ask and convert; the services judge."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.web.forms import DateField, LongText
from personnel.domain import looks
from personnel.models import CorrectionTopic
from personnel.services import corrections, purposes
from personnel.services.events import LABELS


def _purposes() -> list[tuple[str, Any]]:
    return [
        ("", _("Chọn mục đích")),
        *((key, gettext(label)) for key, label in looks.PURPOSES.items()),
    ]


class PurposeForm(forms.Form):
    """What a look at guarded data is for."""

    purpose = forms.ChoiceField(label=_("Mục đích xem"), choices=_purposes)
    note = forms.CharField(
        label=_("Ghi rõ"),
        required=False,
        max_length=purposes.NOTE_LENGTH,
        help_text=_("Bắt buộc khi chọn mục đích khác. Người được xem đọc được nội dung này."),
    )


class OwnLookForm(forms.Form):
    """A look at what is one's own asks nothing."""


class NumberForm(forms.Form):
    """An identity number, typed."""

    number = forms.CharField(
        label=_("Số định danh cá nhân"),
        max_length=30,
        help_text=_("12 chữ số như trên thẻ căn cước; có thể gõ cách quãng."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


class SensitiveForm(forms.Form):
    """Ethnicity, religion, Party date."""

    ethnicity = forms.CharField(label=_("Dân tộc"), required=False, max_length=60)
    religion = forms.CharField(label=_("Tôn giáo"), required=False, max_length=60)
    party_joined_on = DateField(label=_("Ngày vào Đảng"), required=False)


class NoticeForm(forms.Form):
    """The notice of purpose."""

    text = forms.CharField(
        label=_("Thông báo"),
        required=False,
        widget=LongText(),
        help_text=_(
            "Hiện ở trang đăng nhập và trang “Hồ sơ của tôi”. Để trống: dùng câu mặc định."
        ),
    )


class SwitchOnForm(forms.Form):
    """Beginning to keep sensitive facts is meant."""

    sure = forms.BooleanField(
        label=_("Cơ quan có căn cứ để lưu dân tộc, tôn giáo, ngày vào Đảng"),
    )


class SwitchOffForm(forms.Form):
    """Keeping them no longer: what is stored goes too."""

    delete = forms.BooleanField(
        label=_("Xóa hết dữ liệu nhạy cảm đang lưu; không lấy lại được"), required=False
    )


class RetentionForm(forms.Form):
    """How long one kind of record is kept."""

    months = forms.IntegerField(
        label=_("Số tháng lưu"),
        required=False,
        min_value=1,
        help_text=_("Để trống: lưu không thời hạn."),
    )
    basis = forms.CharField(
        label=_("Căn cứ"),
        required=False,
        max_length=300,
        help_text=_("Văn bản hoặc quy chế quy định thời hạn này; bắt buộc khi đặt số tháng."),
    )


class CorrectionForm(forms.Form):
    """What is wrong in one's own record, and how it should read."""

    topic = forms.ChoiceField(label=_("Mục cần chỉnh sửa"))
    wanted = forms.CharField(
        label=_("Đề nghị ghi"),
        max_length=corrections.TEXT_LENGTH,
        widget=LongText(rows=3),
        help_text=_("Đừng ghi số định danh cá nhân ở đây."),
    )
    reason = forms.CharField(
        label=_("Lý do, giấy tờ kèm theo"),
        required=False,
        max_length=corrections.REASON_LENGTH,
        widget=LongText(rows=4),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = set(corrections.topics())
        field: Any = self.fields["topic"]
        field.choices = [(key, label) for key, label in CorrectionTopic.choices if key in offered]


class CorrectionFilter(forms.Form):
    """What narrows the list of requests."""

    OPEN, ANSWERED, ALL = "", "da-tra-loi", "tat-ca"

    q = forms.CharField(label=_("Tên hoặc số hiệu"), required=False, max_length=100)
    tinh_trang = forms.ChoiceField(
        label=_("Trạng thái"),
        required=False,
        choices=[(OPEN, _("Chờ trả lời")), (ANSWERED, _("Đã kết thúc")), (ALL, _("Tất cả"))],
    )


class LooksFilter(forms.Form):
    """What narrows the log of looks."""

    q = forms.CharField(label=_("Người được xem"), required=False, max_length=100)
    nguoi_xem = forms.CharField(label=_("Người xem"), required=False, max_length=100)
    viec = forms.ChoiceField(
        label=_("Việc"),
        required=False,
        choices=[("", _("Tất cả")), *((name, LABELS[name]) for name in looks.ALL)],
    )
    tu_ngay = DateField(label=_("Từ ngày"), required=False)
    den_ngay = DateField(label=_("Đến ngày"), required=False)
