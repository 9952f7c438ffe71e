"""The two transition tables of the year's input: registrations and initiatives.

Labels are the Vietnamese originals; whoever shows one passes it through gettext.
"""

from __future__ import annotations

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
    DRAFT: "Bản nháp",
    SUBMITTED: "Chờ duyệt",
    APPROVED: "Đã duyệt",
    RETURNED: "Trả lại để sửa",
    WITHDRAWN: "Đã rút",
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
            label="Gửi đăng ký",
            sources=REGISTRATION_EDITABLE,
            target=SUBMITTED,
            action="emulation.register",
            guards=("emulation.registration_open", "emulation.award_fits"),
            consequence="Đăng ký được chuyển đến người đứng đầu đơn vị để duyệt.",
        ),
        Transition(
            name="approve",
            label="Duyệt đăng ký",
            sources=frozenset({SUBMITTED}),
            target=APPROVED,
            action="emulation.approve_registration",
            consequence="Đăng ký được ghi nhận cho năm thi đua; người đăng ký nhận thông báo.",
        ),
        Transition(
            name="return",
            label="Trả lại để sửa",
            sources=frozenset({SUBMITTED}),
            target=RETURNED,
            action="emulation.approve_registration",
            comment_required=True,
            consequence="Người đăng ký nhận lại bản đăng ký kèm lý do, sửa rồi gửi lại.",
        ),
        *(
            Transition(
                name=name,
                label="Sửa nội dung",
                sources=frozenset({state}),
                target=state,
                action="emulation.register",
                consequence="Nội dung mới thay nội dung cũ; trạng thái không đổi.",
            )
            for name, state in REVISE_IN.items()
        ),
        Transition(
            name="withdraw",
            label="Rút đăng ký",
            sources=frozenset({DRAFT, SUBMITTED, RETURNED}),
            target=WITHDRAWN,
            action="emulation.register",
            consequence="Đăng ký không còn hiệu lực; có thể đăng ký mới khi đợt đăng ký còn mở.",
        ),
        Transition(
            name="withdraw_approved",
            label="Rút đăng ký đã duyệt",
            sources=frozenset({APPROVED}),
            target=WITHDRAWN,
            action="emulation.register",
            comment_required=True,
            consequence="Đăng ký đã duyệt không còn hiệu lực; lý do được lưu trong hồ sơ.",
        ),
    ),
)

INITIATIVE_STATES = {
    DRAFT: "Bản nháp",
    SUBMITTED: "Chờ xét công nhận",
    RECOGNISED: "Được công nhận",
    NOT_RECOGNISED: "Không được công nhận",
    RETURNED: "Trả lại để bổ sung",
    WITHDRAWN: "Đã rút",
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
            label="Gửi đề nghị công nhận",
            sources=INITIATIVE_EDITABLE,
            target=SUBMITTED,
            action="emulation.submit_initiative",
            legal_basis="Điều lệ Sáng kiến (Nghị định 13/2012/NĐ-CP), Điều 5",
            consequence="Đơn được chuyển đến cán bộ phụ trách thi đua để xét công nhận.",
        ),
        Transition(
            name="recognise",
            label="Ghi quyết định công nhận",
            sources=frozenset({SUBMITTED}),
            target=RECOGNISED,
            action="emulation.decide_initiative",
            guards=("emulation.applied_before_recognition",),
            legal_basis="Điều lệ Sáng kiến (Nghị định 13/2012/NĐ-CP), Điều 7 khoản 1",
            consequence="Sáng kiến được tính làm căn cứ xét danh hiệu cho các tác giả.",
        ),
        Transition(
            name="reject",
            label="Không công nhận",
            sources=frozenset({SUBMITTED}),
            target=NOT_RECOGNISED,
            action="emulation.decide_initiative",
            comment_required=True,
            legal_basis="Điều lệ Sáng kiến (Nghị định 13/2012/NĐ-CP), Điều 7 khoản 1",
            consequence="Các tác giả nhận thông báo từ chối bằng văn bản, có nêu lý do.",
        ),
        Transition(
            name="return",
            label="Trả lại để bổ sung",
            sources=frozenset({SUBMITTED}),
            target=RETURNED,
            action="emulation.decide_initiative",
            comment_required=True,
            consequence="Tác giả nhận lại đơn kèm lý do, bổ sung rồi gửi lại.",
        ),
        *(
            Transition(
                name=name,
                label="Sửa nội dung",
                sources=frozenset({state}),
                target=state,
                action="emulation.submit_initiative",
                consequence="Nội dung mới thay nội dung cũ; trạng thái không đổi.",
            )
            for name, state in REVISE_IN.items()
        ),
        Transition(
            name="withdraw",
            label="Rút đơn",
            sources=frozenset({DRAFT, SUBMITTED, RETURNED}),
            target=WITHDRAWN,
            action="emulation.submit_initiative",
            consequence="Đơn không được xét nữa; sáng kiến có thể được đăng ký lại.",
        ),
        Transition(
            name="widen",
            label="Ghi công nhận ở phạm vi khác",
            sources=frozenset({RECOGNISED}),
            target=RECOGNISED,
            action="emulation.decide_initiative",
            guards=("emulation.applied_before_recognition",),
            consequence="Sáng kiến có thêm một quyết định công nhận, ví dụ của cấp tỉnh.",
        ),
    ),
)
