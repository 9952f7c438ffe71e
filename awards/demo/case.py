"""Reading the case files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "cases"


class CaseError(ValueError):
    """The case does not exist, or its file contradicts itself."""


@dataclass(frozen=True)
class Case:
    """One case as its file states it; ``parts`` are the sections read by their own loaders."""

    code: str
    title: str
    year: int
    seed: int
    parts: Mapping[str, Any]

    @property
    def department_code(self) -> str:
        """Code of the unit whose report the case holds."""
        key = self.parts["report_unit"]
        return next(unit["code"] for unit in self.parts["units"] if unit["key"] == key)

    @property
    def usernames(self) -> list[str]:
        """The log-ins of the case, in the order in which they are shown."""
        return [account["username"] for account in self.parts["accounts"]]


def codes() -> list[str]:
    """Return the codes of all cases."""
    return sorted(path.stem for path in FOLDER.glob("*.yaml"))


def read(code: str) -> Case:
    """Read a case.

    Raises:
        CaseError: there is none of that code, or a count differs from the recipients listed.
    """
    if code not in codes():
        raise CaseError(
            f"Không có dữ liệu minh họa “{code}”. Các bộ hiện có: {', '.join(codes())}."
        )
    content = yaml.safe_load((FOLDER / f"{code}.yaml").read_text(encoding="utf-8"))
    for result in content["results"]:
        listed = len(expand(result["to"]))
        if listed != result["count"]:
            raise CaseError(
                f"{code}, {result['award']}: ghi {result['count']} nhưng liệt kê {listed}."
            )
    return Case(
        code=content["case"],
        title=content["title"],
        year=content["year"],
        seed=content["seed"],
        parts=content,
    )


def expand(references: Iterable[str]) -> list[str]:
    """Turn ``["VP.2-4", "QLCN"]`` into ``["VP.2", "VP.3", "VP.4", "QLCN"]``."""
    found = []
    for reference in references:
        unit, dot, numbers = reference.partition(".")
        if not dot:
            found.append(unit)
            continue
        first, _dash, last = numbers.partition("-")
        found += [f"{unit}.{number}" for number in range(int(first), int(last or first) + 1)]
    return found


def on_day(year: int, month_and_day: str) -> date:
    """Return the date for ``"12-21"`` in a year."""
    return date.fromisoformat(f"{year}-{month_and_day}")
