"""The list of names of old lists and the codes they were confirmed to mean."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core import clock
from core.errors import Forbidden, InvalidInput, NotVisible
from core.imports import names, registry
from core.keyset import page
from core.models import NameMatch
from core.scope import Actor, actor_of
from core.vietnamese import fold
from core.web.load_frame import crumbs
from core.web.messages import confirm as tell
from core.web.parts import Chip, Crumb

_PAGE = 50


@require_safe
def matches(request: HttpRequest) -> HttpResponse:
    """Every confirmed name, to look through and take back."""
    _require_loader(actor_of(request))
    text = request.GET.get("q", "").strip().replace("\0", "")
    rows = NameMatch.objects.all()
    if text:
        rows = rows.filter(folded__contains=fold(text))
    cursor = request.GET.get("trang", "")
    found = page(rows, order=("kind", "folded", "pk"), size=_PAGE, cursor=cursor)
    context = {
        "page_title": _("Bảng đối chiếu tên"),
        "page_lead": _(
            "Tên trong danh sách cũ và mã mà cán bộ đã xác nhận; dùng cho mọi lần nạp sau."
        ),
        "nav": "personnel",
        "crumbs": crumbs(Crumb(_("Bảng đối chiếu tên"))),
        "page": found,
        "text": text,
        "chips": [Chip(_("Tìm"), text, request.path)] if text else [],
    }
    return render(request, "loads/names.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a confirmed name another code."""
    actor = actor_of(request)
    _require_loader(actor)
    match = NameMatch.objects.filter(pk=pk).first()
    if match is None:
        raise NotVisible(_("Dòng đối chiếu tên này không còn. Hãy tải lại trang."))
    code, error = match.code, ""
    if request.method == "POST":
        code = request.POST.get("code", "")
        try:
            names.confirm(match.kind, match.text, code, by=actor, at=clock.now())
        except InvalidInput as refused:
            error = refused.message
        else:
            tell(
                request,
                _("Đã ghi: “%(text)s” ứng với mã %(code)s.") % {"text": match.text, "code": code},
            )
            return redirect("loads:names")
    context = {
        "page_title": _("Sửa đối chiếu tên"),
        "page_lead": match.text,
        "nav": "personnel",
        "crumbs": crumbs(Crumb(_("Bảng đối chiếu tên"), reverse("loads:names")), Crumb(_("Sửa"))),
        "match": match,
        "code": code,
        "error": error,
    }
    return render(request, "loads/name_edit.html", context, status=422 if error else 200)


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a confirmed name off the list."""
    actor = actor_of(request)
    _require_loader(actor)
    names.forget(pk, by=actor, at=clock.now())
    tell(request, _("Đã bỏ dòng đối chiếu. Lần nạp sau sẽ hỏi lại tên này."))
    return redirect("loads:names")


def _require_loader(actor: Actor) -> None:
    if not registry.asks_names(actor):
        raise Forbidden(
            _("Vai trò của bạn không đối chiếu tên. Hãy đề nghị cán bộ tổ chức thực hiện.")
        )
