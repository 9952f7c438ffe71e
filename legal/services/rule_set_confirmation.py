"""Comparing what a draft says with the signed text (đối chiếu): who, when, which document.

A comparison is only worth something with a document that existed on that day and holds in the
period of the set; both are checked here, whoever asks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from core.errors import InvalidInput, Problem
from core.vietnamese import nfc
from legal.domain import drafts
from legal.domain.drafts import Draft, Place
from legal.models import LegalDocument
from legal.models.choices import StandingChoice
from legal.selectors.documents import never_in_force
from legal.selectors.rule_words import day_text, standing_of
from legal.services.rule_set_drafts import Edit
from legal.services.rule_set_edits import placed


@dataclass(frozen=True, slots=True)
class Paper:
    """The document somebody compared with (văn bản): of the catalogue, or described.

    Attributes:
        code: of the catalogue; the other fields are then left empty.
    """

    code: str = ""
    number: str = ""
    title: str = ""
    issued_on: date | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Who compared with which provision of which document, and when (việc đối chiếu)."""

    paper: Paper
    article: str
    on: date
    by_name: str


@dataclass(frozen=True, slots=True)
class _Named:
    """A document in words, with what is known of its days."""

    text: str
    issued_on: date | None
    row: LegalDocument | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """A comparison that was found in order, as content keeps it with what was compared."""

    _told: Mapping[str, str]
    _row: LegalDocument | None

    def for_draft(self, draft: Draft) -> dict[str, str]:
        """Return what stands with an entry of this draft.

        Raises:
            InvalidInput: the document holds on no day of the set's period.
        """
        found = never_in_force(self._row, draft.valid_from, draft.valid_to) if self._row else ""
        if found:
            hint = _("Chọn văn bản còn hiệu lực trong thời kỳ của bộ quy tắc.")
            raise InvalidInput(problems=[Problem(field="document", reason=found, hint=hint)])
        return dict(self._told)


def comparison_of(comparison: Comparison, *, today: date, more: Iterable[Problem] = ()) -> Checked:
    """Check a comparison of an entry, quota or deadline with the signed text.

    Args:
        more: what else is wrong with the change, told in the same breath.

    Raises:
        InvalidInput: the document is not named well enough, the article is missing, or the day
            lies ahead or before the document; or there is more.
    """
    named = _named(comparison.paper)
    problems = [*_problems(comparison, named, today), *more]
    if problems:
        raise InvalidInput(problems=problems)
    told = {
        "by": comparison.by_name,
        "on": comparison.on.isoformat(),
        "document": f"{nfc(comparison.article).strip()}, {named.text}",
    }
    return Checked({**told, "code": named.row.code} if named.row else told, named.row)


def confirm(
    places: Sequence[Place], comparison: Comparison, *, today: date, with_parts: bool = False
) -> Edit:
    """Let entries count as read: somebody compared them with the signed text.

    The edit raises InvalidInput where the document does not hold in the period of the set.

    Args:
        with_parts: all parts of these entries were compared as well.

    Raises:
        InvalidInput: nothing is chosen, the document is not named well enough, the article is
            missing, or the day lies ahead or before the document.
    """
    none = Problem(field="entries", reason=_("Chọn ít nhất một điều kiện."))
    checked = comparison_of(comparison, today=today, more=() if places else (none,))

    def edit(draft: Draft) -> Draft:
        told = checked.for_draft(draft)
        for place in places:
            draft = _confirmed(draft, place, told, with_parts=with_parts)
        return draft

    return placed(edit)


def waiting(content: Mapping[str, Any], award: str = "") -> list[tuple[Place, Mapping[str, Any]]]:
    """Return the entries that nobody compared with the text yet, of one award or of all."""
    return [
        (place, entry)
        for place, entry in drafts.every_place(content)
        if award in ("", place.award) and standing_of(entry) == StandingChoice.TO_BE_CONFIRMED
    ]


def _named(paper: Paper) -> _Named:
    if paper.code:
        row = LegalDocument.objects.filter(code=paper.code).first()
        if row is None:
            raise InvalidInput.at("document", _("Danh mục không có văn bản này."))
        text = f"{row.short_title} ({row.number})"
        return _Named(text, row.issued_on, row)
    title, number = nfc(paper.title).strip(), nfc(paper.number).strip()
    issued = f", ban hành {day_text(paper.issued_on)}" if paper.issued_on else ""
    text = f"{title} ({number}{issued})"
    return _Named(text, paper.issued_on)


def _problems(comparison: Comparison, named: _Named, today: date) -> Iterator[Problem]:
    yield from _paper_problems(comparison.paper)
    if not comparison.article.strip():
        yield Problem(field="article", reason=_("Ghi điều, khoản, điểm đã đối chiếu."))
    if comparison.on > today:
        yield Problem(field="on", reason=_("Ngày đối chiếu không thể ở sau hôm nay."))
    if named.issued_on is not None and comparison.on < named.issued_on:
        yield Problem(
            field="on",
            reason=_("Văn bản ban hành ngày %(day)s: không thể đối chiếu trước ngày đó.")
            % {"day": day_text(named.issued_on)},
        )


def _paper_problems(paper: Paper) -> Iterator[Problem]:
    described = {
        "other_title": (paper.title.strip(), _("Ghi tên văn bản.")),
        "other_number": (paper.number.strip(), _("Ghi số, ký hiệu văn bản.")),
        "other_issued_on": (paper.issued_on, _("Ghi ngày ban hành văn bản.")),
    }
    given = any(value for value, _reason in described.values())
    if paper.code and given:
        reason = _("Chọn văn bản của danh mục hoặc ghi văn bản khác, không cả hai.")
        yield Problem(field="document", reason=reason)
    elif given:
        for field, (value, reason) in described.items():
            if not value:
                yield Problem(field=field, reason=reason)
    elif not paper.code:
        yield Problem(field="document", reason=_("Ghi văn bản đã đối chiếu."))


def _confirmed(draft: Draft, place: Place, told: Mapping[str, str], *, with_parts: bool) -> Draft:
    entry = drafts.entry_at(draft.content, place)
    if with_parts:
        for number in range(len(entry.get("parts", []))):
            draft = _confirmed(draft, place.part(number), told, with_parts=True)
    return drafts.changed_entry(draft, place, {"confirmed": dict(told)})
