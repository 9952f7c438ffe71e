"""Cases of a file: who, which awards, received when, and the facts to be judged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, Final, get_args, get_origin

from core.errors import Problem
from legal.rules.contradictions import contradictions_in
from legal.rules.facts import CollectiveFacts, Contradiction, PersonFacts, Subject
from legal.rules.plain import SUBJECTS, PlainError, facts_from_plain, hints
from legal.services.cases import vocabulary
from legal.services.cases.entries import BAD, YEARS, At, Reader
from legal.services.cases.text import COMMAND_BYTES, MAX_BYTES, plain_values, too_large
from legal.services.cases.vocabulary import Awards

MAX_CASES: Final = 200
COMMAND_CASES: Final = 5_000
# Fields of a case that say what to judge; the others are facts.
_FRAME: Final = (
    *("name", "object", "award", "year", "received_on", "judged_on", "as_of"),
    *("sets", "unlisted", "ref", "facts"),
)
# What stands beside facts that are given whole.
_BESIDE_WHOLE: Final = ("name", "award", "received_on", "judged_on", "sets", "facts")
# Fields of the facts that have another name in a file, or are said by the frame.
_RENAMED: Final = {"awards": ("titles", "awards"), "is_woman": ("sex",)}
_FRAMED: Final = frozenset({"ref", "year", "as_of", "name"})


@dataclass(frozen=True, slots=True)
class Case:
    """One case of a file (trường hợp thử).

    Attributes:
        awards: codes of the awards to judge; empty for all of which the rules know something.
        facts: ``None`` when something of the case cannot be read.
        judged_on: the day of the judgement, ``None`` for today.
        sets: codes of provincial sets to add, or ``CODE/NUMBER`` for one version of a set.
        problems: what cannot be read; such a case is not judged.
    """

    number: int
    name: str
    awards: tuple[str, ...] = ()
    facts: Subject | None = None
    received_on: date | None = None
    judged_on: date | None = None
    sets: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseFile:
    """What a file holds; with problems of the file as a whole nothing of it is judged."""

    cases: tuple[Case, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def all_problems(self) -> tuple[Problem, ...]:
        """Every problem, those of the file first."""
        return (*self.problems, *(one for case in self.cases for one in case.problems))


def read_cases(text: str, awards: Awards, *, large: bool = False) -> CaseFile:
    """Read a file of cases, strictly.

    Args:
        awards: the awards the cases may name.
        large: whether it may hold more than is tried on screen.
    """
    values, problem = plain_values(text, COMMAND_BYTES if large else MAX_BYTES)
    if problem is not None:
        return CaseFile(problems=(problem,))
    rows, problem = _rows(values, COMMAND_CASES if large else MAX_CASES)
    if problem is not None:
        return CaseFile(problems=(problem,))
    cases = (case_from(row, awards, number) for number, row in enumerate(rows, start=1))
    return CaseFile(cases=_told_apart(cases))


def _rows(values: Any, most: int) -> tuple[list[Any], Problem | None]:
    hint = "Tệp có một trường hợp, hoặc “cases:” rồi danh sách các trường hợp."
    if isinstance(values, Mapping) and "cases" in values:
        if extra := sorted(str(key) for key in values if key != "cases"):
            reason = f"cạnh “cases” không ghi trường nào khác, đang có {', '.join(extra)}."
            return [], Problem(reason, place="Cả tệp", hint=hint)
        values = values["cases"]
    rows = [values] if isinstance(values, Mapping) else values
    if not isinstance(rows, list) or not rows:
        return [], Problem("không có trường hợp nào.", place="Cả tệp", hint=hint)
    if len(rows) > most:
        reason = f"có {len(rows)} trường hợp, nhiều hơn {most}."
        hint = too_large(COMMAND_BYTES if most > MAX_CASES else MAX_BYTES)
        return [], Problem(reason, place="Cả tệp", hint=hint)
    return rows, None


def _told_apart(cases: Iterable[Case]) -> tuple[Case, ...]:
    """Complain of a second case of one name: its result could be taken for the other's."""
    seen: set[str] = set()
    found = []
    for case in cases:
        if case.name in seen:
            problem = Problem(
                "tên này đã có ở một trường hợp trước.",
                field="name",
                place=f"Trường hợp số {case.number} “{case.name}”, trường “name”",
                hint="Đặt cho mỗi trường hợp một tên riêng.",
            )
            case = replace(case, facts=None, problems=(*case.problems, problem))  # noqa: PLW2901
        seen.add(case.name)
        found.append(case)
    return tuple(found)


def case_from(values: Any, awards: Awards, number: int = 1) -> Case:
    """Read one case from plain values; its problems are in it."""
    name = values.get("name") if isinstance(values, Mapping) else None
    label = str(name).strip()[:120] if name not in (None, "") else f"Trường hợp {number}"
    place = f"Trường hợp số {number}" + (f" “{label}”" if name else "")
    reader = Reader(awards)
    if not isinstance(values, Mapping):
        hint = f"Ghi các trường {', '.join(_FRAME)} và dữ kiện."
        reader.complain(At(place, "", ""), "phải là nhóm “trường: giá trị”", hint)
        return Case(number, label, problems=tuple(reader.problems))
    return _OneCase(reader, values, place).read(number, label)


class _OneCase:
    """Reads the frame of one case, then its facts."""

    def __init__(self, reader: Reader, values: Mapping[Any, Any], place: str) -> None:
        self.reader, self.values, self.place = reader, values, place

    def read(self, number: int, label: str) -> Case:
        received_on = self._frame(date, "received_on", required=True)
        judged_on = self._frame(date, "judged_on")
        if "facts" in self.values:
            facts = self._whole_facts()
        else:
            facts = self._facts(SUBJECTS[self._object()], label, received_on)
        case = Case(
            number=number,
            name=label,
            awards=self._awards(facts),
            received_on=received_on,
            judged_on=judged_on,
            sets=self._frame(tuple[str, ...], "sets", default=()),
        )
        problems = tuple(self.reader.problems)
        return replace(case, problems=problems) if problems else replace(case, facts=facts)

    def _object(self) -> str:
        word = self.values.get("object", "person")
        found = self.reader.code(vocabulary.OBJECT, word, self._at("object"))
        return "person" if found is BAD else str(found)

    @staticmethod
    def _keys(known: type[Subject]) -> list[str]:
        names = [
            name
            for one in fields(known)
            if one.name not in _FRAMED
            for name in _RENAMED.get(one.name, (one.name,))
        ]
        return [*(one for one in _FRAME if one != "facts"), *names]

    def _at(self, field: str, owner: str = "Case") -> At:
        return At(self.place, owner, field)

    def _frame(self, hint: Any, field: str, *, required: bool = False, default: Any = None) -> Any:
        """Read a field of the frame; a bad one is noted and left out."""
        if field not in self.values or (self.values[field] is None and not required):
            if required:
                self.reader.complain(self._at(field), "còn thiếu", _NEEDED[field])
            return default
        found = self.reader.value(hint, self.values[field], self._at(field))
        return default if found is BAD else found

    def _awards(self, facts: Subject | None) -> tuple[str, ...]:
        value = self.values.get("award")
        words = value if isinstance(value, list) else [value] if value is not None else []
        at = self._at("award")
        codes = [self.reader.award(word, at) for word in words]
        if facts is not None:
            for code in codes:
                if code is not BAD and not self.reader.awards.allows(code, facts.object_kind):
                    self.reader.complain(
                        at,
                        f"{self.reader.awards.label(code)} không dành cho đối tượng này",
                        "Sửa award, hoặc object (person, collective) và kind.",
                    )
        return tuple(dict.fromkeys(code for code in codes if code is not BAD))

    # --- Facts ----------------------------------------------------------------------------------

    def _whole_facts(self) -> Subject | None:
        """Read facts in the shape a dossier keeps, to repeat a case exactly."""
        self.reader.unknown_keys(self.values, _BESIDE_WHOLE, self.place)
        at, values = self._at("facts"), self.values["facts"]
        hint = "Lấy nguyên dữ kiện từ tệp tải về, không sửa; hoặc ghi từng trường theo mẫu."
        if not isinstance(values, Mapping):
            self.reader.complain(at, "phải là nhóm “trường: giá trị”", hint)
            return None
        try:
            facts = facts_from_plain(values)
        except PlainError as error:
            self.reader.complain(at, str(error), hint)
            return None
        years = {facts.year, *facts.grades, *(award.year for award in facts.awards or ())}
        for year in sorted(year for year in years if year not in YEARS)[:1]:
            self.reader.complain(at, f"không xét được năm {str(year)[:12]}", hint)
        return facts

    def _facts(self, known: type[Subject], label: str, received_on: date | None) -> Subject | None:
        self.reader.unknown_keys(self.values, self._keys(known), self.place)
        year = self._frame(int, "year", required=True)
        word = self.values.get("unlisted", "unknown")
        unlisted = self.reader.code(vocabulary.UNLISTED, word, self._at("unlisted"))
        as_of = self._frame(date, "as_of") if "as_of" in self.values else received_on
        expected = {
            name: hint for name, hint in hints(known).items() if name not in {*_FRAMED, *_RENAMED}
        }
        given = self.reader.given(known, expected, self.values, self.place)
        given.update(self._renamed(known))
        if self.reader.problems or year is None:
            return None
        values = {**(_nothing_else(known) if unlisted == "none" else {}), **given}
        ref = self._frame(str, "ref", default=f"case:{label}")
        facts = known(ref=ref, year=year, as_of=as_of, name=label, **values)
        return replace(facts, contradictions=self._contradictions(facts))

    def _renamed(self, known: type[Subject]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        listed = [name for name in _RENAMED["awards"] if self.values.get(name) is not None]
        if listed:
            hint, owner = hints(known)["awards"], known.__name__
            rows = [
                self.reader.value(hint, self.values[name], self._at(name, owner)) for name in listed
            ]
            if not any(row is BAD for row in rows):
                found["awards"] = tuple(award for row in rows for award in row)
        if self.values.get("sex") is not None and known is PersonFacts:
            sex = self.reader.code(vocabulary.SEX, self.values["sex"], self._at("sex"))
            found["is_woman"] = sex == "FEMALE"
        return found

    def _contradictions(self, facts: Subject) -> tuple[Contradiction, ...]:
        found = (*facts.contradictions, *self.reader.contradictions, *contradictions_in(facts))
        return tuple(dict.fromkeys(found))


_NEEDED: Final = {
    "received_on": "Ghi ngày cơ quan có thẩm quyền nhận hồ sơ; bộ quy tắc được chọn theo ngày này.",
    "year": "Ghi năm xét thành tích, ví dụ 2026.",
}


def _nothing_else(known: type[Subject]) -> dict[str, Any]:
    """Return empty lists for everything that can be listed: kept, and there is none."""
    found: dict[str, Any] = {}
    for name, hint in hints(known).items():
        inner = get_args(hint)
        if type(None) not in inner:
            continue
        if any(get_origin(one) is tuple for one in inner):
            found[name] = ()
        elif any(get_origin(one) not in {None, tuple} for one in inner):
            found[name] = {}
    if known is not CollectiveFacts:
        found["absence_days"] = 0
    return found
