"""Groups of rows of a made-up case: made, rearranged without script, turned into plain values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from legal.models import AwardType
from legal.web.case_forms import (
    COLLECTIVE,
    PERSON,
    AbsenceRow,
    AwardRow,
    CaseForm,
    DisciplineRow,
    GradeRow,
    LeadRow,
    MemberRow,
    Row,
    WorkRow,
)

MOST_ROWS: Final = 60


@dataclass(frozen=True, slots=True)
class RowKind:
    """A group of rows: where they stand in a case, their title, and how many are offered."""

    key: str
    title: Any
    form: type[Row]
    shown: int = 1


_GRADES = RowKind("grades", _("Xếp loại hằng năm"), GradeRow, 5)
_AWARDS = RowKind("titles", _("Danh hiệu, hình thức đã được tặng"), AwardRow, 3)
ROWS: Final = {
    PERSON: (
        _GRADES,
        _AWARDS,
        RowKind("works", _("Sáng kiến, đề tài"), WorkRow),
        RowKind("disciplines", _("Kỷ luật, việc đang xem xét"), DisciplineRow),
        RowKind("absences", _("Nghỉ, đi học dài ngày"), AbsenceRow),
    ),
    COLLECTIVE: (
        _GRADES,
        _AWARDS,
        RowKind("members", _("Thành viên từng năm"), MemberRow),
        RowKind("party_grades", _("Xếp loại tổ chức đảng"), GradeRow),
        RowKind("leads", _("Năm dẫn đầu cụm, khối thi đua"), LeadRow),
    ),
}


def row_sets(
    word: str, data: QueryDict | None, year: int, awards: Iterable[AwardType]
) -> list[Any]:
    """Return the groups of rows for a person or a collective, as typed or as first offered."""
    named = [("", "—"), *((row.code, row.short_name) for row in awards)]
    found = []
    for kind in ROWS[word]:
        made: Any = forms.formset_factory(
            kind.form, extra=0, can_delete=True, max_num=MOST_ROWS, absolute_max=MOST_ROWS
        )
        initial = [
            {"year": year - kind.shown + 1 + number} if kind is _GRADES else {}
            for number in range(kind.shown)
        ]
        rows = (
            made(data, prefix=kind.key)
            if data is not None
            else made(initial=initial, prefix=kind.key)
        )
        for form in rows:
            form.fields["DELETE"].label = _("Bỏ dòng")
            if "code" in form.fields:
                form.fields["code"].choices = named
        found.append((kind, rows))
    return found


def rearranged(data: QueryDict, word: str, *, add: str = "") -> QueryDict:
    """Return what was typed without the rows marked to go, and with one more row where asked."""
    found = data.copy()
    for kind in ROWS[word]:
        prefix = kind.key
        rows = [
            {
                name.removeprefix(f"{prefix}-{number}-"): found.getlist(name)
                for name in data
                if name.startswith(f"{prefix}-{number}-")
            }
            for number in range(_total(data, prefix))
        ]
        for name in [name for name in found if name.startswith(f"{prefix}-")]:
            del found[name]
        kept = [row for row in rows if not row.get("DELETE")]
        for number, row in enumerate(kept):
            for name, value in row.items():
                found.setlist(f"{prefix}-{number}-{name}", value)
        total = min(max(len(kept), 0) + (1 if add == prefix else 0), MOST_ROWS)
        found[f"{prefix}-TOTAL_FORMS"] = str(total)
        found[f"{prefix}-INITIAL_FORMS"] = "0"
    return found


def _total(data: QueryDict, prefix: str) -> int:
    text = data.get(f"{prefix}-TOTAL_FORMS", "0")
    return min(int(text), MOST_ROWS) if text.isdecimal() and len(text) < 6 else 0


def case_values(form: CaseForm, groups: Iterable[tuple[RowKind, Any]]) -> dict[str, Any]:
    """Return the plain values of a case from valid forms."""
    values = form.values()
    for kind, rows in groups:
        listed = [row for row in (one.values() for one in rows) if row]
        if kind.key == "works":
            _put_works(values, listed)
        elif kind.key == "leads":
            _put_leads(values, listed)
        elif listed:
            values[kind.key] = listed
    return values


def _put_works(values: dict[str, Any], rows: Iterable[dict[str, Any]]) -> None:
    for row in rows:
        kind = row.pop("kind")
        values.setdefault(kind, []).append(row)


def _put_leads(values: dict[str, Any], rows: Iterable[dict[str, Any]]) -> None:
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(str(row["year"]), []).append(row["level"])
    if found:
        values["leads"] = found
