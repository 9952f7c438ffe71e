"""What people enter for an initiative, and its checks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from core.vietnamese import fold
from emulation.domain.shares import missing_from_whole, share_in_range
from emulation.models import InitiativeKind
from emulation.services.texts import long_text
from personnel.models import Staff
from personnel.services.checks import Checks

_TEXT_LENGTH = 10_000


class Author(NamedTuple):
    """One author and the share in percent."""

    staff: Staff
    share: Decimal


@dataclass(frozen=True)
class Content:
    """The request for recognition (Thông tư 18/2013/TT-BKHCN, Phụ lục I).

    Attributes:
        first_applied_on: first day of application or trial, whichever is earlier; may follow
            later, but recognition waits for it.
    """

    title: str
    kind: str
    authors: Sequence[Author]
    summary: str = ""
    benefit: str = ""
    first_applied_on: date | None = None


def clean_content(checks: Checks, content: Content) -> dict[str, Any]:
    """Return the values to store; problems are added to ``checks``."""
    title = checks.text("title", _("Tên sáng kiến"), content.title, limit=300)
    kind = checks.choice("kind", _("Loại giải pháp"), content.kind, InitiativeKind.values)
    if content.first_applied_on is not None:
        checks.day("first_applied_on", _("Ngày áp dụng lần đầu"), content.first_applied_on)
    check_authors(checks, content.authors)
    names = " ".join(author.staff.search_key for author in content.authors)
    return {
        "title": title,
        "kind": kind,
        "summary": long_text(
            checks, "summary", _("Mô tả giải pháp"), content.summary, limit=_TEXT_LENGTH
        ),
        "benefit": long_text(
            checks, "benefit", _("Lợi ích thu được"), content.benefit, limit=_TEXT_LENGTH
        ),
        "first_applied_on": content.first_applied_on,
        "search_key": f"{fold(title)} {names}",
    }


def check_authors(checks: Checks, authors: Sequence[Author]) -> None:
    """Note what is wrong with the authors and their shares."""
    label = _("Tác giả")
    if not authors:
        checks.add("authors", _("chưa có tác giả nào."), _("Hãy chọn ít nhất một người."), label)
        return
    seen: set[int] = set()
    for number, author in enumerate(authors, start=1):
        place = _("Tác giả thứ %(number)d") % {"number": number}
        if author.staff.pk in seen:
            checks.add(
                "authors",
                _("%(name)s đã có trong danh sách.") % {"name": author.staff},
                _("Hãy bỏ dòng trùng."),
                place,
            )
        seen.add(author.staff.pk)
        if not share_in_range(author.share):
            checks.add(
                "authors",
                _("tỷ lệ %(share)s%% không hợp lệ.") % {"share": _number(author.share)},
                _("Tỷ lệ phải lớn hơn 0, không quá 100 và tối đa hai chữ số thập phân."),
                place,
            )
    shares = [author.share for author in authors]
    if all(share_in_range(share) for share in shares):
        _check_whole(checks, shares)


def _check_whole(checks: Checks, shares: Sequence[Decimal]) -> None:
    missing = missing_from_whole(shares)
    if not missing:
        return
    reason = (
        _("tổng tỷ lệ đóng góp là %(total)s%%, còn thiếu %(gap)s%%.")
        if missing > 0
        else _("tổng tỷ lệ đóng góp là %(total)s%%, thừa %(gap)s%%.")
    )
    checks.add(
        "authors",
        reason % {"total": _number(100 - missing), "gap": _number(abs(missing))},
        _("Hãy sửa để tổng đúng bằng 100%."),
        _("Tác giả"),
    )


def _number(value: Decimal) -> str:
    whole = value == value.to_integral_value()
    return number_format(value.quantize(Decimal(1)) if whole else value.normalize())
