"""The app's registration with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LegalConfig(AppConfig):
    """Pháp luật: the catalogue, the rule-sets and the rules."""

    name = "legal"
    verbose_name = _("Pháp luật")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the action table, the guards of the database and the entry of the main menu."""
        from core.audit import name_actions, name_steps
        from core.db.guards import AppendOnly, FrozenWhen, register_guards
        from core.web.navigation import NavEntry, navigation
        from core.web.parts import state_tones
        from legal import permissions, workflow
        from legal.models.rule_set_version import FROZEN_FIELDS
        from legal.services import faults, notices, rule_set_steps

        permissions.register()
        register_guards(
            AppendOnly("legal.RuleSetTransition"),
            FrozenWhen("legal.RuleSetVersion", FROZEN_FIELDS, workflow.FROZEN_STATES),
        )
        rule_set_steps.register()
        notices.register()
        name_steps(rule_set_steps.PREFIX, workflow.RULE_SET_VERSION)
        name_actions(rule_set_steps.LABELS)
        name_actions(faults.LABELS)
        state_tones.register({"PUBLISHED": "ok", "ADVISORY": "warn", "RETIRED": "neutral"})
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
