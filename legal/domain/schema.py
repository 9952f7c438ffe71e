"""Strict reading of the reviewed YAML files.

Every complaint names the file, the entry and the field, so that the officer who edits the
catalogue finds the place without reading a stack trace. All problems of a file are gathered before
reading fails.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import yaml

try:  # The parser written in C reads several times as fast, where this machine has it.
    from yaml import CSafeLoader as SafeLoader
except ImportError:
    from yaml import SafeLoader  # type: ignore[assignment]

_MISSING = object()


class CatalogueError(ValueError):
    """The files cannot be used; nothing of them may be written.

    Attributes:
        problems: one Vietnamese sentence per fault, naming file, entry and field.
    """

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


class _StrictLoader(SafeLoader):
    """YAML without silently overwritten keys."""


def _construct_mapping(loader: _StrictLoader, node: yaml.MappingNode) -> dict[Hashable, Any]:
    seen: set[Hashable] = set()
    for key_node, _ in node.value:
        key = loader.construct_object(key_node)
        if key in seen:
            raise yaml.constructor.ConstructorError(
                None, None, f"khóa “{key}” xuất hiện hai lần", key_node.start_mark
            )
        seen.add(key)
    loader.flatten_mapping(node)
    return dict(yaml.constructor.SafeConstructor.construct_mapping(loader, node, deep=True))


_StrictLoader.add_constructor(
    yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG,
    _construct_mapping,
)


class Entry:
    """One entry of a file; each getter checks a field and notes what is wrong with it."""

    def __init__(self, file: str, place: str, values: object, problems: list[str]) -> None:
        self.file = file
        self.place = place
        self.problems = problems
        self._values: Mapping[str, Any] = {}
        self._read: set[str] = set()
        if isinstance(values, Mapping):
            self._values = values
        else:
            self.complain(None, "phải là một nhóm “trường: giá trị”")

    def complain(self, field: str | None, reason: str) -> None:
        """Note a problem at a field, or at the whole entry."""
        where = f"Tệp {self.file}, mục {self.place}"
        if field is not None:
            where += f", trường “{field}”"
        self.problems.append(f"{where}: {reason}.")

    def raw(self, field: str, default: object = _MISSING) -> Any:
        """Return the value as it stands; a missing field without default is a problem."""
        self._read.add(field)
        if field in self._values:
            return self._values[field]
        if default is _MISSING:
            self.complain(field, "còn thiếu")
            return None
        return default

    def text(self, field: str, default: object = _MISSING) -> str:
        """Return a text on one line; an empty one is a problem unless a default is given."""
        value = self.raw(field, default)
        if isinstance(value, str) and (value.strip() or default is not _MISSING):
            return " ".join(value.split())
        if value is not None or field in self._values:
            self.complain(field, f"phải là chữ, đang là {value!r}")
        return ""

    def code(self, field: str, pattern: str) -> str:
        """Return a text that matches the whole pattern."""
        value = self.text(field)
        if value and not re.fullmatch(pattern, value):
            self.complain(field, f"mã “{value}” không đúng dạng {pattern}")
        return value

    def choice(self, field: str, allowed: Iterable[str]) -> str:
        """Return one of the allowed codes."""
        value = self.text(field)
        self._expect_in(field, value, allowed)
        return value

    def choices(self, field: str, allowed: Iterable[str]) -> tuple[str, ...]:
        """Return a list, not empty and without repetition, of allowed codes."""
        value = self.raw(field)
        if not isinstance(value, list) or not value:
            self.complain(field, f"phải là danh sách có ít nhất một mã, đang là {value!r}")
            return ()
        if len(set(map(str, value))) != len(value):
            self.complain(field, "có mã lặp lại")
        for item in value:
            self._expect_in(field, str(item), allowed)
        return tuple(map(str, value))

    def boolean(self, field: str) -> bool:
        """Return true or false."""
        value = self.raw(field)
        if not isinstance(value, bool):
            self.complain(field, f"phải là true hoặc false, đang là {value!r}")
        return bool(value)

    def integer(self, field: str, *, minimum: int = 0, maximum: int | None = None) -> int:
        """Return a whole number not below the minimum, nor above the maximum if there is one."""
        value = self.raw(field)
        is_whole = isinstance(value, int) and not isinstance(value, bool)
        if is_whole and minimum <= value <= (value if maximum is None else maximum):
            return int(value)
        bounds = f"từ {minimum} trở lên" if maximum is None else f"từ {minimum} đến {maximum}"
        self.complain(field, f"phải là số nguyên {bounds}, đang là {value!r}")
        return minimum

    def day(self, field: str) -> date:
        """Return a date."""
        value = self.raw(field)
        if type(value) is date:
            return value
        self.complain(field, f"phải là ngày dạng 2024-01-31, đang là {value!r}")
        return date.min

    def optional_day(self, field: str) -> date | None:
        """Return a date, or nothing where it is null or absent."""
        if self.raw(field, None) is None:
            return None
        return self.day(field)

    def period(self, start: str = "valid_from", end: str = "valid_to") -> tuple[date, date | None]:
        """Return the two ends of a half-open period, in order."""
        first, last = self.day(start), self.optional_day(end)
        if last is not None and last <= first:
            self.complain(end, f"phải sau {start} ({first.isoformat()})")
        return first, last

    def entries(self, field: str, label: str, default: object = _MISSING) -> list[Entry]:
        """Return the entries of a list inside this entry."""
        value = self.raw(field, default)
        if not isinstance(value, list):
            self.complain(field, f"phải là danh sách, đang là {value!r}")
            return []
        return [
            Entry(self.file, f"{self.place}, {label} {number}", item, self.problems)
            for number, item in enumerate(value, start=1)
        ]

    def finish(self) -> None:
        """Complain of fields nobody asked for: a misspelt name must not pass in silence."""
        for field in self._values:
            if field not in self._read:
                self.complain(str(field), "không có trong mẫu")

    def _expect_in(self, field: str, value: str, allowed: Iterable[str]) -> None:
        names = sorted(allowed)
        if value and value not in names:
            self.complain(field, f"“{value}” không thuộc {', '.join(names)}")


def read_entries(path: Path, root: str, key: str, problems: list[str]) -> list[Entry]:
    """Return the entries under the one root key of a file, each named by its `key` field."""
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=_StrictLoader)  # noqa: S506
    except FileNotFoundError:
        problems.append(f"Không có tệp {path.name}.")
        return []
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", dòng {mark.line + 1}" if mark else ""
        reason = getattr(error, "problem", None) or "không đọc được YAML"
        problems.append(f"Tệp {path.name}{line}: {reason}.")
        return []
    if not isinstance(content, dict) or list(content) != [root]:
        problems.append(f"Tệp {path.name}: phải có đúng một khóa gốc “{root}”.")
        return []
    if not isinstance(content[root], list):
        problems.append(f"Tệp {path.name}: “{root}” phải là danh sách.")
        return []
    found: list[Entry] = []
    for number, values in enumerate(content[root], start=1):
        name = values.get(key) if isinstance(values, dict) else None
        place = f"“{name}”" if name else f"số {number}"
        found.append(Entry(path.name, place, values, problems))
    return found
