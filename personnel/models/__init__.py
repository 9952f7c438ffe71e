"""Who and where: accounts, units and staff with their dated facts."""

from personnel.models.account import Role, RoleAssignment, User
from personnel.models.assessment import AnnualAssessment, AssessmentRule, Grade
from personnel.models.bar import BarNotice
from personnel.models.conduct import (
    AbsenceKind,
    Discipline,
    DisciplineForm,
    LongAbsence,
    TrainingResult,
)
from personnel.models.delegation import Delegation, DelegationKind
from personnel.models.lineage import (
    CodeScheme,
    UnitCode,
    UnitEvent,
    UnitEventKind,
    UnitName,
    UnitSuccession,
)
from personnel.models.privacy import (
    CorrectionRequest,
    CorrectionTopic,
    CorrectionTransition,
    PrivacySettings,
    RetentionRule,
    SensitiveFacts,
    StaffIdentity,
)
from personnel.models.recipient import ExternalRecipient, RecipientKind
from personnel.models.staff import Appointment, Staff, StaffCategory
from personnel.models.unit import Unit, UnitKind, UnitPlacement
from personnel.models.unit_assessment import UnitAssessment

__all__ = [
    "AbsenceKind",
    "AnnualAssessment",
    "Appointment",
    "AssessmentRule",
    "BarNotice",
    "CodeScheme",
    "CorrectionRequest",
    "CorrectionTopic",
    "CorrectionTransition",
    "Delegation",
    "DelegationKind",
    "Discipline",
    "DisciplineForm",
    "ExternalRecipient",
    "Grade",
    "LongAbsence",
    "PrivacySettings",
    "RecipientKind",
    "RetentionRule",
    "Role",
    "RoleAssignment",
    "SensitiveFacts",
    "Staff",
    "StaffCategory",
    "StaffIdentity",
    "TrainingResult",
    "Unit",
    "UnitAssessment",
    "UnitCode",
    "UnitEvent",
    "UnitEventKind",
    "UnitKind",
    "UnitName",
    "UnitPlacement",
    "UnitSuccession",
    "User",
]
