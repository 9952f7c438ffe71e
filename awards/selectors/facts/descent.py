"""Whose record a unit continues: predecessors whose titles were decided to count on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from personnel.models import UnitSuccession

# By predecessor, the last year of its record that counts on.
Carried = dict[int, int]


def carried_into(units: Collection[int]) -> dict[int, Carried]:
    """Return the predecessors of each unit whose record it continues, through all generations.

    That a record counts on is a decision with its basis; without it a successor starts anew. One
    query: such decisions are few. Units that continue nobody are not in the answer.
    """
    edges: dict[int, list[tuple[int, int]]] = defaultdict(list)
    rows = UnitSuccession.objects.filter(carries_record=True, event__cancelled_by=None)
    for before, after, day in rows.values_list("predecessor_id", "successor_id", "event__on"):
        edges[after].append((before, day.year))
    found = {unit: _walk(unit, edges) for unit in units if unit in edges}
    return {unit: carried for unit, carried in found.items() if carried}


def _walk(unit: int, edges: dict[int, list[tuple[int, int]]]) -> Carried:
    found: Carried = {}
    waiting = [(unit, 9999)]
    while waiting:
        one, until = waiting.pop()
        for before, year in edges.get(one, []):
            last = min(until, year)
            if before != unit and found.get(before, 0) < last:
                found[before] = last
                waiting.append((before, last))
    return found
