"""Which small forms there are for a draft, what each asks and which change it makes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from core import clock
from core.errors import NotVisible
from core.scope import Actor
from legal.domain.codes import Standing
from legal.domain.drafts import COMMON, Place, awards_of, rows_of
from legal.models import RuleSetVersion
from legal.models.choices import LayerChoice
from legal.rules.registry import registry
from legal.selectors import rule_sets as reads
from legal.selectors.number_words import code_words
from legal.selectors.quota_words import deadline_text, quota_text
from legal.selectors.rule_words import (
    award_label,
    award_names,
    citation_of,
    join_of,
    named,
    requirement_of,
)
from legal.selectors.unit_words import units_text
from legal.services import rule_set_confirmation as confirmation
from legal.services import rule_set_edits as edits
from legal.services import rule_set_figures as figures
from legal.services.rule_set_drafts import Edit
from legal.services.rule_set_favour import set_favour
from legal.web import rule_set_forms as forms
from legal.web.rule_set_figure_forms import DeadlineForm, QuotaForm
from legal.web.rule_set_number_form import NumbersForm, sample_numbers


@dataclass(frozen=True, slots=True)
class Asked:
    """What a small form is about: the draft, the place in it, and what was sent."""

    version: RuleSetVersion
    actor: Actor
    sent: Any
    query: Mapping[str, str]
    place: Place | None
    entry: Mapping[str, Any] | None

    @property
    def about(self) -> str:
        """The entry in words."""
        rule = str((self.entry or {}).get("rule", ""))
        return f"{citation_of(rule)}: {requirement_of(rule)}"

    def at(self) -> tuple[Place, Mapping[str, Any]]:
        """The place and the entry there.

        Raises:
            NotVisible: the address names none.
        """
        if self.place is None or self.entry is None:
            raise NotVisible(_("Không có mục này trong bản dự thảo."))
        return self.place, self.entry


@dataclass(frozen=True)
class Small:
    """One small form; ``by_get`` forms only lead on to the next question.

    Attributes:
        codes: what may be written into its fields, with what each code stands for.
    """

    title: str
    lead: str
    form: Any
    edit: Callable[[Any], Edit]
    submit: str
    anchor: str = "dieu-kien"
    by_get: bool = False
    codes: Sequence[tuple[str, str]] = ()


def _confirm(asked: Asked) -> Small:
    place, entry = asked.at()
    form = forms.ConfirmOneForm(
        asked.sent, has_parts=bool(entry.get("parts")), initial={"on": clock.today()}
    )
    return Small(
        title=_("Đối chiếu điều kiện với văn bản"),
        lead=asked.about,
        form=form,
        edit=lambda one: confirmation.confirm(
            [place],
            one.comparison(asked.actor.signature),
            today=clock.today(),
            with_parts=one.cleaned_data.get("with_parts", False),
        ),
        submit=_("Xem thay đổi"),
    )


def _confirm_all(asked: Asked) -> Small:
    """All entries that wait, of one award or of the set, when one provision settles several."""
    place, names = asked.place or Place("", ()), award_names()
    if place.steps:
        raise NotVisible(_("Không có mục này trong bản dự thảo."))
    rows = confirmation.waiting(asked.version.content, place.award)
    entries = []
    for where, entry in rows:
        label = named(str(entry.get("rule", "")))
        # The award stands above the list where there is but one.
        shown = label if place.award else f"{award_label(where.award, names)} – {label}"
        entries.append((str(where), shown))
    form = forms.ConfirmManyForm(
        asked.sent, entries=entries, ticked=bool(place.award), initial={"on": clock.today()}
    )
    return Small(
        title=_("Đối chiếu nhiều điều kiện đang chờ"),
        lead=award_label(place.award, names) if place.award else asked.version.rule_set.name,
        form=form,
        edit=lambda one: confirmation.confirm(
            [Place.read(key) for key in one.cleaned_data["entries"]],
            one.comparison(asked.actor.signature),
            today=clock.today(),
        ),
        submit=_("Xem thay đổi"),
    )


def _take_back(asked: Asked) -> Small:
    place, _entry = asked.at()
    return Small(
        title=_("Bỏ đối chiếu"),
        lead=asked.about,
        form=forms.EmptyForm(asked.sent),
        edit=lambda _form: edits.take_back_confirmation(place),
        submit=_("Xem thay đổi"),
    )


def _numbers(asked: Asked) -> Small:
    place, entry = asked.at()
    rule = registry.get(str(entry.get("rule")))
    form = NumbersForm(
        asked.sent,
        rule=rule,
        values=entry.get("thresholds", {}),
        awards=award_names(),
        initial={"note": entry.get("note", "")},
    )
    return Small(
        title=_("Sửa số và ghi chú"),
        lead=asked.about,
        form=form,
        edit=lambda one: edits.set_numbers(
            place, thresholds=one.numbers(), note=one.cleaned_data["note"]
        ),
        submit=_("Xem thay đổi"),
        codes=code_words(form.written, award_names()),
    )


def _join(asked: Asked) -> Small:
    place, entry = asked.at()
    return Small(
        title=_("Một trong hay tất cả"),
        lead=asked.about,
        form=forms.JoinForm(asked.sent, initial={"join": join_of(entry)}),
        edit=lambda one: edits.set_join(place, one.cleaned_data["join"]),
        submit=_("Xem thay đổi"),
    )


def _add(asked: Asked) -> Small:
    """First which rule, then its numbers."""
    place = asked.place or Place("", ())
    # Beside a place with steps the address names the rule that stands there.
    chosen = asked.query.get("them", "")
    if chosen not in registry:
        return _choose_rule(asked, place)
    names, award = award_names(), asked.query.get("hinh_thuc") or place.award
    where = place if place.steps else Place(award, ())
    if where.award not in _awards(asked):
        raise NotVisible(_("Không có mục này trong bản dự thảo."))
    rule = registry[chosen]
    form = NumbersForm(asked.sent, rule=rule, values=sample_numbers(chosen), awards=names)
    return Small(
        title=_("Thêm điều kiện"),
        lead=f"{award_label(where.award, names)}: {rule.citation}: {rule.requirement()}",
        form=form,
        edit=lambda one: edits.add_entry(
            where, rule=chosen, thresholds=one.numbers(), note=one.cleaned_data["note"]
        ),
        submit=_("Xem thay đổi"),
        codes=code_words(form.written, names),
    )


def _choose_rule(asked: Asked, place: Place) -> Small:
    awards = _awards(asked).items()
    form = forms.ChooseRuleForm(awards=awards, initial={"hinh_thuc": place.award})
    if place.steps:
        del form.fields["hinh_thuc"]
    return Small(
        title=_("Thêm điều kiện"),
        lead=asked.about if place.steps else _("Chọn hình thức và điều khoản."),
        form=form,
        edit=lambda _form: edits.remove_row("", ""),
        submit=_("Tiếp tục"),
        by_get=True,
    )


def _awards(asked: Asked) -> dict[str, str]:
    """What conditions can be asked of: awards of the draft, of the catalogue, all of them."""
    names = award_names()
    keys = dict.fromkeys([*awards_of(asked.version.content), *names, COMMON])
    return {key: award_label(key, names) for key in keys}


def _remove(asked: Asked) -> Small:
    place, _entry = asked.at()
    return Small(
        title=_("Gỡ điều kiện"),
        lead=asked.about,
        form=forms.EmptyForm(asked.sent),
        edit=lambda _form: edits.remove_entry(place),
        submit=_("Xem thay đổi"),
    )


def _head(asked: Asked) -> Small:
    version = asked.version
    national = version.rule_set.layer == LayerChoice.NATIONAL
    draft = reads.draft_of(version)
    form = forms.HeadForm(
        asked.sent,
        national=national,
        initial={
            "valid_from": draft.valid_from,
            "last_day": forms.day_before(draft.valid_to),
            "both": bool(draft.content.get("transition")),
            "scopes": ", ".join(draft.scope_codes),
            "document_codes": draft.document_codes,
            "note": draft.note,
        },
    )
    if draft.scope_codes:
        form.fields["scopes"].help_text = _("Đang ghi: %(units)s. %(help)s") % {
            "units": units_text(draft.scope_codes),
            "help": form.fields["scopes"].help_text,
        }
    return Small(
        title=_("Sửa thời kỳ, phạm vi, văn bản"),
        lead=version.rule_set.name,
        form=form,
        edit=lambda one: edits.set_head(**one.values()),
        submit=_("Xem thay đổi"),
        anchor="",
    )


def _favour(asked: Asked) -> Small:
    said = asked.version.content.get("more_favourable") or {}
    initial = {"standing": Standing.SECOND_HAND.value, **said}
    return Small(
        title=_("Khi quy định mới có lợi hơn"),
        lead=_("Chỉ nhắc người xét; bộ của ngày nhận hồ sơ vẫn quyết định."),
        form=forms.FavourForm(asked.sent, initial=initial),
        edit=lambda one: set_favour(**one.cleaned_data),
        submit=_("Xem thay đổi"),
        anchor="",
    )


def _quota(asked: Asked) -> Small:
    row = _row(asked, "quotas")
    form = QuotaForm(asked.sent, row=row, awards=award_names().items())
    return Small(
        title=_("Sửa chỉ tiêu") if row else _("Thêm chỉ tiêu"),
        lead=_("Tỷ lệ hoặc số tối đa, kèm cơ số, cách làm tròn và căn cứ."),
        form=form,
        edit=lambda one: figures.put_quota(
            one.values(), one.compared(asked.actor.signature), today=clock.today()
        ),
        submit=_("Xem thay đổi"),
        anchor="chi-tieu",
    )


def _deadline(asked: Asked) -> Small:
    row = _row(asked, "deadlines")
    form = DeadlineForm(asked.sent, row=row)
    return Small(
        title=_("Sửa thời hạn") if row else _("Thêm thời hạn"),
        lead=_("Hạn gửi hồ sơ theo văn bản của tầng này."),
        form=form,
        edit=lambda one: figures.put_deadline(
            one.values(), one.compared(asked.actor.signature), today=clock.today()
        ),
        submit=_("Xem thay đổi"),
        anchor="thoi-han",
    )


def _remove_row(kind: str) -> Callable[[Asked], Small]:
    def build(asked: Asked) -> Small:
        row = _row(asked, kind)
        if not row:
            raise NotVisible(_("Không có mục này trong bản dự thảo."))
        return Small(
            title=_("Gỡ chỉ tiêu") if kind == "quotas" else _("Gỡ thời hạn"),
            lead=_row_words(kind, row),
            form=forms.EmptyForm(asked.sent),
            edit=lambda _form: edits.remove_row(kind, str(row["code"])),
            submit=_("Xem thay đổi"),
            anchor="chi-tieu" if kind == "quotas" else "thoi-han",
        )

    return build


def _row_words(kind: str, row: Mapping[str, Any]) -> str:
    text = quota_text(row, award_names()) if kind == "quotas" else deadline_text(row)
    return f"{text}; {row.get('citation', '')}"


def _row(asked: Asked, kind: str) -> dict[str, Any]:
    code = asked.query.get("ma", "")
    rows = rows_of(asked.version.content, kind)
    return next((dict(row) for row in rows if code and row.get("code") == code), {})


KINDS: dict[str, Callable[[Asked], Small]] = {
    "doi-chieu": _confirm,
    "doi-chieu-ca": _confirm_all,
    "bo-doi-chieu": _take_back,
    "so-lieu": _numbers,
    "cach-noi": _join,
    "them": _add,
    "go": _remove,
    "thoi-ky": _head,
    "co-loi-hon": _favour,
    "chi-tieu": _quota,
    "go-chi-tieu": _remove_row("quotas"),
    "thoi-han": _deadline,
    "go-thoi-han": _remove_row("deadlines"),
}
