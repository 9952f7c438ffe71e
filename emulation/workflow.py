"""The two transition tables of the year's input: registrations and initiatives.

Labels are the Vietnamese originals; whoever shows one passes it through gettext.
"""

from __future__ import annotations

from core.words import gettext_noop as _
from core.workflow.definition import Transition, Workflow

DRAFT = "DRAFT"
SUBMITTED = "SUBMITTED"
APPROVED = "APPROVED"
RETURNED = "RETURNED"
WITHDRAWN = "WITHDRAWN"
RECOGNISED = "RECOGNISED"
NOT_RECOGNISED = "NOT_RECOGNISED"

REVISE_IN = {"revise": DRAFT, "revise_returned": RETURNED}
"""Revising leaves the state as it is, so there is one row for each state that allows it."""
REVISE = {state: name for name, state in REVISE_IN.items()}

REGISTRATION_STATES = {
    DRAFT: _("Bản nháp"),
    SUBMITTED: _("Chờ duyệt"),
    APPROVED: _("Đã duyệt"),
    RETURNED: _("Trả lại để sửa"),
    WITHDRAWN: _("Đã rút"),
}
REGISTRATION_EDITABLE = frozenset({DRAFT, RETURNED})

REGISTRATION = Workflow(
    name="registration",
    initial=DRAFT,
    states=REGISTRATION_STATES,
    final=frozenset({WITHDRAWN}),
    transitions=(
        Transition(
            name="submit",
            label=_("Gửi đăng ký"),
            sources=REGISTRATION_EDITABLE,
            target=SUBMITTED,
            action="emulation.register",
            guards=("emulation.registration_open", "emulation.award_fits"),
            consequence=_("Đăng ký được chuyển đến người đứng đầu đơn vị để duyệt."),
        ),
        Transition(
            name="approve",
            label=_("Duyệt đăng ký"),
            sources=frozenset({SUBMITTED}),
            target=APPROVED,
            action="emulation.approve_registration",
            consequence=_("Đăng ký được ghi nhận cho năm thi đua; người đăng ký nhận thông báo."),
        ),
        Transition(
            name="return",
            label=_("Trả lại để sửa"),
            sources=frozenset({SUBMITTED}),
            target=RETURNED,
            action="emulation.approve_registration",
            comment_required=True,
            consequence=_("Người đăng ký nhận lại bản đăng ký kèm lý do, sửa rồi gửi lại."),
        ),
        *(
            Transition(
                name=name,
                label=_("Sửa nội dung"),
                sources=frozenset({state}),
                target=state,
                action="emulation.register",
                consequence=_("Nội dung mới thay nội dung cũ; trạng thái không đổi."),
            )
            for name, state in REVISE_IN.items()
        ),
        Transition(
            name="withdraw",
            label=_("Rút đăng ký"),
            sources=frozenset({DRAFT, SUBMITTED, RETURNED}),
            target=WITHDRAWN,
            action="emulation.register",
            guards=("emulation.registration_not_cited",),
            consequence=_("Đăng ký không còn hiệu lực; có thể đăng ký mới khi đợt đăng ký còn mở."),
        ),
        Transition(
            name="withdraw_approved",
            label=_("Rút đăng ký đã duyệt"),
            sources=frozenset({APPROVED}),
            target=WITHDRAWN,
            action="emulation.register",
            guards=("emulation.registration_not_cited",),
            comment_required=True,
            consequence=_("Đăng ký đã duyệt không còn hiệu lực; lý do được lưu trong hồ sơ."),
        ),
    ),
)

INITIATIVE_STATES = {
    DRAFT: _("Bản nháp"),
    SUBMITTED: _("Chờ xét công nhận"),
    RECOGNISED: _("Được công nhận"),
    NOT_RECOGNISED: _("Không được công nhận"),
    RETURNED: _("Trả lại để bổ sung"),
    WITHDRAWN: _("Đã rút"),
}
INITIATIVE_EDITABLE = frozenset({DRAFT, RETURNED})

INITIATIVE = Workflow(
    name="initiative",
    initial=DRAFT,
    states=INITIATIVE_STATES,
    final=frozenset({NOT_RECOGNISED, WITHDRAWN}),
    transitions=(
        Transition(
            name="submit",
            label=_("Gửi đề nghị công nhận"),
            sources=INITIATIVE_EDITABLE,
            target=SUBMITTED,
            action="emulation.submit_initiative",
            legal_basis="Điều lệ Sáng kiến (Nghị định 13/2012/NĐ-CP), Điều 5",
            consequence=_("Đơn được chuyển đến cán bộ phụ trách thi đua để xét công nhận."),
        ),
        Transition(
            name="recognise",
            label=_("Ghi quyết định công nhận"),
            sources=frozenset({SUBMITTED}),
            target=RECOGNISED,
            action="emulation.decide_initiative",
            guards=("emulation.applied_before_recognition",),
            legal_basis="Điều lệ Sáng kiến (Nghị định 13/2012/NĐ-CP), Điều 7 khoản 1",
            consequence=_("Sáng kiến được tính làm căn cứ xét danh hiệu cho các tác giả."),
        ),
        Transition(
            name="reject",
            label=_("Không công nhận"),
            sources=frozenset({SUBMITTED}),
            target=NOT_RECOGNISED,
            action="emulation.decide_initiative",
            comment_required=True,
            legal_basis="Điều lệ Sáng kiến (Nghị định 13/2012/NĐ-CP), Điều 7 khoản 1",
            consequence=_("Các tác giả nhận thông báo từ chối bằng văn bản, có nêu lý do."),
        ),
        Transition(
            name="return",
            label=_("Trả lại để bổ sung"),
            sources=frozenset({SUBMITTED}),
            target=RETURNED,
            action="emulation.decide_initiative",
            comment_required=True,
            consequence=_("Tác giả nhận lại đơn kèm lý do, bổ sung rồi gửi lại."),
        ),
        *(
            Transition(
                name=name,
                label=_("Sửa nội dung"),
                sources=frozenset({state}),
                target=state,
                action="emulation.submit_initiative",
                consequence=_("Nội dung mới thay nội dung cũ; trạng thái không đổi."),
            )
            for name, state in REVISE_IN.items()
        ),
        Transition(
            name="withdraw",
            label=_("Rút đơn"),
            sources=frozenset({DRAFT, SUBMITTED, RETURNED}),
            target=WITHDRAWN,
            action="emulation.submit_initiative",
            consequence=_("Đơn không được xét nữa; sáng kiến có thể được đăng ký lại."),
        ),
        Transition(
            name="widen",
            label=_("Ghi công nhận ở phạm vi khác"),
            sources=frozenset({RECOGNISED}),
            target=RECOGNISED,
            action="emulation.decide_initiative",
            guards=("emulation.applied_before_recognition",),
            consequence=_("Sáng kiến có thêm một quyết định công nhận, ví dụ của cấp tỉnh."),
        ),
    ),
)
