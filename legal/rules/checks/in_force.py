"""Provisions that took force in the middle of a rule-set's period."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from legal.rules.base import Rule
from legal.rules.checks.words import dmy
from legal.rules.facts import Subject
from legal.rules.group import Group


class InForceFrom(Rule):
    """Mixin: asked of dossiers received from a day on; without a day of receipt it is asked."""

    threshold_labels: ClassVar[Mapping[str, str]] = {
        "applies_from": "Áp dụng cho hồ sơ nhận từ ngày"
    }

    def why_outside(self, subject: Subject) -> str:
        """Leave out dossiers received before the text took force."""
        if self._is_too_early():
            start = dmy(self.day("applies_from"))
            return f"Hồ sơ nhận trước ngày {start}, khi thông tư chưa có hiệu lực."
        return super().why_outside(subject)

    def outside(self, group: Group) -> int:
        """Leave out everybody at once."""
        return group.everyone if self._is_too_early() else super().outside(group)

    def _is_too_early(self) -> bool:
        received = self.context.received_on
        return received is not None and received < self.day("applies_from")
