"""The transition table of award proposals (đề nghị khen thưởng), as data."""

from __future__ import annotations

from core.words import gettext_noop as _
from core.workflow.definition import Transition, Workflow

DRAFT = "DRAFT"
IN_REVIEW = "IN_REVIEW"
RETURNED = "RETURNED"
DECIDED = "DECIDED"
REFUSED = "REFUSED"
WITHDRAWN = "WITHDRAWN"
ANNULLED = "ANNULLED"

# Where the dossier lies is its current review step, not a state of its own.
OPEN_STATES = frozenset({DRAFT, IN_REVIEW, RETURNED})
LIVE_STATES = OPEN_STATES | {DECIDED}
# The content may be changed, and judged by who makes the dossier.
EDITABLE_STATES = frozenset({DRAFT, RETURNED})

# Changing the content is in the history too, though it leads to no other state.
UPDATE = "update"

PROPOSAL = Workflow(
    name="proposal",
    initial=DRAFT,
    states={
        DRAFT: _("Đang soạn"),
        IN_REVIEW: _("Đang xét"),
        RETURNED: _("Trả lại để bổ sung"),
        DECIDED: _("Đã có quyết định"),
        REFUSED: _("Không được xét"),
        WITHDRAWN: _("Đã rút"),
        ANNULLED: _("Đã hủy bỏ khen thưởng"),
    },
    other_acts={
        UPDATE: _("Sửa nội dung hồ sơ"),
        "correct_received": _("Sửa ngày cơ quan có thẩm quyền nhận để thẩm định"),
    },
    final=frozenset({DECIDED, REFUSED, WITHDRAWN, ANNULLED}),
    transitions=(
        Transition(
            name="submit",
            label=_("Gửi đề nghị"),
            sources=frozenset({DRAFT, RETURNED}),
            target=IN_REVIEW,
            action="awards.propose",
            guards=(
                "awards.merit_stated",
                "awards.recipient_in_place",
                "awards.not_given_twice",
                "awards.likenesses_acknowledged",
                "awards.rules_allow",
            ),
            legal_basis="Luật Thi đua, khen thưởng 2022, Điều 83 khoản 1",
            consequence=_("Hồ sơ được khóa nội dung và chuyển tới bước xét đầu tiên."),
        ),
        Transition(
            name="approve",
            label=_("Đồng ý, chuyển bước sau"),
            sources=frozenset({IN_REVIEW}),
            target=IN_REVIEW,
            action="awards.review",
            guards=("awards.more_steps_follow", "awards.council_result_given"),
            consequence=_("Hồ sơ chuyển tới bước xét tiếp theo."),
        ),
        Transition(
            name="decide",
            label=_("Ghi quyết định khen thưởng"),
            sources=frozenset({IN_REVIEW}),
            target=DECIDED,
            action="awards.review",
            guards=("awards.is_deciding_step", "awards.not_given_twice"),
            legal_basis="Luật Thi đua, khen thưởng 2022, Điều 77–80",
            consequence=_("Khen thưởng được ghi vào sổ và không sửa được nữa."),
        ),
        Transition(
            name="return",
            label=_("Trả lại để bổ sung"),
            sources=frozenset({IN_REVIEW}),
            target=RETURNED,
            action="awards.review",
            comment_required=True,
            consequence=_("Hồ sơ về lại đơn vị đề nghị; gửi lại thì xét từ đầu."),
        ),
        Transition(
            name="refuse",
            label=_("Không đồng ý"),
            sources=frozenset({IN_REVIEW}),
            target=REFUSED,
            action="awards.review",
            comment_required=True,
            consequence=_("Hồ sơ kết thúc, không được xét trong lần này."),
        ),
        Transition(
            name="withdraw",
            label=_("Rút đề nghị"),
            sources=OPEN_STATES,
            target=WITHDRAWN,
            action="awards.propose",
            comment_required=True,
            consequence=_("Hồ sơ kết thúc theo yêu cầu của đơn vị đề nghị."),
        ),
        Transition(
            name="annul",
            label=_("Ghi việc hủy bỏ khen thưởng"),
            sources=frozenset({DECIDED}),
            target=ANNULLED,
            action="awards.annul",
            comment_required=True,
            legal_basis="Luật Thi đua, khen thưởng 2022, Điều 93",
            consequence=_(
                "Khen thưởng vẫn còn trong sổ, ghi rõ đã hủy bỏ, và không còn trong báo cáo."
            ),
        ),
    ),
)
