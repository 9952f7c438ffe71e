"""The very records a verdict rests on, as links for those who may open them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from awards.domain.references import records_in
from awards.models import Proposal, RecordedAward
from core.scope import Actor
from core.web.tags.filters import ngay
from emulation.models import Initiative, ScienceWork
from legal.rules.facts import Contradiction
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

Found = dict[str, RecordShown]


class Evidence:
    """The records behind some verdicts on one recipient, looked up once for all of them.

    A reader sees of each record what he may open; of the others only how many there are.
    """

    def __init__(self, actor: Actor, subject: object, verdicts: Iterable[Verdict]) -> None:
        wanted: dict[str, set[str]] = defaultdict(set)
        for verdict in verdicts:
            for ref in (*_refs_of(verdict.findings), *_refs_against(verdict)):
                kind, _colon, key = ref.partition(":")
                wanted[kind].add(key)
        self._found: Found = {}
        for kind, keys in wanted.items():
            if kind in _READERS:
                self._found |= _READERS[kind](actor, subject, keys)

    def of(self, told: Finding | Contradiction) -> list[RecordShown]:
        """Return the records of one finding, or those that contradict each other.

        Those of the parts of a finding stand there.
        """
        refs = records_in(told.facts) if isinstance(told, Finding) else told.refs
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
        yield from records_in(finding.facts)
        yield from _refs_of(finding.parts)


def _refs_against(verdict: Verdict) -> Iterator[str]:
    """Every record that contradicts another one; the recipient himself where his days do."""
    for one in verdict.contradictions:
        yield from one.refs


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


def _person(actor: Actor, subject: object, keys: set[str]) -> Found:
    """The days of service of the person himself, where they contradict another record."""
    if not isinstance(subject, Staff) or not _sees_person(actor, subject):
        return {}
    shown = RecordShown(
        _("Ngày vào làm việc của %(name)s") % {"name": subject.full_name},
        reverse("personnel:staff_detail", args=[subject.code]),
    )
    return {f"staff:{key}": shown for key in _numbers(keys) if key == subject.pk}


def _unit(actor: Actor, subject: object, keys: set[str]) -> Found:
    """The days of the unit itself, likewise."""
    rows = Unit.objects.visible_to(actor, personnel_permissions.VIEW_UNIT)
    return {
        f"unit:{row.pk}": RecordShown(
            _("Ngày thành lập của %(name)s") % {"name": row.name},
            reverse("personnel:unit_lineage", args=[row.code]),
        )
        for row in rows.filter(pk__in=_numbers(keys))
    }


def _of_person(
    kind: str, model: Any, told: Callable[[Any], str], page_name: str = "staff_detail"
) -> Callable[..., Found]:
    """A reader of rows that belong to the person, with the page where they can be mended."""

    def read(actor: Actor, subject: object, keys: set[str]) -> Found:
        if not isinstance(subject, Staff) or not _sees_person(actor, subject):
            return {}
        page = reverse(f"personnel:{page_name}", args=[subject.code])
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
    "discipline": _of_person("discipline", Discipline, _discipline, "conduct"),
    "bar": _of_person("bar", BarNotice, _bar, "bars"),
    "absence": _of_person("absence", LongAbsence, _absence, "conduct"),
    "post": _of_person("post", Appointment, _post),
    "staff": _person,
    "unit": _unit,
}
