"""The words people read for the codes of the catalogue."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Family(models.TextChoices):
    """Kind of award: title or form."""

    TITLE = "TITLE", _("Danh hiệu thi đua")
    FORM = "FORM", _("Hình thức khen thưởng")


class ObjectKind(models.TextChoices):
    """Who can receive an award (đối tượng)."""

    INDIVIDUAL = "INDIVIDUAL", _("Cá nhân")
    COLLECTIVE = "COLLECTIVE", _("Tập thể")
    HOUSEHOLD = "HOUSEHOLD", _("Hộ gia đình")


class Level(models.TextChoices):
    """Level at which an award is decided (cấp khen thưởng)."""

    UNIT = "UNIT", _("Cấp cơ sở")
    PROVINCE = "PROVINCE", _("Cấp tỉnh")
    MINISTRY = "MINISTRY", _("Cấp bộ, ban, ngành")
    GOVERNMENT = "GOVERNMENT", _("Chính phủ, Thủ tướng Chính phủ")
    STATE = "STATE", _("Chủ tịch nước")
    OPEN = "OPEN", _("Do cấp khen thưởng chọn")


class Decider(models.TextChoices):
    """Who has the power to decide (thẩm quyền quyết định)."""

    UNIT_HEAD = "UNIT_HEAD", _("Thủ trưởng đơn vị")
    PROVINCE_CHAIR = "PROVINCE_CHAIR", _("Chủ tịch Ủy ban nhân dân tỉnh")
    MINISTER = "MINISTER", _("Bộ trưởng, thủ trưởng ban, ngành")
    PRIME_MINISTER = "PRIME_MINISTER", _("Thủ tướng Chính phủ")
    GOVERNMENT = "GOVERNMENT", _("Chính phủ")
    PRESIDENT = "PRESIDENT", _("Chủ tịch nước")


class StandingChoice(models.TextChoices):
    """How far a statement of the law was established (mức đối chiếu)."""

    TEXT_READ = "TEXT_READ", _("Đã đọc văn bản")
    SECOND_HAND = "SECOND_HAND", _("Theo nguồn gián tiếp")
    TO_BE_CONFIRMED = "TO_BE_CONFIRMED", _("Chờ đối chiếu")


class LayerChoice(models.TextChoices):
    """Whose text a rule-set states (tầng quy định)."""

    NATIONAL = "NATIONAL", _("Toàn quốc")
    PROVINCE = "PROVINCE", _("Cấp tỉnh, bộ, ngành")
    INSTALLATION = "INSTALLATION", _("Riêng của nơi cài đặt")


class CitationSubject(models.TextChoices):
    """What a citation supports."""

    STANDARD = "STANDARD", _("Tiêu chuẩn")
    AUTHORITY = "AUTHORITY", _("Thẩm quyền")


class DocumentRelationKind(models.TextChoices):
    """What a document does to an earlier one (quan hệ giữa văn bản)."""

    REPLACES = "REPLACES", _("Thay thế")
    AMENDS = "AMENDS", _("Sửa đổi, bổ sung")
    EXPLAINS = "EXPLAINS", _("Quy định chi tiết, hướng dẫn")
