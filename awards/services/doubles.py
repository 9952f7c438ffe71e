"""Saying that the same award stands or is under way: as much as the reader may know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from awards.domain.identity import Identity
from awards.models.recipient import Merited
from awards.selectors import doubles as reads
from awards.selectors.doubles import Double
from core.errors import Problem
from core.scope import Actor
from legal.models.choices import Family


@dataclass(frozen=True, slots=True)
class Found:
    """The first double of something, and whether its reader may see it."""

    double: Double
    is_visible: bool

    @property
    def text(self) -> str:
        """What stands there, in words; elsewhere only by its number."""
        one = self.double
        values = {"code": one.code, "unit": one.unit, "number": one.number}
        if one.decided_on is not None:
            values["day"] = f"{one.decided_on:%d/%m/%Y}"
        if not self.is_visible:
            return (
                _("đã được tặng ở đơn vị khác (%(code)s)")
                if one.is_award
                else _("đang có hồ sơ %(code)s ở đơn vị khác")
            ) % values
        if not one.is_award:
            return _("đang có hồ sơ %(code)s của %(unit)s") % values
        if one.proposal:
            return (
                _("đã được tặng theo quyết định %(number)s ngày %(day)s, hồ sơ %(code)s, %(unit)s")
                % values
            )
        return _("đã được tặng theo quyết định %(number)s ngày %(day)s, %(unit)s") % values


def first_of(row: Merited, *, by: Actor, but: int | None = None) -> Found | None:
    """The award or dossier that is the same as this one; at most four queries."""
    wanted = reads.identity_of(row)
    return many([wanted], by=by, but=but).get(wanted)


def many(wanted: Iterable[Identity], *, by: Actor, but: int | None = None) -> dict[Identity, Found]:
    """The same for a whole list, in as many queries."""
    found = reads.doubles(wanted, but=but)
    seen = reads.visible(by, found)
    return {key: Found(ones[0], seen.shows(ones[0])) for key, ones in found.items() if ones}


def problem_of(row: Merited, found: Found | None) -> Problem:
    """Say that the recipient has this award already; nothing found means: in this very moment."""
    values = {"name": row.recipient_name, "award": row.award_type.name, "year": row.year}
    if found is None:
        reason = _("%(name)s đã có đề nghị hoặc khen thưởng %(award)s năm %(year)s.") % values
        return Problem(reason, field="recipient", hint=_hint(row))
    reason = _("%(name)s đã có đề nghị hoặc khen thưởng %(award)s năm %(year)s: %(what)s.") % {
        **values,
        "what": found.text,
    }
    return Problem(reason, field="recipient", hint=" ".join((*_opening(found), _hint(row))))


def _opening(found: Found) -> Iterator[str]:
    if found.is_visible and found.double.proposal:
        yield _("Hãy mở hồ sơ %(code)s đã có.") % {"code": found.double.code}


def _hint(row: Merited) -> str:
    if row.award_type.family == Family.TITLE and row.staff_id is not None:
        return _("Mỗi danh hiệu chỉ tặng một lần trong năm.")
    return _("Nếu khen việc khác thì ghi rõ phong trào, nội dung khác.")
