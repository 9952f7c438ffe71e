"""Addresses of the emulation pages."""

from django.urls import path

from emulation.web import (
    blocs,
    initiative_entry,
    initiatives,
    people,
    picks,
    registration_entry,
    registrations,
    science,
    science_entry,
    years,
)

app_name = "emulation"

urlpatterns = [
    path("thi-dua/", years.year_list, name="year_list"),
    path("thi-dua/mo-nam/", years.year_open, name="year_open"),
    path("thi-dua/nam/<int:pk>/", years.year_detail, name="year_detail"),
    path("thi-dua/nam/<int:pk>/sua/", years.year_edit, name="year_edit"),
    path("thi-dua/dang-ky/", registrations.registration_list, name="registration_list"),
    path(
        "thi-dua/dang-ky/lap/", registration_entry.registration_create, name="registration_create"
    ),
    path("thi-dua/dang-ky/duyet/", registrations.registration_bulk, name="registration_bulk"),
    path(
        "thi-dua/dang-ky/<int:pk>/", registrations.registration_detail, name="registration_detail"
    ),
    path(
        "thi-dua/dang-ky/<int:pk>/sua/",
        registration_entry.registration_edit,
        name="registration_edit",
    ),
    path(
        "thi-dua/dang-ky/<int:pk>/buoc/<slug:name>/",
        registrations.registration_step,
        name="registration_step",
    ),
    path("thi-dua/sang-kien/", initiatives.initiative_list, name="initiative_list"),
    path("thi-dua/sang-kien/lap/", initiative_entry.initiative_create, name="initiative_create"),
    path("thi-dua/sang-kien/<str:code>/", initiatives.initiative_detail, name="initiative_detail"),
    path(
        "thi-dua/sang-kien/<str:code>/sua/",
        initiative_entry.initiative_edit,
        name="initiative_edit",
    ),
    path(
        "thi-dua/sang-kien/<str:code>/buoc/<slug:name>/",
        initiatives.initiative_step,
        name="initiative_step",
    ),
    path("thi-dua/de-tai/", science.science_list, name="science_list"),
    path("thi-dua/de-tai/ghi/", science_entry.science_create, name="science_create"),
    path("thi-dua/de-tai/<int:pk>/", science.science_detail, name="science_detail"),
    path("thi-dua/de-tai/<int:pk>/sua/", science_entry.science_edit, name="science_edit"),
    path("thi-dua/de-tai/<int:pk>/bo/", science.science_remove, name="science_remove"),
    path("thi-dua/khoi/", blocs.bloc_list, name="bloc_list"),
    path("thi-dua/khoi/lap/", blocs.bloc_open, name="bloc_open"),
    path("thi-dua/khoi/<int:pk>/thanh-vien/", blocs.member_add, name="bloc_member_add"),
    path(
        "thi-dua/khoi/<int:pk>/thanh-vien/<int:member>/ket-thuc/",
        blocs.member_end,
        name="bloc_member_end",
    ),
    path("thi-dua/nguoi/<str:code>/", people.staff_part, name="staff_part"),
    path("thi-dua/tim/nguoi-dang-ky/", picks.registrant, name="pick_registrant"),
    path("thi-dua/tim/tap-the/", picks.collective, name="pick_collective"),
    path("thi-dua/tim/tac-gia/", picks.author, name="pick_author"),
    path("thi-dua/tim/nguoi-tham-gia/", picks.member, name="pick_member"),
]
