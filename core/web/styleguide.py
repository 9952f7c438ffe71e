"""Living style guide: every component in every state, for those who build pages."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from core.vietnamese import fold
from core.web import styleguide_samples as samples

SECTIONS = (
    ("nen-tang", "Nền tảng"),
    ("dau-hieu", "Nút và dấu hiệu"),
    ("khung", "Khung và thông báo"),
    ("danh-sach", "Danh sách"),
    ("ho-so", "Hồ sơ"),
    ("bieu-mau", "Biểu mẫu"),
    ("bieu-do", "Biểu đồ"),
)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """Show the guide; posting its form shows the form with errors and saves nothing."""
    _check_reader(request)
    wanted = request.GET.get("phan", SECTIONS[0][0])
    section = wanted if wanted in dict(SECTIONS) else SECTIONS[0][0]
    context = samples.context(request, section, SECTIONS)
    status = 422 if request.method == "POST" else 200
    return render(request, "style_guide/index.html", context, status=status)


@login_not_required
@require_safe
def pick_results(request: HttpRequest) -> HttpResponse:
    """Results for the search field of the guide's form."""
    _check_reader(request)
    query = fold(request.GET.get("q", ""))
    found = [option for option in samples.people_options() if query in fold(option["label"])]
    return render(request, "components/forms/pick_results.html", {"options": found[:8]})


def _check_reader(request: HttpRequest) -> None:
    """Developers see it (DEBUG), and staff of a running installation; nobody else knows of it."""
    if settings.DEBUG:
        return
    user = getattr(request, "user", None)
    if user is None or not user.is_staff:
        raise Http404
