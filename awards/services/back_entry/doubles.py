"""Awards that a list would record a second time: in the file, in the register, or under way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from django.db.models import Q
from django.utils.translation import gettext as _

from awards.models import Proposal, RecordedAward
from awards.services.back_entry.drafts import OUTSIDE, STAFF, UNIT, Draft, Identity
from awards.workflow import DECIDED, LIVE_STATES
from personnel.services.loading.findings import Findings

_COLUMNS = (STAFF, UNIT, OUTSIDE)
_SHARED = (*_COLUMNS, "award_type_id", "year", "occasion", "qualifier")


class Standing(NamedTuple):
    """An award that stands in the register."""

    number: str
    decided_on: date


def part(drafts: Sequence[Draft], findings: Findings) -> tuple[list[Draft], list[Draft]]:
    """Return the drafts to be recorded and those that stand already just so; note the doubles."""
    standing, pending = standing_awards(drafts), _pending(drafts)
    fresh: list[Draft] = []
    unchanged: list[Draft] = []
    first_row: dict[Identity, int] = {}
    for draft in drafts:
        identity = draft.identity
        earlier = first_row.setdefault(identity, draft.row)
        if earlier != draft.row:
            reason = _("Trùng với dòng %(row)d") % {"row": earlier}
            findings.add(draft.row, "name", reason, _("mỗi khen thưởng một dòng"))
        elif identity in standing:
            if Standing(draft.paper.number, draft.paper.decided_on) in standing[identity]:
                unchanged.append(draft)
            else:
                _note_standing(findings, draft, standing[identity][0])
        elif identity in pending:
            findings.add(
                draft.row,
                "name",
                _("Đang có hồ sơ đề nghị %(code)s cho khen thưởng này")
                % {"code": pending[identity]},
                _("ghi quyết định ở hồ sơ đó, hoặc rút hồ sơ trước"),
            )
        else:
            fresh.append(draft)
    return fresh, unchanged


def standing_awards(drafts: Iterable[Draft]) -> dict[Identity, list[Standing]]:
    """The awards of these identities that were not annulled, in one query."""
    wanted = {draft.identity for draft in drafts}
    rows = RecordedAward.objects.standing().filter(_of(wanted))
    found: dict[Identity, list[Standing]] = defaultdict(list)
    columns = (*_SHARED, "decision__number", "decision__decided_on")
    for *shared, number, day in rows.order_by("pk").values_list(*columns):
        identity = _identity(shared)
        if identity in wanted:
            found[identity].append(Standing(number, day))
    return found


def _pending(drafts: Iterable[Draft]) -> dict[Identity, str]:
    """The dossiers under way for these identities, by number, in one query."""
    wanted = {draft.identity for draft in drafts}
    states = sorted(LIVE_STATES - {DECIDED})
    rows = Proposal.objects.filter(_of(wanted), state__in=states)
    found = {}
    for pk, *shared in rows.order_by("pk").values_list("pk", *_SHARED):
        identity = _identity(shared)
        if identity in wanted:
            found[identity] = Proposal(pk=pk, year=identity[3]).code
    return found


def _of(wanted: Iterable[Identity]) -> Q:
    keys: dict[str, set[int]] = {column: set() for column in _COLUMNS}
    years = set()
    for column, pk, _award, year, *_rest in wanted:
        keys[column].add(pk)
        years.add(year)
    recipients = Q()
    for column, found in keys.items():
        if found:
            recipients |= Q(**{f"{column.removesuffix('_id')}__among": found})
    return Q(recipients, year__in=years)


def _identity(shared: Sequence[object]) -> Identity:
    """What ``Draft.identity`` says, from the columns of a row."""
    *keys, award, year, occasion, qualifier = shared
    column, pk = next(
        (name, key) for name, key in zip(_COLUMNS, keys, strict=True) if key is not None
    )
    return (column, pk, award, year, occasion, qualifier)  # type: ignore[return-value]


def _note_standing(findings: Findings, draft: Draft, standing: Standing) -> None:
    findings.add(
        draft.row,
        "name",
        _("%(name)s đã được ghi %(award)s năm %(year)d theo quyết định %(number)s ngày %(day)s")
        % {
            "name": draft.who.name,
            "award": draft.award.name,
            "year": draft.year,
            "number": standing.number,
            "day": f"{standing.decided_on:%d/%m/%Y}",
        },
        _("bỏ dòng này, hoặc ghi rõ phong trào, nội dung khác"),
    )
