"""The text of a file of cases as plain values: YAML or JSON, without YAML's surprises.

Words stay words: ``no`` is not false, ``on`` is not true, ``2024-02-30`` is not a crash. Anchors
are refused, because a short file could stand for an endless one, and tags, because nobody needs
them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Hashable
from typing import Any, Final

import yaml

from core.errors import Problem
from legal.services.cases.syntax_words import json_reason, yaml_reason

MAX_BYTES: Final = 512 * 1024
# What a file may hold that is not tried on screen but by the command.
COMMAND_BYTES: Final = 32 * 1024 * 1024
COMMAND: Final = ".venv/bin/python manage.py check_eligibility --facts TỆP"
_TOO_MUCH: Final = "không đọc được: lồng nhau quá sâu hoặc số quá dài"


# The parser notices these only further down, sometimes at the end of the file.
_BEGUN: Final = ("while scanning a quoted scalar", "while scanning a simple key")


class _RefusedError(yaml.MarkedYAMLError):
    """What YAML allows, and a file of cases does not."""

    def __init__(self, reason: str, mark: Any) -> None:
        super().__init__(problem=reason, problem_mark=mark)


class _Loader(yaml.SafeLoader):
    """YAML with the few implicit types of its version 1.2 that a case needs, and no anchors."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # as the library declares it

    def compose_node(self, parent: Any, index: Any) -> Any:
        event: Any = self.peek_event()
        if self.check_event(yaml.AliasEvent):
            raise _RefusedError("không dùng neo và tham chiếu (&, *)", event.start_mark)
        if event.tag is not None:
            raise _RefusedError("không dùng nhãn kiểu (!)", event.start_mark)
        return super().compose_node(parent, index)


for _tag, _pattern, _first in (
    ("null", r"~|null|Null|NULL|", "~nN\0"),
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
):
    _Loader.add_implicit_resolver(
        f"tag:yaml.org,2002:{_tag}",
        re.compile(rf"^(?:{_pattern})$"),
        [letter for letter in _first if letter != "\0"] + ([""] if "\0" in _first else []),
    )


def _whole_number(loader: _Loader, node: yaml.ScalarNode) -> int:
    return int(loader.construct_scalar(node))


def _mapping(loader: _Loader, node: yaml.MappingNode) -> dict[Hashable, Any]:
    seen: set[Hashable] = set()
    for key_node, _value in node.value:
        key = loader.construct_object(key_node, deep=True)
        if not isinstance(key, Hashable):
            raise _RefusedError("tên trường phải là chữ hoặc số", key_node.start_mark)
        if key in seen:
            raise _RefusedError(f"khóa “{key}” xuất hiện hai lần", key_node.start_mark)
        seen.add(key)
    return dict(yaml.SafeLoader.construct_mapping(loader, node, deep=True))


_Loader.add_constructor("tag:yaml.org,2002:int", _whole_number)
_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


class _RepeatedKeyError(ValueError):
    pass


def plain_values(text: str, most: int = MAX_BYTES) -> tuple[Any, Problem | None]:
    """Return what the text says, or what is wrong with it as a whole.

    Args:
        most: bytes a text may have.
    """
    if len(text.encode()) > most:
        return None, Problem(
            f"tệp lớn hơn {most // 1024} KB.", place="Cả tệp", hint=too_large(most)
        )
    if not text.strip():
        return None, Problem(
            "không có nội dung.", place="Cả tệp", hint="Ghi ít nhất một trường hợp."
        )
    faulty: Problem | None = None
    if text.lstrip()[0] in "{[":
        values, faulty = _from_json(text)
        if faulty is None:
            return values, None
    values, problem = _from_yaml(text)
    return (values, None) if problem is None else (None, faulty or problem)


def too_large(most: int = MAX_BYTES) -> str:
    """What to do with a file that holds too much: split it, or have the command judge it."""
    split = "Chia các trường hợp ra nhiều tệp"
    return f"{split}." if most > MAX_BYTES else f"{split}, hoặc chạy lệnh: {COMMAND}"


def _from_json(text: str) -> tuple[Any, Problem | None]:
    try:
        return json.loads(text, object_pairs_hook=_pairs), None
    except json.JSONDecodeError as error:
        return None, _unreadable(error.lineno, f"JSON sai cú pháp: {json_reason(error.msg)}")
    except _RepeatedKeyError as error:
        return None, _unreadable(None, str(error))
    except (RecursionError, ValueError):
        return None, _unreadable(None, _TOO_MUCH)


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise _RepeatedKeyError(f"khóa “{key}” xuất hiện hai lần")
        found[key] = value
    return found


def _from_yaml(text: str) -> tuple[Any, Problem | None]:
    try:
        return yaml.load(text, Loader=_Loader), None  # noqa: S506  # made of the safe loader
    except yaml.YAMLError as error:
        return None, _unreadable(_line_of(error, text), _yaml_words(error))
    except (RecursionError, ValueError):
        return None, _unreadable(None, _TOO_MUCH)


def _yaml_words(error: yaml.YAMLError) -> str:
    if isinstance(error, _RefusedError):
        return str(error.problem)
    parts = (getattr(error, "context", None), getattr(error, "problem", None) or str(error))
    return yaml_reason(" ".join(part for part in parts if part))


def _line_of(error: yaml.YAMLError, text: str) -> int | None:
    """The line to look at: where an open quote or a name without colon begins, else the mistake."""
    if isinstance(error, yaml.reader.ReaderError):
        return text.count("\n", 0, error.position) + 1
    begun = getattr(error, "context", None) in _BEGUN
    mark = getattr(error, "context_mark" if begun else "problem_mark", None)
    return mark.line + 1 if mark else None


def _unreadable(line: int | None, reason: str) -> Problem:
    return Problem(
        f"{reason}.",
        place=f"Dòng {line}" if line else "Cả tệp",
        hint="Sửa chỗ này rồi thử lại; chưa trường hợp nào được xét. "
        "Có thể bắt đầu từ một tệp mẫu ở trang Thử một trường hợp.",
    )
