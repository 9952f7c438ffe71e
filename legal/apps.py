"""The app's registration with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LegalConfig(AppConfig):
    """Pháp luật: the catalogue, the rule-sets and the rules."""

    name = "legal"
    verbose_name = _("Pháp luật")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the action table and the entry of the main menu."""
        from core.web.navigation import NavEntry, navigation
        from legal import permissions

        permissions.register()
        navigation.register(
            NavEntry(
                "legal",
                _("Pháp luật"),
                "scale",
                "legal:catalogue",
                order=60,
                action=permissions.VIEW_CATALOGUE,
            )
        )
