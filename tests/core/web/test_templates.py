"""Templates and style sheets keep the content security policy and the themes together."""

import re
from pathlib import Path

import pytest
from django.template.loader import get_template

ROOT = Path(__file__).parents[3]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
CSS = ROOT / "core" / "static" / "core" / "css"
FORBIDDEN = {
    "style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "style element": re.compile(r"<style\b", re.IGNORECASE),
    "event handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "htmx handler": re.compile(r"\bhx-on\b", re.IGNORECASE),
    "script in an address": re.compile(r"javascript:", re.IGNORECASE),
    "inline script": re.compile(r"<script(?![^>]*\bsrc=)[^>]*>", re.IGNORECASE),
    "foreign address": re.compile(r"(?:src|href)=[\"'](?:https?:)?//", re.IGNORECASE),
}


def _in_mail(path: Path) -> bool:
    return "email" in path.relative_to(ROOT).parts


@pytest.mark.parametrize(
    "path", [path for path in TEMPLATES if not _in_mail(path)], ids=lambda path: path.name
)
def test_template_keeps_the_policy(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert [what for what, pattern in FORBIDDEN.items() if pattern.search(text)] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_template_compiles(path: Path) -> None:
    get_template(str(path.relative_to(ROOT / "templates")))


def _block(text: str, opening: str) -> dict[str, str]:
    start = text.index(opening) + len(opening)
    return dict(re.findall(r"(--[\w-]+):\s*([^;]+);", text[start : text.index("}", start)]))


def test_dark_is_the_same_whether_chosen_or_wished_by_the_system() -> None:
    text = (CSS / "tokens.css").read_text(encoding="utf-8")
    wished = _block(text, ':root:not([data-theme="light"]) {')
    chosen = _block(text, ':root[data-theme="dark"] {')
    assert wished == chosen
    assert set(wished) <= set(_block(text, "\n:root {"))


def test_every_token_in_use_exists() -> None:
    defined: set[str] = set()
    used: set[str] = set()
    for path in CSS.glob("*.css"):
        text = path.read_text(encoding="utf-8")
        defined |= set(re.findall(r"(--[\w-]+):", text))
        used |= set(re.findall(r"var\((--[\w-]+)", text))
    assert used - defined == set()


def test_colours_are_written_in_the_tokens_only() -> None:
    colour = re.compile(r"#[0-9a-f]{3,8}\b|\brgb\(", re.IGNORECASE)
    found = [
        f"{path.name}: {line.strip()}"
        for path in CSS.glob("*.css")
        if path.name != "tokens.css"
        for line in path.read_text(encoding="utf-8").splitlines()
        if colour.search(line)
    ]
    assert found == []


def _luminance(colour: str) -> float:
    text = colour.lstrip("#")
    if len(text) == 3:
        text = "".join(2 * letter for letter in text)
    parts = [int(text[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(first: str, second: str) -> float:
    bright, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


TEXT_PAIRS = [
    *((ink, ground) for ink in ("ink", "ink-soft", "accent") for ground in
      ("ground", "surface", "sunk")),
    ("on-accent", "accent-fill"), ("on-accent", "accent-fill-hover"), ("accent", "accent-soft"),
    *((tone, f"{tone}-soft") for tone in
      ("neutral", "info", "progress", "ok", "warn", "danger", "honour")),
    *((tone, "surface") for tone in ("info", "progress", "ok", "warn", "danger", "honour")),
]  # fmt: skip


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_is_readable_in_both_themes(theme: str) -> None:
    text = (CSS / "tokens.css").read_text(encoding="utf-8")
    tokens = _block(text, "\n:root {")
    if theme == "dark":
        tokens |= _block(text, ':root[data-theme="dark"] {')
    weak = [
        (ink, ground, round(ratio, 2))
        for ink, ground in TEXT_PAIRS
        if (ratio := _contrast(tokens[f"--{ink}"], tokens[f"--{ground}"])) < 4.5
    ]
    assert weak == []
    for ground in ("surface", "ground"):
        assert _contrast(tokens["--line-strong"], tokens[f"--{ground}"]) >= 3
