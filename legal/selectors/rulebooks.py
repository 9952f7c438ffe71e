"""Which rule-sets judge a dossier: by the day it was received, for the units it comes from.

Content is parsed once for each version and process. A call asks at most twice: for the versions
there are, and for content it has not met yet; never once per person.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from threading import Lock

from core.periods import holds_on
from legal.domain.codes import Layer
from legal.domain.rulesets import RuleSetEntry
from legal.models import RuleSetVersion
from legal.rules.registry import NoRuleSetError
from legal.rules.rulebook import Rulebook
from legal.selectors import rule_sets
from legal.workflow import IN_USE_STATES, PUBLISHED

_LAYERS = tuple(Layer)
_LARGEST = 256
_Key = tuple[int, str, str]
_parsed: dict[_Key, RuleSetEntry] = {}
# A rulebook keeps the rules built from its sets; the same sets and day are the same book.
_books: dict[tuple[tuple[int, ...], date], Rulebook] = {}
_lock = Lock()


@dataclass(frozen=True, slots=True)
class _Known:
    """A version as far as choosing needs it."""

    version: RuleSetVersion
    layer: Layer

    def holds(self, day: date) -> bool:
        return holds_on(day, self.version.valid_from, self.version.valid_to)

    def covers(self, scopes: frozenset[str]) -> bool:
        """National text binds everybody; a set of the installation without units does too."""
        codes = self.version.scope_codes
        if self.layer is Layer.NATIONAL or (self.layer is Layer.INSTALLATION and not codes):
            return True
        return not scopes.isdisjoint(codes)


@dataclass(frozen=True, slots=True)
class Shelf:
    """Every set that speaks, read at once: the rulebook of any day and unit without asking again.

    Attributes:
        days: on which some set begins or ends, in order; between two of them the law is the same.
    """

    known: tuple[_Known, ...]
    days: tuple[date, ...]

    @property
    def scope_codes(self) -> frozenset[str]:
        """The units that some set names."""
        return frozenset(code for one in self.known for code in one.version.scope_codes)

    @property
    def limited(self) -> frozenset[str]:
        """The awards that some quota limits or is a share of."""
        quotas = [
            quota for row in _entries([one.version for one in self.known]) for quota in row.quotas
        ]
        return frozenset(code for one in quotas for code in (one.award, one.base_award) if code)

    def period(self, day: date) -> date:
        """The first day of the time in which the sets of the day hold."""
        index = bisect_right(self.days, day)
        return self.days[index - 1] if index else date.min

    def book(self, day: date, scopes: Iterable[str]) -> Rulebook | None:
        """The rulebook that decides a dossier received on the day; none where no law is known."""
        wanted = frozenset(scopes)
        sets = _in_force([one for one in self.known if one.covers(wanted)], day)
        return _book(sets, day) if any(row.layer is Layer.NATIONAL for row in sets) else None


def shelf() -> Shelf:
    """Return all sets that speak, in at most two queries."""
    known = _speaking()
    _entries([one.version for one in known])
    bounds = {day for one in known for day in (one.version.valid_from, one.version.valid_to) if day}
    return Shelf(tuple(known), tuple(sorted(bounds)))


def rulebooks_for(
    received_on: date, *, judged_on: date, scopes: Sequence[str] = ()
) -> tuple[Rulebook, ...]:
    """Return the rulebooks for a dossier; the first one decides.

    There is a second one while a dossier straddles: it was received before a set began that asks
    to be shown beside (``transition: BOTH``), and is judged when that set is in force.

    Args:
        received_on: day the competent body received the dossier.
        judged_on: day of the judgement.
        scopes: codes of the units from the recipient's unit up to the root.

    Raises:
        NoRuleSetError: no national rule-set is in force on the day of receipt.
    """
    known, wanted = _speaking(), frozenset(scopes)
    concerned = [one for one in known if one.covers(wanted)]
    first = _in_force(concerned, received_on)
    if not any(row.layer is Layer.NATIONAL for row in first):
        raise NoRuleSetError(f"no national rule-set on {received_on.isoformat()}")
    books = [_book(first, received_on)]
    if judged_on > received_on:
        later = _in_force(concerned, judged_on)
        if any(_begins_between(row, received_on, judged_on) for row in later):
            books.append(_book(later, received_on))
    return tuple(books)


def rule_set_version(code: str, number: int, sha256: str = "") -> RuleSetEntry:
    """Return one version of a rule-set, to replay a stored verdict.

    Args:
        sha256: the checksum the verdict quotes; what judges is frozen, so another one is foreign.

    Raises:
        LookupError: there is no such version, or not with such content.
    """
    rows = RuleSetVersion.objects.select_related("rule_set").filter(
        rule_set__code=code, number=number
    )
    version = rows.first()
    if version is None:
        raise LookupError(f"no version {number} of rule-set {code}")
    if sha256 and version.content_sha256 != sha256:
        raise LookupError(f"version {number} of {code} has not the content {sha256}")
    return rule_sets.entry_of(version)


def speaking_entries() -> dict[str, RuleSetEntry]:
    """Return what each set that is in use says now, by code."""
    return {row.code: row for row in _entries([one.version for one in _speaking()])}


def forget() -> None:
    """Drop what was parsed, for measurements and tests."""
    with _lock:
        _parsed.clear()
        _books.clear()


def _book(sets: tuple[RuleSetEntry, ...], received_on: date) -> Rulebook:
    # A book holds its sets, so no other set can have the place in memory of one of them.
    place = tuple(map(id, sets)), received_on
    with _lock:
        if place not in _books:
            if len(_books) >= _LARGEST:
                _books.clear()
            _books[place] = Rulebook(sets, received_on)
        return _books[place]


def _speaking() -> list[_Known]:
    """Return the version in use of each set; drafts never judge."""
    rows = (
        RuleSetVersion.objects.filter(state__in=IN_USE_STATES)
        .select_related("rule_set")
        .defer("content")
        .order_by("rule_set__valid_from", "rule_set__code")
    )
    known = [_Known(version, Layer(version.rule_set.layer)) for version in rows]
    return sorted(known, key=lambda one: _LAYERS.index(one.layer))


def _in_force(known: Iterable[_Known], day: date) -> tuple[RuleSetEntry, ...]:
    """Return the sets that hold on the day, of the national ones that which began last.

    While the border between two national sets is being moved, both may hold on a day. One that is
    published stays: what only reminds must not take from anybody what binds.
    """
    holding = [one.version for one in known if one.holds(day)]
    national = [one for one in holding if one.rule_set.layer == Layer.NATIONAL]
    former = {one.pk for one in sorted(national, key=_precedence)[:-1]}
    return _entries([one for one in holding if one.pk not in former])


def _precedence(version: RuleSetVersion) -> tuple[bool, date]:
    return version.state == PUBLISHED, version.valid_from


def _begins_between(row: RuleSetEntry, received_on: date, judged_on: date) -> bool:
    return row.transition == "BOTH" and received_on < row.valid_from <= judged_on


def _entries(versions: Sequence[RuleSetVersion]) -> tuple[RuleSetEntry, ...]:
    """Return the parsed versions, reading the content of those not met yet with one query."""
    found = {version.pk: _parsed.get(_key(version)) for version in versions}
    missing = {version.pk: version for version in versions if found[version.pk] is None}
    if missing:
        rows = RuleSetVersion.objects.filter(pk__in=missing)
        for pk, content, sha256 in rows.values_list("pk", "content", "content_sha256"):
            version = missing[pk]
            version.content, version.content_sha256 = content, sha256
            found[pk] = rule_sets.entry_of(version)
        _keep({_key(version): found[version.pk] for version in missing.values()})
    return tuple(entry for version in versions if (entry := found[version.pk]) is not None)


def _keep(entries: Mapping[_Key, RuleSetEntry | None]) -> None:
    with _lock:
        if len(_parsed) + len(entries) > _LARGEST:
            _parsed.clear()
        _parsed.update({key: entry for key, entry in entries.items() if entry is not None})


def _key(version: RuleSetVersion) -> _Key:
    """What a parsed version depends on: publishing changes what it may do, not what it says."""
    head = (
        *(version.state, version.valid_from, version.valid_to, version.note),
        *(version.scope_codes, version.document_codes, version.rule_set.name),
    )
    return version.pk, version.content_sha256, repr(head)
