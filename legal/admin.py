"""Read-only back office: the catalogue changes through the reviewed files and the services."""

from __future__ import annotations

from typing import Any

from django.contrib import admin

from legal.models import AwardCitation, AwardType, LegalDocument, RuleSet, RuleSetVersion


class ReadOnly:
    """Nobody adds, changes or deletes here."""

    def has_add_permission(self, *args: Any, **kwargs: Any) -> bool:
        return False

    def has_change_permission(self, *args: Any, **kwargs: Any) -> bool:
        return False

    def has_delete_permission(self, *args: Any, **kwargs: Any) -> bool:
        return False


class CitationInline(ReadOnly, admin.TabularInline):
    model = AwardCitation
    fields = ("subject", "document", "provision", "valid_from", "valid_to", "standing")


@admin.register(AwardType)
class AwardTypeAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ("code", "name", "family", "level", "standing", "is_local")
    list_filter = ("family", "level", "standing", "is_local")
    inlines = (CitationInline,)


@admin.register(LegalDocument)
class LegalDocumentAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ("number", "title", "issued_on", "in_force_from", "in_force_to", "standing")


@admin.register(RuleSet)
class RuleSetAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ("code", "layer", "name", "valid_from", "valid_to")


@admin.register(RuleSetVersion)
class RuleSetVersionAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ("rule_set", "number", "state", "valid_from", "valid_to", "content_sha256")
    list_filter = ("state",)
