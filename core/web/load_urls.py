"""Addresses of the pages that load files."""

from django.urls import path

from core.web import load_names, load_steps, loads

app_name = "loads"

urlpatterns = [
    path("", loads.index, name="index"),
    path("lich-su/", loads.history, name="history"),
    path("loai/<str:key>/", loads.upload, name="upload"),
    path("loai/<str:key>/mau/", loads.template, name="template"),
    path("doi-chieu-ten/", load_names.matches, name="names"),
    path("doi-chieu-ten/<int:pk>/sua/", load_names.edit, name="name_edit"),
    path("doi-chieu-ten/<int:pk>/bo/", load_names.remove, name="name_remove"),
    path("lan/<int:pk>/", loads.detail, name="detail"),
    path("lan/<int:pk>/tien-do/", loads.progress_part, name="progress"),
    path("lan/<int:pk>/cho-can-sua/", loads.problems, name="problems"),
    path("lan/<int:pk>/luu-y/", loads.notes, name="notes"),
    path("lan/<int:pk>/cho-can-sua.xlsx", loads.problem_list, name="problem_list"),
    path("lan/<int:pk>/ket-qua.xlsx", loads.result_list, name="result_list"),
    path("lan/<int:pk>/ghep-cot/", load_steps.columns, name="columns"),
    path("lan/<int:pk>/tra-loi/", load_steps.answers, name="answers"),
    path("lan/<int:pk>/ghi/", load_steps.confirm, name="confirm"),
    path("lan/<int:pk>/kiem-tra-lai/", load_steps.check_again, name="check_again"),
    path("lan/<int:pk>/lam-tiep/", load_steps.resume, name="resume"),
    path("lan/<int:pk>/bo/", load_steps.give_up, name="give_up"),
    path("lan/<int:pk>/hoan-tac/", load_steps.undo, name="undo"),
]
