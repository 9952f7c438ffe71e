"""Tables of the legal catalogue."""

from legal.models.award_type import AwardType, AwardTypeQuerySet
from legal.models.citation import AwardCitation
from legal.models.document import LegalDocument
from legal.models.fault import RuleFault, RuleFaultQuerySet
from legal.models.rule_set import RuleSet
from legal.models.rule_set_version import RuleSetTransition, RuleSetVersion

__all__ = [
    "AwardCitation",
    "AwardType",
    "AwardTypeQuerySet",
    "LegalDocument",
    "RuleFault",
    "RuleFaultQuerySet",
    "RuleSet",
    "RuleSetTransition",
    "RuleSetVersion",
]
