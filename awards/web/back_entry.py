"""Recording a decision that was made on paper: its facts once, its names quickly, all or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from awards.permissions import BACK_ENTER
from awards.selectors import choices
from awards.services.back_entry import screen
from awards.services.back_entry.drafts import Draft
from awards.services.back_entry.screen import MOST_LINES
from awards.web.back_entry_forms import (
    NEW,
    PREFIX,
    LineFormSet,
    NewFormForm,
    PaperForm,
    PasteForm,
    lines_data,
)
from awards.web.pasted_names import lines_of
from core import clock
from core.errors import Forbidden, InvalidInput
from core.imports.registry import Plan
from core.scope import Actor, actor_of
from core.web.messages import confirm
from core.web.parts import Crumb
from legal.models import AwardType
from legal.permissions import MANAGE_LOCAL_FORMS
from legal.services.local_forms import add_local_form

_INVALID = 422
_EMPTY_LINES = 5
_SHOWN = 10
_NOT_CARRIED = frozenset({"csrfmiddlewaretoken", "act", "pasted"})


@dataclass
class Entry:
    """Everything typed on the page, and what was found about it."""

    actor: Actor
    data: QueryDict
    paper: PaperForm
    lines: Any
    paste: PasteForm
    new_form: NewFormForm
    found: Plan | None = None
    numbers: dict[int, int] = field(default_factory=dict)

    @property
    def is_looked_at(self) -> bool:
        """Whether the lines were held against what stands."""
        return self.found is not None


@require_http_methods(["GET", "HEAD", "POST"])
def back_entry(request: HttpRequest) -> HttpResponse:
    """Form, matched names, preview and saving; every button keeps what was typed."""
    actor = actor_of(request)
    if not actor.may_somewhere(BACK_ENTER):
        raise Forbidden(
            _("Chỉ cán bộ tổ chức hoặc cán bộ thi đua cấp tỉnh ghi lại được khen thưởng cũ.")
        )
    if request.method != "POST":
        return _page(request, _entry(actor, _first_data(request)), status=200)
    act = request.POST.get("act", "match")
    data = request.POST.copy()
    if act == "form":
        return _add_form(request, actor, data)
    _add_lines(data, act)
    entry = _entry(actor, data)
    is_clean = _look(entry)
    if act == "save" and is_clean:
        return _save(request, entry)
    if act == "preview" and is_clean:
        return _preview(request, entry)
    wrong = act in {"preview", "save"}
    return _page(request, entry, status=_INVALID if wrong else 200)


@require_safe
def pick(request: HttpRequest) -> HttpResponse:
    """Everybody the person may record an award for, by name or code; also who left, or ended."""
    actor, text = actor_of(request), request.GET.get("q", "")
    options = [
        {"value": one.code, "label": one.full_name, "detail": f"{one.code} · {one.unit.label}"}
        for one in choices.recorded_people(actor).matching(text)[:_SHOWN]
    ]
    options += [
        {"value": one.code, "label": one.name, "detail": f"{_('Tập thể')} · {one.code}"}
        for one in choices.recorded_units(actor).matching(text)[:_SHOWN]
    ]
    options += [
        {"value": one.code, "label": one.name, "detail": f"{one.get_kind_display()} · {one.code}"}
        for one in choices.recorded_outside(actor).matching(text)[:_SHOWN]
    ]
    return render(request, "components/forms/pick_results.html", {"options": options})


# --- What was typed -------------------------------------------------------------------------


def _first_data(request: HttpRequest) -> QueryDict:
    data = QueryDict(mutable=True)
    data.update({f"{PREFIX}-TOTAL_FORMS": str(_EMPTY_LINES), f"{PREFIX}-INITIAL_FORMS": "0"})
    return data


def _entry(actor: Actor, data: QueryDict) -> Entry:
    is_typed = "number" in data
    awards = list(AwardType.objects.in_order())
    return Entry(
        actor=actor,
        data=data,
        paper=PaperForm(data if is_typed else None, awards=awards),
        lines=LineFormSet(data, prefix=PREFIX),
        paste=PasteForm(data if is_typed else None),
        new_form=NewFormForm(initial={"level": "UNIT"}),
    )


def _add_lines(data: QueryDict, act: str) -> None:
    """Put pasted names, or empty lines, at the end of the grid."""
    total = _total(data)
    pasted = list(lines_of(data.get("pasted", "")))[: MOST_LINES - total]
    if pasted:
        total = _without_empty_end(data, total)
        data.update(lines_data(pasted, data.get("pasted_kind", ""), start=total))
        data["pasted"] = ""
        total += len(pasted)
    if act == "rows":
        total = min(total + _EMPTY_LINES, MOST_LINES)
    data[f"{PREFIX}-TOTAL_FORMS"] = str(total)
    data[f"{PREFIX}-INITIAL_FORMS"] = "0"


def _total(data: Mapping[str, str]) -> int:
    text = data.get(f"{PREFIX}-TOTAL_FORMS", "0")
    return min(int(text), MOST_LINES) if text.isascii() and text.isdigit() else 0


def _without_empty_end(data: QueryDict, total: int) -> int:
    """The number of lines without the empty ones at the end."""
    while total and not any(
        data.get(f"{PREFIX}-{total - 1}-{name}", "").strip() for name in ("recipient", "name")
    ):
        total -= 1
    return total


def _look(entry: Entry) -> bool:
    """Check what was typed and put everything found beside its field; whether all is clean."""
    is_valid = entry.paper.is_valid() & entry.lines.is_valid()
    if not is_valid:
        return False
    filled = [(place, form) for place, form in enumerate(entry.lines) if not form.is_empty]
    entry.numbers = {number: place for number, (place, _form) in enumerate(filled, start=1)}
    if not filled:
        entry.paste.is_valid()
        entry.paste.add_error("pasted", _("Hãy ghi ít nhất một người, tập thể được khen."))
        return False
    lines = [form.line() for _place, form in filled]
    entry.found = screen.check(entry.paper.entry(), lines, by=entry.actor, at=clock.now())
    _tell(entry, entry.found)
    return entry.found.is_clean


def _tell(entry: Entry, found: Plan) -> None:
    for draft in found.changes.drafts:
        _known(_line(entry, draft.row), draft)
    for row, text in found.changes.warnings.items():
        _line(entry, row).warning = text
    for row, _code in found.changes.unchanged:
        form = _line(entry, row)
        form.state = "known"
        form.notes.append(_("Đã có trong sổ theo đúng quyết định này; giữ nguyên."))
    for doubt in found.doubts:
        options = [
            (one.code, " · ".join(filter(None, one.facts.values()))) for one in doubt.existing
        ]
        form = _line(entry, doubt.row)
        form.ask([*options, (NEW, _("Không phải ai ở trên: lập đối tượng ngoài mới"))])
        form.notes.append(doubt.reason or _("Có thể là một trong những người này; hãy chọn."))
    for name in found.unknown_names:
        near = "; ".join(f"{label} ({code})" for code, label in name.suggestions[:3])
        text = _("Chưa rõ “%(text)s”.") % {"text": name.text}
        hint = _("Có phải: %(near)s? Hãy ghi mã.") % {"near": near} if near else ""
        for row in name.rows:
            _wrong(entry, row, "unit", f"{text} {hint}".strip())
    for problem in found.problems:
        _wrong(entry, problem.row, screen.key_of_column(problem.column), problem.sentence)


def _line(entry: Entry, row: int) -> Any:
    return entry.lines.forms[entry.numbers[row]]


def _known(form: Any, draft: Draft) -> None:
    """Say beside the line who is meant; the choice stays as it was typed."""
    who = draft.who
    if who.outsider is not None:
        form.state = "new"
        form.offer([(NEW, _("Lập đối tượng ngoài mới"))])
        form.notes.append(_("Lập mới, %(unit)s theo dõi") % {"unit": who.outsider.unit.label})
        return
    form.state = "known"
    form.offer([(who.code, f"{who.name} · {who.code}")])
    form.notes.append(" · ".join(filter(None, (who.name, who.code, draft.unit_name, draft.post))))


def _wrong(entry: Entry, row: int, key: str, text: str) -> None:
    """Beside the line, or beside the decision's field when it is the same for all lines."""
    if key in entry.paper.fields:
        if text not in entry.paper.errors.get(key, []):
            entry.paper.add_error(key, text)
        return
    form = _line(entry, row)
    form.state = "wrong"
    if text not in form.notes:
        form.notes.append(text)


# --- Answers --------------------------------------------------------------------------------


def _page(request: HttpRequest, entry: Entry, status: int) -> HttpResponse:
    may_define = entry.actor.may_somewhere(MANAGE_LOCAL_FORMS)
    counts = _counts(entry)
    context = {
        "page_title": _("Ghi khen thưởng đã có quyết định"),
        "page_lead": _(
            "Ghi một lần số, ngày, người ký; rồi thêm mọi người, tập thể trong quyết định đó."
        ),
        "crumbs": _crumbs(),
        "nav": "awards",
        "entry": entry,
        "counts": counts,
        "most": MOST_LINES,
        "files_url": reverse("loads:upload", args=["awards.old_awards"]),
        "new_form": entry.new_form if may_define else None,
        "back": reverse("awards:register"),
    }
    return render(request, "awards/back_entry/form.html", context, status=status)


def _counts(entry: Entry) -> dict[str, int]:
    states = [form.state for form in entry.lines]
    return {state: states.count(state) for state in ("known", "new", "doubt", "wrong")}


def _preview(request: HttpRequest, entry: Entry) -> HttpResponse:
    """Everything as it will stand in the register; the same data goes on in hidden fields."""
    found: Any = entry.found
    drafts = found.changes.drafts
    context = {
        "page_title": _("Xem lại trước khi ghi"),
        "page_lead": f"{drafts[0].paper.number}" if drafts else "",
        "crumbs": _crumbs(Crumb(_("Xem lại"))),
        "nav": "awards",
        "drafts": drafts,
        "paper": drafts[0].paper if drafts else None,
        "figures": [(label, count) for label, count in found.figures.items() if count],
        "carried": [
            (name, value) for name, value in entry.data.items() if name not in _NOT_CARRIED
        ],
    }
    return render(request, "awards/back_entry/preview.html", context)


def _save(request: HttpRequest, entry: Entry) -> HttpResponse:
    lines = [form.line() for form in entry.lines if not form.is_empty]
    try:
        load = screen.record(entry.paper.entry(), lines, by=entry.actor, at=clock.now())
    except InvalidInput as error:
        entry.paper.add_error(None, error.message)
        return _page(request, entry, status=_INVALID)
    decision = load.decisions.first()
    confirm(
        request,
        _("Đã ghi %(count)d khen thưởng theo quyết định %(number)s lúc %(time)s.")
        % {
            "count": load.summary["written"]["created"],
            "number": entry.paper.cleaned_data["number"],
            "time": f"{clock.now():%H:%M}",
        },
    )
    if decision is not None:
        return redirect("awards:decision_detail", pk=decision.pk)
    return redirect("loads:detail", pk=load.pk)


def _add_form(request: HttpRequest, actor: Actor, data: QueryDict) -> HttpResponse:
    """Define a form of praise and choose it; everything typed stays."""
    form = NewFormForm(data)
    if form.is_valid():
        try:
            made = add_local_form(by=actor, at=clock.now(), **form.cleaned_data)
        except InvalidInput as error:
            form.refuse(error.problems)
        else:
            data["award"] = made.code
            entry = _entry(actor, data)
            _look(entry)
            return _page(request, entry, status=200)
    entry = _entry(actor, data)
    # What the decision still lacks is told when it is looked at, not beside another form's faults.
    entry.paper = PaperForm(initial=data.dict(), awards=list(AwardType.objects.in_order()))
    entry.new_form = form
    return _page(request, entry, status=_INVALID)


def _crumbs(*more: Crumb) -> list[Crumb]:
    here = Crumb(
        _("Ghi khen thưởng đã có quyết định"), reverse("awards:back_entry") if more else ""
    )
    return [Crumb(_("Sổ khen thưởng"), reverse("awards:register")), here, *more]
