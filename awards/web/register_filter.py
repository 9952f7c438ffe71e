"""The filter of the award register; its names are those a report's figure carries."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from awards.selectors import register as reads
from awards.web.filters import ANY, ProposalFilter

STATUS_CHOICES = [
    ANY,
    (reads.DECIDED, gettext_lazy("Còn hiệu lực")),
    (reads.ANNULLED, gettext_lazy("Đã bị hủy bỏ")),
]


class RegisterFilter(ProposalFilter):
    """What narrows the register: as for proposals, without where a dossier lies."""

    everyday = ("q", "year", "award", "unit")

    q = forms.CharField(label=gettext_lazy("Tên, mã"), required=False, max_length=100)
    status = forms.ChoiceField(
        label=gettext_lazy("Hiệu lực"), required=False, choices=STATUS_CHOICES
    )
    # Django leaves out a field that a subclass sets to nothing.
    step = None  # type: ignore[assignment]
    holder = None  # type: ignore[assignment]
    waiting = None  # type: ignore[assignment]
