"""Conditions on persons of certain kinds: workers, farmers, their initiatives and models."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Final

from legal.rules.base import EachRule, Rule, Told
from legal.rules.checks.judgement import Judgement
from legal.rules.checks.words import work_dict
from legal.rules.facts import OCCUPATIONS, SCOPES, InitiativeFact, PersonFacts, Subject
from legal.rules.tally import Outcome

ABROAD: Final = frozenset({"OVERSEAS", "FOREIGN"})
AT_HOME: Final = frozenset(OCCUPATIONS) - ABROAD


class ForNationals(Rule):
    """Mixin: concerns persons in the country; those abroad have a clause of their own."""

    concerns = AT_HOME


class ForAbroad(Rule):
    """Mixin: concerns Vietnamese abroad and foreigners."""

    concerns = ABROAD


class ForLabourers(Rule):
    """Mixin: concerns workers, farmers and other labourers outside agencies."""

    concerns = frozenset({"WORKER", "FARMER"})


class ForWorkers(Rule):
    """Mixin: concerns workers."""

    concerns = frozenset({"WORKER"})


class ForFarmers(Rule):
    """Mixin: concerns farmers."""

    concerns = frozenset({"FARMER"})


class ForNationalsButScholars(Rule):
    """Mixin: concerns persons in the country for whom no clause of their own asks less."""

    concerns = AT_HOME - {"ENTREPRENEUR", "SCHOLAR"}


class ForWorkingPeople(Rule):
    """Mixin: concerns workers, farmers and labourers, in agencies as well ("người lao động")."""

    concerns = AT_HOME - {"ENTREPRENEUR", "SCHOLAR"}


class ForScholars(Rule):
    """Mixin: concerns entrepreneurs, scholars and scientists."""

    concerns = frozenset({"ENTREPRENEUR", "SCHOLAR"})


class InitiativesInScope(EachRule[PersonFacts]):
    """Enough initiatives, of whatever year, recognised in one of the scopes and applied."""

    threshold_labels: ClassVar[Mapping[str, str]] = {
        "min_initiatives": "Số sáng kiến tối thiểu",
        "scopes": "Phạm vi công nhận",
    }

    def outcome(self, subject: PersonFacts) -> Outcome:
        """Count the initiatives recognised widely enough until the end of the year judged."""
        if subject.initiatives is None:
            return Outcome.UNKNOWN
        enough = len(self._counted(subject)) >= self.number("min_initiatives")
        return Outcome.MET if enough else Outcome.NOT_MET

    def explain(self, subject: PersonFacts, outcome: Outcome) -> Told:
        """Say how many were asked for and which were found."""
        required = self.number("min_initiatives")
        scopes = " hoặc ".join(SCOPES[scope] for scope in self.codes("scopes"))
        lead = f"Yêu cầu từ {required:02d} sáng kiến được công nhận {scopes}"
        if subject.initiatives is None:
            return Told(
                f"{lead}; hệ thống chưa lưu sáng kiến.",
                {"required": required},
                remedy="Ghi các sáng kiến đã được công nhận.",
            )
        found = self._counted(subject)
        titles = "; ".join(f"“{work.title}” ({SCOPES[work.scope]})" for work in found)
        missing = required - len(found)
        return Told(
            f"{lead}; " + (f"có {len(found):02d}: {titles}." if found else "chưa có."),
            {"required": required, "found": [work_dict(work) for work in found]},
            remedy=f"Cần thêm {missing:02d} sáng kiến được công nhận {scopes}."
            if missing > 0
            else "",
        )

    def _counted(self, subject: PersonFacts) -> list[InitiativeFact]:
        return [
            work
            for work in subject.initiatives or ()
            if work.scope in self.codes("scopes")
            and work.recognised_on is not None
            and work.recognised_on < subject.year_end
            and work.applied is not False
        ]


class ProductionModel(Judgement):
    """Judged by people: an effective model of production that has been stable for so many years."""

    claim = "MODEL"
    threshold_labels: ClassVar[Mapping[str, str]] = {
        "min_model_years": "Số năm mô hình hiệu quả, ổn định tối thiểu"
    }

    def explain(self, subject: Subject, outcome: Outcome) -> Told:
        """Add how many years the model must have been stable."""
        told = super().explain(subject, outcome)
        years = self.number("min_model_years")
        return Told(
            f"{told.message} Mô hình phải hiệu quả, ổn định từ {years:02d} năm trở lên.",
            {**told.facts, "min_model_years": years},
            remedy=told.remedy,
        )
