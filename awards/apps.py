"""Proposals, review, decisions, recorded awards and reports."""

from __future__ import annotations

from django.apps import AppConfig


class AwardsConfig(AppConfig):
    """Registers permissions, guards of transitions, outbox handlers and page fragments."""

    name = "awards"
    verbose_name = "Khen thưởng"

    def ready(self) -> None:
        """Connect the app to the registries below it."""
        from awards import permissions
        from awards.selectors import own_data, sent_since, unit_ends
        from awards.services import archives, events, guards, legal_officers, notices  # noqa: F401 (they register themselves)
        from awards.services.back_entry.importer import add_importers
        from awards.services.proposal_list.importer import add_importer
        from awards.web import frame, initiative_uses, register, standings
        from core.db.guards import AppendOnly, register_guards
        from personnel.services.loading.later_uses import register_unit_use, register_use
        from personnel.services.unit_checks import register_check

        permissions.register()
        events.register()
        archives.register_kinds()
        legal_officers.register()
        own_data.register()
        register_check(unit_ends.waiting)
        register_use(sent_since.of_people)
        register_unit_use(sent_since.of_units)
        frame.register()
        add_importers()
        add_importer()
        register.add_fragments()
        standings.add_fragments()
        initiative_uses.add_fragments()
        undone = (
            "EXISTS (SELECT 1 FROM core_load l WHERE l.id = OLD.load_id AND l.state = 'UNDONE')"
        )
        register_guards(
            AppendOnly("awards.ProposalTransition"),
            AppendOnly("awards.DossierRevision"),
            AppendOnly("awards.CouncilResult"),
            AppendOnly("awards.Decision", unless=undone),
            AppendOnly("awards.RecordedAward", unless=undone),
            AppendOnly("awards.AwardAnnulment"),
            AppendOnly("awards.JudgementTick"),
            AppendOnly("awards.DuplicateAcknowledgement"),
        )
