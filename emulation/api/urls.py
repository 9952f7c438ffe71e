"""Addresses of registrations, initiatives and science works under ``/api/v1/``."""

from django.urls import path

from emulation.api import initiatives, registrations, science

urlpatterns = [
    path("registrations/", registrations.RegistrationList.as_view(), name="registration_list"),
    path(
        "registrations/<int:pk>/",
        registrations.RegistrationDetail.as_view(),
        name="registration_detail",
    ),
    path(
        "registrations/<int:pk>/transitions/",
        registrations.RegistrationSteps.as_view(),
        name="registration_steps",
    ),
    path("initiatives/", initiatives.InitiativeList.as_view(), name="initiative_list"),
    path(
        "initiatives/<str:code>/", initiatives.InitiativeDetail.as_view(), name="initiative_detail"
    ),
    path(
        "initiatives/<str:code>/transitions/",
        initiatives.InitiativeSteps.as_view(),
        name="initiative_steps",
    ),
    path("science-works/", science.ScienceWorkList.as_view(), name="science_work_list"),
    path(
        "science-works/<int:pk>/", science.ScienceWorkDetail.as_view(), name="science_work_detail"
    ),
]
