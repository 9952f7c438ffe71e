"""How the signed-in person's own things stand: registrations, initiatives, dossiers, awards."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from awards.selectors import work
from awards.web.rows import place_of
from core.scope import Actor
from core.web.parts import state_tones
from core.web.tags.filters import ngay
from personnel.models import Role
from personnel.selectors import corrections as correction_reads

_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Item:
    """One own thing with its state."""

    title: str
    detail: str
    url: str
    label: str
    tone: str


@dataclass(frozen=True, slots=True)
class Section:
    """Own things of one kind."""

    title: str
    items: list[Item]
    none_text: str
    add_url: str = ""
    add_label: str = ""


def sections(actor: Actor) -> list[Section]:
    """The person's own things; nothing for an account without a staff record.

    Who has other work to do sees only what there is.
    """
    if actor.staff_id is None:
        return []
    found = [
        _registrations(actor.staff_id),
        _initiatives(actor.staff_id),
        _proposals(actor.staff_id),
        _awards(actor.staff_id),
    ]
    if (requests := _corrections(actor)).items:
        found.append(requests)
    if actor.roles <= {Role.STAFF_MEMBER}:
        return found
    return [section for section in found if section.items]


def _registrations(staff_id: int) -> Section:
    items = [
        Item(
            title=one.award_type.name,
            detail=_("Năm %(year)d") % {"year": one.emulation_year.year},
            url=reverse("emulation:registration_detail", args=[one.pk]),
            label=str(one.get_state_display()),
            tone=state_tones.of(one.state),
        )
        for one in work.registrations_of(staff_id)[:_SHOWN]
    ]
    return Section(
        _("Đăng ký thi đua của tôi"),
        items,
        _("Bạn chưa đăng ký danh hiệu nào."),
        reverse("emulation:registration_create"),
        _("Đăng ký"),
    )


def _initiatives(staff_id: int) -> Section:
    items = [
        Item(
            title=one.title,
            detail=one.code,
            url=reverse("emulation:initiative_detail", args=[one.code]),
            label=str(one.get_state_display()),
            tone=state_tones.of(one.state),
        )
        for one in work.initiatives_of(staff_id)[:_SHOWN]
    ]
    return Section(
        _("Sáng kiến của tôi"),
        items,
        _("Bạn chưa có sáng kiến nào."),
        reverse("emulation:initiative_create"),
        _("Đăng ký sáng kiến"),
    )


def _proposals(staff_id: int) -> Section:
    items = [
        Item(
            title=f"{one.award_label} {one.year}",
            detail=place_of(one),
            url=reverse("proposals:detail", args=[one.pk]),
            label=one.state_label,
            tone=state_tones.of(one.state),
        )
        for one in work.proposals_about(staff_id)[:_SHOWN]
    ]
    return Section(
        _("Hồ sơ đề nghị về tôi"), items, _("Chưa có hồ sơ đề nghị khen thưởng nào về bạn.")
    )


def _corrections(actor: Actor) -> Section:
    items = [
        Item(
            title=one.topic_label,
            detail=_("Hạn trả lời: ngày %(day)s") % {"day": ngay(one.due_on)},
            url=reverse("personnel:correction_detail", args=[one.pk]),
            label=one.state_label,
            tone=state_tones.of(one.state),
        )
        for one in correction_reads.own(actor)[:_SHOWN]
    ]
    return Section(_("Yêu cầu chỉnh sửa của tôi"), items, _("Bạn chưa gửi yêu cầu nào."))


def _awards(staff_id: int) -> Section:
    items = [
        Item(
            title=f"{one.award_label} {one.year}",
            detail=str(one.decision),
            url=reverse("awards:decision_detail", args=[one.decision_id]),
            label=_("Đã hủy bỏ") if getattr(one, "annulment", None) else _("Đã khen thưởng"),
            tone="danger" if getattr(one, "annulment", None) else "honour",
        )
        for one in work.awards_of(staff_id)[:_SHOWN]
    ]
    return Section(_("Khen thưởng của tôi"), items, _("Chưa có khen thưởng nào được ghi."))
