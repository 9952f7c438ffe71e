"""Addresses of the law under ``/api/v1/``."""

from django.urls import path

from legal.api import catalogue, rule_sets

urlpatterns = [
    path("legal/documents/", catalogue.LegalDocumentList.as_view(), name="legal_document_list"),
    path(
        "legal/documents/<str:code>/",
        catalogue.LegalDocumentDetail.as_view(),
        name="legal_document_detail",
    ),
    path("legal/rules/", catalogue.RuleList.as_view(), name="legal_rule_list"),
    path("legal/rules/<str:code>/", catalogue.RuleDetail.as_view(), name="legal_rule_detail"),
    path("rule-sets/", rule_sets.RuleSetList.as_view(), name="rule_set_list"),
    path("rule-sets/<str:code>/", rule_sets.RuleSetDetail.as_view(), name="rule_set_detail"),
    path(
        "rule-sets/<str:code>/versions/<int:number>/",
        rule_sets.RuleSetVersionDetail.as_view(),
        name="rule_set_version_detail",
    ),
]
