"""Addresses of proposals, decisions, awards and reports under ``/api/v1/``."""

from django.urls import path

from awards.api import (
    back_entry,
    candidates,
    decisions,
    eligibility,
    initiative_uses,
    judgements,
    proposals,
    quotas,
    register,
    reports,
)

urlpatterns = [
    path("eligibility/missed/", candidates.MissedCandidates.as_view(), name="missed_candidates"),
    path("eligibility/forecast/", candidates.ForecastOfUnit.as_view(), name="forecast"),
    path(
        "eligibility/people/<str:code>/",
        eligibility.PersonEligibility.as_view(),
        name="person_eligibility",
    ),
    path(
        "eligibility/units/<str:code>/",
        eligibility.CollectiveEligibility.as_view(),
        name="collective_eligibility",
    ),
    path(
        "units/<str:code>/eligibility/",
        eligibility.UnitEligibility.as_view(),
        name="unit_eligibility",
    ),
    path("units/<str:code>/quotas/", quotas.Quotas.as_view(), name="unit_quotas"),
    path("proposals/", proposals.ProposalList.as_view(), name="proposal_list"),
    path("proposals/<int:pk>/", proposals.ProposalDetail.as_view(), name="proposal_detail"),
    path(
        "proposals/<int:pk>/transitions/", proposals.ProposalSteps.as_view(), name="proposal_steps"
    ),
    path(
        "proposals/<int:pk>/judgements/",
        judgements.Judgements.as_view(),
        name="proposal_judgements",
    ),
    path(
        "proposals/<int:pk>/likenesses/",
        judgements.Likenesses.as_view(),
        name="proposal_likenesses",
    ),
    path(
        "proposals/<int:pk>/received/", judgements.ReceivedDays.as_view(), name="proposal_received"
    ),
    path(
        "initiatives/<str:code>/uses/",
        initiative_uses.UsesOfInitiative.as_view(),
        name="initiative_uses",
    ),
    path(
        "staff/<str:code>/initiative-uses/",
        initiative_uses.UsesOfPerson.as_view(),
        name="staff_initiative_uses",
    ),
    path("decisions/", decisions.DecisionList.as_view(), name="decision_list"),
    path("decisions/<int:pk>/", decisions.DecisionDetail.as_view(), name="decision_detail"),
    path("awards/", register.AwardList.as_view(), name="award_list"),
    path("awards/back-entry/", back_entry.BackEntry.as_view(), name="back_entry"),
    path("awards/<int:pk>/", register.AwardDetail.as_view(), name="award_detail"),
    path("reports/annual/", reports.AnnualReport.as_view(), name="annual_report"),
]
