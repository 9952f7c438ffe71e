"""Checks of transition tables."""

from __future__ import annotations

from core.workflow.definition import Transition, Workflow


def transition(name: str, sources: set[str], target: str) -> Transition:
    return Transition(name, name, frozenset(sources), target, "x.do")


def workflow(*transitions: Transition, states: str = "AB", final: str = "B") -> Workflow:
    return Workflow("w", "A", {s: s for s in states}, transitions, frozenset(final))


def test_a_sound_table_has_no_problems():
    assert workflow(transition("go", {"A"}, "B")).problems() == []


def test_every_fault_is_named():
    faulty = workflow(
        transition("go", {"A"}, "X"), transition("go", {"A"}, "B"), states="ABCD", final="B"
    )
    assert sorted(faulty.problems()) == [
        "C: cannot be reached",
        "C: no way out, yet not final",
        "D: cannot be reached",
        "D: no way out, yet not final",
        "X: not in the list of states",
        "go: more than one transition",
    ]
