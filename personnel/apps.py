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
        from core.imports import registry
        from personnel import guards, notices, permissions
        from personnel.selectors import load_actors, own_sections
        from personnel.services import retained
        from personnel.services.events import LABELS
        from personnel.services.loading import importers
        from personnel.web import frame

        permissions.register()
        registry.set_actor_source(load_actors.actor_of_user)
        registry.set_reader_source(load_actors.loads_readable_by)
        name_actions(LABELS)
        guards.register()
        notices.register()
        own_sections.register()
        retained.register_kinds()
        importers.register()
        frame.register()
