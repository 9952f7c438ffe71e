"""From the codes in a body to the things they name, within the client's reach."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from core.errors import InvalidInput, Problem
from core.scope import Actor
from emulation.models import EmulationYear, Initiative
from emulation.selectors import people
from emulation.selectors.years import year_of
from emulation.services.initiatives import Author, Content
from legal.models import AwardType
from personnel.models import Unit


def by_code(rows: QuerySet[Any], field: str, code: str) -> Any:
    """The row of that code; what is out of reach and what does not exist are told alike."""
    found = rows.filter(code=code).first()
    if found is None:
        raise InvalidInput.at(
            field,
            _("“%(code)s” không có trong phạm vi của bạn.") % {"code": code},
            _("Hãy kiểm tra lại mã."),
        )
    return found


def award(code: str) -> AwardType:
    """The award type of that code."""
    found = AwardType.objects.filter(code=code).first()
    if found is None:
        raise InvalidInput.at(
            "award",
            _("không có danh hiệu, hình thức mang mã “%(code)s”.") % {"code": code},
            _("Hãy xem danh mục pháp luật để lấy đúng mã."),
        )
    return found


def emulation_year(unit: Unit, year: int) -> EmulationYear:
    """The emulation year that binds the unit."""
    found = year_of(unit, year)
    if found is None:
        raise InvalidInput.at(
            "year",
            _("%(unit)s chưa có năm thi đua %(year)d.") % {"unit": unit, "year": year},
            _("Hãy đề nghị cán bộ phụ trách thi đua mở năm thi đua."),
        )
    return found


def content(actor: Actor, data: dict[str, Any], case: Initiative | None = None) -> Content:
    """The checked body of an initiative, new or to be changed, as the services take it."""
    authors: Sequence[dict[str, Any]] = data["authors"]
    known = {
        person.code: person
        for person in people.possible_authors(actor, case).filter(
            code__in=[author["staff"] for author in authors]
        )
    }
    unknown = [
        Problem(
            field=f"authors[{place}].staff",
            reason=_("“%(code)s” không có trong phạm vi của bạn.") % {"code": author["staff"]},
            hint=_("Hãy kiểm tra lại số hiệu nhân sự."),
        )
        for place, author in enumerate(authors)
        if author["staff"] not in known
    ]
    if unknown:
        raise InvalidInput(problems=unknown)
    return Content(
        title=data["title"],
        kind=data["kind"],
        authors=[Author(known[author["staff"]], author["share"]) for author in authors],
        summary=data["summary"],
        benefit=data["benefit"],
        first_applied_on=data["first_applied_on"],
    )
