"""Lists as files: exactly what is shown."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from awards.documents import proposal_sheet
from awards.web import filters
from core import clock
from core.errors import InvalidInput
from core.language import official
from core.scope import actor_of

MOST = 10_000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def proposal_list(request: HttpRequest) -> HttpResponse:
    """The proposals of the list with the same filters, as a sheet."""
    actor, day = actor_of(request), clock.today()
    form = filters.ProposalFilter(request, actor)
    found = filters.chosen(form, actor, day).with_parts()
    if found.count() > MOST:
        raise InvalidInput(
            _("Danh sách dài quá %(most)d dòng. Hãy lọc bớt, ví dụ theo năm hoặc đơn vị.")
            % {"most": MOST}
        )
    with official():
        shown = [f"{chip.label}: {chip.value}" for chip in filters.chips(request, form)]
        body = proposal_sheet.build(found, filters=shown, made_on=day)
    response = HttpResponse(body, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="ho-so-de-nghi-{day:%Y-%m-%d}.xlsx"'
    return response
