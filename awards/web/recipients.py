"""The field that picks a recipient: one search over people and collectives."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from awards.selectors import choices
from core import clock
from core.scope import Actor
from core.web.forms import SearchPick
from personnel.models import Staff, Unit

PERSON, UNIT = "nguoi", "tap-the"
# How many a browser without script may choose from; everybody else searches.
_OFFERED = 100


def value_of(recipient: Staff | Unit) -> str:
    """The recipient as the field's value."""
    kind = PERSON if isinstance(recipient, Staff) else UNIT
    return f"{kind}:{recipient.code}"


def find(actor: Actor, value: str) -> Staff | Unit | None:
    """The recipient behind a value, if the actor may propose it."""
    kind, _colon, code = value.partition(":")
    day = clock.today()
    if kind == PERSON:
        return choices.people(actor, day).filter(code=code).first()
    if kind == UNIT:
        return choices.collectives(actor, day).filter(code=code).first()
    return None


class RecipientField(forms.Field):
    """A person or a collective within the actor's reach."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs["widget"] = SearchPick(
            placeholder=gettext_lazy("Gõ tên người, tên đơn vị hoặc mã…"), limit=_OFFERED * 2
        )
        super().__init__(**kwargs)
        self.actor: Actor | None = None

    def offer(self, actor: Actor, chosen: Staff | Unit | None) -> None:
        """Offer who is within reach."""
        self.actor = actor
        day = clock.today()
        people = list(choices.people(actor, day)[:_OFFERED])
        units = list(choices.collectives(actor, day)[:_OFFERED])
        offered: list[Staff | Unit] = [*people, *units]
        if chosen is not None and chosen not in offered:
            offered.insert(0, chosen)
        self.widget.search_url = reverse("proposals:pick")
        self.widget.choices = [("", ""), *((value_of(one), _label(one)) for one in offered)]

    def clean(self, value: Any) -> Staff | Unit | None:
        """Find the recipient again: what was sent may be anything."""
        value = super().clean(value)
        if not value or self.actor is None:
            return None
        found = find(self.actor, str(value))
        if found is None:
            raise ValidationError(
                _("Không tìm thấy người hoặc đơn vị này trong phạm vi bạn được đề nghị.")
            )
        return found


def _label(recipient: Staff | Unit) -> str:
    if isinstance(recipient, Staff):
        return f"{recipient.full_name} · {recipient.code}"
    return _("Tập thể %(name)s") % {"name": recipient.name}
