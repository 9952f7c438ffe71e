"""The review chain: from the unit's place and the authority rule."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awards.domain.chain import ChainError, Place, build_chain
from awards.domain.steps import Decider, StepKind

STATE = Place(1, "STATE", False, participates=False)
MINISTRY = Place(2, "MINISTRY", True)
PROVINCE = Place(3, "PROVINCE", False)
DEPARTMENT = Place(4, "DEPARTMENT", True)
DIVISION = Place(5, "DIVISION", False)
TEAM = Place(6, "DIVISION", False)
CENTRE = Place(7, "PUBLIC_SERVICE_UNIT", True)
BUREAU = Place(8, "DEPARTMENT", True)

IN_DIVISION = (DIVISION, DEPARTMENT, PROVINCE, STATE)
HOUSE = ["HR_CHECK", "COUNCIL", "DIRECTOR"]
TO_PM = ["PROVINCE_CHECK", "PROVINCE", "PRIME_MINISTER"]


def kinds(path, decider, **options):
    return [str(step.kind) for step in build_chain(path, decider, **options)]


@pytest.mark.parametrize(
    ("decider", "options", "expected"),
    [
        (Decider.UNIT_HEAD, {}, ["HEAD", *HOUSE]),
        (Decider.PROVINCE_CHAIR, {}, ["HEAD", *HOUSE, "PROVINCE_CHECK", "PROVINCE"]),
        (
            Decider.PROVINCE_CHAIR,
            {"needs_bloc": True},
            ["HEAD", *HOUSE, "BLOC", "PROVINCE_CHECK", "PROVINCE"],
        ),
        (Decider.MINISTER, {"sector": MINISTRY}, ["HEAD", *HOUSE, "MINISTRY"]),
        (Decider.PRIME_MINISTER, {}, ["HEAD", *HOUSE, *TO_PM]),
        (Decider.GOVERNMENT, {"needs_bloc": True}, ["HEAD", *HOUSE, "BLOC", *TO_PM]),
        (Decider.PRESIDENT, {}, ["HEAD", *HOUSE, *TO_PM, "PRESIDENT"]),
    ],
)
def test_who_decides_makes_the_chain(decider, options, expected):
    assert kinds(IN_DIVISION, decider, **options) == expected


@pytest.mark.parametrize("decider", list(Decider))
def test_only_the_last_step_decides(decider):
    chain = build_chain(IN_DIVISION, decider, sector=MINISTRY)
    assert [step.decides for step in chain] == [False] * (len(chain) - 1) + [True]


def test_every_head_on_the_way_is_asked():
    chain = build_chain((TEAM, *IN_DIVISION), Decider.UNIT_HEAD)
    assert [(step.kind, step.unit_id) for step in chain[:3]] == [
        (StepKind.HEAD, TEAM.unit_id),
        (StepKind.HEAD, DIVISION.unit_id),
        (StepKind.HR_CHECK, DEPARTMENT.unit_id),
    ]


def test_the_department_itself_starts_with_the_check():
    assert kinds((DEPARTMENT, PROVINCE, STATE), Decider.UNIT_HEAD) == HOUSE


def test_a_centre_with_legal_personality_goes_through_its_department():
    chain = build_chain((CENTRE, DEPARTMENT, PROVINCE, STATE), Decider.UNIT_HEAD)
    assert chain[-1].unit_id == DEPARTMENT.unit_id


def test_a_bureau_of_a_ministry_goes_up_through_the_ministry():
    path = (DIVISION, BUREAU, MINISTRY, STATE)
    assert kinds(path, Decider.MINISTER) == ["HEAD", *HOUSE, "MINISTRY"]
    assert kinds(path, Decider.PRIME_MINISTER) == ["HEAD", *HOUSE, "MINISTRY", "PRIME_MINISTER"]


def test_a_province_outside_the_installation_is_one_step():
    outside = Place(3, "PROVINCE", False, participates=False)
    path = (DIVISION, DEPARTMENT, outside, STATE)
    assert kinds(path, Decider.PROVINCE_CHAIR) == ["HEAD", *HOUSE, "PROVINCE"]


@pytest.mark.parametrize(
    ("path", "decider", "word"),
    [
        ((DIVISION,), Decider.UNIT_HEAD, "tư cách pháp nhân"),
        (IN_DIVISION, Decider.MINISTER, "bộ quản lý ngành"),
        ((DIVISION, BUREAU, MINISTRY, STATE), Decider.PROVINCE_CHAIR, "tỉnh"),
    ],
)
def test_a_missing_level_is_named(path, decider, word):
    with pytest.raises(ChainError, match=word):
        build_chain(path, decider)


KINDS = st.sampled_from(["DIVISION", "PUBLIC_SERVICE_UNIT"])


@given(st.lists(KINDS, max_size=4), st.sampled_from(list(Decider)), st.booleans(), st.booleans())
def test_every_chain_ends_where_it_is_decided_and_never_goes_back(below, decider, bloc, inside):
    path = [Place(number, kind, False) for number, kind in enumerate(below)]
    path += [
        Place(50, "DEPARTMENT", True),
        Place(60, "PROVINCE", False, participates=inside),
        Place(70, "STATE", False, participates=False),
    ]
    chain = build_chain(path, decider, needs_bloc=bloc, sector=Place(80, "MINISTRY", True))
    assert [step.decides for step in chain] == [False] * (len(chain) - 1) + [True]
    order = list(StepKind)
    levels = [order.index(step.kind) for step in chain]
    assert levels == sorted(levels)
    heads = [step.unit_id for step in chain if step.kind is StepKind.HEAD]
    assert heads == list(range(len(below)))
