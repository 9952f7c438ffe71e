"""The English catalogue is complete, in step with what is shown, and compiled."""

from __future__ import annotations

import ast
import gettext
import hashlib
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from django.template.base import Lexer, TokenType

ROOT = Path(__file__).resolve().parents[2]
APPS = ("config", "core", "legal", "personnel", "emulation", "awards")
CATALOGUES = [
    ROOT / app / "locale" / "en" / "LC_MESSAGES" / "django.po" for app in ("config", "personnel")
]
MARKS = frozenset({"gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"})
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd%]|\{\w+\}")
# For developers, who read Vietnamese samples of pages.
NOT_FOR_PEOPLE = ("style_guide",)


class Entry(NamedTuple):
    """One text of the catalogue."""

    flags: str
    msgid: str
    plural: str
    texts: tuple[str, ...]


def entries(path: Path) -> Iterator[Entry]:
    """Read a .po file; the first entry, its header, is left out."""
    for block in path.read_text(encoding="utf-8").split("\n\n")[1:]:
        flags, parts, name = "", {}, ""
        for line in block.strip().splitlines():
            if line.startswith("#"):
                flags += line if line.startswith("#,") else ""
                continue
            word, _space, quoted = (
                line.partition(" ") if not line.startswith('"') else ("", "", line)
            )
            name = word or name
            parts[name] = parts.get(name, "") + ast.literal_eval(quoted)
        texts = tuple(text for key, text in parts.items() if key.startswith("msgstr"))
        yield Entry(flags, parts["msgid"], parts.get("msgid_plural", ""), texts)


@cache
def catalogue() -> dict[str, Entry]:
    """Every text of both catalogues by its Vietnamese original."""
    return {entry.msgid: entry for path in CATALOGUES for entry in entries(path)}


def test_every_text_has_its_english() -> None:
    assert len(catalogue()) > 1500
    assert [one.msgid for one in catalogue().values() if not all(one.texts)] == []
    assert [one.msgid for one in catalogue().values() if "fuzzy" in one.flags] == []


def test_texts_of_both_catalogues_do_not_contradict_each_other() -> None:
    first, second = ({one.msgid: one.texts for one in entries(path)} for path in CATALOGUES)
    assert {text for text in first.keys() & second.keys() if first[text] != second[text]} == set()


def test_placeholders_are_the_same_in_both_languages() -> None:
    def used(text: str) -> list[str]:
        return sorted(PLACEHOLDER.findall(text))

    wrong = [
        one.msgid
        for one in catalogue().values()
        for text in one.texts
        if used(text) not in (used(one.msgid), used(one.plural))
    ]
    assert wrong == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-5])
def test_the_compiled_catalogue_is_in_step(path: Path) -> None:
    def digest(pairs: set[tuple[str, str]]) -> str:
        return hashlib.sha256(repr(sorted(pairs)).encode()).hexdigest()

    with path.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    singular = {one.msgid: one.texts[0] for one in entries(path) if not one.plural}
    plural = [one for one in entries(path) if one.plural]
    wanted = set(singular.items())
    wanted |= {(one.msgid, f"{n}:{text}") for one in plural for n, text in enumerate(one.texts)}
    found = set()
    for key, text in compiled._catalog.items():  # type: ignore[attr-defined]  # no other way
        if isinstance(key, tuple):
            found.add((key[0], f"{key[1]}:{text}"))
        elif key:
            found.add((key, text))
    assert digest(found) == digest(wanted), "run compilemessages, see docs/contributing.md"


# --- What is shown --------------------------------------------------------------------------


def python_files() -> Iterator[Path]:
    """Our modules without migrations."""
    for app in APPS:
        for path in (ROOT / app).rglob("*.py"):
            if "migrations" not in path.parts:
                yield path


def texts_of(source: str) -> Iterator[str]:
    """Texts given to gettext in a module, whatever name it was imported under."""
    tree = ast.parse(source)
    names = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if alias.name in MARKS
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value


def test_every_text_of_the_code_is_in_the_catalogue() -> None:
    used = {
        (text, path.relative_to(ROOT).as_posix())
        for path in python_files()
        for text in texts_of(path.read_text(encoding="utf-8"))
    }
    assert len({text for text, _path in used}) > 900
    assert sorted(one for one in used if one[0] not in catalogue()) == []


def templates() -> Iterator[Path]:
    """Templates of pages and e-mails."""
    for path in sorted((ROOT / "templates").rglob("*")):
        if path.suffix in {".html", ".txt"} and not set(NOT_FOR_PEOPLE) & set(path.parts):
            yield path


TRANSLATE = re.compile(r"""^(?:translate|trans)\s+("[^"]*"|'[^']*')""")
MARKED = re.compile(r"""\b_\(("[^"]*"|'[^']*')\)""")


def _doubled(text: str) -> str:
    """As Django looks up texts of templates: a percent sign is no placeholder there."""
    return text.replace("%", "%%")


def texts_shown(source: str) -> Iterator[str]:
    """Texts of ``translate``, ``blocktranslate`` and ``_("…")`` in a template."""
    inside: list[str] | None = None
    for token in Lexer(source).tokenize():
        name = token.contents.split(" ", 1)[0]
        if token.token_type == TokenType.BLOCK and name in {"blocktranslate", "blocktrans"}:
            inside = []
        elif token.token_type == TokenType.BLOCK and name == "plural":
            yield "".join(inside or [])
            inside = None
        elif token.token_type == TokenType.BLOCK and name.startswith("endblocktrans"):
            if inside is not None:
                yield "".join(inside)
            inside = None
        elif inside is not None:
            is_value = token.token_type == TokenType.VAR
            inside.append(f"%({token.contents})s" if is_value else _doubled(token.contents))
        elif token.token_type in (TokenType.BLOCK, TokenType.VAR):
            if found := TRANSLATE.match(token.contents):
                yield _doubled(ast.literal_eval(found[1]))
            yield from (_doubled(ast.literal_eval(text)) for text in MARKED.findall(token.contents))


def test_every_text_of_the_templates_is_in_the_catalogue() -> None:
    used = {
        (text, path.relative_to(ROOT).as_posix())
        for path in templates()
        for text in texts_shown(path.read_text(encoding="utf-8"))
    }
    assert len({text for text, _path in used}) > 450
    assert sorted(one for one in used if one[0] not in catalogue()) == []


VIETNAMESE = re.compile("[À-ỹ]")


def test_no_template_says_anything_outside_the_catalogue() -> None:
    """What remains of a template without its tags has no Vietnamese word."""
    left = {}
    for path in templates():
        source = path.read_text(encoding="utf-8")
        source = re.sub(r"(?s){%\s*blocktrans.*?{%\s*endblocktrans\w*\s*%}", "", source)
        source = re.sub(r"(?s){%\s*comment.*?endcomment\s*%}|{#.*?#}", "", source)
        source = re.sub(r"{%\s*translate.*?%}", "", source)
        source = MARKED.sub("", source)
        if found := [line for line in source.splitlines() if VIETNAMESE.search(line)]:
            left[path.name] = found
    assert left == {}
