"""The mechanisms every app builds on."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class CoreConfig(AppConfig):
    """Installs the database guards after every migrate."""

    name = "core"
    verbose_name = "Cơ chế chung"

    def ready(self) -> None:
        """Register guards of the core tables and the receiver that installs all guards."""
        from core.db import among, guards
        from core.imports import running  # noqa: F401 (its outbox handlers register themselves)

        among.register()
        guards.register_guards(
            guards.AppendOnly("core.AuditEvent"), guards.AppendOnly("core.AuditSeal")
        )
        pre_migrate.connect(guards.lift_before_migrate, dispatch_uid="core.guards.lift")
        post_migrate.connect(guards.install_after_migrate, dispatch_uid="core.guards")
