"""Articles, clauses and points (điều, khoản, điểm): read from names of rules and from citations."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from legal.domain.catalogue import DATA_FOLDER, DOCUMENT_FILE
from legal.domain.schema import read_entries

# How the name of a rule begins, and the document that stands for. The longest one that fits counts.
DOCUMENT_OF_PREFIX: Final[Mapping[str, str]] = {
    "Luat2003": "LUAT_15_2003",
    "Luat2022": "LUAT_06_2022",
    "ND65_2014": "ND_65_2014",
    "ND91_2017": "ND_91_2017",
    "ND98_2023": "ND_98_2023",
    "ND152_2025": "ND_152_2025",
    "TT07_2014": "TT_07_2014",
    "TT08_2017": "TT_08_2017",
    "TT16_2018_BCT": "TT_16_2018_BCT",
    "TT01_2024": "TT_01_2024",
    "TT01_2024_TANDTC": "TT_01_2024_TANDTC",
    "TT15_2025": "TT_15_2025",
    "CV5007_2023": "CV_5007_2023",
    "QD86_2025_BN": "QD_86_2025_BACNINH",
}
# Points in the order of the alphabet papers use.
_POINTS: Final = "abcdđeghiklmnopqrstuvxy"
_IN_NAME = re.compile(
    r"(?:_D(?P<article>\d+)(?:_K(?P<clause>\d+))?(?:_(?P<point>dd|[a-z])(?=_|$))?"
    r"|_(?P<section>[IVX]+_\d+[a-z]?)(?=_|$))?(?:_(?![DK]\d)[A-Z]\w*)?"
)
_IN_TEXT = re.compile(
    r"Điều (?P<article>\d+)|khoản (?P<clauses>\d+(?:, \d+(?!\w))*)|điểm (?P<point>[a-zđ])(?!\w)"
)
_SECTION = re.compile(r"^(?: năm \d{4})?, mục (?P<section>[\w.]+)")


@dataclass(frozen=True, slots=True)
class Provision:
    """A place in a document, as deep as it is known; without article only the document is known.

    Attributes:
        section: where a document has no articles, its heading (mục).
    """

    document: str
    article: str = ""
    clause: str = ""
    point: str = ""
    section: str = ""

    @property
    def label(self) -> str:
        """The place as papers write it, empty where it is not known."""
        if self.section:
            return f"mục {self.section}"
        named = (("Điều", self.article), ("khoản", self.clause), ("điểm", self.point))
        return " ".join(f"{word} {value}" for word, value in named if value)

    @property
    def order(self) -> tuple[int, int, int, str]:
        """What sorts places of a document as it is read; what is not known comes last."""
        point = _POINTS.find(self.point) + 1 if self.point else 0
        article = int(self.article) if self.article else 1_000_000
        return article, int(self.clause or 0), point, self.section

    def holds(self, other: Provision) -> bool:
        """Tell whether the other place is this one or lies in it."""
        mine = (self.document, self.article, self.clause, self.point, self.section)
        theirs = (other.document, other.article, other.clause, other.point, other.section)
        return all(not one or one == two for one, two in zip(mine, theirs, strict=True))


class UnknownNameError(LookupError):
    """The name of a rule does not say which provision it states."""


@cache
def provision_of(rule: str) -> Provision:
    """Return the provision the name of a rule stands for: ``Luat2022_D42_K1_dd`` is point đ.

    Raises:
        UnknownNameError: no document is known by the beginning of the name, or the rest of it is
            no place in a document.
    """
    for prefix in sorted(DOCUMENT_OF_PREFIX, key=len, reverse=True):
        if rule.startswith(f"{prefix}_"):
            found = _IN_NAME.fullmatch(rule.removeprefix(prefix))
            if found is None:
                break
            return Provision(
                document=DOCUMENT_OF_PREFIX[prefix],
                article=found["article"] or "",
                clause=found["clause"] or "",
                point=(found["point"] or "").replace("dd", "đ"),
                section=_dotted(found["section"] or ""),
            )
    raise UnknownNameError(rule)


@cache
def place_of(rule: str, citation: str) -> Provision:
    """Return where a rule stands: as its name says, but no deeper than its citation.

    A text may leave paragraphs without letters; the name of the rule then still tells them apart.
    """
    named = provision_of(rule)
    cited = cited_in(citation)
    if any(named.holds(one) for one in cited):
        return named
    wider = (one for one in cited if one.holds(named) and one.label)
    return next(wider, Provision(named.document))


def _dotted(section: str) -> str:
    """Return ``III_5c`` as ``III.5.c``."""
    return re.sub(r"(?<=\d)(?=[a-z])", ".", section.replace("_", "."))


@cache
def document_words() -> Mapping[str, str]:
    """Return the words by which citations name the documents of the reviewed file, with their codes."""
    problems: list[str] = []
    rows = read_entries(DATA_FOLDER / DOCUMENT_FILE, "documents", "code", problems)
    return {
        row.text(field): row.text("code") for row in rows for field in ("short_title", "number")
    }


@cache
def cited_in(citation: str) -> tuple[Provision, ...]:
    """Return every provision a citation names, in its order; documents nobody knows are left out."""
    words = document_words()
    known = re.compile("|".join(re.escape(one) for one in sorted(words, key=len, reverse=True)))
    found: list[Provision] = []
    last = 0
    for match in known.finditer(citation):
        code = words[match[0]]
        section = _SECTION.match(citation[match.end() :])
        if section is not None:
            found.append(Provision(code, section=section["section"]))
        else:
            found.extend(places_in(citation[last : match.start()], code) or [Provision(code)])
        last = match.end()
    return tuple(dict.fromkeys(found))


def places_in(text: str, document: str) -> list[Provision]:
    """Return the places a text names, such as ``Điều 22 khoản 1 điểm b, khoản 2``."""
    found: list[Provision] = []
    article = clause = ""
    for match in _IN_TEXT.finditer(text):
        if match["article"]:
            article, clause = match["article"], ""
            found.append(Provision(document, article))
        elif match["clauses"] and article:
            clauses = match["clauses"].split(", ")
            clause = clauses[-1]
            _drop_wider(found, Provision(document, article))
            found.extend(Provision(document, article, one) for one in clauses)
        elif match["point"] and article:
            _drop_wider(found, Provision(document, article, clause))
            found.append(Provision(document, article, clause, match["point"]))
    return found


def _drop_wider(found: list[Provision], wider: Provision) -> None:
    """An article of which a clause follows was only its beginning."""
    if found and found[-1] == wider:
        found.pop()
