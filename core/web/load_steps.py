"""Pages on which a load is brought further: columns, answers, confirmation, undo."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core import clock
from core.errors import GuardRefused, IllegalTransition, InvalidInput, NotVisible
from core.imports import findings, loads, mapping, pipeline, registry, running
from core.imports.mapping import Matching
from core.imports.pipeline import File
from core.imports.reading import Sheet
from core.imports.registry import EVERY_ROW, SKIP, Doubt
from core.models import Load
from core.scope import Actor, actor_of
from core.web.load_frame import crumbs_of, url_of, version_sent
from core.web.messages import confirm as tell
from core.web.parts import Choice, Crumb

_SAMPLES = 5
# Answers shown at a time; the rest follow after the next check.
SHOWN_QUESTIONS = 50
OTHER_CODE = "other"


def _own(pk: int, actor: Actor, step: str) -> Load:
    """The person's own load in a state in which the step can be done, with its content."""
    load = loads.find(pk, by=actor)
    if load.owner_id != actor.user_id:
        raise NotVisible(_("Chỉ người nạp tệp mới làm tiếp được lần nạp này."))
    if step not in loads.steps_open(load, actor):
        raise IllegalTransition(
            _("Lần nạp này đang ở bước “%(state)s”, không làm việc đó được.")
            % {"state": load.get_state_display().lower()}
        )
    return load


# --- Columns --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Heading:
    """A heading of the file with what stands under it."""

    text: str
    samples: Sequence[str]
    is_used: bool


@dataclass(frozen=True, slots=True)
class _ColumnLine:
    """A column of the importer and the heading chosen for it."""

    key: str
    title: str
    is_required: bool
    note: str
    chosen: str
    error: str = ""


@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: HttpRequest, pk: int) -> HttpResponse:
    """Match the columns of the file with those of the importer."""
    actor = actor_of(request)
    load = _own(pk, actor, loads.MATCH)
    if request.method != "POST":
        return _columns_page(request, load, None, {})
    chosen = {
        name.removeprefix("cot-"): value
        for name, value in request.POST.items()
        if name.startswith("cot-") and isinstance(value, str) and value
    }
    try:
        load = loads.choose_columns(
            pk, chosen, version=version_sent(request), by=actor, at=clock.now()
        )
    except InvalidInput as error:
        wrong = {problem.field: problem.reason for problem in error.problems}
        return _columns_page(request, load, chosen, wrong)
    running.go_on(load, by=actor)
    return redirect("loads:detail", pk=pk)


def _columns_page(
    request: HttpRequest, load: Load, chosen: dict[str, str] | None, wrong: dict[str, str]
) -> HttpResponse:
    importer = registry.get(load.importer)
    sheet = pipeline.open_file(importer, File(load.name, bytes(load.content)))
    if chosen is not None:
        found = mapping.match_as(importer, sheet, chosen)
    elif load.mapping:
        found = mapping.match_as(importer, sheet, load.mapping)
    else:
        found = mapping.match(importer, sheet)
    headings = found.headings
    context = {
        "page_title": _("Ghép cột"),
        "page_lead": load.name,
        "nav": "personnel",
        "crumbs": crumbs_of(load, Crumb(_("Ghép cột"))),
        "load": load,
        "headings": list(_headings(sheet, found)),
        "lines": [
            _ColumnLine(
                one.key,
                one.title,
                one.required,
                one.note,
                headings.get(one.key, ""),
                wrong.get(one.key, ""),
            )
            for one in importer.columns()
        ],
        "has_errors": bool(wrong),
        "version": load.version,
        "header_row": found.header.number,
        "cancel_url": url_of(load),
    }
    return render(request, "loads/columns.html", context, status=422 if wrong else 200)


def _headings(sheet: Sheet, found: Matching) -> Iterator[_Heading]:
    below = [line.cells for line in sheet.lines if line.number > found.header.number][:_SAMPLES]
    used = set(found.places.values())
    for at, text in enumerate(found.header.cells):
        if text:
            samples = [cells[at] for cells in below if at < len(cells) and cells[at]]
            yield _Heading(text, samples, at in used)


# --- Answers --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A record beside which a doubtful row is laid: its texts in the order of the labels."""

    code: str
    texts: Sequence[str]


@dataclass(frozen=True, slots=True)
class _DoubtCard:
    """A doubtful row and those it may be, ready to be shown side by side."""

    row: int
    reason: str
    lines: Sequence[tuple[str, str, Sequence[tuple[str, bool]]]]
    candidates: Sequence[_Candidate]


@require_http_methods(["GET", "HEAD", "POST"])
def answers(request: HttpRequest, pk: int) -> HttpResponse:
    """Say of doubtful rows whether they stand already, and of names what they mean."""
    actor = actor_of(request)
    load = _own(pk, actor, loads.ANSWER)
    if request.method != "POST":
        return _answers_page(request, load, "")
    version = version_sent(request)
    rows = _row_answers(request)
    # Names are posted by their place in the list, which only holds for the version shown.
    names = _name_answers(request, load) if version == load.version else {}
    if not rows and not names and version == load.version:
        return _answers_page(request, load, _("Chưa có câu trả lời nào được chọn."))
    try:
        load = loads.answer(pk, rows, names, version=version, by=actor, at=clock.now())
    except InvalidInput as error:
        return _answers_page(request, load, error.message)
    load = running.go_on(load, by=actor)
    return redirect("loads:detail", pk=pk)


def _row_answers(request: HttpRequest) -> dict[str, str]:
    given = {
        name.removeprefix("dong-"): str(value)
        for name, value in request.POST.items()
        if name.startswith("dong-") and value
    }
    every = request.POST.get("moi-dong", "")
    return given | ({EVERY_ROW: every} if every else {})


def _name_answers(request: HttpRequest, load: Load) -> dict[tuple[str, str], str]:
    given: dict[tuple[str, str], str] = {}
    for index, name in enumerate(findings.unknown_names(load)):
        choice = request.POST.get(f"ten-{index}", "")
        if choice == OTHER_CODE or (not choice and request.POST.get(f"ma-{index}", "").strip()):
            given[name.kind, name.text] = request.POST.get(f"ma-{index}", "").strip()
        elif choice:
            given[name.kind, name.text] = choice
    return given


def _answers_page(request: HttpRequest, load: Load, error: str) -> HttpResponse:
    doubts, names = findings.doubts(load), findings.unknown_names(load)
    context = {
        "page_title": _("Trả lời trước khi ghi"),
        "page_lead": load.name,
        "nav": "personnel",
        "crumbs": crumbs_of(load, Crumb(_("Trả lời"))),
        "load": load,
        "doubts": [_card(one) for one in doubts[:SHOWN_QUESTIONS]],
        "names": list(enumerate(names[:SHOWN_QUESTIONS])),
        "doubts_left": max(load.summary.get("doubt_count", 0) - SHOWN_QUESTIONS, 0),
        "names_left": max(load.summary.get("name_count", 0) - SHOWN_QUESTIONS, 0),
        "chosen": request.POST if request.method == "POST" else {},
        "error": error,
        "version": load.version,
        "skip": SKIP,
        "other": OTHER_CODE,
        "cancel_url": url_of(load),
    }
    return render(request, "loads/answers.html", context, status=422 if error else 200)


def _card(doubt: Doubt) -> _DoubtCard:
    labels = list(doubt.incoming)
    labels += [one for other in doubt.existing for one in other.facts if one not in labels]
    labels = list(dict.fromkeys(labels))
    shown = []
    for label in labels:
        own = doubt.incoming.get(label, "")
        others = [
            (one.facts.get(label, ""), one.facts.get(label, "") != own) for one in doubt.existing
        ]
        shown.append((label, own, others))
    candidates = [_Candidate(one.code, list(one.facts.values())) for one in doubt.existing]
    return _DoubtCard(doubt.row, doubt.reason, shown, candidates)


# --- Further, back, away --------------------------------------------------------------------


@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a checked load."""
    actor = actor_of(request)
    load = loads.confirm(pk, version=version_sent(request), by=actor, at=clock.now())
    running.go_on(load, by=actor)
    return redirect("loads:detail", pk=pk)


@require_POST
def check_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Check once more."""
    actor = actor_of(request)
    load = loads.check_again(pk, version=version_sent(request), by=actor, at=clock.now())
    running.go_on(load, by=actor)
    return redirect("loads:detail", pk=pk)


@require_POST
def resume(request: HttpRequest, pk: int) -> HttpResponse:
    """Go on with a load whose request was stopped, where there is no worker to do so."""
    actor = actor_of(request)
    load = loads.find(pk, by=actor)
    if load.owner_id == actor.user_id:
        running.go_on(load, by=actor)
    return redirect("loads:detail", pk=pk)


@require_POST
def give_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw a load away."""
    actor = actor_of(request)
    loads.give_up(pk, version=version_sent(request), by=actor, at=clock.now())
    tell(request, _("Đã bỏ lần nạp. Chưa dòng nào được ghi và tệp không còn được giữ."))
    return redirect("loads:index")


@require_http_methods(["GET", "HEAD", "POST"])
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then take a whole load back."""
    actor = actor_of(request)
    load = _own(pk, actor, loads.UNDO)
    if request.method != "POST":
        return _undo_page(request, load, "")
    try:
        loads.undo(pk, version=version_sent(request), by=actor, at=clock.now())
    except GuardRefused as error:
        return _undo_page(request, load, error.message)
    tell(request, _("Đã hoàn tác: mọi dòng của lần nạp này được đưa về như trước khi nạp."))
    return redirect("loads:detail", pk=pk)


def _undo_page(request: HttpRequest, load: Load, error: str) -> HttpResponse:
    choice = Choice(
        name="undo",
        label=_("Hoàn tác lần nạp"),
        url=reverse("loads:undo", args=[load.pk]),
        consequence=_(
            "Các bản ghi do lần nạp này thêm vào sẽ được gỡ, các bản ghi đã sửa trở về giá trị cũ. "
            "Chỉ làm được khi chưa có gì dựa trên chúng."
        ),
        tone="danger",
        icon="arrow-uturn-left",
    )
    context: dict[str, Any] = {
        "page_title": _("Hoàn tác lần nạp"),
        "page_lead": load.name,
        "nav": "personnel",
        "crumbs": crumbs_of(load, Crumb(_("Hoàn tác"))),
        "choice": choice,
        "version": load.version,
        "error": error,
        "cancel_url": url_of(load),
    }
    return render(request, "loads/undo.html", context, status=409 if error else 200)
