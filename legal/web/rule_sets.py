"""Pages of the rule-sets: the list by layer, one version, its steps, drafts and new sets."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core import clock
from core.errors import Forbidden, GuardRefused, InvalidInput, NotVisible
from core.scope import Actor, actor_of
from core.web.messages import confirm
from core.web.parts import Choice, Crumb
from core.web.tags.filters import ngay_gio
from core.workflow.engine import Option
from legal.models import RuleSet, RuleSetVersion
from legal.permissions import (
    EDIT_RULE_SETS,
    bound_units,
    can,
    can_edit,
    require_edit_rule_sets,
    require_view,
)
from legal.selectors import rule_sets as reads
from legal.selectors.difference_groups import Grouped, grouped
from legal.selectors.rule_words import award_names, document_numbers
from legal.services import rule_set_drafts, rule_set_steps
from legal.web import rule_set_parts as parts
from legal.web import sections
from legal.web.rule_set_forms import NewSetForm, day_after, scope_codes
from legal.web.rule_set_list import layer_blocks
from legal.workflow import OPEN_STATES, PUBLISHED, RETIRED, RULE_SET_VERSION, SUBMITTED

# So many changes stand open on the page.
_FEW = 20


@require_safe
def rule_sets(request: HttpRequest) -> HttpResponse:
    """All sets by layer on a line of years, each with the version that speaks for it."""
    actor = actor_of(request)
    require_view(actor)
    sets, today = reads.visible_sets(actor), clock.today()
    blocks = layer_blocks(sets, reads.newest_versions(sets), today)
    context = {
        "page_title": _("Bộ quy tắc"),
        "page_lead": _(
            "Hồ sơ được xét theo bộ quy tắc đang áp dụng vào ngày cơ quan có thẩm quyền nhận hồ sơ."
        ),
        "tabs": sections.tabs(request, "rule_sets"),
        "blocks": blocks,
        "today": today,
        "may_edit": actor.may_somewhere(EDIT_RULE_SETS),
    }
    return render(request, "legal/rule_sets.html", context)


@require_safe
def rule_set(request: HttpRequest, code: str) -> HttpResponse:
    """Lead on to the version that speaks for a set."""
    actor = actor_of(request)
    row = reads.visible_set(actor, code)
    version = reads.leading(reads.newest_versions([row]).get(row.pk, []))
    if version is None:
        raise NotVisible(_("Bộ quy tắc này chưa có bản nào."))
    return redirect("legal:rule_set_version", code=row.code, number=version.number)


@require_safe
def rule_set_version(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """One version: what it asks, what keeps it from being published, what changed, its history."""
    actor = actor_of(request)
    require_view(actor)
    version = reads.visible_version(actor, code, number)
    editable = version.is_draft and can_edit(actor, bound_units(version)).allowed
    versions = reads.newest_versions([version.rule_set])[version.rule_set_id]
    former = reads.compared_with(version)
    changes = _changes(former, version)
    names, records = award_names(), list(version.transitions.order_by("-pk"))
    context = {
        "page_title": version.rule_set.name,
        "crumbs": parts.path_to(Crumb(f"{code} · {number}")),
        "version": version,
        "state_label": _(version.state_label),
        "facts": parts.facts(version, document_numbers(), records),
        "is_open": version.state in OPEN_STATES,
        "problems": parts.trouble_rows(version, editable=editable),
        "confirm_url": parts.edit_url(version, "doi-chieu-ca") if editable else "",
        "in_use": _number_in_use(versions),
        "former": former,
        "former_url": parts.version_url(former) if former else "",
        "overtaken": version.state in OPEN_STATES
        and former is not None
        and version.based_on_id not in (None, former.pk),
        "changes": changes,
        "few_comparisons": changes is not None and len(changes.comparisons) <= _FEW,
        "blocks": parts.award_blocks(
            version, names, editable=editable, opened=request.GET.get("mo", "")
        ),
        "quotas": parts.figure_rows(version, "quotas", names, editable=editable),
        "deadlines": parts.figure_rows(version, "deadlines", names, editable=editable),
        "events": parts.events(records),
        "asked": parts.retirement_asked(version, records),
        "choices": _choices(actor, version, versions),
        "others": [(one, _(one.state_label), _url(code, one)) for one in versions],
        "editable": editable,
        "add_url": parts.edit_url(version, "them"),
        "head_url": parts.edit_url(version, "thoi-ky"),
        "favour_url": parts.edit_url(version, "co-loi-hon")
        if version.content.get("transition")
        else "",
        "quota_url": parts.edit_url(version, "chi-tieu"),
        "deadline_url": parts.edit_url(version, "thoi-han"),
    }
    return render(request, "legal/rule_set_version.html", context)


def _changes(former: RuleSetVersion | None, version: RuleSetVersion) -> Grouped | None:
    return grouped(reads.draft_of(former), reads.draft_of(version)) if former else None


def _number_in_use(versions: list[RuleSetVersion]) -> int | None:
    return next((one.number for one in versions if one.is_in_use), None)


def _url(code: str, version: RuleSetVersion) -> str:
    version.rule_set = RuleSet(code=code)
    return parts.version_url(version)


def _choices(actor: Actor, version: RuleSetVersion, versions: list[RuleSetVersion]) -> list[Choice]:
    """The steps of the version, and opening a draft from it where none is open."""
    if not actor.may_somewhere(EDIT_RULE_SETS):
        return []
    found = parts.choices(version, rule_set_steps.available(version, actor))
    if not any(one.state in OPEN_STATES for one in versions):
        verdict = can_edit(actor, bound_units(version))
        found.insert(0, parts.open_choice(version, verdict))
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def open_draft(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Open a draft with the content of a version."""
    actor = actor_of(request)
    require_edit_rule_sets(actor)
    version = reads.visible_version(actor, code, number)
    verdict = can_edit(actor, bound_units(version))
    if not verdict:
        raise Forbidden(verdict.reason)
    choice = parts.open_choice(version, verdict)
    context = _question(choice, version)
    if request.method != "POST":
        return render(request, "legal/rule_set_step.html", context)
    try:
        draft = rule_set_drafts.open_draft(based_on=version, by=actor, at=clock.now())
    except InvalidInput as error:
        return render(
            request, "legal/rule_set_step.html", {**context, "error": error.message}, status=422
        )
    confirm(request, _("Đã mở bản dự thảo số %(number)d.") % {"number": draft.number})
    return redirect(parts.version_url(draft))


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, code: str, number: int, name: str) -> HttpResponse:
    """Ask about a step, or do it; what is refused is told on the same page, as typed."""
    actor = actor_of(request)
    require_edit_rule_sets(actor)
    version = reads.visible_version(actor, code, number)
    require_edit_rule_sets(actor, bound_units(version))
    transition = RULE_SET_VERSION.get(name)
    if transition is None:
        raise NotVisible(_("Không có bước này."))
    verdict = can(actor, transition.action, version)
    if not verdict:
        raise Forbidden(verdict.reason)
    choice = parts.choices(version, [Option(transition, allowed=True, reason="")])[0]
    context = _question(choice, version)
    if request.method != "POST":
        return render(request, "legal/rule_set_step.html", context)
    comment = request.POST.get("comment", "").replace("\0", "")
    try:
        rule_set_steps.perform_step(
            version,
            name,
            by=actor,
            at=clock.now(),
            comment=comment,
            expected_version=_posted(request),
        )
    except (InvalidInput, GuardRefused) as error:
        context |= {
            "version_number": request.POST.get("version", ""),
            "error": "" if isinstance(error, GuardRefused) else error.message,
            "problems": error.problems if isinstance(error, GuardRefused) else (),
            "comment_text": comment,
        }
        return render(request, "legal/rule_set_step.html", context, status=422)
    told = _("%(step)s: xong lúc %(moment)s.") % {
        "step": choice.label,
        "moment": ngay_gio(clock.now()),
    }
    confirm(request, f"{told} {_holder(version)}".strip())
    return redirect(parts.version_url(version))


def _holder(version: RuleSetVersion) -> str:
    """Whom the version waits for now."""
    if version.state == PUBLISHED and version.retirement_by_name:
        return _("Bản này vẫn áp dụng và chờ một cán bộ pháp chế khác đồng ý.")
    return {
        SUBMITTED: _("Bản này chờ một cán bộ pháp chế khác công bố."),
        PUBLISHED: _("Bản này đang áp dụng."),
        RETIRED: _("Bộ quy tắc không còn bản nào đang áp dụng."),
    }.get(version.state, "")


@require_http_methods(["GET", "HEAD", "POST"])
def new_set(request: HttpRequest) -> HttpResponse:
    """Open a provincial or local set, empty or as a copy."""
    actor = actor_of(request)
    require_edit_rule_sets(actor)
    in_use = RuleSetVersion.objects.visible_to(actor).filter(state=PUBLISHED)
    versions = {
        str(one.pk): one for one in in_use.select_related("rule_set").order_by("rule_set__code")
    }
    options = [
        (key, f"{one.rule_set.code} · {one.number}: {one.rule_set.name}")
        for key, one in versions.items()
    ]
    form, status = NewSetForm(request.POST or None, versions=options), 200
    if request.method == "POST" and form.is_valid():
        made = _open_set(form, versions, actor)
        if isinstance(made, int):
            status = made
        else:
            confirm(
                request,
                _("Đã mở bộ quy tắc %(code)s với bản dự thảo số 1.") % {"code": made.rule_set.code},
            )
            return redirect(parts.version_url(made))
    elif form.errors:
        status = 422
    context = {
        "page_title": _("Thêm bộ quy tắc"),
        "page_lead": _(
            "Quy định của tỉnh, bộ, ngành hoặc riêng của nơi cài đặt; cộng thêm vào quy định toàn quốc."
        ),
        "crumbs": parts.path_to(Crumb(_("Thêm bộ quy tắc"))),
        "form": form,
        "cancel_url": sections.RULE_SETS,
    }
    return render(request, "legal/rule_set_new.html", context, status=status)


def _open_set(
    form: NewSetForm, versions: dict[str, RuleSetVersion], actor: Actor
) -> RuleSetVersion | int:
    """Open the set; what is refused stands in the form, and the answer's status is returned."""
    data = form.cleaned_data
    try:
        return rule_set_drafts.open_set(
            code=data["code"],
            layer=data["layer"],
            name=data["name"],
            valid_from=data["valid_from"],
            valid_to=day_after(data["last_day"]),
            scope_codes=scope_codes(data["scopes"]),
            note=data["note"],
            copy_of=versions.get(data["copy_of"]),
            by=actor,
            at=clock.now(),
        )
    except InvalidInput as error:
        form.refuse(error)
        return 422
    except Forbidden as error:
        form.add_error("scopes", error.message)
        return error.status


def _question(choice: Choice, version: RuleSetVersion) -> dict[str, Any]:
    back = parts.version_url(version)
    label = f"{version.rule_set.code} · {version.number}"
    return {
        "page_title": choice.label,
        "page_lead": version.rule_set.name,
        "crumbs": parts.path_to(Crumb(label, back), Crumb(choice.label)),
        "choice": choice,
        "cancel_url": back,
        "version_number": version.version,
    }


def _posted(request: HttpRequest) -> int | None:
    sent = request.POST.get("version", "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else None
