"""What people read for the audit actions of this app."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from awards.workflow import PROPOSAL
from core import audit

LABELS = {
    "awards.proposal.create": _("Lập hồ sơ đề nghị"),
    "awards.proposal.update": _("Sửa hồ sơ đề nghị"),
    "awards.council_result.record": _("Ghi kết quả họp hội đồng"),
    "awards.decision.issue": _("Ghi quyết định khen thưởng"),
}


def register() -> None:
    """Name this app's actions, those of the workflow as its table has them."""
    audit.name_actions(LABELS)
    audit.name_steps("awards.proposal", PROPOSAL)
