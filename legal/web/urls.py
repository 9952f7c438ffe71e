"""Addresses of the legal pages."""

from django.urls import path

from legal.web import (
    cases,
    comparing,
    documents,
    faults,
    finding,
    rule_set_edits,
    rule_sets,
    rules,
    views,
)

app_name = "legal"

urlpatterns = [
    path("phap-luat/", views.catalogue, name="catalogue"),
    path("phap-luat/them-hinh-thuc/", views.add_form, name="add_form"),
    path("phap-luat/bo-quy-tac/", rule_sets.rule_sets, name="rule_sets"),
    path("phap-luat/bo-quy-tac/them/", rule_sets.new_set, name="rule_set_new"),
    path("phap-luat/bo-quy-tac/<str:code>/", rule_sets.rule_set, name="rule_set"),
    path(
        "phap-luat/bo-quy-tac/<str:code>/<int:number>/",
        rule_sets.rule_set_version,
        name="rule_set_version",
    ),
    path(
        "phap-luat/bo-quy-tac/<str:code>/<int:number>/mo-du-thao/",
        rule_sets.open_draft,
        name="rule_set_open",
    ),
    path(
        "phap-luat/bo-quy-tac/<str:code>/<int:number>/buoc/<str:name>/",
        rule_sets.step,
        name="rule_set_step",
    ),
    path(
        "phap-luat/bo-quy-tac/<str:code>/<int:number>/sua/<str:kind>/",
        rule_set_edits.edit,
        name="rule_set_edit",
    ),
    path("phap-luat/thu-truong-hop/", cases.try_case, name="try_case"),
    path("phap-luat/thu-truong-hop/mau/<str:name>.yaml", cases.example, name="case_example"),
    path("phap-luat/loi-quy-tac/", faults.fault_list, name="faults"),
    path("phap-luat/loi-quy-tac/<int:pk>/", faults.fault, name="fault"),
    path("phap-luat/loi-quy-tac/<int:pk>/truong-hop.yaml", faults.fault_file, name="fault_file"),
    path("phap-luat/van-ban/", documents.documents, name="documents"),
    path("phap-luat/van-ban/<str:code>/", documents.document, name="document"),
    path("phap-luat/quy-tac/<str:name>/", rules.rule, name="rule"),
    path("phap-luat/tim/", finding.search, name="search"),
    path("phap-luat/<str:code>/so-sanh/", comparing.compare, name="compare"),
    path("phap-luat/<str:code>/", views.award_type, name="award_type"),
]
