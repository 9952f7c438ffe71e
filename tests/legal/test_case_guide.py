"""The guide of made-up cases tells of every field, and every field stands in an example that runs."""

from dataclasses import is_dataclass
from typing import get_args

from django.conf import settings

from legal.rules.facts import CollectiveFacts, PersonFacts
from legal.rules.plain import hints
from legal.rules.registry import reviewed_rulebook
from legal.services.cases.judging import judge_cases
from legal.services.cases.reading import read_cases
from legal.services.cases.text import plain_values
from legal.services.cases.vocabulary import FIELDS
from tests.legal.case_values import file_awards


def _classes_of(known, found):
    """The class and all classes of rows in it."""
    found.add(known)
    for hint in hints(known).values():
        for inner in _inner(hint):
            if is_dataclass(inner) and inner not in found:
                _classes_of(inner, found)
    return found


def _inner(hint):
    return [hint] + [inner for one in get_args(hint) for inner in _inner(one)]


def test_the_guide_tells_of_every_field_and_every_word():
    guide = (settings.BASE_DIR / "docs/huong-dan/thu-truong-hop.md").read_text(encoding="utf-8")
    classes = _classes_of(CollectiveFacts, _classes_of(PersonFacts, set()))
    fields = {name for known in classes for name in hints(known)}
    words = {"sex" if name == "is_woman" else name for name in fields}
    frame = {"object", "award", "received_on", "judged_on", "sets", "unlisted", "facts", "titles"}
    missing = [name for name in sorted(words | frame) if f"`{name}`" not in guide]
    assert missing == []
    codes = {code for words in FIELDS.values() for code in words.words}
    assert [code for code in sorted(codes) if code not in guide] == []


def test_every_field_of_the_guide_stands_in_an_example_that_runs():
    guide = (settings.BASE_DIR / "docs/huong-dan/thu-truong-hop.md").read_text(encoding="utf-8")
    blocks = [block.split("```")[0] for block in guide.split("```yaml\n")[1:]]
    awards, used = file_awards(), set()
    for block in blocks:
        found = read_cases(block, file_awards())
        assert found.all_problems == ()
        for result in judge_cases(
            found.cases, awards, lambda case: (reviewed_rulebook(case.received_on, *case.sets),)
        ):
            assert result.problems == ()
            codes = {verdict.code for row in result.awards for verdict in row.verdicts}
            assert codes, result.case.name
            assert "ERROR" not in codes
        used |= set(_words_in(plain_values(block)[0]))
    rows = [line for line in guide.splitlines() if line.startswith("| `")]
    fields = {line.split("`")[1] for line in rows}
    # Facts as a dossier keeps them come from a file the software made; nobody types them.
    assert fields - used == {"facts"}


def _words_in(value):
    """Every name of a field in plain values."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield str(name)
            yield from _words_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _words_in(inner)
