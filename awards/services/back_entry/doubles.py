"""Awards that a list would record a second time: in the file, in the register, or under way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from awards.domain.identity import Identity
from awards.selectors import doubles as reads
from awards.selectors.doubles import Double
from awards.services.back_entry.drafts import Draft
from awards.services.doubles import Found
from core.scope import Actor
from personnel.services.loading.findings import Findings


def part(
    drafts: Sequence[Draft], findings: Findings, *, by: Actor
) -> tuple[list[Draft], list[Draft]]:
    """Return the drafts to be recorded and those that stand already just so; note the doubles.

    A fixed number of queries; of what lies elsewhere only the number is told.
    """
    known = reads.doubles(draft.identity for draft in drafts)
    seen = reads.visible(by, known)
    fresh: list[Draft] = []
    unchanged: list[Draft] = []
    first_row: dict[Identity, int] = {}
    for draft in drafts:
        identity = draft.identity
        earlier = first_row.setdefault(identity, draft.row)
        if earlier != draft.row:
            reason = _("Trùng với dòng %(row)d") % {"row": earlier}
            findings.add(draft.row, "name", reason, _("mỗi khen thưởng một dòng"))
        elif any(_is_same(draft, one) for one in known.get(identity, ())):
            unchanged.append(draft)
        elif one := next(iter(known.get(identity, ())), None):
            _note(findings, draft, Found(one, seen.shows(one)))
        else:
            fresh.append(draft)
    return fresh, unchanged


def standing_awards(drafts: Iterable[Draft]) -> dict[Identity, list[Double]]:
    """The awards of these identities that were not annulled."""
    found = reads.doubles(draft.identity for draft in drafts)
    return {key: given for key, ones in found.items() if (given := _given(ones))}


def _given(ones: Iterable[Double]) -> list[Double]:
    return [one for one in ones if one.is_award]


def _is_same(draft: Draft, one: Double) -> bool:
    return (one.number, one.decided_on) == (draft.paper.number, draft.paper.decided_on)


def _note(findings: Findings, draft: Draft, found: Found) -> None:
    findings.add(
        draft.row,
        "name",
        _("%(name)s, %(award)s năm %(year)d: %(what)s")
        % {
            "name": draft.who.name,
            "award": draft.award.name,
            "year": draft.year,
            "what": found.text,
        },
        _("bỏ dòng này, hoặc ghi rõ phong trào, nội dung khác")
        if found.double.is_award
        else _("ghi quyết định ở hồ sơ đó, hoặc rút hồ sơ trước"),
    )
