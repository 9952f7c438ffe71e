"""What a dossier claims besides the yearly results (thành tích hồ sơ nêu thêm)."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import models
from django.db.models import TextField, Value
from django.db.models.functions import Cast, Replace
from django.db.models.lookups import Exact
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Claim(models.TextChoices):
    """An alternative of a provision is looked at only where the dossier claims it."""

    PRIZE = "PRIZE", _("Giải thưởng")
    INVENTION = "INVENTION", _("Phát minh, sáng chế, công trình")
    GIVING = "GIVING", _("Đóng góp kinh tế - xã hội, an sinh, từ thiện")
    LABOUR = "LABOUR", _("Sáng kiến, kèm cặp của công nhân")
    MODEL = "MODEL", _("Mô hình sản xuất của nông dân")
    POLITICAL = "POLITICAL", _("Nhiệm vụ chính trị quan trọng")


EXPLANATIONS: Mapping[str, str | Promise] = {
    Claim.PRIZE: _("Đạt giải ở kỳ thi, cuộc thi, giải thưởng trong nước hoặc quốc tế."),
    Claim.INVENTION: _(
        "Có phát minh, sáng chế, tác phẩm, công trình khoa học được công nhận, ứng dụng."
    ),
    Claim.GIVING: _("Có đóng góp cho phát triển kinh tế - xã hội, an sinh xã hội, từ thiện."),
    Claim.LABOUR: _(
        "Công nhân có sáng kiến mang lại lợi ích và giúp đỡ, kèm cặp đồng nghiệp nâng tay nghề."
    ),
    Claim.MODEL: _(
        "Nông dân có mô hình sản xuất hiệu quả, giúp được hộ khác, tạo việc làm cho lao động."
    ),
    Claim.POLITICAL: _("Có thành tích xuất sắc trong thực hiện nhiệm vụ chính trị được giao."),
}


def only_known_claims(column: str) -> Exact:
    """The condition that a list holds nothing but codes of claims, alike on both databases.

    Neither lets a check look into the members of a list; but taken out of its text, the codes
    leave nothing between the brackets.
    """
    rest: Cast | Replace = Cast(column, TextField())
    for known in (*(f'"{code}"' for code in Claim.values), ",", " "):
        rest = Replace(rest, Value(known), Value(""), output_field=TextField())
    return Exact(rest, Value("[]"))
