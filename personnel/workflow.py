"""The transition table of this app: requests for correction of one's own data.

Labels are the Vietnamese originals; whoever shows one passes it through gettext.
"""

from __future__ import annotations

from core.words import gettext_noop as _
from core.workflow.definition import Transition, Workflow

SENT = "SENT"
ACCEPTED = "ACCEPTED"
REFUSED = "REFUSED"
WITHDRAWN = "WITHDRAWN"

SEND = "send"
"""What the history calls the beginning; it is no transition, for there is nothing before it."""

REQUEST = "personnel.request_correction"
"""Asked of the person whose data it is; no role brings it."""

ANSWER_WORKDAYS = 2
ANSWER_BASIS = _(
    "Nghị định 356/2025/NĐ-CP: trả lời trong 02 ngày làm việc (theo nguồn gián tiếp, cần đối chiếu "
    "bản chính thức)"
)

CORRECTION_STATES = {
    SENT: _("Chờ trả lời"),
    ACCEPTED: _("Đã chỉnh sửa"),
    REFUSED: _("Không chỉnh sửa"),
    WITHDRAWN: _("Đã rút"),
}

CORRECTION = Workflow(
    name="correction",
    initial=SENT,
    states=CORRECTION_STATES,
    final=frozenset({ACCEPTED, REFUSED, WITHDRAWN}),
    transitions=(
        Transition(
            name="accept",
            label=_("Trả lời: đã chỉnh sửa"),
            sources=frozenset({SENT}),
            target=ACCEPTED,
            action="personnel.answer_correction",
            legal_basis=ANSWER_BASIS,
            consequence=_("Hãy sửa hồ sơ trước. Người yêu cầu nhận thông báo kèm câu trả lời."),
        ),
        Transition(
            name="refuse",
            label=_("Trả lời: không chỉnh sửa"),
            sources=frozenset({SENT}),
            target=REFUSED,
            action="personnel.answer_correction",
            comment_required=True,
            legal_basis=ANSWER_BASIS,
            consequence=_("Dữ liệu giữ nguyên. Người yêu cầu nhận thông báo kèm lý do."),
        ),
        Transition(
            name="withdraw",
            label=_("Rút yêu cầu"),
            sources=frozenset({SENT}),
            target=WITHDRAWN,
            action=REQUEST,
            consequence=_("Yêu cầu không được xử lý nữa; có thể gửi yêu cầu khác."),
        ),
    ),
    other_acts={SEND: _("Gửi yêu cầu")},
)
