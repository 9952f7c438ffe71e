"""Try a case (thử một trường hợp): typed or from a file, judged and shown; nothing is stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from core import clock
from core.errors import NotVisible, Problem
from core.scope import actor_of
from core.web.parts import Crumb, Tab
from legal.permissions import require_view
from legal.selectors.case_rulebooks import award_rows, local_sets
from legal.selectors.more_favourable import Favour
from legal.services import case_examples
from legal.services.case_files import FileResult, judge_file, judge_values, known_awards
from legal.services.cases.judging import CaseResult
from legal.services.cases.text import COMMAND, MAX_BYTES, too_large
from legal.services.cases.writing import CaseToWrite, case_text
from legal.web import case_rows, explaining, sections
from legal.web.case_forms import (
    COLLECTIVE,
    PERSON,
    CaseForm,
    CollectiveCaseForm,
    PersonCaseForm,
)

YAML = "application/yaml; charset=utf-8"
_FILE = "tep"
_WORDS = {"ca-nhan": PERSON, "tap-the": COLLECTIVE}
# Explanations are long: of a file with many cases so many verdicts are explained, and all are told.
_EXPLAINED = 30
_FORMS = {PERSON: PersonCaseForm, COLLECTIVE: CollectiveCaseForm}


class CaseFileForm(forms.Form):
    """A file of cases, or its text."""

    file = forms.FileField(
        label=gettext_lazy("Tệp trường hợp"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".yaml,.yml,.json"}),
        help_text=gettext_lazy("Tệp YAML hoặc JSON (UTF-8), nhiều nhất 512 KB."),
    )
    text = forms.CharField(
        label=gettext_lazy("Hoặc dán nội dung"),
        required=False,
        max_length=MAX_BYTES,
        widget=forms.Textarea(attrs={"rows": 14, "spellcheck": "false"}),
        strip=False,
    )

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two, and put the text of a file into ``text``."""
        given = super().clean() or {}
        upload = given.get("file")
        if upload is not None and upload.size > MAX_BYTES:
            # Reading a part of it could end within a letter.
            self.add_error("file", _("Tệp lớn hơn 512 KB.") + f" {too_large()}")
        elif upload is not None:
            try:
                given["text"] = upload.read().decode("utf-8-sig")
            except UnicodeDecodeError:
                self.add_error("file", _("Tệp không phải UTF-8. Hãy lưu lại tệp bằng UTF-8."))
        elif not self.errors and not str(given.get("text", "")).strip():
            self.add_error("file", _("Chọn tệp hoặc dán nội dung."))
        return given


@dataclass(frozen=True, slots=True)
class VerdictBlock:
    """A verdict with the sets it rests on; ``beside`` does not decide."""

    shown: explaining.VerdictShown
    beside: bool


@dataclass(frozen=True, slots=True)
class AwardBlock:
    """The verdicts on one award, side by side while a dossier straddles.

    Attributes:
        favour: what is told where the newer set is better; it never decides.
    """

    name: str
    code: str
    summary: str
    verdicts: Sequence[VerdictBlock]
    favour: Favour | None = None


@dataclass(frozen=True, slots=True)
class BriefVerdict:
    """The awards on which a case got one and the same verdict."""

    label: str
    tone: str
    awards: str


@dataclass(frozen=True, slots=True)
class CaseBlock:
    """What came of one case.

    Attributes:
        brief: where a file has many cases, the verdicts alone; ``awards`` is empty then.
    """

    number: int
    name: str
    problems: Sequence[Problem]
    awards: Sequence[AwardBlock]
    brief: Sequence[BriefVerdict] = ()

    @property
    def is_single(self) -> bool:
        """Whether there is but one award: it is shown at once."""
        return len(self.awards) == 1


@require_http_methods(["GET", "HEAD", "POST"])
def try_case(request: HttpRequest) -> HttpResponse:
    """A form for a person or a collective, or a file; the verdicts on it above."""
    actor = actor_of(request)
    require_view(actor)
    kind = request.GET.get("kieu", "ca-nhan")
    if kind == _FILE:
        return _from_file(request)
    return _from_form(request, _WORDS.get(kind, PERSON))


# --- The form -------------------------------------------------------------------------------


def _from_form(request: HttpRequest, word: str) -> HttpResponse:
    today = clock.today()
    act = request.POST.get("act", "judge")
    data = None
    if request.method == "POST":
        add = act.removeprefix("add-") if act.startswith("add-") else ""
        data = case_rows.rearranged(request.POST, word, add=add)
    initial = {
        "year": today.year, "received_on": today, "unlisted": True, "claims": ["MERIT"],
        "award": request.GET.get("danh_hieu", ""),
    }  # fmt: skip
    form = _FORMS[word](data, initial=initial)
    awards = award_rows()
    form.offer(awards, local_sets())
    groups = case_rows.row_sets(word, data, today.year, awards)
    if data is None or act.startswith("add-"):
        return _page(request, _key(word), form=form, groups=groups, fresh=True)
    if not _is_valid(form, groups):
        return _page(request, _key(word), form=form, groups=groups, status=422)
    result = judge_values(case_rows.case_values(form, groups), day=today)
    if act == "download" and not result.problems:
        return _download(result)
    return _page(
        request,
        _key(word),
        form=form,
        groups=groups,
        result=FileResult((result,)),
        status=422 if result.problems else 200,
    )


def _is_valid(form: CaseForm, groups: Sequence[Any]) -> bool:
    """Check everything, so that all mistakes are told at once."""
    return all([form.is_valid(), *(rows.is_valid() for _kind, rows in groups)])


def _download(result: CaseResult) -> HttpResponse:
    case = result.case
    if case.facts is None or case.received_on is None:
        raise NotVisible(_("Trường hợp này chưa đọc được."))
    row = CaseToWrite(
        case.name, case.facts, case.awards, case.received_on, case.judged_on, case.sets
    )
    return _as_file(case_text([row], known_awards()), "truong-hop.yaml")


# --- Files ----------------------------------------------------------------------------------


def _from_file(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _example_tried(request)
    form = CaseFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, _FILE, form=form, status=422)
    text = str(form.cleaned_data["text"])
    result = judge_file(text, day=clock.today())
    shown = CaseFileForm(initial={"text": text})
    status = 422 if result.all_problems else 200
    return _page(request, _FILE, form=shown, result=result, status=status)


def _example_tried(request: HttpRequest) -> HttpResponse:
    name = request.GET.get("mau", "")
    if not name:
        return _page(request, _FILE, form=CaseFileForm())
    text = _example(name)
    result = judge_file(text, day=clock.today())
    return _page(request, _FILE, form=CaseFileForm(initial={"text": text}), result=result)


@require_safe
def example(request: HttpRequest, name: str) -> HttpResponse:
    """An example file, to be changed and tried."""
    require_view(actor_of(request))
    return _as_file(_example(name), f"{name}.yaml")


def _example(name: str) -> str:
    text = case_examples.text_of(name)
    if text is None:
        raise NotVisible(_("Không có tệp mẫu này."))
    return text


def _as_file(text: str, name: str) -> HttpResponse:
    response = HttpResponse(text, content_type=YAML)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


# --- The page -------------------------------------------------------------------------------


def _page(
    request: HttpRequest,
    kind: str,
    *,
    form: forms.Form,
    groups: Sequence[Any] = (),
    result: FileResult | None = None,
    fresh: bool = False,
    status: int = 200,
) -> HttpResponse:
    address = reverse("legal:try_case")
    blocks = _blocks(result.cases) if result is not None else []
    context = {
        "page_title": _("Thử một trường hợp"),
        "page_lead": _(
            "Nhập một trường hợp giả định và xem kết luận theo từng điều luật. "
            "Không có gì trên trang này được lưu."
        ),
        "crumbs": [
            Crumb(_("Pháp luật"), reverse("legal:catalogue")),
            Crumb(_("Thử một trường hợp")),
        ],
        "tabs": sections.tabs(request, "try_case"),
        "kinds": [
            Tab(_("Cá nhân"), address, kind == "ca-nhan"),
            Tab(_("Tập thể, hộ gia đình"), f"{address}?kieu=tap-the", kind == "tap-the"),
            Tab(_("Tệp nhiều trường hợp"), f"{address}?kieu={_FILE}", kind == _FILE),
        ],
        "kind": kind,
        "is_file": kind == _FILE,
        "form": form,
        "groups": groups,
        "file_problems": result.problems if result is not None else (),
        "cases": [block for block in blocks if not block.brief],
        "brief": [block for block in blocks if block.brief],
        "case_count": len(blocks),
        "command": COMMAND,
        "judged": len(result.judged) if result is not None else 0,
        "form_opened": fresh or result is None or bool(result.all_problems),
        "examples": case_examples.listed() if kind == _FILE else (),
    }
    return render(request, "legal/try_case.html", context, status=status)


def _blocks(results: Sequence[CaseResult]) -> list[CaseBlock]:
    """The first cases with every condition, the others with their verdicts alone."""
    found: list[CaseBlock] = []
    told = 0
    for result in results:
        told += sum(len(row.rulings) for row in result.awards)
        is_whole = told <= _EXPLAINED or not found
        found.append(_case_block(result) if is_whole else _brief_block(result))
    return found


def _brief_block(result: CaseResult) -> CaseBlock:
    awards: dict[str, list[str]] = {}
    for row in result.awards:
        awards.setdefault(row.code, []).append(row.award_name)
    brief = [BriefVerdict(*_words(code), ", ".join(names)) for code, names in awards.items()]
    return CaseBlock(result.case.number, result.case.name, result.problems, (), brief)


def _words(code: str) -> tuple[str, str]:
    tone, label = explaining.VERDICTS[code]
    return _(label), tone


def _case_block(result: CaseResult) -> CaseBlock:
    return CaseBlock(
        number=result.case.number,
        name=result.case.name,
        problems=result.problems,
        awards=[
            AwardBlock(
                name=row.award_name,
                code=row.award,
                summary=f"{row.award_name}: {blocks[0].shown.label}",
                verdicts=blocks,
                favour=row.favour,
            )
            for row in result.awards
            for blocks in (_verdict_blocks(row.verdicts),)
        ],
    )


def _verdict_blocks(verdicts: Sequence[Any]) -> list[VerdictBlock]:
    return [
        VerdictBlock(explaining.shown(verdict, decides=number == 0), beside=number > 0)
        for number, verdict in enumerate(verdicts)
    ]


def _key(word: str) -> str:
    return next(key for key, known in _WORDS.items() if known == word)
