"""The shape of the tree: what may lie at the top, and what may not be written anywhere."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TOP_LEVEL = {
    ".ci", ".gitignore", ".pre-commit-config.yaml", "CHANGELOG.md", "LICENSE", "README.md",
    "awards", "config", "core", "docs", "emulation", "legal", "manage.py", "personnel",
    "pyproject.toml", "templates", "tests",
}  # fmt: skip
LONGEST_FILE = 400
# Spelt in pieces, so that this file does not hold what it looks for.
FORBIDDEN = {
    "path of a person's machine": re.compile(r"(?<![\w.])/(?:work|home/\w+|Users/\w+|root)/"),
    "address of a package registry": re.compile(
        "pypi" + r"\.org|python" + r"hosted|npm" + r"js\.(?:org|com)"
    ),
    "private key": re.compile("BEGIN " + r"(?:RSA |EC )?PRIVATE KEY"),
    "unfinished work": re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X)\b"),
}


def tracked() -> list[Path]:
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    return [path for path in map(Path, listing.splitlines()) if (ROOT / path).is_file()]


def texts() -> list[tuple[Path, str]]:
    found = []
    for path in tracked():
        try:
            found.append((path, (ROOT / path).read_text(encoding="utf-8")))
        except UnicodeDecodeError:
            continue
    return found


def test_only_known_names_lie_at_the_top() -> None:
    assert {path.parts[0] for path in tracked()} <= TOP_LEVEL


@pytest.mark.parametrize("what", FORBIDDEN)
def test_nothing_forbidden_is_written(what: str) -> None:
    found = [
        f"{path}:{number}: {line.strip()[:80]}"
        for path, text in texts()
        for number, line in enumerate(text.splitlines(), 1)
        if FORBIDDEN[what].search(line)
    ]
    assert found == []


def test_code_files_stay_readable_in_one_go() -> None:
    long = [
        (str(path), length)
        for path, text in texts()
        if path.suffix == ".py" and "migrations" not in path.parts
        if (length := text.count("\n")) > LONGEST_FILE
    ]
    assert long == []


def test_core_speaks_no_word_of_the_domain() -> None:
    words = re.compile(
        r"\b(?:award|proposal|initiative|emulation|commendation|"
        r"khen thưởng|thi đua|sáng kiến|danh hiệu)",
        re.IGNORECASE,
    )
    found = [
        f"{path}:{number}: {line.strip()[:80]}"
        for path, text in texts()
        # The style guide shows components with sample texts of a real page.
        if path.parts[0] == "core" and path.suffix == ".py" and path.name != "styleguide_samples.py"
        for number, line in enumerate(text.splitlines(), 1)
        if words.search(line)
    ]
    assert found == []
