"""What the installation says about personal data: its settings, its notice."""

from __future__ import annotations

from django.utils.translation import gettext as _

from core.scope import SYSTEM, Actor, in_ranges
from personnel import permissions
from personnel.models import PrivacySettings, Unit


def current() -> PrivacySettings:
    """The settings of the installation; what it has not said yet is the cautious default."""
    return PrivacySettings.objects.filter(pk=1).first() or PrivacySettings(pk=1)


def keeps_sensitive() -> bool:
    """Whether ethnicity, religion and the Party date are kept here at all."""
    return PrivacySettings.objects.filter(pk=1, keeps_sensitive=True).exists()


def default_notice() -> str:
    """What people are told as long as the installation has no words of its own."""
    return _(
        "Hệ thống xử lý họ tên, ngày sinh, đơn vị, chức vụ, xếp loại, kỷ luật, thông báo của cơ "
        "quan khác và khen thưởng của bạn để xét, ghi nhận và lưu trữ kết quả thi đua, khen "
        "thưởng. Bạn được xem dữ liệu về mình, biết ai đã xem số định danh của mình và yêu cầu "
        "chỉnh sửa ở mục “Hồ sơ của tôi”."
    )


def notice() -> str:
    """Thông báo mục đích xử lý dữ liệu, as people read it."""
    return current().notice or default_notice()


def may_manage(actor: Actor) -> bool:
    """Whether the actor answers for the whole installation.

    The settings hold for everybody, so a data officer of one department is not enough: his role
    must be held at a unit with none above it.
    """
    if actor == SYSTEM:
        return True
    ranges = actor.ranges(permissions.MANAGE_PRIVACY)
    if not ranges:
        return False
    return (
        Unit.objects.filter(in_ranges("tree_start", ranges), parent=None)
        .filter(dissolved_on__isnull=True)
        .exists()
    )
