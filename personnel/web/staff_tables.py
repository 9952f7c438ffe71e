"""The tables of a person's page: places of work and grades, with what can be done to a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from personnel.domain import assessment_rules
from personnel.models import AnnualAssessment, Appointment, Staff
from personnel.selectors import as_of
from personnel.web.staff_grades import hints_of


@dataclass(frozen=True, slots=True)
class Act:
    """Something that can be done to a line."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """One place of work, or a post held beside."""

    place: Appointment
    unit_name: str
    unit_url: str
    marks: tuple[str, ...]
    acts: tuple[Act, ...]


@dataclass(frozen=True, slots=True)
class GradeLine:
    """The grade of one year."""

    grade: AnnualAssessment
    standing: str
    hints: tuple[str, ...]
    acts: tuple[Act, ...]


def places(person: Staff, rows: Sequence[Appointment], *, may_change: bool) -> list[PlaceLine]:
    """Places of work and posts held beside, in the order given."""
    last = max(
        (one for one in rows if not one.is_concurrent), key=lambda one: one.valid_from, default=None
    )
    first = person.joined_on
    names = as_of.unit_names(rows)
    return [
        PlaceLine(
            one,
            names.get(one.pk, one.unit).name,
            reverse("personnel:unit_detail", args=[one.unit.code]),
            _marks_of(one),
            _acts_on(person, one, is_first=one.valid_from == first)
            if may_change and (one.is_concurrent or one == last)
            else (),
        )
        for one in rows
    ]


def _marks_of(one: Appointment) -> tuple[str, ...]:
    marks = []
    if one.is_concurrent:
        marks.append(_("Kiêm nhiệm"))
    if one.is_manager:
        marks.append(_("Lãnh đạo, quản lý"))
    return tuple(marks)


def _acts_on(person: Staff, one: Appointment, *, is_first: bool) -> tuple[Act, ...]:
    """Only the last place of work and the posts beside it can still be put right."""
    where = [person.code, one.pk]
    acts = [Act(_("Sửa"), reverse("personnel:place_correct", args=where))]
    if one.is_concurrent and one.valid_to is None:
        acts.append(Act(_("Kết thúc"), reverse("personnel:post_end", args=where)))
    if one.is_concurrent or not is_first:
        acts.append(Act(_("Hủy"), reverse("personnel:place_withdraw", args=where)))
    return tuple(acts)


def grades(person: Staff, rows: list[AnnualAssessment], *, may_change: bool) -> list[GradeLine]:
    """Grades by year, with the text of the year and what the officer should look at again."""
    hints = hints_of(person, rows) if may_change else {}
    return [
        GradeLine(
            one,
            _standing(person, one),
            tuple(hints.get(one.year, ())),
            (
                Act(_("Sửa"), reverse("personnel:grade_correct", args=[person.code, one.year])),
                Act(_("Hủy"), reverse("personnel:grade_withdraw", args=[person.code, one.year])),
            )
            if may_change
            else (),
        )
        for one in rows
    ]


def _standing(person: Staff, one: AnnualAssessment) -> str:
    """How far the text of the year was compared, unless the officer chose another text."""
    usual = assessment_rules.rule_for(one.year, person.category)
    if one.rule != usual.code:
        return _("Theo lựa chọn của cán bộ tổ chức") if one.rule else ""
    return _(assessment_rules.STANDING_WORDS[usual.standing])
