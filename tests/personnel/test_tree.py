"""The numbering of the unit tree: ranges are exactly the descendants, whatever happened."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from personnel.domain import tree
from personnel.domain.tree import Node, PlacementFact

DAY = date(2020, 1, 1)


@st.composite
def forests(draw: st.DrawFn) -> dict[int, int | None]:
    """Parents of up to 25 units; each hangs under an earlier one or is a root."""
    size = draw(st.integers(1, 25))
    return {
        unit: draw(st.sampled_from([None, *range(unit)])) if unit else None for unit in range(size)
    }


@st.composite
def moved_forests(draw: st.DrawFn) -> dict[int, int | None]:
    """A forest after random moves; moves that would make a cycle are left out."""
    parents = draw(forests())
    units = st.sampled_from(sorted(parents))
    for unit, target in draw(st.lists(st.tuples(units, units), max_size=15)):
        if unit != target and unit not in tree.ancestors(target, parents):
            parents[unit] = target
    return parents


def nodes(parents: dict[int, int | None]) -> list[Node]:
    return [Node(unit, parent, (unit % 3,)) for unit, parent in parents.items()]


def descendants(unit: int, parents: dict[int, int | None]) -> set[int]:
    return {other for other in parents if other == unit or unit in tree.ancestors(other, parents)}


@given(moved_forests())
def test_range_is_exactly_the_descendants(parents):
    places = tree.number(nodes(parents))
    for unit, place in places.items():
        inside = {other for other, its in places.items() if place.holds(its.start)}
        assert inside == descendants(unit, parents)
        assert place.depth == len(tree.ancestors(unit, parents))
    assert sorted(place.start for place in places.values()) == list(range(1, len(parents) + 1))


@given(moved_forests(), moved_forests())
def test_shifts_lead_from_one_numbering_to_the_other(before, after):
    common = set(before) & set(after)
    old = tree.number(
        nodes({u: p if p in common else None for u, p in before.items() if u in common})
    )
    new = tree.number(
        nodes({u: p if p in common else None for u, p in after.items() if u in common})
    )
    slid = dict(old)
    for shift in tree.shifts(old, new):
        for unit in shift.units:
            place = slid[unit]
            slid[unit] = tree.Place(
                place.start + shift.start, place.end + shift.end, place.depth + shift.depth
            )
    assert slid == new


def test_opening_a_unit_in_a_large_tree_needs_few_updates():
    parents: dict[int, int | None] = {0: None}
    parents |= dict.fromkeys(range(1, 40), 0)
    parents |= {unit: unit % 39 + 1 for unit in range(40, 1500)}
    old = tree.number(nodes(parents))
    new = tree.number(nodes({**parents, 1500: 20}))
    old[1500] = tree.Place(0, 0, 0)
    assert len(list(tree.shifts(old, new))) <= 4


@given(moved_forests(), st.data())
def test_closing_the_ring_is_found(parents, data):
    unit = data.draw(st.sampled_from(sorted(parents)))
    below = data.draw(st.sampled_from(sorted(descendants(unit, parents))))
    assert tree.find_cycle(parents) is None
    ring = {**parents, unit: below}
    cycle = tree.find_cycle(ring)
    assert cycle is not None
    assert {unit, below} <= set(cycle)
    with pytest.raises(tree.CycleError):
        tree.number(nodes(ring))


def test_sisters_stand_in_the_order_of_their_sort_then_id():
    places = tree.number([Node(1, None), Node(5, 1, (2,)), Node(6, 1, (1,)), Node(4, 1, (2,))])
    assert sorted(places, key=lambda unit: places[unit].start) == [1, 6, 4, 5]


def test_unknown_parent_is_refused():
    with pytest.raises(tree.MissingParentError):
        tree.number([Node(1, 99)])


def test_ancestry_follows_the_day():
    facts = [
        PlacementFact(1, None, DAY),
        PlacementFact(2, None, DAY),
        PlacementFact(3, 1, DAY, DAY + timedelta(10)),
        PlacementFact(3, 2, DAY + timedelta(10)),
    ]
    assert tree.ancestors(3, tree.parents_on(facts, DAY + timedelta(9))) == [1]
    assert tree.ancestors(3, tree.parents_on(facts, DAY + timedelta(10))) == [2]
    assert 3 not in tree.parents_on(facts, DAY - timedelta(1))


def test_dissolved_unit_stays_where_it_stood_and_a_coming_one_where_it_will_stand():
    facts = [
        PlacementFact(1, None, DAY),
        PlacementFact(2, 1, DAY, DAY + timedelta(5)),
        PlacementFact(3, 1, DAY + timedelta(50)),
    ]
    assert tree.standing_parents(facts, DAY + timedelta(20)) == {1: None, 2: 1, 3: 1}


def test_a_cycle_that_only_begins_later_is_found_with_its_day():
    later = DAY + timedelta(30)
    facts = [
        PlacementFact(1, None, DAY, later),
        PlacementFact(1, 2, later),
        PlacementFact(2, 1, DAY),
    ]
    assert tree.first_cycle_from(facts, DAY) == (later, tree.find_cycle({1: 2, 2: 1}))
    assert tree.first_cycle_from(facts[:1] + facts[2:], DAY) is None
