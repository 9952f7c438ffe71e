"""Addresses of the law under ``/api/v1/``."""

from django.urls import path

from legal.api import rule_sets

urlpatterns = [
    path("rule-sets/", rule_sets.RuleSetList.as_view(), name="rule_set_list"),
    path("rule-sets/<str:code>/", rule_sets.RuleSetDetail.as_view(), name="rule_set_detail"),
    path(
        "rule-sets/<str:code>/versions/<int:number>/",
        rule_sets.RuleSetVersionDetail.as_view(),
        name="rule_set_version_detail",
    ),
]
