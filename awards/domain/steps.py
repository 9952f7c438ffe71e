"""Kinds of review steps: what each is called, who acts in it, and how long it may take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from core.words import gettext_noop as _


class StepKind(StrEnum):
    """The levels a proposal may pass, in this order."""

    HEAD = "HEAD"
    HR_CHECK = "HR_CHECK"
    COUNCIL = "COUNCIL"
    DIRECTOR = "DIRECTOR"
    BLOC = "BLOC"
    PROVINCE_CHECK = "PROVINCE_CHECK"
    PROVINCE = "PROVINCE"
    MINISTRY = "MINISTRY"
    PRIME_MINISTER = "PRIME_MINISTER"
    PRESIDENT = "PRESIDENT"


@dataclass(frozen=True, slots=True)
class StepRule:
    """How a kind of step works.

    Attributes:
        label: name of the step (Vietnamese).
        action: permission needed at the unit that holds the step.
        workdays: limit in working days, an office habit that an installation may change; the law
            leaves time limits to the Government and the province.
        is_upper: whether the step lies above the department that proposes.
    """

    label: str
    action: str
    workdays: int
    is_upper: bool = False


STEP_RULES: Mapping[StepKind, StepRule] = {
    StepKind.HEAD: StepRule(_("Trưởng đơn vị đề nghị"), "awards.endorse", 5),
    StepKind.HR_CHECK: StepRule(_("Thẩm định hồ sơ"), "awards.check", 10),
    StepKind.COUNCIL: StepRule(_("Hội đồng họp xét"), "awards.record_council", 10),
    StepKind.DIRECTOR: StepRule(_("Thủ trưởng quyết định hoặc trình"), "awards.lead", 5),
    StepKind.BLOC: StepRule(
        _("Cụm, khối thi đua suy tôn"), "awards.record_bloc", 20, is_upper=True
    ),
    StepKind.PROVINCE_CHECK: StepRule(
        _("Cơ quan thường trực cấp tỉnh thẩm định"), "awards.province_check", 20, is_upper=True
    ),
    StepKind.PROVINCE: StepRule(
        _("Chủ tịch UBND tỉnh quyết định hoặc trình"), "awards.province_lead", 10, is_upper=True
    ),
    StepKind.MINISTRY: StepRule(
        _("Bộ trưởng quyết định hoặc trình"), "awards.ministry_lead", 20, is_upper=True
    ),
    StepKind.PRIME_MINISTER: StepRule(
        _("Thủ tướng Chính phủ xem xét"), "awards.state_lead", 30, is_upper=True
    ),
    StepKind.PRESIDENT: StepRule(
        _("Chủ tịch nước quyết định"), "awards.state_lead", 30, is_upper=True
    ),
}

UPPER_KINDS = frozenset(kind for kind, rule in STEP_RULES.items() if rule.is_upper)


class Decider(StrEnum):
    """Who may decide an award; the codes of the legal catalogue."""

    UNIT_HEAD = "UNIT_HEAD"
    PROVINCE_CHAIR = "PROVINCE_CHAIR"
    MINISTER = "MINISTER"
    PRIME_MINISTER = "PRIME_MINISTER"
    GOVERNMENT = "GOVERNMENT"
    PRESIDENT = "PRESIDENT"


DECIDER_LABELS: Mapping[str, str] = {
    Decider.UNIT_HEAD: _("Thủ trưởng cơ quan, đơn vị"),
    Decider.PROVINCE_CHAIR: _("Chủ tịch UBND tỉnh"),
    Decider.MINISTER: _("Bộ trưởng"),
    Decider.PRIME_MINISTER: _("Thủ tướng Chính phủ"),
    Decider.GOVERNMENT: _("Chính phủ"),
    Decider.PRESIDENT: _("Chủ tịch nước"),
}
