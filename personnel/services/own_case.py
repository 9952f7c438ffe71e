"""Nobody handles his own case: grades, disciplines and absences are entered by somebody else."""

from __future__ import annotations

from django.utils.translation import gettext as _

from core.errors import Forbidden
from core.scope import Actor
from personnel.models import Staff


def refuse_own(by: Actor, staff: Staff) -> None:
    """Raise Forbidden when the record is the actor's own, his spouse's or his principal's."""
    if by.is_close_to(staff.pk):
        raise Forbidden(
            _(
                "Đây là hồ sơ của chính bạn, của vợ, chồng bạn hoặc của người bạn thay mặt. "
                "Hãy đề nghị cán bộ tổ chức khác hoặc cấp trên ghi nội dung này."
            )
        )
