"""What a check found, as plain data on the load, and back for the pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from core.imports.columns import Table
from core.imports.registry import Answers, Candidate, Doubt, Note, Plan, UnknownName
from core.models import Load

# What is kept of very long lists; the counts are those of all.
MOST_PROBLEMS = 5000
MOST_QUESTIONS = 2000


def keep(load: Load, found: Plan, table: Table, answers: Answers) -> None:
    """Put what a check found on the load; the caller saves it."""
    load.row_count = len(table.rows)
    load.problem_count = len(found.problems)
    load.problems = [one.as_dict() for one in found.problems[:MOST_PROBLEMS]]
    load.summary = {
        "figures": {str(label): count for label, count in found.figures.items()},
        "doubts": [_plain_doubt(one) for one in found.doubts[:MOST_QUESTIONS]],
        "doubt_count": len(found.doubts),
        "names": [_plain_name(one) for one in found.unknown_names[:MOST_QUESTIONS]],
        "name_count": len(found.unknown_names),
        "used_names": [[text, code] for text, code in answers.used_names.values()][:MOST_QUESTIONS],
        "notes": [asdict(one) for one in found.notes],
        "left_out": list(table.left_out[:MOST_QUESTIONS]),
    }


def is_clean(load: Load) -> bool:
    """Tell whether a checked load can be written."""
    summary: Mapping[str, Any] = load.summary
    open_questions = summary.get("doubt_count", 0) + summary.get("name_count", 0)
    return load.row_count > 0 and not load.problem_count and not open_questions


def doubts(load: Load) -> list[Doubt]:
    """The doubtful rows that were kept."""
    return [
        Doubt(
            one["row"],
            one["incoming"],
            [Candidate(other["code"], other["facts"]) for other in one["existing"]],
            one["reason"],
        )
        for one in load.summary.get("doubts", [])
    ]


def unknown_names(load: Load) -> list[UnknownName]:
    """The unknown names that were kept."""
    return [UnknownName(**one) for one in load.summary.get("names", [])]


def notes(load: Load) -> list[Note]:
    """What is worth knowing before the load is written."""
    return [Note(**one) for one in load.summary.get("notes", [])]


def _plain_doubt(doubt: Doubt) -> dict[str, Any]:
    return {
        "row": doubt.row,
        "incoming": _texts(doubt.incoming),
        "existing": [{"code": one.code, "facts": _texts(one.facts)} for one in doubt.existing],
        "reason": str(doubt.reason),
    }


def _texts(facts: Mapping[str, Any]) -> dict[str, str]:
    return {str(label): str(text) for label, text in facts.items()}


def _plain_name(name: UnknownName) -> dict[str, Any]:
    plain = asdict(name)
    plain["rows"] = list(name.rows)[:MOST_QUESTIONS]
    plain["suggestions"] = [[code, str(label)] for code, label in name.suggestions]
    plain["kind_label"] = str(name.kind_label)
    return plain
