"""Tables of the emulation year: years, blocs, registrations, initiatives and science works."""

from emulation.models.bloc import BlocMembership, EmulationBloc
from emulation.models.initiative import (
    Initiative,
    InitiativeAuthor,
    InitiativeCounter,
    InitiativeKind,
    InitiativeRecognition,
    InitiativeTransition,
    Scope,
)
from emulation.models.registration import Registration, RegistrationTransition
from emulation.models.science import ScienceMember, ScienceWork, WorkKind, WorkRole
from emulation.models.year import EmulationPhase, EmulationYear, PhaseKind

__all__ = [
    "BlocMembership",
    "EmulationBloc",
    "EmulationPhase",
    "EmulationYear",
    "Initiative",
    "InitiativeAuthor",
    "InitiativeCounter",
    "InitiativeKind",
    "InitiativeRecognition",
    "InitiativeTransition",
    "PhaseKind",
    "Registration",
    "RegistrationTransition",
    "ScienceMember",
    "ScienceWork",
    "Scope",
    "WorkKind",
    "WorkRole",
]
