"""The decisions that rows name: each once, found or new, and the same on every row."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from awards.models import Decision
from awards.services.back_entry.drafts import Paper, PaperKey
from core.vietnamese import fold
from personnel.services.loading.findings import Findings


class Papers:
    """Gathers the decisions of a list and holds them against those that stand."""

    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        self._papers: dict[PaperKey, Paper] = {}

    def take(self, paper: Paper) -> Paper | None:
        """The decision of a row; a number that another row gives otherwise is a problem."""
        first = self._papers.setdefault(paper.key, paper)
        if first is paper:
            return paper
        where = _("dòng %(row)d") % {"row": first.row}
        if _differs(self._findings, paper, first, where):
            return None
        _complete(first, paper)
        return first

    def find_standing(self) -> None:
        """Look all of them up in one query; one that stands otherwise is a problem."""
        numbers = {key.number for key in self._papers}
        if not numbers:
            return
        rows = Decision.objects.filter(
            number__among=numbers, year__in={key.year for key in self._papers}
        )
        for decision in rows:
            key = PaperKey(decision.unit_id, decision.decider, decision.year, decision.number)
            paper = self._papers.get(key)
            if paper is None:
                continue
            known = Paper(
                0,
                paper.issuer,
                decision.decider,
                decision.number,
                decision.decided_on,
                decision.signer_name,
            )
            _differs(self._findings, paper, known, _("sổ quyết định"))
            paper.pk = decision.pk

    def keep_only(self, paper: Paper) -> None:
        """Forget every other decision: all rows are of this one."""
        self._papers = {paper.key: paper}

    def all(self) -> Iterable[Paper]:
        """Every decision named."""
        return self._papers.values()


def _differs(findings: Findings, paper: Paper, other: Paper, where: str) -> bool:
    """Note what two statements of one decision contradict each other in."""
    if paper.decided_on != other.decided_on:
        findings.add(
            paper.row,
            "decided_on",
            _("Quyết định số %(number)s ở %(where)s ghi ngày %(day)s")
            % {"number": paper.number, "where": where, "day": _day(other.decided_on)},
            _("cùng một ngày ký, hoặc số quyết định khác"),
        )
        return True
    if (
        paper.signer_name
        and other.signer_name
        and fold(paper.signer_name) != fold(other.signer_name)
    ):
        findings.add(
            paper.row,
            "signer_name",
            _("Quyết định số %(number)s ở %(where)s ghi người ký %(signer)s")
            % {"number": paper.number, "where": where, "signer": other.signer_name},
            _("cùng một người ký, hoặc số quyết định khác"),
        )
        return True
    return False


def _complete(first: Paper, paper: Paper) -> None:
    """What the first row leaves out a later one may say."""
    first.signer_name = first.signer_name or paper.signer_name
    first.signer_post = first.signer_post or paper.signer_post
    first.summary = first.summary or paper.summary


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
