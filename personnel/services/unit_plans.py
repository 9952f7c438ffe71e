"""Mergers and splits before anything is written: who becomes what, and what stands against it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from core.scope import Actor
from personnel import permissions
from personnel.domain import tree
from personnel.models import Appointment, Staff, Unit, UnitPlacement
from personnel.services import orders, unit_people, unit_steps, units
from personnel.services.checks import Checks
from personnel.services.orders import Order
from personnel.services.tree import placement_facts
from personnel.services.unit_steps import Change, require_above, still_on
from personnel.services.unit_values import NewUnit, clean_unit

Target = Unit | NewUnit
_BASIS_LENGTH = 300


@dataclass(frozen=True, slots=True)
class Basis:
    """By what the titles of the predecessors count as the successor's; empty: they do not."""

    wanted: bool
    text: str


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a unit that is split: where it goes, with which units and people."""

    into: Target
    children: tuple[Unit, ...] = ()
    people: tuple[Staff, ...] = ()
    takes_rest: bool = False


@dataclass(slots=True)
class Plan(ABC):
    """Targets in the order in which they come to be, with the checked values of the new ones.

    ``parents`` is who stands under whom on the day of the step, before it.
    """

    targets: list[Target] = field(default_factory=list)
    values: dict[NewUnit, dict[str, Any]] = field(default_factory=dict)
    parents: dict[int, int | None] = field(default_factory=dict)

    @property
    def existing_targets(self) -> list[Unit]:
        """Targets that are units already."""
        return [target for target in self.targets if isinstance(target, Unit)]

    @property
    def new_targets(self) -> list[NewUnit]:
        """Targets that the step opens."""
        return [target for target in self.targets if isinstance(target, NewUnit)]

    @property
    @abstractmethod
    def ending(self) -> list[Unit]:
        """Units that end by the step."""

    def superior_of(self, target: NewUnit) -> Target | None:
        """Where a new target is to stand."""
        return target.parent


@dataclass(slots=True)
class Merger(Plan):
    """Pairs of a unit that ends and the one that takes it over, superiors first."""

    pairs: list[tuple[Unit, Target]] = field(default_factory=list)
    first: int = 0

    @property
    def ending(self) -> list[Unit]:
        """The units that are merged, those below a source included."""
        return [unit for unit, _target in self.pairs]

    def sources_of(self, target: Target) -> list[Unit]:
        """What passes into this target."""
        return [unit for unit, into in self.pairs if into == target]

    def superior_of(self, target: NewUnit) -> Target | None:
        """A new unit below nothing in particular stands under its sources' superior's target."""
        if target.parent is not None or target == self.targets[0]:
            return target.parent
        above = {unit.pk: into for unit, into in self.pairs}
        return next(
            (above[unit.parent_id] for unit in self.sources_of(target) if unit.parent_id in above),
            None,
        )


@dataclass(slots=True)
class Split(Plan):
    """A unit and its parts."""

    unit: Unit = field(kw_only=True)
    parts: list[Part] = field(default_factory=list)
    keeps: bool = True

    @property
    def ending(self) -> list[Unit]:
        """The unit itself, unless it goes on."""
        return [] if self.keeps else [self.unit]


def merger(sources: Sequence[Unit], into: Target, children: Mapping[Unit, Target | None]) -> Merger:
    """Who passes into whom: the sources, then what is named below them."""
    pairs: list[tuple[Unit, Target]] = [(source, into) for source in sources]
    named = [(unit, target) for unit, target in children.items() if target is not None]
    pairs += sorted(named, key=lambda pair: pair[0].depth)
    return Merger(targets=list(dict.fromkeys(target for _unit, target in pairs)), pairs=pairs)


def split(unit: Unit, parts: Sequence[Part | Target], *, keeps: bool) -> Split:
    """The parts of a unit, each given in full or by its unit alone."""
    whole = [part if isinstance(part, Part) else Part(part) for part in parts]
    return Split(targets=[part.into for part in whole], unit=unit, parts=whole, keeps=keeps)


def require_rights(plan: Merger | Split, by: Actor) -> None:
    """The right over every unit that ends or takes over, and over those above the ending ones."""
    ending = {unit.pk for unit in plan.ending}
    for unit in (*plan.ending, *([plan.unit] if isinstance(plan, Split) else [])):
        permissions.require(by, permissions.CHANGE_UNIT, unit)
        if unit.parent_id not in ending:
            require_above(by, unit.parent)
    for target in plan.existing_targets:
        permissions.require(by, permissions.CHANGE_UNIT, target)
    for new in plan.new_targets:
        superior = plan.superior_of(new)
        if not isinstance(superior, NewUnit):
            require_above(by, superior)


def basis_of(options: Mapping[str, Any]) -> Basis:
    """Whether titles are carried over, and by what."""
    wanted = bool(options.get("carries_record"))
    return Basis(wanted, options.get("basis", "") if wanted else "")


def check_merger(plan: Merger, change: Change, basis: Basis) -> Order | None:
    """Raise everything that stands against the merger; returns the order in composed form."""
    checks = Checks()
    _check_basis(checks, basis)
    when = _("Từ ngày")
    checks.day("on", when, change.on)
    plan.parents = tree.parents_on(placement_facts(), change.on)
    _check_sources(checks, plan)
    _check_children(checks, plan)
    for unit in plan.ending:
        _check_ends(checks, unit, change.on, when)
    _check_targets(checks, plan, change.on)
    units.check_coming(checks, plan.ending, change.on, when)
    unit_people.check_people(checks, plan.ending, change.on, when)
    order = orders.clean(checks, change.order, by=change.by, at=change.at)
    checks.done()
    return order


def check_split(plan: Split, change: Change, basis: Basis) -> Order | None:
    """Raise everything that stands against the split; returns the order in composed form."""
    checks = Checks()
    _check_basis(checks, basis)
    when = _("Từ ngày")
    checks.day("on", when, change.on)
    plan.parents = tree.parents_on(placement_facts(), change.on)
    _check_parts(checks, plan)
    _check_ends(checks, plan.unit, change.on, when, ends=not plan.keeps)
    _check_targets(checks, plan, change.on)
    units.check_coming(checks, [plan.unit], change.on, when)
    unit_people.check_people(checks, [plan.unit], change.on, when)
    _check_shares(checks, plan, change.on)
    order = orders.clean(checks, change.order, by=change.by, at=change.at)
    checks.done()
    return order


def _check_basis(checks: Checks, basis: Basis) -> None:
    if basis.wanted:
        label = _("Căn cứ tính tiếp thành tích")
        checks.text("basis", label, basis.text, limit=_BASIS_LENGTH)


def _check_sources(checks: Checks, plan: Merger) -> None:
    place = _("Đơn vị sáp nhập")
    into = plan.targets[0] if plan.targets else None
    sources = plan.sources_of(into) if into is not None else []
    if not sources:
        checks.add("sources", _("chưa chọn đơn vị nào."), _("Hãy chọn ít nhất một."), place)
    ids = [unit.pk for unit in plan.ending]
    for unit in dict.fromkeys(unit for unit in plan.ending if ids.count(unit.pk) > 1):
        checks.add("sources", _("%s được chọn hai lần.") % unit, _("Hãy bỏ bớt."), place)
    if isinstance(into, NewUnit) and len(sources) == 1:
        checks.add(
            "sources",
            _("hợp nhất thành đơn vị mới cần ít nhất hai đơn vị."),
            _("Nếu đơn vị chỉ mang tên mới, hãy dùng bước Đổi tên."),
            place,
        )


def _check_targets(checks: Checks, plan: Merger | Split, on: date) -> None:
    place = _("Đơn vị tiếp nhận")
    for target in plan.existing_targets:
        _check_existing(checks, plan, target, on, place)
    codes: set[str] = set()
    for new in plan.new_targets:
        values = clean_unit(checks, new.traits)
        units.check_new_code(checks, values["code"])
        if values["code"] in codes:
            checks.add(
                "code", _("mã “%s” được nhập hai lần.") % new.code, _("Hãy dùng mã khác."), place
            )
        codes.add(values["code"])
        plan.values[new] = values
        superior = plan.superior_of(new)
        if isinstance(superior, Unit):
            _check_superior(checks, plan, superior, on)


def _check_existing(
    checks: Checks, plan: Merger | Split, target: Unit, on: date, place: str
) -> None:
    own = plan.ending if isinstance(plan, Merger) else [plan.unit]
    if target in own:
        checks.add(
            "into",
            _("%s không thể sáp nhập vào chính nó.") % target,
            _("Chọn đơn vị tiếp nhận khác."),
            place,
        )
        return
    checks.lasting_unit("into", place, target, on)
    ending = plan.ending
    if isinstance(plan, Merger) and target != plan.targets[0]:
        ending = plan.sources_of(target)
    above = _above(target, ending, plan.parents)
    if above is not None:
        checks.add(
            "into",
            _("%(target)s đang trực thuộc %(unit)s, đơn vị kết thúc ở bước này.")
            % {"target": target, "unit": above},
            _("Hãy chuyển đơn vị tiếp nhận ra ngoài trước."),
            place,
        )


def _check_superior(checks: Checks, plan: Merger | Split, superior: Unit, on: date) -> None:
    place = _("Đơn vị cấp trên")
    checks.lasting_unit("parent", place, superior, on)
    above = superior if superior in plan.ending else _above(superior, plan.ending, plan.parents)
    if above is not None:
        checks.add(
            "parent",
            _("%s kết thúc ở chính bước này.") % above,
            _("Chọn đơn vị cấp trên khác."),
            place,
        )


def _above(unit: Unit, ending: Sequence[Unit], parents: Mapping[int, int | None]) -> Unit | None:
    """The ending unit below which this one stands on the day, if any."""
    above = set(tree.ancestors(unit.pk, parents))
    return next((other for other in ending if other.pk in above), None)


def _check_children(checks: Checks, plan: Merger) -> None:
    """What is merged besides the sources stands below one that is merged too."""
    ending = {unit.pk for unit in plan.ending}
    sources = {unit.pk for unit in plan.sources_of(plan.targets[0])} if plan.targets else set()
    for unit in plan.ending:
        if unit.pk not in sources and plan.parents.get(unit.pk) not in ending:
            checks.add(
                "children",
                _("%s không trực thuộc đơn vị được sáp nhập.") % unit,
                _("Hãy sáp nhập đơn vị này bằng bước riêng."),
                _("Đơn vị trực thuộc"),
            )


def _check_ends(checks: Checks, unit: Unit, on: date, when: str, *, ends: bool = True) -> None:
    if unit.dissolved_on is not None:
        checks.open_unit("on", when, unit, unit.dissolved_on)
        return
    unit_steps.check_after_history(checks, unit, on, when, ends=ends)


def _check_parts(checks: Checks, plan: Split) -> None:
    place = _("Đơn vị hình thành")
    if not plan.parts:
        checks.add("parts", _("chưa có đơn vị nào."), _("Hãy nhập ít nhất một."), place)
    elif not plan.keeps and len(plan.parts) < 2:
        checks.add(
            "parts",
            _("chia thì có ít nhất hai đơn vị tiếp nhận."),
            _("Nếu chỉ có một, hãy dùng bước Sáp nhập."),
            place,
        )
    if sum(part.takes_rest for part in plan.parts) > 1:
        checks.add("parts", _("chỉ một đơn vị nhận phần còn lại."), _("Hãy bỏ bớt."), place)
    if plan.keeps and any(part.takes_rest for part in plan.parts):
        checks.add(
            "parts",
            _("%s còn hoạt động nên giữ phần còn lại.") % plan.unit,
            _("Hãy chọn người và đơn vị chuyển đi."),
            place,
        )


def _check_shares(checks: Checks, plan: Split, on: date) -> None:
    """Every unit and person named belongs to the unit, goes one way only, and none is left."""
    below = UnitPlacement.objects.filter(still_on(on), parent=plan.unit)
    people = Appointment.objects.filter(still_on(on), unit=plan.unit)
    for name, present, shares, label in (
        (
            "children",
            set(below.values_list("unit_id", flat=True)),
            [one for part in plan.parts for one in part.children],
            _("Đơn vị trực thuộc"),
        ),
        (
            "people",
            set(people.values_list("staff_id", flat=True)),
            [one for part in plan.parts for one in part.people],
            _("Người chuyển đi"),
        ),
    ):
        _check_share(checks, plan, (name, label), present, shares)


def _check_share(
    checks: Checks, plan: Split, field_label: tuple[str, str], present: set[int], shares: list[Any]
) -> None:
    name, label = field_label
    ids = [one.pk for one in shares]
    for one in dict.fromkeys(shares):
        if one.pk not in present:
            checks.add(
                name,
                _("%(one)s không thuộc %(unit)s vào ngày đó.") % {"one": one, "unit": plan.unit},
                _("Hãy bỏ chọn."),
                label,
            )
        elif ids.count(one.pk) > 1:
            checks.add(name, _("%s được chọn cho hai nơi.") % one, _("Hãy chọn một nơi."), label)
    left = len(present - set(ids))
    if left and not plan.keeps and not any(part.takes_rest for part in plan.parts):
        checks.add(
            name,
            _("còn %(count)d chưa có nơi tiếp nhận.") % {"count": left},
            _("Hãy chọn đơn vị nhận phần còn lại."),
            label,
        )
