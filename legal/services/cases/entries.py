"""Reading fields of a case by the types of the facts, so that every field can be written.

A word that is not understood is noted with its place and what may stand there; reading goes on, so
that all problems of a file are told at once.
"""

from __future__ import annotations

import difflib
import types
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass, replace
from datetime import date, datetime
from typing import Any, Final, Union, get_args, get_origin

from core.errors import Problem
from legal.rules.base import registry
from legal.rules.checks.words import threshold_text
from legal.rules.facts import Contradiction, InitiativeFact, YearRecord
from legal.rules.plain import hints
from legal.services.cases.vocabulary import AWARD_FIELDS, FIELDS, YES, Awards, Vocabulary

BAD: Final = object()
YEARS: Final = range(1945, 2101)
_LONGEST: Final = 500
_LONGEST_CODE: Final = 60
# More unknown fields than these are counted, not told one by one.
_MOST_UNKNOWN: Final = 20
_DAY_FORMS: Final = ("%Y-%m-%d", "%d/%m/%Y")


@dataclass(frozen=True, slots=True)
class At:
    """Where a value stands: in what part of which case, and in which field of which class."""

    place: str
    owner: str
    field: str

    def inside(self, number: int | None = None) -> str:
        """Return the place of what stands in this field."""
        tail = f" số {number}" if number is not None else ""
        return f"{self.place}, {self.field}{tail}"


class Reader:
    """Reads values of one file; problems and contradictions gather here."""

    def __init__(self, awards: Awards) -> None:
        self.awards = awards
        self.problems: list[Problem] = []
        self.contradictions: list[Contradiction] = []

    def complain(self, at: At, reason: str, hint: str) -> Any:
        """Note a problem; the value is bad."""
        where = f"{at.place}, trường “{at.field}”" if at.field else at.place
        self.problems.append(Problem(f"{reason}.", field=at.field, place=where, hint=hint))
        return BAD

    def unknown_keys(self, values: Mapping[Any, Any], known: Iterable[str], place: str) -> None:
        """Complain of fields nobody reads: a misspelt name must not pass in silence."""
        known = tuple(known)
        unknown = [key for key in values if key not in known]
        for key in unknown[:_MOST_UNKNOWN]:
            near = difflib.get_close_matches(str(key), known, n=1)
            hint = (
                f"Có phải “{near[0]}”?" if near else f"Các trường có thể ghi: {', '.join(known)}."
            )
            self.complain(At(place, "", str(key)[:_LONGEST]), "không có trong mẫu", hint)
        if len(unknown) > _MOST_UNKNOWN:
            reason = f"còn {len(unknown) - _MOST_UNKNOWN} trường khác không có trong mẫu"
            self.complain(At(place, "", ""), reason, "Bắt đầu từ một tệp mẫu.")

    # --- Values ---------------------------------------------------------------------------------

    def value(self, hint: Any, value: Any, at: At) -> Any:
        """Return the value as the type of its field, or ``BAD``."""
        if get_origin(hint) in {Union, types.UnionType}:
            if value is None:
                return None
            hint = next(one for one in get_args(hint) if one is not type(None))
        if is_dataclass(hint):
            return self.entry(hint, value, at.inside())  # type: ignore[arg-type]
        origin = get_origin(hint)
        if origin is None:
            return self._single(hint, value, at)
        if issubclass(origin, Mapping):
            return self._mapping(get_args(hint), value, at)
        return self._list(origin, get_args(hint)[0], value, at)

    def _single(self, hint: Any, value: Any, at: At) -> Any:
        if hint is date:
            return self._day(value, at)
        if hint is bool:
            return self._yes(value, at)
        if hint is int:
            return self._number(value, at)
        return self.word(value, at)

    def word(self, value: Any, at: At) -> Any:
        """Return a text, or the code a word means where the field has a closed list."""
        if isinstance(value, bool | Mapping | list) or value is None:
            return self.complain(at, f"phải là chữ, đang là {_said(value)}", "Ghi một dòng chữ.")
        text = " ".join(str(value).split())
        if len(text) > _LONGEST:
            return self.complain(at, f"dài quá {_LONGEST} chữ cái", "Ghi ngắn lại.")
        if (at.owner, at.field) in AWARD_FIELDS:
            return self.award(text, at)
        words = FIELDS.get((at.owner, at.field)) or FIELDS.get(("SubjectFacts", at.field))
        if words is None or (not text and words is not None and _may_be_blank(at)):
            return text
        return self.code(words, text, at)

    def code(self, words: Vocabulary, text: Any, at: At) -> Any:
        """Return the code a word of a closed list means."""
        found = words.code(str(text))
        if found is None:
            hint = f"{near} " if (near := self._near(text, words.words)) else ""
            return self.complain(
                at, f"không hiểu {_said(text)}", f"{hint}Ghi một trong: {words.choices()}."
            )
        return found

    @staticmethod
    def _near(text: Any, codes: Iterable[str]) -> str:
        """Ask whether a code much like the text was meant; codes are written large."""
        written = str(text)[:_LONGEST_CODE].upper().replace(" ", "_")
        near = difflib.get_close_matches(written, codes, n=1, cutoff=0.7)
        return f"Có phải “{near[0]}”?" if near else ""

    def award(self, text: Any, at: At) -> Any:
        """Return the code of an award that is named by code or name."""
        found = self.awards.code(str(text))
        if found is None:
            return self.complain(
                at,
                f"không có danh hiệu, hình thức nào là {_said(text)}",
                self._near(text, self.awards.rows)
                or "Ghi mã hoặc tên đầy đủ như ở danh mục pháp luật, ví dụ LDTT.",
            )
        return found

    def _number(self, value: Any, at: At) -> Any:
        is_year = at.field in {"year", "awards_since"}
        if isinstance(value, str) and value.strip().isdecimal() and len(value) < 10:
            value = int(value)
        allowed = YEARS if is_year else range(101 if at.field == "share" else 10**6)
        if isinstance(value, bool) or not isinstance(value, int) or value not in allowed:
            noun = "năm" if is_year else "số nguyên"
            return self.complain(
                at,
                f"phải là {noun} từ {allowed[0]} đến {allowed[-1]}, đang là {_said(value)}",
                f"Ghi một {noun}, không kèm chữ.",
            )
        return value

    def _yes(self, value: Any, at: At) -> Any:
        if isinstance(value, bool):
            return value
        return BAD if (found := self.code(YES, value, at)) is BAD else found == "true"

    def _day(self, value: Any, at: At) -> Any:
        for form in _DAY_FORMS if isinstance(value, str) else ():
            try:
                return datetime.strptime(value.strip(), form).date()  # noqa: DTZ007  # a day
            except ValueError:
                continue
        return self.complain(
            at,
            f"phải là ngày, đang là {_said(value)}",
            "Ghi năm-tháng-ngày, ví dụ 2024-01-31, hoặc 31/01/2024.",
        )

    # --- Many values ----------------------------------------------------------------------------

    def _list(self, container: Any, hint: Any, value: Any, at: At) -> Any:
        if isinstance(value, str) and not is_dataclass(hint):
            value = [value]
        if not isinstance(value, list):
            return self.complain(
                at,
                f"phải là danh sách, đang là {_said(value)}",
                "Mỗi dòng bắt đầu bằng dấu gạch ngang; ghi [] khi không có.",
            )
        found = []
        for number, one in enumerate(value, start=1):
            if is_dataclass(hint):
                numbered = _numbered(hint, one, number, at.field)
                found.append(self.entry(hint, numbered, at.inside(number)))  # type: ignore[arg-type]
            else:
                found.append(self._single(hint, one, at))
        return BAD if any(one is BAD for one in found) else container(found)

    def _mapping(self, hints_of: tuple[Any, ...], value: Any, at: At) -> Any:
        """Read a group by year or by rule; by year also as a list of rows that name their year."""
        key_hint, hint = hints_of
        if isinstance(value, list) and key_hint is int:
            rows = list(self._listed_by_year(value, at))
        elif isinstance(value, Mapping):
            rows = [(self._key(key_hint, key, at), one) for key, one in value.items()]
        else:
            return self.complain(
                at,
                f"phải là nhóm “năm: giá trị”, đang là {_said(value)}",
                "Ghi mỗi năm một dòng, ví dụ 2024: hoàn thành tốt nhiệm vụ.",
            )
        found: dict[Any, Any] = {}
        bad = False
        for key, one in rows:
            read = BAD if key is BAD else self._keyed(hint, key, one, at)
            bad = bad or read is BAD
            if read is not BAD:
                self._put(found, key, read, at)
        return BAD if bad else found

    def _listed_by_year(self, rows: list[Any], at: At) -> Iterator[tuple[Any, Any]]:
        for number, row in enumerate(rows, start=1):
            place = at.inside(number)
            if not isinstance(row, Mapping) or "year" not in row:
                hint = "Mỗi dòng ghi year và giá trị của năm đó."
                yield self.complain(At(place, "", "year"), "còn thiếu", hint), None
                continue
            rest = {name: value for name, value in row.items() if name != "year"}
            yield self._number(row["year"], At(place, "", "year")), rest

    def _key(self, hint: Any, key: Any, at: At) -> Any:
        if hint is int:
            return self._number(key, replace(at, place=at.inside(), field="year"))
        if str(key) in registry:
            return str(key)
        near = difflib.get_close_matches(str(key), registry, n=1)
        return self.complain(
            at,
            f"không có quy tắc nào là {_said(key)}",
            f"Có phải “{near[0]}”?" if near else "Lấy mã quy tắc ở kết luận của trường hợp.",
        )

    def _keyed(self, hint: Any, key: Any, value: Any, at: At) -> Any:
        place = f"{at.place}, {at.field} {key}"
        if hint is YearRecord:
            values = value if isinstance(value, Mapping) else {"grade": value}
            return self.entry(hint, {"year": key, **values}, place)
        if is_dataclass(hint):
            return self.entry(hint, value, place)  # type: ignore[arg-type]
        return self.value(hint, value, replace(at, place=place))

    def _put(self, found: dict[Any, Any], key: Any, value: Any, at: At) -> None:
        known = found.setdefault(key, value)
        if known == value:
            return
        if isinstance(value, YearRecord) and known.grade != value.grade:
            grades = " và ".join(threshold_text(one.grade or "?") for one in (known, value))
            refs = tuple(ref for ref in (known.ref, value.ref) if ref)
            what = "" if at.field == "grades" else " của tổ chức đảng"
            self.contradictions.append(
                Contradiction(f"Năm {key} có hai mức xếp loại{what}: {grades}.", refs)
            )
        elif not isinstance(value, YearRecord):
            self.complain(at, f"năm {key} ghi hai lần khác nhau", "Giữ lại một dòng.")

    # --- Entries --------------------------------------------------------------------------------

    def entry(self, known: type, values: Any, place: str) -> Any:
        """Return one row of a list as its class of facts, or ``BAD``."""
        expected = hints(known)
        if not isinstance(values, Mapping):
            reason = f"phải là nhóm “trường: giá trị”, đang là {_said(values)}"
            return self.complain(
                At(place, "", ""), reason, f"Ghi các trường {', '.join(expected)}."
            )
        self.unknown_keys(values, expected, place)
        found = self.given(known, expected, values, place)
        missing = [
            one.name
            for one in fields(known)
            if one.name not in values and one.default is MISSING and one.default_factory is MISSING
        ]
        for name in missing:
            self.complain(At(place, known.__name__, name), "còn thiếu", "Thêm trường này.")
        if missing or any(value is BAD for value in found.values()):
            return BAD
        return BAD if self._is_backwards(found, place) else known(**found)

    def given(
        self, known: type, expected: Mapping[str, Any], values: Mapping[Any, Any], place: str
    ) -> dict[str, Any]:
        """Read the fields that are there."""
        return {
            name: self.value(hint, values[name], At(place, known.__name__, name))
            for name, hint in expected.items()
            if name in values
        }

    def _is_backwards(self, found: Mapping[str, Any], place: str) -> bool:
        start, end = found.get("start"), found.get("end")
        if start is None or end is None or end > start:
            return False
        hint = "Ghi ngày đầu tiên không còn hiệu lực, hoặc bỏ trường này khi chưa kết thúc."
        self.complain(At(place, "", "end"), f"phải sau start ({start:%d/%m/%Y})", hint)
        return True


def _may_be_blank(at: At) -> bool:
    return at.field in {"ground", "influence", "result"}


def _numbered(hint: Any, value: Any, number: int, field: str) -> Any:
    """Give a work that a case leaves without number and name its place in the list."""
    if hint is not InitiativeFact or not isinstance(value, Mapping):
        return value
    noun = "Sáng kiến" if field == "initiatives" else "Đề tài"
    return {"id": number, "title": f"{noun} {number}", **value}


def _said(value: Any) -> str:
    """Return a value as the reader of the file knows it."""
    if value is None:
        return "trống"
    if isinstance(value, Mapping):
        return "một nhóm"
    if isinstance(value, list):
        return "một danh sách"
    return f"“{str(value)[:60]}”"
