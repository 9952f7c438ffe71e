"""Small forms that change a draft: each first shows what will change, then writes it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core import clock
from core.errors import Forbidden, IllegalTransition, InvalidInput, NotVisible, Stale
from core.scope import Actor, actor_of
from core.web.messages import confirm as tell
from core.web.parts import Crumb
from legal.domain.drafts import NoSuchPlaceError, Place, entry_at
from legal.models import RuleSetVersion
from legal.permissions import bound_units, require_edit_rule_sets
from legal.selectors import rule_sets as reads
from legal.services import rule_set_drafts
from legal.services.rule_set_drafts import Edit
from legal.web import rule_set_parts as parts
from legal.web.rule_set_small import KINDS, Asked, Small

_SEEN = "da_xem"
# Changes a passing message names.
_TOLD = 3


@dataclass(frozen=True, slots=True)
class _Attempt:
    """What came of sending a form: what would change, or who changed it meanwhile.

    Attributes:
        status: of the answer where it was refused.
    """

    words: tuple[str, ...] = ()
    stale: Stale | None = None
    status: int = 0
    done: bool = False


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, code: str, number: int, kind: str) -> HttpResponse:
    """One small form of a draft: fill in, see what changes, write."""
    actor = actor_of(request)
    require_edit_rule_sets(actor)
    version = reads.visible_version(actor, code, number)
    require_edit_rule_sets(actor, bound_units(version))
    small = _small(request, actor, version, kind)
    back = parts.version_url(version)
    attempt = _Attempt()
    if request.method == "POST":
        attempt = _try(request, actor, version, small)
        if attempt.done:
            tell(request, _written(attempt.words))
            return redirect(_back_to(request, back, small))
    context = {
        "page_title": small.title,
        "page_lead": small.lead,
        "crumbs": parts.path_to(Crumb(f"{code} · {number}", back), Crumb(small.title)),
        "form": small.form,
        "words": attempt.words,
        "seen": _digest(attempt.words),
        "in_use": reads.number_in_use(version),
        "codes": small.codes,
        "stale": attempt.stale,
        "submit": _("Ghi thay đổi") if attempt.words else small.submit,
        "cancel_url": back,
        "version": version.version,
        "by_get": small.by_get,
        "kept": [(name, request.GET[name]) for name in ("muc", "quy_tac") if name in request.GET],
    }
    status = attempt.status or (422 if small.form.errors else 200)
    return render(request, "legal/rule_set_edit.html", context, status=status)


def _written(words: Sequence[str]) -> str:
    """What was written, short enough to be read in passing; the page tells all of it."""
    shown = "; ".join(words[:_TOLD])
    more = len(words) - _TOLD
    if more <= 0:
        return _("Đã ghi vào bản dự thảo: %(words)s") % {"words": shown}
    return _("Đã ghi vào bản dự thảo: %(words)s; và %(more)d thay đổi nữa.") % {
        "words": shown,
        "more": more,
    }


def _back_to(request: HttpRequest, back: str, small: Small) -> str:
    """The award just worked on, opened again; else the part of the page."""
    award = request.GET.get("hinh_thuc") or request.GET.get("muc", "").partition(":")[0]
    if not award:
        return f"{back}#{small.anchor}"
    return f"{back}?{urlencode({'mo': award})}#{parts.award_anchor(award)}"


def _small(request: HttpRequest, actor: Actor, version: RuleSetVersion, kind: str) -> Small:
    build = KINDS.get(kind)
    if build is None:
        raise NotVisible(_("Không có trang này."))
    if not version.is_draft:
        raise IllegalTransition(
            _("Chỉ sửa được bản dự thảo; bản này ở trạng thái “%(state)s”. Hãy mở bản dự thảo mới.")
            % {"state": _(version.state_label)}
        )
    place = _place(request)
    return build(
        Asked(
            version=version,
            actor=actor,
            sent=request.POST if request.method == "POST" else None,
            query=request.GET,
            place=place,
            entry=_entry(request, version, place),
        )
    )


def _place(request: HttpRequest) -> Place | None:
    text = request.GET.get("muc", "")
    try:
        return Place.read(text) if text else None
    except NoSuchPlaceError as error:
        raise _gone() from error


def _entry(
    request: HttpRequest, version: RuleSetVersion, place: Place | None
) -> Mapping[str, Any] | None:
    """The entry at the place, if it still is the one the link was made for."""
    if place is None or not place.steps:
        return None
    try:
        entry = entry_at(version.content, place)
    except NoSuchPlaceError as error:
        raise _gone() from error
    if entry.get("rule") != request.GET.get("quy_tac", ""):
        raise _gone()
    return entry


def _gone() -> NotVisible:
    return NotVisible(
        _(
            "Không còn mục này ở chỗ cũ trong bản dự thảo; có thể người khác vừa sửa. "
            "Hãy mở lại trang của bản dự thảo."
        )
    )


def _try(request: HttpRequest, actor: Actor, version: RuleSetVersion, small: Small) -> _Attempt:
    """Show what would change, or write what was shown."""
    form = small.form
    if not form.is_valid():
        return _Attempt()
    try:
        change: Edit = small.edit(form)
        words = tuple(rule_set_drafts.preview(version, change, by=actor))
        if not words:
            form.add_error(None, _("Không có gì thay đổi so với bản dự thảo."))
            return _Attempt()
        seen_version = _posted(request, version)
        if seen_version == version.version and request.POST.get(_SEEN) != _digest(words):
            return _Attempt(words=words)
        rule_set_drafts.change(
            version, change, by=actor, at=clock.now(), expected_version=seen_version
        )
    except InvalidInput as error:
        form.refuse(error)
        return _Attempt()
    except Forbidden as error:
        if "scopes" not in form.fields:
            raise
        form.add_error("scopes", error.message)
        return _Attempt(status=error.status)
    except Stale as error:
        version.refresh_from_db()
        return _Attempt(stale=error, status=error.status)
    return _Attempt(words=words, done=True)


def _posted(request: HttpRequest, version: RuleSetVersion) -> int:
    sent = request.POST.get("version", "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else version.version


def _digest(words: tuple[str, ...]) -> str:
    """What ties the second press to what the first one showed."""
    return hashlib.sha256("\n".join(words).encode()).hexdigest()[:16] if words else ""
