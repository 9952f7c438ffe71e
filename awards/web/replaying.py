"""Judging again what a sent dossier was judged by: the same answer, or what differs."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from awards.selectors import proposals as reads
from awards.services.replaying import replay_revision
from awards.web import sections
from core.errors import NotVisible
from core.scope import actor_of
from core.web.parts import Crumb
from legal.web.explaining import shown


@require_safe
def replay(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The verdicts of one revision, judged once more from what it keeps."""
    proposal = reads.visible_proposal(actor_of(request), pk)
    revision = proposal.revisions.filter(number=number).first()
    if revision is None:
        raise NotVisible(_("Hồ sơ này không có bản gửi số %(number)d.") % {"number": number})
    found = replay_revision(revision)
    address = reverse("proposals:detail", args=[proposal.pk])
    context = {
        "page_title": _("Tính lại kết luận"),
        "page_lead": f"{proposal.recipient_name} · {proposal.award_label} · {proposal.year}",
        "crumbs": sections.crumbs(Crumb(proposal.code, address), Crumb(_("Tính lại kết luận"))),
        "proposal": proposal,
        "revision": revision,
        "found": found,
        "rows": [
            (one, shown(one.kept), shown(one.verdict) if one.verdict is not None else None)
            for one in found.replays
        ],
    }
    return render(request, "awards/proposals/replay.html", context)
