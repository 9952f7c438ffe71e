"""Addresses of units and staff under ``/api/v1/``."""

from django.urls import path

from personnel.api import (
    recipients,
    records,
    schema,  # noqa: F401 - describes the authentication to the OpenAPI builder
    staff,
    views,
)
from personnel.api.corrections import CorrectionDetail, CorrectionList, CorrectionSteps
from personnel.api.delegations import DelegationList
from personnel.api.identity import StaffIdentityView, StaffLooks
from personnel.api.units_over_time import UnitLineage

urlpatterns = [
    path("units/", views.UnitList.as_view(), name="unit_list"),
    path("units/<str:code>/lineage/", UnitLineage.as_view(), name="unit_lineage"),
    path("units/<str:code>/", views.UnitDetail.as_view(), name="unit_detail"),
    path("delegations/", DelegationList.as_view(), name="delegation_list"),
    path("staff/", staff.StaffList.as_view(), name="staff_list"),
    path(
        "staff/by-external-id/<str:external_id>/",
        staff.StaffUpsert.as_view(),
        name="staff_upsert",
    ),
    path("staff/<str:code>/identity/", StaffIdentityView.as_view(), name="staff_identity"),
    path("staff/<str:code>/identity/looks/", StaffLooks.as_view(), name="staff_looks"),
    path("correction-requests/", CorrectionList.as_view(), name="correction_list"),
    path("correction-requests/<int:pk>/", CorrectionDetail.as_view(), name="correction_detail"),
    path(
        "correction-requests/<int:pk>/transitions/",
        CorrectionSteps.as_view(),
        name="correction_steps",
    ),
    path("disciplines/", staff.DisciplineList.as_view(), name="discipline_list"),
    path("bar-notices/", records.BarNoticeList.as_view(), name="bar_notice_list"),
    path("unit-assessments/", records.UnitAssessmentList.as_view(), name="unit_assessment_list"),
    path("absences/", staff.AbsenceList.as_view(), name="absence_list"),
    path("recipients/", recipients.RecipientList.as_view(), name="recipient_list"),
    path("recipients/<str:code>/", recipients.RecipientDetail.as_view(), name="recipient_detail"),
    path("staff/<str:code>/", staff.StaffDetail.as_view(), name="staff_detail"),
]
