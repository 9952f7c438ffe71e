"""Which test proves a rule: kept in a small file, so that pages tell it without the tests at hand."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import yaml

from legal.documents.rule_pages import tests_by_rule
from legal.domain.catalogue import DATA_FOLDER

FILE = DATA_FOLDER / "rule_tests.yaml"
_HEAD = (
    "# The test of each rule. Written by `python3 manage.py write_rule_tests` from the files of the\n"
    "# tests; do not edit.\n"
)


def text() -> str:
    """Return what the file should say."""
    rows = (f"{rule}: {test}\n" for rule, test in sorted(tests_by_rule().items()))
    return _HEAD + "".join(rows)


@cache
def recorded() -> Mapping[str, str]:
    """Return the test of each rule, ``file::name``, as the file says."""
    if not FILE.exists():
        return {}
    return yaml.safe_load(FILE.read_text(encoding="utf-8")) or {}
