"""Registers what this app adds to the mechanisms of core."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PersonnelConfig(AppConfig):
    """Nhân sự: who works where, and who may do what."""

    name = "personnel"
    verbose_name = _("Nhân sự")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the action table, the database guards and the menu entries."""
        from core.audit import name_actions
        from personnel import guards, notices, permissions
        from personnel.services import retained
        from personnel.services.events import LABELS
        from personnel.services.loading import importers
        from personnel.web import frame

        permissions.register()
        name_actions(LABELS)
        guards.register()
        notices.register()
        retained.register_kinds()
        importers.register()
        frame.register()
