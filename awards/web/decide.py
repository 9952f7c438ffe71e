"""Deciding: choose from the dossiers that wait for the decision of one authority."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from awards.models import Proposal, ReviewStep
from awards.selectors import proposals as reads
from awards.services import decisions
from awards.services.decisions import DecisionInput
from awards.web import chosen as marks
from awards.web import rows, sections
from awards.web.act_forms import DecisionForm, tell
from awards.web.cautions import Told, of_many, own_words
from awards.web.signers import signer_of
from core import clock
from core.errors import BusinessError, InvalidInput
from core.scope import Actor, actor_of
from core.web.messages import confirm
from core.web.parts import LineResult

_INVALID = 422


class AwardGroup(NamedTuple):
    """The dossiers for one award."""

    label: str
    rows: list[rows.Row]


@dataclass(frozen=True, slots=True)
class Authority:
    """The dossiers that wait for the decision of one authority.

    Attributes:
        open_count: of how many something has to be known before they are decided.
        own_words: what deciding judges, where nobody judged something before.
    """

    key: str
    title: str
    is_external: bool
    groups: list[AwardGroup]
    count: int
    open_count: int
    own_words: str


@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest) -> HttpResponse:
    """One decision for the dossiers chosen, all or nothing."""
    actor = actor_of(request)
    waiting = list(reads.awaiting_decision(actor))
    authorities = _authorities(waiting, actor)
    if request.method != "POST":
        form = DecisionForm(initial=signer_of(actor, clock.today()))
        return _page(request, authorities, form, _asked(request))
    chosen = marks.versions(request.POST.getlist("pk"))
    form = DecisionForm(request.POST)
    lines: list[LineResult] = []
    if form.is_valid():
        try:
            decision = decisions.issue(
                DecisionInput(**form.cleaned_data),
                _pairs(waiting, chosen),
                by=actor,
                at=clock.now(),
            )
        except BusinessError as error:
            lines = _refused(form, error, waiting)
        else:
            _told(request, decision, len(chosen))
            return redirect("awards:decision_detail", pk=decision.pk)
    return _page(request, authorities, form, set(chosen), lines=lines, status=_INVALID)


def _told(request: HttpRequest, decision: Any, count: int) -> None:
    confirm(
        request,
        _("Đã ghi %(decision)s: %(count)d khen thưởng vào sổ; đơn vị đề nghị nhận thông báo.")
        % {"decision": str(decision)[:1].lower() + str(decision)[1:], "count": count},
    )


def _pairs(waiting: list[Proposal], chosen: dict[int, int | None]) -> list[tuple[Proposal, int]]:
    """The chosen dossiers with the version seen.

    Raises:
        InvalidInput: one of them does not wait for this person's decision any more.
    """
    by_pk = {proposal.pk: proposal for proposal in waiting}
    gone = len(set(chosen) - set(by_pk))
    if gone:
        raise InvalidInput(
            _("%(count)d hồ sơ đã chọn không còn chờ bạn quyết định. Hãy xem lại danh sách.")
            % {"count": gone}
        )
    pairs = []
    for pk, version in chosen.items():
        proposal = by_pk[pk]
        pairs.append((proposal, proposal.version if version is None else version))
    return pairs


def _refused(
    form: DecisionForm, error: BusinessError, waiting: Iterable[Proposal]
) -> list[LineResult]:
    """Faults of the decision go beside its fields, those of a dossier become a line."""
    urls = {str(one): reverse("proposals:detail", args=[one.pk]) for one in waiting}
    lines = [
        LineResult(
            place="",
            label=problem.place,
            message=problem.reason,
            tone="danger",
            url=urls.get(problem.place, ""),
            hint=problem.hint,
        )
        for problem in error.problems
        if problem.place
    ]
    others = [problem for problem in error.problems if not problem.place]
    if others or not lines:
        tell(form, InvalidInput(error.message, problems=others))
    else:
        form.add_error(
            None, _("Chưa ghi quyết định: có hồ sơ chưa đủ điều kiện, xem từng dòng ở dưới.")
        )
    return lines


def _authorities(waiting: Iterable[Proposal], actor: Actor) -> list[Authority]:
    """Group by the authority, then by award, in the order of the catalogue."""
    waiting = list(waiting)
    told = of_many(waiting, actor)
    found: dict[tuple[str, int], tuple[ReviewStep, list[Proposal]]] = {}
    for proposal in waiting:
        if step := proposal.current_step:
            found.setdefault((proposal.decider, step.unit_id), (step, []))[1].append(proposal)
    return [
        Authority(
            key=f"{decider}-{unit_id}",
            title=f"{mine[0].decider_label} · {step.unit}",
            is_external=step.needs_paper(actor),
            groups=_by_award(mine, actor, told),
            open_count=sum(one.pk in told for one in mine),
            own_words=own_words()
            if any(told[one.pk].judges for one in mine if one.pk in told)
            else "",
            count=len(mine),
        )
        for (decider, unit_id), (step, mine) in sorted(found.items(), key=itemgetter(0))
    ]


def _by_award(mine: list[Proposal], actor: Actor, told: Mapping[int, Told]) -> list[AwardGroup]:
    day = clock.today()
    ordered = sorted(
        mine, key=lambda one: (one.award_type.rank, one.award_label, one.object_kind, one.pk)
    )
    groups: dict[str, list[Proposal]] = {}
    for proposal in ordered:
        groups.setdefault(f"{proposal.award_label} · {proposal.year}", []).append(proposal)
    return [
        AwardGroup(label, rows.rows(group, actor, day, told)) for label, group in groups.items()
    ]


def _asked(request: HttpRequest) -> set[int]:
    return set(marks.versions(request.GET.getlist("pk")))


def _page(
    request: HttpRequest,
    authorities: list[Authority],
    form: DecisionForm,
    marked: set[int],
    *,
    lines: Iterable[LineResult] = (),
    status: int = 200,
) -> HttpResponse:
    asked_for = request.POST.get("authority", "") or request.GET.get("authority", "")
    current = _current(authorities, asked_for, marked)
    context = {
        "page_title": _("Ra quyết định"),
        "page_lead": _(
            "Chọn hồ sơ đã đủ các bước, ghi số và ngày quyết định; ghi một lần cho tất cả."
        ),
        "tabs": sections.tabs(request, "decide"),
        "authorities": authorities,
        "current": current,
        "form": form,
        "marked": marked,
        "lines": list(lines),
    }
    return render(request, "awards/proposals/decide.html", context, status=status)


def _current(authorities: list[Authority], asked_for: str, marked: set[int]) -> Authority | None:
    """The authority on the page: asked for, or the one of the marked dossiers, or the first."""
    for authority in authorities:
        if authority.key == asked_for:
            return authority
    for authority in authorities:
        if any(row.proposal.pk in marked for group in authority.groups for row in group.rows):
            return authority
    return authorities[0] if authorities else None
