"""The transition table of versions of rule-sets (phiên bản bộ quy tắc), as data.

Labels are the Vietnamese originals; whoever shows one passes it through gettext.
"""

from __future__ import annotations

from core.words import gettext_noop as _
from core.workflow.definition import Transition, Workflow

DRAFT = "DRAFT"
SUBMITTED = "SUBMITTED"
ADVISORY = "ADVISORY"
PUBLISHED = "PUBLISHED"
RETIRED = "RETIRED"

OPEN_STATES = (DRAFT, SUBMITTED)
# One version of a set judges; a draft never does, so that nobody changes an answer alone.
IN_USE_STATES = (PUBLISHED, ADVISORY)
FROZEN_STATES = (*IN_USE_STATES, RETIRED)

OPEN = "open"
CHANGE = "change"
LOAD = "load"
SUPERSEDE = "supersede"

RULE_SET_VERSION = Workflow(
    name="rule_set_version",
    initial=DRAFT,
    states={
        DRAFT: _("Bản dự thảo"),
        SUBMITTED: _("Chờ công bố"),
        ADVISORY: _("Chỉ nhắc"),
        PUBLISHED: _("Đang áp dụng"),
        RETIRED: _("Thôi áp dụng"),
    },
    other_acts={
        OPEN: _("Mở bản dự thảo"),
        CHANGE: _("Sửa bản dự thảo"),
        LOAD: _("Nạp từ tệp đã soát"),
    },
    final=frozenset({RETIRED}),
    transitions=(
        Transition(
            name="submit",
            label=_("Gửi duyệt"),
            sources=frozenset({DRAFT}),
            target=SUBMITTED,
            action="legal.edit_rule_sets",
            guards=("legal.rule_set_sound",),
            consequence=_(
                "Bản dự thảo được khóa sửa và chờ một cán bộ pháp chế khác công bố. "
                "Trong lúc chờ, bản này không chặn hồ sơ nào."
            ),
        ),
        Transition(
            name="withdraw",
            label=_("Rút lại để sửa"),
            sources=frozenset({SUBMITTED}),
            target=DRAFT,
            action="legal.edit_rule_sets",
            consequence=_("Bản này trở lại là dự thảo, sửa tiếp được."),
        ),
        Transition(
            name="return",
            label=_("Trả lại"),
            sources=frozenset({SUBMITTED}),
            target=DRAFT,
            action="legal.publish_rule_sets",
            comment_required=True,
            consequence=_("Người soạn nhận lại bản dự thảo kèm lý do, sửa rồi gửi lại."),
        ),
        Transition(
            name="publish",
            label=_("Công bố"),
            sources=frozenset({SUBMITTED}),
            target=PUBLISHED,
            action="legal.publish_rule_sets",
            guards=("legal.rule_set_sound",),
            consequence=_(
                "Từ lúc này hồ sơ nhận trong thời kỳ của bộ quy tắc được xét theo bản này; điều kiện "
                "đã đối chiếu có thể chặn hồ sơ. Bản đang áp dụng trước đó, nếu có, thôi áp dụng. "
                "Kết luận đã lưu không đổi. Nội dung đã công bố không sửa được nữa; muốn sửa thì "
                "mở bản dự thảo mới."
            ),
        ),
        Transition(
            name="ask_retirement",
            label=_("Đề nghị cho thôi áp dụng"),
            sources=frozenset({PUBLISHED}),
            target=PUBLISHED,
            action="legal.edit_rule_sets",
            guards=("legal.retirement_not_asked",),
            comment_required=True,
            consequence=_("Bản này vẫn áp dụng cho đến khi một cán bộ pháp chế khác đồng ý."),
        ),
        Transition(
            name="keep",
            label=_("Tiếp tục áp dụng"),
            sources=frozenset({PUBLISHED}),
            target=PUBLISHED,
            action="legal.edit_rule_sets",
            guards=("legal.retirement_asked",),
            consequence=_("Đề nghị cho thôi áp dụng được bỏ; bản này áp dụng như trước."),
        ),
        Transition(
            name="retire",
            label=_("Cho thôi áp dụng"),
            sources=frozenset({PUBLISHED}),
            target=RETIRED,
            action="legal.publish_rule_sets",
            guards=("legal.retirement_asked",),
            consequence=_(
                "Từ lúc này bộ quy tắc không còn bản nào áp dụng: hồ sơ mới không được đối chiếu theo "
                "bộ này cho đến khi có bản khác được công bố. Kết luận đã lưu không đổi và vẫn xem "
                "lại được."
            ),
        ),
        Transition(
            name=SUPERSEDE,
            label=_("Thôi áp dụng vì có bản mới"),
            sources=frozenset(IN_USE_STATES),
            target=RETIRED,
            action="legal.publish_rule_sets",
        ),
    ),
)
