"""Transition tables as data: pure Python, easy to read, to draw and to test without a database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Transition:
    """One row of a transition table.

    Attributes:
        name: stable code, used by pages and the API.
        label: what the button says (Vietnamese).
        sources: states it may start from.
        target: state it leads to.
        action: permission that is asked for.
        guards: names of conditions, checked in this order.
        comment_required: whether a reason must be given.
        legal_basis: the article that gives the step its ground, where there is one.
        consequence: what happens next, in words, shown beside the button.
    """

    name: str
    label: str
    sources: frozenset[str]
    target: str
    action: str
    guards: tuple[str, ...] = ()
    comment_required: bool = False
    legal_basis: str = ""
    consequence: str = ""


@dataclass(frozen=True)
class Workflow:
    """A named set of states and the transitions between them.

    Attributes:
        other_acts: what else raises the version and stands in the history, by name: changes of
            content, which keep the state.
    """

    name: str
    initial: str
    states: Mapping[str, str]
    transitions: tuple[Transition, ...]
    final: frozenset[str] = frozenset()
    other_acts: Mapping[str, str] = field(default_factory=dict)
    _by_name: dict[str, Transition] = field(
        default_factory=dict, compare=False, repr=False, hash=False
    )

    def __post_init__(self) -> None:
        self._by_name.update({transition.name: transition for transition in self.transitions})

    def get(self, name: str) -> Transition | None:
        """Return the transition of that name, if the table has it."""
        return self._by_name.get(name)

    def label_of(self, name: str) -> str:
        """Return what an act of the history is called; an unknown name stands for itself."""
        transition = self.get(name)
        return transition.label if transition else self.other_acts.get(name, name)

    def from_state(self, state: str) -> tuple[Transition, ...]:
        """Return the transitions that may start from the state, in table order."""
        return tuple(t for t in self.transitions if state in t.sources)

    def problems(self) -> list[str]:
        """List what is wrong with the table: doubles, unknown, unreachable and dead-end states."""
        return [
            *self._duplicate_names(),
            *self._unknown_states(),
            *self._unreachable_states(),
            *self._dead_ends(),
        ]

    def _duplicate_names(self) -> list[str]:
        names = [transition.name for transition in self.transitions]
        return [f"{name}: more than one transition" for name in set(names) if names.count(name) > 1]

    def _unknown_states(self) -> list[str]:
        used = {self.initial} | self.final
        for transition in self.transitions:
            used |= transition.sources | {transition.target}
        return [f"{state}: not in the list of states" for state in sorted(used - set(self.states))]

    def _unreachable_states(self) -> list[str]:
        reached = {self.initial}
        while True:
            more = {t.target for t in self.transitions if t.sources & reached} - reached
            if not more:
                break
            reached |= more
        return [f"{state}: cannot be reached" for state in self.states if state not in reached]

    def _dead_ends(self) -> list[str]:
        stuck = [s for s in self.states if s not in self.final and not self.from_state(s)]
        return [f"{state}: no way out, yet not final" for state in stuck]
