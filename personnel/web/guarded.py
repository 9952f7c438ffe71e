"""Pages of guarded data of one person: the identity number and the sensitive facts.

The whole value is told only in the answer to a form that states the purpose; no page has an
address under which it could be read again, and nothing in between may keep the answer.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from core import clock
from core.errors import InvalidInput, NotVisible
from core.scope import Actor, actor_of
from core.web import fragments
from core.web.messages import confirm
from core.web.parts import Choice, Crumb
from core.web.tags.filters import ngay
from personnel import permissions
from personnel.models import Staff, StaffIdentity
from personnel.selectors import privacy
from personnel.selectors.staff import visible_staff
from personnel.services import identity, sensitive
from personnel.web import privacy_forms as forms
from personnel.web import steps

Pairs = list[tuple[str, Any]]


@require_safe
def staff_part(request: HttpRequest, code: str) -> HttpResponse:
    """The part of a person's page that says what guarded data there is, and leads to it."""
    actor = actor_of(request)
    person = visible_staff(actor, code)
    context = {
        "page_title": person.full_name,
        "crumbs": [Crumb(person.full_name, _page_of(person)), Crumb(_("Dữ liệu cá nhân"))],
        "nav": "personnel",
        "person": person,
        "number": StaffIdentity.objects.filter(staff=person).first(),
        "may_look": permissions.can(actor, permissions.VIEW_IDENTITY, person).allowed,
        "may_set": _may_set(actor, person),
        "sensitive": _may_see_sensitive(actor, person),
    }
    return fragments.render_part(
        request,
        context,
        part="personnel/privacy/guarded_part.html",
        page="personnel/privacy/guarded_page.html",
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def identity_look(request: HttpRequest, code: str) -> HttpResponse:
    """Ask what for, then tell the whole number once."""
    person = _reached(request, code, permissions.VIEW_IDENTITY)

    def look(purpose: dict[str, str]) -> Pairs:
        number = identity.look(staff=person, **purpose, by=actor_of(request), at=clock.now())
        return [(_("Số định danh cá nhân"), f"{number[:3]} {number[3:6]} {number[6:]}")]

    return _look(request, person, _("Xem số định danh cá nhân"), look)


@require_http_methods(["GET", "HEAD", "POST"])
def identity_set(request: HttpRequest, code: str) -> HttpResponse:
    """Record the number, or put another in its place."""
    person = _reached(request, code, permissions.VIEW_IDENTITY, permissions.CHANGE_STAFF)

    def act(values: dict[str, Any]) -> tuple[str, str]:
        identity.set_number(staff=person, **values, by=actor_of(request), at=clock.now())
        return _page_of(person), _("Đã ghi số định danh cá nhân của %s.") % person

    form = forms.NumberForm(request.POST or None)
    return steps.run(request, form, _step(person, _("Ghi số định danh cá nhân"), _("Ghi"), act))


@require_http_methods(["GET", "HEAD", "POST"])
def identity_clear(request: HttpRequest, code: str) -> HttpResponse:
    """Take the number away, once it was asked whether this is meant."""
    person = _reached(request, code, permissions.VIEW_IDENTITY, permissions.CHANGE_STAFF)
    if request.method != "POST":
        return render(request, "personnel/privacy/confirm.html", _clearing(request, person))
    identity.clear_number(staff=person, by=actor_of(request), at=clock.now())
    confirm(request, _("Đã xóa số định danh cá nhân của %s.") % person)
    return redirect(_page_of(person))


def _clearing(request: HttpRequest, person: Staff) -> dict[str, Any]:
    title = _("Xóa số định danh cá nhân")
    return {
        "page_title": title,
        "page_lead": f"{person.full_name} · {person.code} · {person.unit.name}",
        "crumbs": [Crumb(person.full_name, _page_of(person)), Crumb(title)],
        "nav": "personnel",
        "choice": Choice(
            "clear",
            title,
            url=request.path,
            consequence=_("Số bị xóa hẳn; muốn có lại phải nhập từ thẻ căn cước."),
            tone="danger",
        ),
        "cancel_url": _page_of(person),
        "version": None,
    }


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def identity_find(request: HttpRequest) -> HttpResponse:
    """Find a person by the whole number; it travels in the form, never in an address."""
    actor = actor_of(request)
    permissions.require_somewhere(actor, permissions.VIEW_IDENTITY)
    form = forms.NumberForm(request.POST or None)
    back = reverse("personnel:staff_list")

    def act(values: dict[str, Any]) -> tuple[str, str]:
        try:
            person = identity.find(**values, by=actor, at=clock.now())
        except NotVisible as error:
            raise InvalidInput.at("number", error.message) from error
        return _page_of(person), _("Tìm thấy %s. Lượt tìm đã được ghi nhật ký.") % person

    title = _("Tìm theo số định danh")
    step = steps.Step(
        title, _("Tìm"), back, act, [Crumb(_("Nhân sự"), back), Crumb(title)],
        lead=_("Phải nhập đủ 12 chữ số. Mỗi lượt tìm thấy được ghi vào nhật ký."),
    )  # fmt: skip
    return steps.run(request, form, step)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sensitive_look(request: HttpRequest, code: str) -> HttpResponse:
    """Ask what for, then tell ethnicity, religion and Party date once."""
    _require_kept()
    person = _reached(request, code, permissions.VIEW_SENSITIVE)

    def look(purpose: dict[str, str]) -> Pairs:
        found = sensitive.look(staff=person, **purpose, by=actor_of(request), at=clock.now())
        return [
            (_("Dân tộc"), found.ethnicity),
            (_("Tôn giáo"), found.religion),
            (_("Ngày vào Đảng"), ngay(found.party_joined_on) if found.party_joined_on else ""),
        ]

    return _look(request, person, _("Xem dữ liệu nhạy cảm"), look)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sensitive_edit(request: HttpRequest, code: str) -> HttpResponse:
    """Write ethnicity, religion and Party date; what stands now is not shown without a look."""
    _require_kept()
    person = _reached(request, code, permissions.CHANGE_SENSITIVE)

    def act(values: dict[str, Any]) -> tuple[str, str]:
        sensitive.set_facts(staff=person, **values, by=actor_of(request), at=clock.now())
        return _page_of(person), _("Đã ghi dữ liệu nhạy cảm của %s.") % person

    form = forms.SensitiveForm(request.POST or None)
    step = _step(person, _("Ghi dữ liệu nhạy cảm"), _("Ghi thay"), act)
    return steps.run(request, form, step)


# --- Shared ---------------------------------------------------------------------------------


def _look(
    request: HttpRequest, person: Staff, title: str, look: Callable[[dict[str, str]], Pairs]
) -> HttpResponse:
    """The form that asks for the purpose, or the answer with what was asked for."""
    is_own = actor_of(request).staff_id == person.pk
    form_class = forms.OwnLookForm if is_own else forms.PurposeForm
    is_sent = request.method == "POST"
    form = form_class(request.POST if is_sent else None)
    told: Pairs = []
    if is_sent and form.is_valid():
        given = {name: form.cleaned_data.get(name, "") for name in ("purpose", "note")}
        try:
            told = look(given)
        except InvalidInput as error:
            steps.tell(form, error)
    back = reverse("personnel:my_record") if is_own else _page_of(person)
    context = {
        "page_title": title,
        "page_lead": f"{person.full_name} · {person.code} · {person.unit.name}",
        "crumbs": [Crumb(person.full_name, back), Crumb(title)],
        "nav": "personnel",
        "form": form,
        "told": told,
        "back": back,
        "is_own": is_own,
    }
    status = 422 if is_sent and not told else 200
    return render(request, "personnel/privacy/look.html", context, status=status)


def _reached(request: HttpRequest, code: str, *actions: str) -> Staff:
    """The person if he can be seen (else 404) and all of this may be done (else 403)."""
    actor = actor_of(request)
    person = visible_staff(actor, code)
    for action in actions:
        permissions.require(actor, action, person)
    return person


def _require_kept() -> None:
    if not privacy.keeps_sensitive():
        raise NotVisible(_("Hệ thống này không lưu dân tộc, tôn giáo, ngày vào Đảng."))


def _may_set(actor: Actor, person: Staff) -> bool:
    return not actor.is_close_to(person.pk) and all(
        permissions.can(actor, action, person).allowed
        for action in (permissions.CHANGE_STAFF, permissions.VIEW_IDENTITY)
    )


def _may_see_sensitive(actor: Actor, person: Staff) -> dict[str, bool] | None:
    """What may be done with the sensitive facts; nothing at all where they are not kept."""
    if not privacy.keeps_sensitive():
        return None
    may_look = permissions.can(actor, permissions.VIEW_SENSITIVE, person).allowed
    may_edit = permissions.can(actor, permissions.CHANGE_SENSITIVE, person).allowed
    if not may_look:
        return None
    return {"may_edit": may_edit and not actor.is_close_to(person.pk)}


def _page_of(person: Staff) -> str:
    return reverse("personnel:staff_detail", args=[person.code])


def _step(person: Staff, title: str, submit: str, act: Any) -> steps.Step:
    return steps.Step(
        title=title,
        submit=submit,
        cancel_url=_page_of(person),
        act=act,
        crumbs=[
            Crumb(_("Nhân sự"), reverse("personnel:staff_list")),
            Crumb(person.full_name, _page_of(person)),
            Crumb(title),
        ],
        lead=f"{person.full_name} · {person.code} · {person.unit.name}",
    )
