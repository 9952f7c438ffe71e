"""Pages of whoever answers for personal data: settings, retention, and the log of looks."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core import clock, keyset
from core.documents.sheets import CONTENT_TYPE, Sheet, workbook
from core.errors import GuardRefused, InvalidInput
from core.language import official
from core.scope import actor_of
from core.web.parts import Crumb
from personnel import permissions
from personnel.models import RetentionRule, SensitiveFacts
from personnel.selectors import looks, privacy
from personnel.services import own_record, privacy_settings, retention
from personnel.web import privacy_forms as forms
from personnel.web import sections, steps
from personnel.web.my_record import line_of

PAGE_SIZE = 50
MOST = 10_000


@require_safe
def privacy_page(request: HttpRequest) -> HttpResponse:
    """What the installation keeps and tells, and how long; changed at the top of the tree only."""
    actor = actor_of(request)
    permissions.require_somewhere(actor, permissions.MANAGE_PRIVACY)
    rules = {rule.record: rule for rule in RetentionRule.objects.all()}
    context = {
        "page_title": _("Dữ liệu cá nhân"),
        "page_lead": _("Thiết lập chung của cả hệ thống; mỗi thay đổi được ghi nhật ký."),
        "tabs": sections.tabs(request, "privacy"),
        "nav": "personnel",
        "settings": privacy.current(),
        "notice": privacy.notice(),
        "stored": SensitiveFacts.objects.count(),
        "may_manage": privacy.may_manage(actor),
        "kinds": [(kind, rules.get(kind.key)) for kind in retention.kinds()],
    }
    return render(request, "personnel/privacy/settings.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def notice_edit(request: HttpRequest) -> HttpResponse:
    """The notice of purpose."""
    privacy_settings.require_manager(actor_of(request))
    form = forms.NoticeForm(request.POST or None, initial={"text": privacy.current().notice})

    def act(values: dict[str, Any]) -> tuple[str, str]:
        privacy_settings.set_notice(**values, by=actor_of(request), at=clock.now())
        return _here(), _("Đã ghi thông báo mục đích xử lý dữ liệu.")

    return steps.run(request, form, _step(_("Thông báo mục đích"), _("Lưu"), act))


@require_http_methods(["GET", "HEAD", "POST"])
def sensitive_on(request: HttpRequest) -> HttpResponse:
    """Begin to keep sensitive facts."""
    privacy_settings.require_manager(actor_of(request))

    def act(_values: dict[str, Any]) -> tuple[str, str]:
        privacy_settings.keep_sensitive(by=actor_of(request), at=clock.now())
        return _here(), _("Đã bật lưu dữ liệu nhạy cảm.")

    step = _step(_("Bật lưu dữ liệu nhạy cảm"), _("Bật"), act)
    return steps.run(request, forms.SwitchOnForm(_posted(request)), step)


@require_http_methods(["GET", "HEAD", "POST"])
def sensitive_off(request: HttpRequest) -> HttpResponse:
    """Keep them no longer, and let go what is stored."""
    privacy_settings.require_manager(actor_of(request))

    def act(values: dict[str, Any]) -> tuple[str, str]:
        try:
            privacy_settings.stop_sensitive(**values, by=actor_of(request), at=clock.now())
        except GuardRefused as error:
            raise InvalidInput(problems=error.problems) from error
        return _here(), _("Đã tắt lưu dữ liệu nhạy cảm.")

    step = _step(_("Tắt lưu dữ liệu nhạy cảm"), _("Tắt"), act)
    form = forms.SwitchOffForm(_posted(request))
    return steps.run(request, form, step)


@require_http_methods(["GET", "HEAD", "POST"])
def retention_edit(request: HttpRequest, record: str) -> HttpResponse:
    """How long one kind of record is kept."""
    privacy_settings.require_manager(actor_of(request))
    kind = retention.choosable(record)
    rule = RetentionRule.objects.filter(record=record).first() or RetentionRule(record=record)
    form = forms.RetentionForm(
        _posted(request),
        initial={"months": rule.months, "basis": rule.basis},
    )

    def act(values: dict[str, Any]) -> tuple[str, str]:
        retention.set_rule(record=record, **values, by=actor_of(request), at=clock.now())
        return _here(), _("Đã ghi thời hạn lưu trữ: %s.") % kind.label

    step = _step(str(kind.label), _("Lưu"), act, lead=str(kind.what_goes))
    return steps.run(request, form, step)


@require_safe
def looks_log(request: HttpRequest) -> HttpResponse:
    """Who looked at whose guarded data, with filters."""
    actor = actor_of(request)
    permissions.require_somewhere(actor, permissions.VIEW_LOOKS)
    form, wanted = _wanted(request.GET)
    page = keyset.page(
        looks.visible_log(actor, wanted),
        order=("-pk",),
        size=PAGE_SIZE,
        cursor=request.GET.get("trang", ""),
    )
    context = {
        "page_title": _("Nhật ký xem dữ liệu cá nhân"),
        "tabs": sections.tabs(request, "looks"),
        "nav": "personnel",
        "form": form,
        "chips": sections.chips(request, _shown(form)),
        "page": page,
        "lines": [line_of(event) for event in page.rows],
        "narrowed": any(wanted.values()),
        "query": request.GET.urlencode(),
    }
    return render(request, "personnel/privacy/looks.html", context)


@require_POST
def looks_export(request: HttpRequest) -> HttpResponse:
    """The log with the same filters as a sheet; that it was taken is written down."""
    actor, at = actor_of(request), clock.now()
    permissions.require_somewhere(actor, permissions.VIEW_LOOKS)
    form, wanted = _wanted(request.GET)
    rows = list(looks.visible_log(actor, wanted)[: MOST + 1])
    if len(rows) > MOST:
        raise InvalidInput(
            _("Nhật ký dài quá %(most)d dòng. Hãy lọc bớt, ví dụ theo ngày.") % {"most": MOST}
        )
    own_record.note_log_export(rows=len(rows), by=actor, at=at)
    with official():
        lines = [line_of(event) for event in rows]
        chosen = [f"{label}: {value}" for label, value in _shown(form).values()]
        body = workbook([_sheet(lines, "; ".join(chosen) or _("Không lọc"))])
    response = HttpResponse(body, content_type=CONTENT_TYPE)
    name = f"nhat-ky-xem-{clock.day_of(at):%Y-%m-%d}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _sheet(lines: list[dict[str, Any]], filters: str) -> Sheet:
    return Sheet(
        _("Nhật ký xem"),
        _("Nhật ký xem dữ liệu cá nhân"),
        (
            _("Lúc"),
            _("Người xem"),
            _("Thay mặt"),
            _("Người được xem"),
            _("Việc"),
            _("Mục đích"),
            _("Ghi rõ"),
        ),
        [
            (
                one["at"],
                one["who"],
                one["on_behalf"],
                one["whom"],
                str(one["act"]),
                str(one["purpose"]),
                one["note"],
            )
            for one in lines
        ],
        (filters,),
    )


def _wanted(query: Any) -> tuple[forms.LooksFilter, looks.Wanted]:
    form = forms.LooksFilter(query)
    given = form.cleaned_data if form.is_valid() else {}
    return form, {
        "person": given.get("q", ""),
        "viewer": given.get("nguoi_xem", ""),
        "act": given.get("viec", ""),
        "since": given.get("tu_ngay"),
        "until": given.get("den_ngay"),
    }


def _shown(form: forms.LooksFilter) -> dict[str, tuple[Any, Any]]:
    shown = {}
    for name, value in (form.cleaned_data if form.is_valid() else {}).items():
        if value:
            known = dict(getattr(form.fields[name], "choices", ()))
            word = f"{value:%d/%m/%Y}" if hasattr(value, "strftime") else known.get(value, value)
            shown[name] = (form.fields[name].label, word)
    return shown


def _posted(request: HttpRequest) -> Any:
    """What was sent; a form in which nothing is ticked sends nothing and was sent all the same."""
    return request.POST if request.method == "POST" else None


def _here() -> str:
    return reverse("personnel:privacy")


def _step(title: str, submit: str, act: Any, lead: str = "") -> steps.Step:
    return steps.Step(
        title=title,
        submit=submit,
        cancel_url=_here(),
        act=act,
        crumbs=[Crumb(_("Dữ liệu cá nhân"), _here()), Crumb(title)],
        lead=lead,
        nav="personnel",
    )
