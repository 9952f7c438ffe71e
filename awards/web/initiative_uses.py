"""Where initiatives were used: a part of the pages of an initiative and of a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from awards.models import Proposal
from awards.selectors import initiative_uses as reads
from awards.selectors.initiative_uses import InitiativeUse
from core.scope import Actor, actor_of
from core.web import fragments
from core.web.parts import Crumb
from emulation.selectors.initiatives import visible_initiative
from personnel.selectors.staff import visible_staff

_USED_FOR = gettext_lazy("Đã dùng cho")
_USED = gettext_lazy("Sáng kiến đã dùng để đề nghị")


@dataclass(frozen=True, slots=True)
class Line:
    """One use as its reader may know it; without a proposal it lies elsewhere."""

    use: InitiativeUse
    proposal: Proposal | None


def add_fragments() -> None:
    """Show the ledger in the pages of initiatives and of people."""
    fragments.register(
        "initiative_detail",
        _USED_FOR,
        lambda initiative: reverse("awards:initiative_uses", args=[initiative.code]),
    )
    fragments.register(
        "staff_detail", _USED, lambda person: reverse("awards:person_uses", args=[person.code])
    )


@require_safe
def of_initiative(request: HttpRequest, code: str) -> HttpResponse:
    """The proposals an initiative carries; loaded into its page, or a page of its own."""
    initiative = visible_initiative(actor_of(request), code)
    back = Crumb(initiative.code, reverse("emulation:initiative_detail", args=[code]))
    found = reads.uses_of_initiatives([initiative.pk])
    return _answer(request, found, initiative.title, back, _USED_FOR)


@require_safe
def of_person(request: HttpRequest, code: str) -> HttpResponse:
    """The initiatives that carry a person's proposals; likewise."""
    person = visible_staff(actor_of(request), code)
    back = Crumb(person.full_name, reverse("personnel:staff_detail", args=[code]))
    found = reads.uses_of_people([person.pk])
    return _answer(request, found, person.full_name, back, _USED, of_person=True)


def _answer(
    request: HttpRequest,
    found: Sequence[InitiativeUse],
    name: str,
    back: Crumb,
    lead: Any,
    *,
    of_person: bool = False,
) -> HttpResponse:
    context = {
        "page_title": name,
        "page_lead": lead,
        "crumbs": [back, Crumb(str(lead))],
        "nav": "personnel" if of_person else "emulation",
        "lines": lines(actor_of(request), found),
        "of_person": of_person,
    }
    return fragments.render_part(
        request,
        context,
        part="awards/initiatives/uses.html",
        page="awards/initiatives/uses_page.html",
    )


def lines(actor: Actor, found: Sequence[InitiativeUse]) -> list[Line]:
    """The uses, the newest first, with the dossiers the actor may see; two queries."""
    seen = Proposal.objects.with_parts().in_bulk(sorted(reads.visible(actor, found)))
    return [Line(use, seen.get(use.proposal_id)) for use in reversed(found)]


def label_of(use: InitiativeUse, award: str, *, is_visible: bool) -> str:
    """One use in a few words, beside a choice."""
    values = {"award": award, "year": use.year, "code": use.proposal}
    if is_visible:
        return _("%(award)s năm %(year)d, %(code)s") % values
    return _("%(code)s ở đơn vị khác") % values
