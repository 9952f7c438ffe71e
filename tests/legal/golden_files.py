"""Verdicts kept in files, with the very rule-sets they rest on, so that a change of answers is seen.

``python -m tests.legal.golden_files`` writes them anew; do so only when an answer was meant to
change, and look at the difference before it is committed.
"""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from legal.domain.codes import Layer
from legal.domain.rule_set_reading import content_from
from legal.domain.rule_set_writing import plain_content, sha256_of
from legal.domain.rulesets import RuleSetEntry
from legal.rules.evaluate import evaluate
from legal.rules.plain import facts_as_plain
from legal.rules.registry import reviewed_rulebook
from legal.rules.verdict import NO_RULE
from legal.services import case_examples
from legal.services.cases.reading import read_cases
from tests.legal.case_values import file_awards

FOLDER = Path(__file__).parent / "golden"
VERDICTS = FOLDER / "verdicts.json"
RULE_SETS = FOLDER / "rule_sets.json"
# A dossier of each case under the law of its day, and two under the laws before.
_EARLIER = (date(2024, 6, 3), date(2020, 6, 1))


def stored_verdicts() -> list[dict[str, Any]]:
    """The kept verdicts with facts and day of receipt."""
    return json.loads(VERDICTS.read_text(encoding="utf-8"))


def find_set(code: str, number: int, sha256: str) -> RuleSetEntry:
    """The rule-set as it was when the verdicts were kept."""
    values = json.loads(RULE_SETS.read_text(encoding="utf-8")).get(sha256)
    if values is None or (values["code"], values["version"]) != (code, number):
        raise LookupError(code)
    problems: list[str] = []
    content = content_from(values["content"], code, problems)
    assert problems == []
    assert sha256_of(plain_content(content)) == sha256
    return replace(
        content,
        code=code,
        name=values["name"],
        layer=Layer(values["layer"]),
        valid_from=date.fromisoformat(values["valid_from"]),
        version=number,
        sha256=sha256,
    )


def write() -> None:
    """Judge the example cases by the reviewed files and keep what came out."""
    verdicts, sets = [], {}
    for example in case_examples.listed():
        for case in read_cases(case_examples.text_of(example.name), file_awards()).cases:
            for received_on in (case.received_on, *_EARLIER):
                book = reviewed_rulebook(received_on)
                sets.update({row.sha256: _plain_set(row) for row in book.sets})
                facts = replace(case.facts, as_of=received_on)
                verdicts.extend(
                    {
                        "name": f"{case.name} · {award} · {book.key}",
                        "received_on": received_on.isoformat(),
                        "facts": facts_as_plain(facts),
                        "verdict": verdict.as_dict(),
                    }
                    for award in case.awards
                    for verdict in (evaluate(award, facts, book),)
                    if verdict.code != NO_RULE
                )
    FOLDER.mkdir(exist_ok=True)
    lines = ",\n".join(map(_json, verdicts))
    VERDICTS.write_text(f"[\n{lines}\n]\n", encoding="utf-8")
    lines = ",\n".join(f"{_json(sha)}: {_json(row)}" for sha, row in sorted(sets.items()))
    RULE_SETS.write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")


def _plain_set(row: RuleSetEntry) -> dict[str, Any]:
    return {
        "code": row.code,
        "version": row.version,
        "name": row.name,
        "layer": row.layer.value,
        "valid_from": row.valid_from.isoformat(),
        "content": plain_content(row),
    }


def _json(values: Any) -> str:
    return json.dumps(values, ensure_ascii=False, sort_keys=True)


if __name__ == "__main__":
    write()
