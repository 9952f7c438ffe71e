"""Pages that bring in a list of proposals: template, upload, preview, confirmation."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from awards.models.recipient import ObjectKind, kind_of
from awards.permissions import PROPOSE
from awards.services import import_columns, imports
from awards.web.sections import crumbs
from core import clock
from core.errors import Forbidden, InvalidInput, Problem
from core.imports import Sheet, files, read
from core.imports.reading import refuse_size
from core.imports.template import CONTENT_TYPE
from core.scope import Actor
from core.web.messages import confirm
from core.web.parts import Crumb
from personnel.middleware import actor_of

# A page with every row of a long list would be slow to read and to load.
SHOWN_ROWS = 200


class UploadForm(forms.Form):
    """One spreadsheet."""

    file = forms.FileField(
        label=gettext_lazy("Tệp danh sách"),
        help_text=gettext_lazy("Tệp .xlsx hoặc .csv (UTF-8), nhiều nhất 20 MB và 5.000 dòng."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={
            "required": gettext_lazy("Hãy chọn tệp danh sách."),
            "empty": gettext_lazy("Tệp rỗng. Hãy chọn tệp đã điền."),
        },
    )

    def refuse(self, problems: tuple[Problem, ...]) -> None:
        """Show beside the field why the file cannot be read."""
        for problem in problems:
            self.add_error("file", f"{problem.reason} {problem.hint}".strip())


@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """The empty form with the officer's codes."""
    actor = _proposer(request)
    content = import_columns.template(actor, clock.today())
    response = HttpResponse(content, content_type=CONTENT_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{import_columns.FILE_NAME}"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Choose a file; a good one goes on to its preview, a bad one shows every problem."""
    actor = _proposer(request)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = UploadForm(*sent)
    if not form.is_valid():
        return _upload_page(request, form, actor)
    file: UploadedFile = form.cleaned_data["file"]
    try:
        refuse_size(file.size or 0)
        content = file.read()
        sheet = read(file.name or "", content)
    except InvalidInput as error:
        form.refuse(error.problems)
        return _upload_page(request, form, actor)
    found = imports.plan(sheet, by=actor, at=clock.now())
    if found.problems:
        return _refused_page(request, sheet.name, found)
    kept = files.keep(sheet.name, content, purpose=imports.PURPOSE, by=actor, at=clock.now())
    return redirect("proposals:import_preview", pk=kept.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The rows to be drafted, checked again; POST drafts them all."""
    actor = _proposer(request)
    if request.method == "POST":
        return _take_over(request, pk, actor)
    file = files.waiting_file(pk, purpose=imports.PURPOSE, by=actor)
    found = imports.plan(_sheet(file), by=actor, at=clock.now())
    if found.problems:
        return _refused_page(request, file.name, found)
    context = {
        "page_title": _("Xem trước khi nhập"),
        "page_lead": file.name,
        "crumbs": _crumbs(Crumb(_("Xem trước"))),
        "drafts": found.drafts[:SHOWN_ROWS],
        "total": len(found.drafts),
        "shown": min(len(found.drafts), SHOWN_ROWS),
        "people": sum(kind_of(draft.recipient) == ObjectKind.INDIVIDUAL for draft in found.drafts),
        "upload_url": reverse("proposals:import"),
    }
    return render(request, "awards/imports/preview.html", context)


def _take_over(request: HttpRequest, pk: int, actor: Actor) -> HttpResponse:
    try:
        created = imports.take_over(pk, by=actor, at=clock.now())
    except InvalidInput:
        # The preview names what changed since it was shown.
        return redirect("proposals:import_preview", pk=pk)
    confirm(
        request,
        _("Đã lập %(count)d đề nghị ở trạng thái đang soạn. Hãy xem lại rồi gửi từng hồ sơ.")
        % {"count": len(created)},
    )
    return redirect(f"{reverse('proposals:list')}?status=DRAFT")


def _upload_page(request: HttpRequest, form: UploadForm, actor: Actor) -> HttpResponse:
    context = {
        "page_title": _("Nhập danh sách đề nghị"),
        "page_lead": _("Lập nhiều đề nghị một lần từ bảng tính; có lỗi thì không dòng nào bị ghi."),
        "crumbs": _crumbs(),
        "form": form,
        "columns": import_columns.columns(),
        "earlier": files.applied_by(actor, imports.PURPOSE),
        "cancel_url": reverse("proposals:list"),
    }
    return render(
        request, "awards/imports/upload.html", context, status=422 if form.errors else 200
    )


def _refused_page(request: HttpRequest, name: str, found: imports.Plan) -> HttpResponse:
    context = {
        "page_title": _("Tệp có chỗ cần sửa"),
        "page_lead": name,
        "crumbs": _crumbs(Crumb(_("Chỗ cần sửa"))),
        "problems": found.problems[:SHOWN_ROWS],
        "total": len(found.problems),
        "shown": min(len(found.problems), SHOWN_ROWS),
        "good": len(found.drafts),
        "form": UploadForm(),
        "upload_url": reverse("proposals:import"),
    }
    return render(request, "awards/imports/refused.html", context, status=422)


def _sheet(file: Any) -> Sheet:
    return read(file.name, bytes(file.content))


def _crumbs(*more: Crumb) -> list[Crumb]:
    here = Crumb(_("Nhập danh sách"), reverse("proposals:import") if more else "")
    return crumbs(here, *more)


def _proposer(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    if not actor.may_somewhere(PROPOSE):
        raise Forbidden(_("Chỉ trưởng đơn vị hoặc cán bộ tổ chức mới nhập được danh sách đề nghị."))
    return actor
