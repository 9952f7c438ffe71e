"""Addresses of units and staff under ``/api/v1/``."""

from django.urls import path

from personnel.api import (
    schema,  # noqa: F401 - describes the authentication to the OpenAPI builder
    views,
)
from personnel.api.corrections import CorrectionDetail, CorrectionList, CorrectionSteps
from personnel.api.delegations import DelegationList
from personnel.api.identity import StaffIdentityView, StaffLooks

urlpatterns = [
    path("units/", views.UnitList.as_view(), name="unit_list"),
    path("units/<str:code>/", views.UnitDetail.as_view(), name="unit_detail"),
    path("delegations/", DelegationList.as_view(), name="delegation_list"),
    path("staff/", views.StaffList.as_view(), name="staff_list"),
    path(
        "staff/by-external-id/<str:external_id>/",
        views.StaffUpsert.as_view(),
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
    path("staff/<str:code>/", views.StaffDetail.as_view(), name="staff_detail"),
]
