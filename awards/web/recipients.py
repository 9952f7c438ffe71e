"""The field that picks a recipient: one search over people and collectives."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from awards import permissions
from awards.models.recipient import Recipient
from awards.selectors import choices
from core import clock
from core.scope import Actor
from core.web.forms import SearchPick
from personnel.models import ExternalRecipient, Staff, Unit

PERSON, UNIT, OUTSIDE = "nguoi", "tap-the", "doi-tuong"
# How many a browser without script may choose from; everybody else searches.
_OFFERED = 100


def value_of(recipient: Recipient) -> str:
    """The recipient as the field's value."""
    if isinstance(recipient, ExternalRecipient):
        return f"{OUTSIDE}:{recipient.code}"
    kind = PERSON if isinstance(recipient, Staff) else UNIT
    return f"{kind}:{recipient.code}"


def page_of(recipient: Recipient) -> str:
    """The address of the recipient's own page."""
    if isinstance(recipient, ExternalRecipient):
        return reverse("personnel:recipient_detail", args=[recipient.code])
    page = "personnel:staff_detail" if isinstance(recipient, Staff) else "personnel:unit_detail"
    return reverse(page, args=[recipient.code])


def find(actor: Actor, value: str) -> Recipient | None:
    """The recipient behind a value, if the actor may propose it."""
    kind, _colon, code = value.partition(":")
    day = clock.today()
    if kind == PERSON:
        return choices.people(actor, day).filter(code=code).first()
    if kind == UNIT:
        return choices.collectives(actor, day).filter(code=code).first()
    if kind == OUTSIDE:
        return choices.outside(actor, day).filter(code=code).first()
    return None


class RecipientField(forms.Field):
    """A person, a collective or somebody from outside, within the actor's reach."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs["widget"] = SearchPick(
            placeholder=gettext_lazy("Gõ tên người, tên đơn vị hoặc mã…"), limit=_OFFERED * 3
        )
        super().__init__(**kwargs)
        self.actor: Actor | None = None

    def offer(self, actor: Actor, chosen: Recipient | None) -> None:
        """Offer who is within reach."""
        self.actor = actor
        day = clock.today()
        people = list(choices.people(actor, day)[:_OFFERED])
        units = list(choices.collectives(actor, day)[:_OFFERED])
        others = list(choices.outside(actor, day)[:_OFFERED])
        offered: list[Recipient] = [*people, *units, *others]
        if chosen is not None and chosen not in offered:
            offered.insert(0, chosen)
        self.widget.search_url = reverse("proposals:pick")
        self.widget.choices = [("", ""), *((value_of(one), _label(one)) for one in offered)]

    def clean(self, value: Any) -> Recipient | None:
        """Find the recipient again: what was sent may be anything."""
        value = super().clean(value)
        if not value or self.actor is None:
            return None
        found = find(self.actor, str(value))
        if found is None:
            raise ValidationError(
                _ended(self.actor, str(value))
                or _("Không tìm thấy người hoặc đơn vị này trong phạm vi bạn được đề nghị.")
            )
        return found


def _ended(actor: Actor, value: str) -> str:
    """Why a unit that is in reach cannot be proposed any more, or nothing."""
    code = value.partition(":")[2]
    units = Unit.objects.visible_to(actor, permissions.PROPOSE)
    unit = units.filter(code=code, dissolved_on__lte=clock.today()).first()
    if unit is None:
        return ""
    return _("%(unit)s đã giải thể từ ngày %(day)s. Hãy đề nghị ở đơn vị tiếp nhận.") % {
        "unit": unit,
        "day": f"{unit.dissolved_on:%d/%m/%Y}",
    }


def _label(recipient: Recipient) -> str:
    if isinstance(recipient, ExternalRecipient):
        return f"{recipient.get_kind_display()} {recipient.name} · {recipient.code}"
    if isinstance(recipient, Staff):
        return f"{recipient.full_name} · {recipient.code}"
    return _("Tập thể %(name)s") % {"name": recipient.name}
