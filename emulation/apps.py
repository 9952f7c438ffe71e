"""Registers what this app adds to the mechanisms of core."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EmulationConfig(AppConfig):
    """Thi đua: the year's input, from registration to recognised initiative."""

    name = "emulation"
    verbose_name = _("Thi đua")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the action table, conditions, handlers, menu entry and database guards."""
        from core.db.guards import AppendOnly, NoOverlap, register_guards
        from emulation import notices, permissions
        from emulation.selectors import own_data, unit_ends
        from emulation.services import archives, conditions, events
        from emulation.services.loading import science as science_loading
        from emulation.web import frame
        from personnel.services.unit_checks import register_check

        permissions.register()
        archives.register_kinds()
        own_data.register()
        register_check(unit_ends.waiting)
        conditions.register()
        notices.register()
        events.register()
        science_loading.register()
        frame.register()
        register_guards(
            AppendOnly("emulation.RegistrationTransition"),
            AppendOnly("emulation.InitiativeTransition"),
            AppendOnly("emulation.InitiativeRecognition"),
            NoOverlap("emulation.BlocMembership", ("bloc", "unit")),
        )
