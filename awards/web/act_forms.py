"""Forms of the acts on a proposal: they ask and convert; the services judge."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.errors import BusinessError
from core.web.forms import DateField, LongText


class CommentForm(forms.Form):
    """An opinion, or the reason where one is required."""

    comment = forms.CharField(label=_("Ý kiến"), required=False, widget=LongText(rows=4))

    def __init__(self, *args: Any, needs_reason: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if needs_reason:
            field = self.fields["comment"]
            field.required = True
            field.label = _("Lý do")
            field.help_text = _("Người nhận hồ sơ đọc được lý do này; lý do được lưu cùng hồ sơ.")
            field.error_messages["required"] = _("Hãy ghi lý do.")


class AnswerForm(CommentForm):
    """The answer of a level that works outside: the number of its paper, and what it says."""

    document = forms.CharField(
        label=_("Số, ký hiệu văn bản trả lời"),
        max_length=100,
        help_text=_("Văn bản của cấp trên làm căn cứ, ví dụ 12/TTr-UBND ngày 05/01/2021."),
        error_messages={"required": _("Hãy ghi số, ký hiệu văn bản của cấp trên.")},
    )
    field_order = ["document", "comment"]


class CouncilForm(forms.Form):
    """The result of a council meeting."""

    minutes_number = forms.CharField(
        label=_("Số biên bản họp"), max_length=50, help_text=_("Ví dụ 02/BB-HĐTĐKT.")
    )
    met_on = DateField(label=_("Ngày họp"))
    members = forms.IntegerField(label=_("Tổng số thành viên hội đồng"), min_value=1)
    votes_for = forms.IntegerField(
        label=_("Số phiếu đồng ý"),
        min_value=0,
        help_text=_("Phải quá nửa tổng số thành viên thì hồ sơ mới chuyển bước."),
    )
    votes_against = forms.IntegerField(
        label=_("Số phiếu không đồng ý"), min_value=0, initial=0, required=False
    )

    def clean_votes_against(self) -> int:
        """Nothing entered means no vote against."""
        return self.cleaned_data["votes_against"] or 0


class DecisionForm(forms.Form):
    """Number, date and signer of a decision."""

    number = forms.CharField(
        label=_("Số, ký hiệu quyết định"), max_length=41, help_text=_("Ví dụ 18/QĐ-SCT.")
    )
    decided_on = DateField(label=_("Ngày ký"))
    signer_name = forms.CharField(label=_("Người ký"), max_length=100)
    signer_post = forms.CharField(label=_("Chức vụ người ký"), max_length=150)
    summary = forms.CharField(
        label=_("Trích yếu"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Ví dụ: Về việc công nhận danh hiệu thi đua năm 2020."),
    )


class AnnulForm(CommentForm):
    """The decision that cancels an award."""

    number = forms.CharField(label=_("Số quyết định hủy bỏ"), max_length=41)
    decided_on = DateField(label=_("Ngày ký quyết định hủy bỏ"))
    field_order = ["number", "decided_on", "comment"]


def tell(form: forms.Form, error: BusinessError) -> None:
    """Put what was refused beside its fields; what has no field here goes to the top."""
    for problem in error.problems:
        field = problem.field if problem.field in form.fields else None
        text = f"{problem.reason} {problem.hint}".strip() if field else str(problem)
        form.add_error(field, text[:1].upper() + text[1:])
    if not error.problems:
        form.add_error(None, error.message)
