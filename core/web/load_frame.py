"""What the pages of loads share: who looks, the path to the page, files to take away."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.errors import Forbidden, NotVisible, Problem
from core.imports import findings, loads, registry
from core.imports.registry import Importer
from core.imports.template import CONTENT_TYPE
from core.models import Load, LoadState
from core.scope import Actor
from core.web.parts import Crumb, Tab

TONES = {
    LoadState.UPLOADED: "warn",
    LoadState.CHECKING: "progress",
    LoadState.CHECKED: "info",
    LoadState.WRITING: "progress",
    LoadState.DONE: "ok",
    LoadState.FAILED: "danger",
    LoadState.UNDONE: "neutral",
}


class UploadForm(forms.Form):
    """One spreadsheet."""

    file = forms.FileField(
        label=gettext_lazy("Tệp danh sách"),
        help_text=gettext_lazy("Tệp .xlsx hoặc .csv (UTF-8), nhiều nhất 20 MB."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={
            "required": gettext_lazy("Hãy chọn tệp danh sách."),
            "empty": gettext_lazy("Tệp rỗng. Hãy chọn tệp đã điền."),
        },
    )

    def refuse(self, problems: tuple[Problem, ...], message: str) -> None:
        """Show beside the field why the file cannot be read."""
        for problem in problems or (Problem(message),):
            self.add_error("file", str(problem))


class Line(NamedTuple):
    """A load as lists show it."""

    load: Load
    label: str
    standing: str
    tone: str
    url: str


def lines(found: list[Load]) -> list[Line]:
    """Loads ready for a list."""
    return [Line(load, label_of(load), *standing_of(load), url_of(load)) for load in found]


def standing_of(load: Load) -> tuple[str, str]:
    """What a load waits for, in words, and the tone of its badge."""
    if load.state == LoadState.CHECKED:
        if load.problem_count or not load.row_count:
            return _("Có chỗ cần sửa"), "danger"
        if not findings.is_clean(load):
            return _("Chờ trả lời câu hỏi"), "warn"
    return load.get_state_display(), TONES[LoadState(load.state)]


def label_of(load: Load) -> str:
    """What kind of data a load brings; kinds that are no more keep their key."""
    try:
        return str(registry.get(load.importer).label)
    except NotVisible:
        return load.importer


def url_of(load: Load) -> str:
    """The page of a load."""
    return reverse("loads:detail", args=[load.pk])


_BESIDE: list[Callable[[HttpRequest, str], list[Tab]]] = []


def stand_beside(tabs: Callable[[HttpRequest, str], list[Tab]]) -> None:
    """Say which pages stand beside those of the loads (once, at start-up)."""
    _BESIDE[:] = [tabs]


def tabs_of(request: HttpRequest, current: str) -> list[Tab]:
    """The tabs above the list of loads, or above their history."""
    return _BESIDE[0](request, current) if _BESIDE else []


_NEXT_PLACES: dict[str, Callable[[], Crumb]] = {}


def lead_on(key: str, place: Callable[[], Crumb]) -> None:
    """Say where people go on once a load of this kind is written (once, at start-up)."""
    _NEXT_PLACES[key] = place


def next_place(load: Load, actor: Actor) -> Crumb | None:
    """Where the owner of a written load goes on; ``None`` if nothing has to follow."""
    place = _NEXT_PLACES.get(load.importer)
    if place is None or load.state != LoadState.DONE or load.owner_id != actor.user_id:
        return None
    return place()


def importer_for(actor: Actor, key: str) -> Importer:
    """The importer, if the actor may use it.

    Raises:
        NotVisible: there is none.
        Forbidden: he may use it nowhere.
    """
    importer = registry.get(key)
    if not registry.may_use(actor, importer):
        raise Forbidden(
            _("Vai trò của bạn không nạp được “%(what)s”. Hãy đề nghị cán bộ tổ chức thực hiện.")
            % {"what": importer.label}
        )
    return importer


def require_reader(actor: Actor) -> None:
    """Refuse who neither loads anything nor has loads to look through.

    Raises:
        Forbidden: with what to do next.
    """
    if registry.all_for(actor) or registry.reads_others(actor):
        return
    if not loads.own(actor).exists():
        raise Forbidden(
            _("Vai trò của bạn không nạp dữ liệu. Hãy đề nghị cán bộ tổ chức thực hiện.")
        )


def crumbs(*more: Crumb) -> list[Crumb]:
    """The path to a page of loads."""
    return [Crumb(_("Nạp dữ liệu"), reverse("loads:index") if more else ""), *more]


def crumbs_of(load: Load, *more: Crumb) -> list[Crumb]:
    """The path to a page of one load."""
    return crumbs(Crumb(load.name, url_of(load) if more else ""), *more)


def version_sent(request: HttpRequest) -> int:
    """The version of the load that the page showed; nonsense is a version that never was."""
    sent = request.POST.get("version", "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else 0


def spreadsheet(content: bytes, name: str) -> HttpResponse:
    """A file to take away."""
    response = HttpResponse(content, content_type=CONTENT_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
