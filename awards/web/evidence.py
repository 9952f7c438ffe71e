"""The very records a verdict rests on, as links for those who may open them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from awards.models import Proposal, RecordedAward
from core.scope import Actor
from core.web.tags.filters import ngay
from emulation.models import Initiative, ScienceWork
from legal.rules.verdict import Finding, Verdict
from legal.web.explaining import RecordShown
from personnel import permissions as personnel_permissions
from personnel.models import (
    AnnualAssessment,
    Appointment,
    BarNotice,
    Discipline,
    LongAbsence,
    Staff,
    Unit,
    UnitAssessment,
)

# Where a reference begins: the kind of record.
_SUBJECTS = frozenset({"staff", "unit", "recipient"})
Found = dict[str, RecordShown]


class Evidence:
    """The records behind some verdicts on one recipient, looked up once for all of them.

    A reader sees of each record what he may open; of the others only how many there are.
    """

    def __init__(self, actor: Actor, subject: object, verdicts: Iterable[Verdict]) -> None:
        wanted: dict[str, set[str]] = defaultdict(set)
        for verdict in verdicts:
            for ref in _refs_of(verdict.findings):
                kind, _colon, key = ref.partition(":")
                wanted[kind].add(key)
        self._found: Found = {}
        for kind, keys in wanted.items():
            if kind in _READERS:
                self._found |= _READERS[kind](actor, subject, keys)

    def of(self, finding: Finding) -> list[RecordShown]:
        """Return the records of one finding; those of its parts stand there."""
        refs = list(dict.fromkeys(_refs_in(finding.facts)))
        refs = [ref for ref in refs if ref.partition(":")[0] not in _SUBJECTS]
        shown = [self._found[ref] for ref in refs if ref in self._found]
        hidden = sum(ref not in self._found for ref in refs)
        if hidden:
            text = ngettext(
                "có %(number)d hồ sơ ngoài phạm vi của bạn",
                "có %(number)d hồ sơ ngoài phạm vi của bạn",
                hidden,
            )
            shown.append(RecordShown(text % {"number": hidden}))
        return shown


def _refs_of(findings: Iterable[Finding]) -> Iterator[str]:
    for finding in findings:
        yield from _refs_in(finding.facts)
        yield from _refs_of(finding.parts)


def _refs_in(value: object) -> Iterator[str]:
    """Every reference in the facts of a finding, however deep."""
    if isinstance(value, Mapping):
        for name, inner in value.items():
            if name == "ref" and isinstance(inner, str) and ":" in inner:
                yield inner
            elif name == "refs" and isinstance(inner, list | tuple):
                yield from (ref for ref in inner if isinstance(ref, str) and ":" in ref)
            else:
                yield from _refs_in(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _refs_in(inner)


# --- Kinds of records -------------------------------------------------------------------------


def _numbers(keys: Iterable[str]) -> list[int]:
    return [int(key) for key in keys if key.isascii() and key.isdigit()]


def _awards(actor: Actor, _subject: object, keys: set[str]) -> Found:
    rows = (
        RecordedAward.objects.visible_to(actor)
        .filter(pk__in=_numbers(keys))
        .select_related("award_type", "decision")
    )
    return {
        f"award:{row.pk}": RecordShown(
            _("%(award)s năm %(year)d (%(number)s)")
            % {
                "award": row.award_type.short_name,
                "year": row.year,
                "number": row.decision.number,
            },
            reverse("awards:award_detail", args=[row.pk]),
        )
        for row in rows
    }


def _initiatives(actor: Actor, _subject: object, keys: set[str]) -> Found:
    rows = Initiative.objects.visible_to(actor).filter(code__in=keys)
    return {
        f"initiative:{row.code}": RecordShown(
            f"{row.code} {row.title}", reverse("emulation:initiative_detail", args=[row.code])
        )
        for row in rows
    }


def _works(actor: Actor, _subject: object, keys: set[str]) -> Found:
    rows = ScienceWork.objects.visible_to(actor).filter(pk__in=_numbers(keys))
    return {
        f"work:{row.pk}": RecordShown(
            f"{row.code} {row.title}", reverse("emulation:science_detail", args=[row.pk])
        )
        for row in rows
    }


def _proposals(actor: Actor, _subject: object, keys: set[str]) -> Found:
    rows = Proposal.objects.visible_to(actor).filter(pk__in=_numbers(keys))
    return {
        f"proposal:{row.pk}": RecordShown(row.code, reverse("proposals:detail", args=[row.pk]))
        for row in rows.select_related("award_type")
    }


def _grades(actor: Actor, subject: object, keys: set[str]) -> Found:
    """Grades of the person himself; the year names them."""
    if not isinstance(subject, Staff) or not _sees_person(actor, subject):
        return {}
    rows = AnnualAssessment.objects.filter(staff=subject, year__in=_numbers(keys))
    page = reverse("personnel:staff_detail", args=[subject.code])
    return {
        f"grade:{row.year}": RecordShown(
            _("Xếp loại năm %(year)d%(paper)s")
            % {"year": row.year, "paper": f" ({row.decision_ref})" if row.decision_ref else ""},
            page,
        )
        for row in rows
    }


def _unit_grades(actor: Actor, _subject: object, keys: set[str]) -> Found:
    rows = UnitAssessment.objects.filter(
        pk__in=_numbers(keys),
        unit__in=Unit.objects.visible_to(actor, personnel_permissions.VIEW_UNIT),
    ).select_related("unit")
    return {
        f"unit_grade:{row.pk}": RecordShown(
            _("Xếp loại %(unit)s năm %(year)d") % {"unit": row.unit.label, "year": row.year},
            reverse("personnel:unit_detail", args=[row.unit.code]),
        )
        for row in rows
    }


def _of_person(kind: str, model: Any, told: Callable[[Any], str]) -> Callable[..., Found]:
    """A reader of rows that belong to the person and stand on his page."""

    def read(actor: Actor, subject: object, keys: set[str]) -> Found:
        if not isinstance(subject, Staff) or not _sees_person(actor, subject):
            return {}
        page = reverse("personnel:staff_detail", args=[subject.code])
        rows = model.objects.filter(staff=subject, pk__in=_numbers(keys))
        return {f"{kind}:{row.pk}": RecordShown(told(row), page) for row in rows}

    return read


def _discipline(row: Discipline) -> str:
    return _("%(form)s từ ngày %(day)s") % {
        "form": row.get_form_display(),
        "day": ngay(row.valid_from),
    }


def _bar(row: BarNotice) -> str:
    return _("Thông báo %(number)s của %(source)s") % {
        "number": row.document_ref,
        "source": row.source,
    }


def _absence(row: LongAbsence) -> str:
    return _("%(kind)s từ ngày %(day)s") % {
        "kind": row.get_kind_display(),
        "day": ngay(row.valid_from),
    }


def _post(row: Appointment) -> str:
    return _("%(post)s từ ngày %(day)s") % {"post": row.post, "day": ngay(row.valid_from)}


def _sees_person(actor: Actor, person: Staff) -> bool:
    return personnel_permissions.can(actor, personnel_permissions.VIEW_STAFF, person).allowed


_READERS: Mapping[str, Callable[[Actor, object, set[str]], Found]] = {
    "award": _awards,
    "initiative": _initiatives,
    "work": _works,
    "proposal": _proposals,
    "grade": _grades,
    "unit_grade": _unit_grades,
    "discipline": _of_person("discipline", Discipline, _discipline),
    "bar": _of_person("bar", BarNotice, _bar),
    "absence": _of_person("absence", LongAbsence, _absence),
    "post": _of_person("post", Appointment, _post),
}
