"""Pages of loads: what can be loaded, the upload, where a load stands, and its lists."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core import clock
from core.errors import InvalidInput
from core.imports import findings, loads, progress, reading, registry, results, running
from core.imports.pipeline import File
from core.imports.registry import Importer
from core.imports.template import build
from core.keyset import page
from core.models import Load, LoadState, NameMatch
from core.scope import actor_of
from core.web.load_frame import (
    UploadForm,
    crumbs,
    crumbs_of,
    importer_for,
    label_of,
    lines,
    next_place,
    require_reader,
    spreadsheet,
    standing_of,
    tabs_of,
    url_of,
)
from core.web.parts import Crumb

_LATELY = 5
_PAGE = 50
_PROBLEMS = 100
_NOTES_FIRST = 10
_NOTES = 100
_RUNNING = (LoadState.CHECKING, LoadState.WRITING)
_STANDING = (*_RUNNING, LoadState.UPLOADED, LoadState.CHECKED)


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What can be loaded, what waits, and what was loaded lately."""
    actor = actor_of(request)
    require_reader(actor)
    own = loads.own(actor)
    context = {
        "page_title": _("Nạp dữ liệu"),
        "page_lead": _(
            "Đưa danh sách từ bảng tính vào hệ thống: kiểm tra từng ô, xem trước, rồi ghi tất cả "
            "hoặc không dòng nào."
        ),
        "nav": "personnel",
        "crumbs": crumbs(),
        "importers": registry.all_for(actor),
        "waiting": lines(list(own.filter(state__in=_STANDING)[:_PAGE])),
        "lately": lines(list(own.exclude(state__in=_STANDING)[:_LATELY])),
        "tabs": tabs_of(request, "loads"),
        "has_names": registry.asks_names(actor) and NameMatch.objects.exists(),
    }
    return render(request, "loads/index.html", context)


@require_safe
def history(request: HttpRequest) -> HttpResponse:
    """Every load the person may read, newest first."""
    actor = actor_of(request)
    require_reader(actor)
    cursor = request.GET.get("trang", "")
    found = page(loads.visible(actor), order=("-pk",), size=_PAGE, cursor=cursor)
    context = {
        "page_title": _("Lịch sử nạp dữ liệu"),
        "nav": "personnel",
        "crumbs": crumbs(Crumb(_("Lịch sử"))),
        "tabs": tabs_of(request, "history"),
        "page": found,
        "lines": lines(found.rows),
    }
    return render(request, "loads/history.html", context)


@require_safe
def template(request: HttpRequest, key: str) -> HttpResponse:
    """The empty form with the codes of the person's reach."""
    actor = actor_of(request)
    importer = importer_for(actor, key)
    sheets = importer.code_sheets(actor, clock.today())
    content = build(str(importer.label)[:31], importer.columns(), sheets)
    return spreadsheet(content, importer.file_name)


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, key: str) -> HttpResponse:
    """Choose a file; it is read at once, and checked at once when it is short."""
    actor = actor_of(request)
    importer = importer_for(actor, key)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = UploadForm(*sent)
    if not form.is_valid():
        return _upload_page(request, form, importer)
    file: UploadedFile = form.cleaned_data["file"]
    try:
        reading.refuse_size(file.size or 0)
        at = clock.now()
        load = loads.upload(importer, File(file.name or "", file.read()), by=actor, at=at)
    except InvalidInput as error:
        form.refuse(error.problems, error.message)
        return _upload_page(request, form, importer)
    if load.state == LoadState.UPLOADED:
        return redirect("loads:columns", pk=load.pk)
    running.go_on(load, by=actor)
    return redirect("loads:detail", pk=load.pk)


def _upload_page(request: HttpRequest, form: UploadForm, importer: Importer) -> HttpResponse:
    context = {
        "page_title": importer.label,
        "page_lead": importer.lead,
        "nav": "personnel",
        "crumbs": crumbs(Crumb(str(importer.label))),
        "form": form,
        "importer": importer,
        "columns": importer.columns(),
        "cancel_url": reverse("loads:index"),
    }
    return render(request, "loads/upload.html", context, status=422 if form.errors else 200)


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Where a load stands, what was found or written, and what can be done now."""
    actor = actor_of(request)
    load = loads.find(pk, by=actor)
    steps = loads.steps_open(load, actor)
    summary, worth_knowing = load.summary, findings.notes(load)
    standing, tone = standing_of(load)
    context = {
        "page_title": load.name,
        "page_lead": label_of(load),
        "nav": "personnel",
        "crumbs": crumbs_of(load),
        "load": load,
        "standing": standing,
        "tone": tone,
        "steps": steps,
        "is_own": load.owner_id == actor.user_id,
        "next_place": next_place(load, actor),
        "figures": summary.get("figures", {}).items(),
        "written": _written(load),
        "questions": summary.get("doubt_count", 0) + summary.get("name_count", 0),
        "doubt_count": summary.get("doubt_count", 0),
        "name_count": summary.get("name_count", 0),
        "used_names": summary.get("used_names", []),
        "left_out": summary.get("left_out", []),
        "notes": worth_knowing[:_NOTES_FIRST],
        "note_count": len(worth_knowing),
        "more_notes": max(len(worth_knowing) - _NOTES_FIRST, 0),
        "notes_tone": "warn" if any(one.tone == "warn" for one in worth_knowing) else "info",
        "is_clean": findings.is_clean(load),
        "first_problems": load.problems[:10],
        **_progress(load),
    }
    return render(request, "loads/detail.html", context)


@require_safe
def progress_part(request: HttpRequest, pk: int) -> HttpResponse:
    """The bar alone, asked for again and again; when the work is done the page is loaded anew."""
    load = loads.find(pk, by=actor_of(request))
    if load.state not in _RUNNING:
        response = HttpResponse(status=200)
        response["HX-Redirect"] = url_of(load)
        return response
    return render(request, "loads/progress.html", {"load": load, **_progress(load)})


@require_safe
def problems(request: HttpRequest, pk: int) -> HttpResponse:
    """Every problem that was kept, page by page."""
    load = loads.find(pk, by=actor_of(request))
    kept = load.problems
    number = _page_number(request, len(kept), _PROBLEMS)
    start = (number - 1) * _PROBLEMS
    context = {
        "page_title": _("Chỗ cần sửa"),
        "page_lead": load.name,
        "nav": "personnel",
        "crumbs": crumbs_of(load, Crumb(_("Chỗ cần sửa"))),
        "load": load,
        "problems": kept[start : start + _PROBLEMS],
        "kept": len(kept),
        "before": number - 1,
        "after": number + 1 if start + _PROBLEMS < len(kept) else 0,
    }
    return render(request, "loads/problems.html", context)


@require_safe
def notes(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything worth knowing before the load is written, page by page."""
    load = loads.find(pk, by=actor_of(request))
    kept = findings.notes(load)
    number = _page_number(request, len(kept), _NOTES)
    start = (number - 1) * _NOTES
    context = {
        "page_title": _("Lưu ý trước khi ghi"),
        "page_lead": load.name,
        "nav": "personnel",
        "crumbs": crumbs_of(load, Crumb(_("Lưu ý"))),
        "load": load,
        "notes": kept[start : start + _NOTES],
        "total": len(kept),
        "before": number - 1 or "",
        "after": number + 1 if start + _NOTES < len(kept) else "",
    }
    return render(request, "loads/notes.html", context)


@require_safe
def problem_list(request: HttpRequest, pk: int) -> HttpResponse:
    """The problems as a spreadsheet."""
    load = loads.find(pk, by=actor_of(request))
    return spreadsheet(results.problem_file(load.problems), f"cho-can-sua-{load.pk}.xlsx")


@require_safe
def result_list(request: HttpRequest, pk: int) -> HttpResponse:
    """What became of each row, as a spreadsheet."""
    load = loads.find(pk, by=actor_of(request))
    packed = Load.objects.values_list("result", flat=True).get(pk=load.pk)
    content = results.result_file(results.unpacked(packed))
    return spreadsheet(content, f"ket-qua-nap-{load.pk}.xlsx")


def _page_number(request: HttpRequest, total: int, size: int) -> int:
    sent = request.GET.get("trang", "1")
    last = max(1, -(-total // size))
    return min(max(int(sent), 1), last) if sent.isascii() and sent.isdigit() else 1


def _written(load: Load) -> Sequence[tuple[str, int]]:
    counts = load.summary.get("written", {})
    return [(str(label), counts.get(key, 0)) for key, label in results.OUTCOME_LABELS.items()]


def _progress(load: Load) -> dict[str, Any]:
    far = progress.of(load.pk) if load.state in _RUNNING else progress.Far()
    return {
        "is_running": load.state in _RUNNING,
        "far": far,
        "can_resume": not settings.OUTBOX_NUDGE,
    }
