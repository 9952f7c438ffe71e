"""The transition table of award proposals (đề nghị khen thưởng), as data."""

from __future__ import annotations

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

PROPOSAL = Workflow(
    name="proposal",
    initial=DRAFT,
    states={
        DRAFT: "Đang soạn",
        IN_REVIEW: "Đang xét",
        RETURNED: "Trả lại để bổ sung",
        DECIDED: "Đã có quyết định",
        REFUSED: "Không được xét",
        WITHDRAWN: "Đã rút",
        ANNULLED: "Đã hủy bỏ khen thưởng",
    },
    final=frozenset({DECIDED, REFUSED, WITHDRAWN, ANNULLED}),
    transitions=(
        Transition(
            name="submit",
            label="Gửi đề nghị",
            sources=frozenset({DRAFT, RETURNED}),
            target=IN_REVIEW,
            action="awards.propose",
            guards=("awards.recipient_in_place", "awards.not_given_twice", "awards.rules_allow"),
            legal_basis="Luật Thi đua, khen thưởng 2022, Điều 83 khoản 1",
            consequence="Hồ sơ được khóa nội dung và chuyển tới bước xét đầu tiên.",
        ),
        Transition(
            name="approve",
            label="Đồng ý, chuyển bước sau",
            sources=frozenset({IN_REVIEW}),
            target=IN_REVIEW,
            action="awards.review",
            guards=("awards.more_steps_follow", "awards.council_result_given"),
            consequence="Hồ sơ chuyển tới bước xét tiếp theo.",
        ),
        Transition(
            name="decide",
            label="Ghi quyết định khen thưởng",
            sources=frozenset({IN_REVIEW}),
            target=DECIDED,
            action="awards.review",
            guards=("awards.is_deciding_step", "awards.not_given_twice"),
            legal_basis="Luật Thi đua, khen thưởng 2022, Điều 77–80",
            consequence="Khen thưởng được ghi vào sổ và không sửa được nữa.",
        ),
        Transition(
            name="return",
            label="Trả lại để bổ sung",
            sources=frozenset({IN_REVIEW}),
            target=RETURNED,
            action="awards.review",
            comment_required=True,
            consequence="Hồ sơ về lại đơn vị đề nghị; gửi lại thì xét từ đầu.",
        ),
        Transition(
            name="refuse",
            label="Không đồng ý",
            sources=frozenset({IN_REVIEW}),
            target=REFUSED,
            action="awards.review",
            comment_required=True,
            consequence="Hồ sơ kết thúc, không được xét trong lần này.",
        ),
        Transition(
            name="withdraw",
            label="Rút đề nghị",
            sources=OPEN_STATES,
            target=WITHDRAWN,
            action="awards.propose",
            comment_required=True,
            consequence="Hồ sơ kết thúc theo yêu cầu của đơn vị đề nghị.",
        ),
        Transition(
            name="annul",
            label="Ghi việc hủy bỏ khen thưởng",
            sources=frozenset({DECIDED}),
            target=ANNULLED,
            action="awards.annul",
            comment_required=True,
            legal_basis="Luật Thi đua, khen thưởng 2022, Điều 93",
            consequence="Khen thưởng vẫn còn trong sổ, ghi rõ đã hủy bỏ, và không còn trong báo cáo.",
        ),
    ),
)
