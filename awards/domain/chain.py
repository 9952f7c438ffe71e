"""The review chain of a proposal: from the unit's place and the authority rule, step by step.

Who may decide what stands in Luật Thi đua, khen thưởng 2022, Điều 77–80; who hands on to whom in
Điều 83. The functions only see places and codes, so a chain can be drawn for any year and tested
without a database.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from awards.domain.steps import Decider, StepKind
from core.words import gettext_noop as _


@dataclass(frozen=True, slots=True)
class Place:
    """A unit on the way from the recipient to the top.

    Attributes:
        participates: whether its people work in this installation.
    """

    unit_id: int
    kind: str
    has_legal_personality: bool
    participates: bool = True


@dataclass(frozen=True, slots=True)
class StepSpec:
    """A step to be made: its kind, the unit that holds it, and whether it decides the award."""

    kind: StepKind
    unit_id: int
    decides: bool = False


class ChainError(ValueError):
    """No chain leads from the unit to the one who decides; the text says what is missing."""


def base_index(path: Sequence[Place]) -> int:
    """Return where in the path the base authority stands (cơ quan có thẩm quyền ở cơ sở).

    It is the nearest unit with legal personality directly under a province or a ministry: the
    head of such a unit decides (Luật 2022, Điều 80 khoản 1).

    Raises:
        ChainError: no such unit on the path.
    """
    for index, place in enumerate(path):
        above = path[index + 1].kind if index + 1 < len(path) else None
        if place.has_legal_personality and above in {"PROVINCE", "MINISTRY"}:
            return index
    raise ChainError(
        _(
            "Đơn vị không thuộc cơ quan nào có tư cách pháp nhân trực thuộc tỉnh hoặc bộ, "
            "nên chưa biết ai có thẩm quyền quyết định."
        )
    )


def build_chain(
    path: Sequence[Place],
    decider: Decider,
    *,
    needs_bloc: bool = False,
    sector: Place | None = None,
) -> tuple[StepSpec, ...]:
    """Return the steps a proposal passes, the deciding one last.

    Args:
        path: the unit itself first, then each superior up to the top.
        decider: who decides the award.
        needs_bloc: flags are voted by the emulation bloc before they go up.
        sector: the ministry of the unit's sector line.

    Raises:
        ChainError: a level that must act is not on the path.
    """
    base = base_index(path)
    steps = list(_inside(path, base))
    if decider is Decider.UNIT_HEAD:
        return (*steps[:-1], _deciding(steps[-1]))
    if needs_bloc:
        steps.append(StepSpec(StepKind.BLOC, path[base + 1].unit_id))
    steps += _above(path[base + 1 :], decider, sector)
    return (*steps[:-1], _deciding(steps[-1]))


def _inside(path: Sequence[Place], base: int) -> Iterator[StepSpec]:
    """Heads from the recipient's unit upwards, then the three steps of the department."""
    for place in path[:base]:
        yield StepSpec(StepKind.HEAD, place.unit_id)
    department = path[base].unit_id
    for kind in (StepKind.HR_CHECK, StepKind.COUNCIL, StepKind.DIRECTOR):
        yield StepSpec(kind, department)


def _above(upper: Sequence[Place], decider: Decider, sector: Place | None) -> list[StepSpec]:
    if decider is Decider.MINISTER:
        return [StepSpec(StepKind.MINISTRY, _ministry(upper, sector).unit_id)]
    if decider is Decider.PROVINCE_CHAIR:
        return list(_province(_of_kind(upper, "PROVINCE", _("Đơn vị không thuộc tỉnh nào."))))
    steps = list(_line_to_the_state(upper))
    state = upper[-1].unit_id
    steps.append(StepSpec(StepKind.PRIME_MINISTER, state))
    if decider is Decider.PRESIDENT:
        steps.append(StepSpec(StepKind.PRESIDENT, state))
    return steps


def _line_to_the_state(upper: Sequence[Place]) -> Iterator[StepSpec]:
    """The minister or the province chairman hands on to the Prime Minister (Điều 83)."""
    head = upper[0]
    if head.kind == "PROVINCE":
        yield from _province(head)
    else:
        yield StepSpec(StepKind.MINISTRY, head.unit_id)


def _province(province: Place) -> Iterator[StepSpec]:
    """A province that works elsewhere is one step here: only its answer is recorded."""
    if province.participates:
        yield StepSpec(StepKind.PROVINCE_CHECK, province.unit_id)
    yield StepSpec(StepKind.PROVINCE, province.unit_id)


def _ministry(upper: Sequence[Place], sector: Place | None) -> Place:
    if upper[0].kind == "MINISTRY":
        return upper[0]
    if sector is None:
        raise ChainError(
            _(
                "Chưa ghi bộ quản lý ngành của đơn vị, nên chưa biết trình bộ nào. "
                "Hãy bổ sung ở trang đơn vị."
            )
        )
    return sector


def _of_kind(places: Sequence[Place], kind: str, otherwise: str) -> Place:
    for place in places:
        if place.kind == kind:
            return place
    raise ChainError(otherwise)


def _deciding(step: StepSpec) -> StepSpec:
    return StepSpec(step.kind, step.unit_id, decides=True)
