"""The example files of cases, shipped with the program."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from legal.domain.catalogue import DATA_FOLDER

EXAMPLE_FOLDER = DATA_FOLDER / "examples"


@dataclass(frozen=True, slots=True)
class Example:
    """An example (tệp mẫu); the comment in its first lines says what it shows."""

    name: str
    lead: str


@cache
def listed() -> tuple[Example, ...]:
    """Return the examples in the order of their names."""
    return tuple(
        Example(path.stem, _lead(path.read_text(encoding="utf-8").splitlines()))
        for path in sorted(EXAMPLE_FOLDER.glob("*.yaml"))
    )


def text_of(name: str) -> str | None:
    """Return the text of an example, if there is one of the name."""
    if name not in {example.name for example in listed()}:
        return None
    return Path(EXAMPLE_FOLDER / f"{name}.yaml").read_text(encoding="utf-8")


def _lead(lines: Iterable[str]) -> str:
    """Return the first paragraph of the comment at the head."""
    found = []
    for line in lines:
        if not line.startswith("#") or not line.strip("# "):
            break
        found.append(line.strip("# "))
    return " ".join(found)
