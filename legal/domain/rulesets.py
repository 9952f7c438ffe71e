"""Rule-sets: periods, layers, rules per award, standing and thresholds, quotas, deadlines.

The same tree stands in the reviewed files and in the versions kept in the database.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from legal.domain.codes import Layer, Rounding, Standing

Threshold = int | str | date


@dataclass(frozen=True, slots=True)
class Confirmation:
    """Who compared a rule with the signed text, when, and which document he held.

    Attributes:
        code: of the document, where the catalogue has it.
    """

    by: str
    on: date
    document: str
    code: str = ""

    @property
    def words(self) -> str:
        """The comparison as people read it beside a condition."""
        return f"đã đối chiếu với {self.document} ngày {self.on:%d/%m/%Y} bởi {self.by}"


@dataclass(frozen=True, slots=True)
class RuleEntry:
    """One rule of a rule-set: the class, its standing there, its numbers and its parts.

    Attributes:
        join: for a rule with parts, whether any or all of them are asked; empty means as the
            rule class says.
        confirmed: a named officer's comparison with the text; the entry then counts as read.
        signature: what is asked, without how well it is established; equal entries judge alike.
    """

    rule: str
    standing: Standing
    thresholds: Mapping[str, Threshold]
    parts: tuple[RuleEntry, ...]
    join: str = ""
    note: str = ""
    confirmed: Confirmation | None = None
    signature: str = field(init=False, compare=False, default="")

    def __post_init__(self) -> None:
        """Write the signature once: it is asked for at every judgement."""
        numbers = sorted((name, str(value)) for name, value in self.thresholds.items())
        parts = [part.signature for part in self.parts]
        object.__setattr__(self, "signature", f"{self.rule}{numbers}{self.join}{parts}")

    @property
    def established(self) -> Standing:
        """How far the entry may be relied on."""
        return Standing.TEXT_READ if self.confirmed else self.standing


@dataclass(frozen=True, slots=True)
class QuotaEntry:
    """A cap or ratio (chỉ tiêu, tỷ lệ): how many may get an award in a unit and a year.

    Attributes:
        base: what ``percent`` is a share of: ``STAFF`` (people of the unit), ``PROPOSED`` (all
            recipients on the list), ``TITLE`` (those with ``base_award`` that year),
            ``UNITS_LEADING`` (collectives that lead a bloc); ``FIXED`` uses ``limit``.
    """

    code: str
    award: str
    base: str
    citation: str
    standing: Standing
    rounding: Rounding = Rounding.UNSTATED
    percent: int | None = None
    limit: int | None = None
    base_award: str = ""
    note: str = ""
    confirmed: Confirmation | None = None

    @property
    def established(self) -> Standing:
        """How far the entry may be relied on."""
        return Standing.TEXT_READ if self.confirmed else self.standing


@dataclass(frozen=True, slots=True)
class DeadlineEntry:
    """A day until which dossiers are to be sent (thời hạn), as its text puts it."""

    code: str
    text: str
    citation: str
    standing: Standing
    month: int | None = None
    day: int | None = None
    confirmed: Confirmation | None = None

    @property
    def established(self) -> Standing:
        """How far the entry may be relied on."""
        return Standing.TEXT_READ if self.confirmed else self.standing


@dataclass(frozen=True, slots=True)
class MoreFavourable:
    """What the transition says where the new rules are better for the recipient (có lợi hơn).

    It only warns, whatever its standing: the set of the day of receipt goes on to decide.

    Attributes:
        source: where the statement was found, for people.
    """

    text: str
    standing: Standing
    source: str


@dataclass(frozen=True, slots=True)
class RuleSetEntry:
    """The rules that judge the dossiers received in a period (bộ quy tắc).

    Attributes:
        awards: rules by award code, or by ``code.OBJECT_KIND`` where person and collective differ.
        common: rules asked for every award of the set.
        scope_codes: units a provincial or installation set covers, with all below them.
        published: a set that is not published only advises.
        transition: ``BOTH`` when dossiers received earlier and still open are shown under it too.
        more_favourable: what is told of such a dossier where this set judges it better.
    """

    code: str
    name: str
    valid_from: date
    valid_to: date | None
    documents: tuple[str, ...]
    note: str
    awards: Mapping[str, tuple[RuleEntry, ...]]
    layer: Layer = Layer.NATIONAL
    common: tuple[RuleEntry, ...] = ()
    quotas: tuple[QuotaEntry, ...] = ()
    deadlines: tuple[DeadlineEntry, ...] = ()
    transition: str = ""
    more_favourable: MoreFavourable | None = None
    scope_codes: tuple[str, ...] = ()
    version: int = 1
    published: bool = True
    sha256: str = ""

    def own_entries(self, award: str, object_kind: str) -> tuple[RuleEntry, ...]:
        """Return the rules written for an award and a kind of recipient."""
        return self.awards.get(f"{award}.{object_kind}", self.awards.get(award, ()))

    def comparisons(self) -> list[Confirmation]:
        """Return every comparison with the text, of entries, quotas and deadlines."""
        found = [one.confirmed for _place, one in self.every_entry()]
        found += [one.confirmed for one in self.quotas]
        found += [one.confirmed for one in self.deadlines]
        return [one for one in found if one is not None]

    def every_entry(self) -> list[tuple[str, RuleEntry]]:
        """Return all entries, parts included, each with the place where it stands."""
        found: list[tuple[str, RuleEntry]] = []
        for place, entries in (*self.awards.items(), ("*", self.common)):
            for entry in entries:
                found.extend((place, one) for one in _with_parts(entry))
        return found


def _with_parts(entry: RuleEntry) -> list[RuleEntry]:
    return [entry, *(one for part in entry.parts for one in _with_parts(part))]
