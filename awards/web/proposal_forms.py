"""Forms of making a proposal: first whom and for which year, then what and why.

Two steps, because what may be given depends on who receives it and when; so the second form offers
only what fits, with or without script.
"""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.db.models import Q
from django.http import QueryDict
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from awards.domain import grounds
from awards.domain.steps import DECIDER_LABELS
from awards.models import Proposal
from awards.models.recipient import Basis, ObjectKind, Recipient, columns_of, kind_of
from awards.selectors import choices
from awards.services.proposal_entry import ProposalInput
from awards.web.evidence_fields import ClaimsField, GroundField, UsedBefore
from awards.web.recipients import RecipientField
from core import clock
from core.scope import Actor
from core.web.forms import LongText
from emulation.models import Initiative, Registration
from legal.models import AwardType
from legal.models.choices import Family
from personnel.models import Staff

_FIRST_YEAR = 1945


class RecipientForm(forms.Form):
    """Whom, and for which year."""

    recipient = RecipientField(
        label=gettext_lazy("Người, tập thể hoặc đối tượng ngoài được đề nghị"),
        help_text=gettext_lazy("Gõ từ hai chữ, không cần dấu. Chỉ thấy người trong phạm vi bạn."),
        error_messages={"required": gettext_lazy("Hãy chọn một cá nhân hoặc một tập thể.")},
    )
    year = forms.IntegerField(
        label=gettext_lazy("Năm xét"),
        min_value=_FIRST_YEAR,
        help_text=gettext_lazy("Năm lập thành tích, không phải năm ra quyết định."),
    )

    def __init__(
        self, data: Any, *, actor: Actor, chosen: Recipient | None = None, year: int
    ) -> None:
        super().__init__(data, initial={"year": year})
        cast("RecipientField", self.fields["recipient"]).offer(actor, chosen)

    def clean_year(self) -> int:
        """A year that has not begun cannot have merits."""
        year: int = self.cleaned_data["year"]
        if year > clock.today().year:
            raise forms.ValidationError(
                _("Năm xét không thể sau năm %(year)s.") % {"year": clock.today().year}
            )
        return year


class ProposalForm(forms.Form):
    """What is proposed for a recipient and a year, and why."""

    fieldsets = [
        (gettext_lazy("Khen thưởng"), ["award_type", "decider", "ground", "qualifier"]),
        (gettext_lazy("Vì việc gì"), ["basis", "occasion", "merit", "claims"]),
        (
            gettext_lazy("Căn cứ kèm theo"),
            ["registration", "initiatives"],
            gettext_lazy("Lấy từ đăng ký thi đua và sáng kiến đã có của người được đề nghị."),
        ),
    ]

    award_type = forms.ChoiceField(
        label=gettext_lazy("Danh hiệu, hình thức"),
        help_text=gettext_lazy(
            "Chỉ liệt kê danh hiệu, hình thức có hiệu lực trong năm xét và dành cho đối tượng này."
        ),
        widget=forms.Select(
            attrs={
                "hx-post": reverse_lazy("proposals:deciders"),
                "hx-target": ".field:has(#id_decider)",
                "hx-swap": "outerHTML",
                "hx-trigger": "change",
            }
        ),
    )
    decider = forms.ChoiceField(
        label=gettext_lazy("Cấp quyết định"),
        required=False,
        help_text=gettext_lazy(
            "Luật Thi đua, khen thưởng 2022, Điều 77–80. Bỏ trống thì lấy cấp mặc định."
        ),
    )
    ground = GroundField()
    qualifier = forms.CharField(
        label=gettext_lazy("Nội dung cụ thể"),
        required=False,
        max_length=200,
        help_text=gettext_lazy(
            "Tên ngành của kỷ niệm chương, hoặc tên hình thức khi cấp trên còn chọn."
        ),
    )
    basis = forms.ChoiceField(
        label=gettext_lazy("Loại hình khen thưởng"),
        choices=Basis.choices,
        initial=Basis.MERIT,
        help_text=gettext_lazy("Luật Thi đua, khen thưởng 2022, Điều 8."),
    )
    occasion = forms.CharField(
        label=gettext_lazy("Phong trào, chuyên đề"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Bắt buộc khi khen theo phong trào hoặc chuyên đề."),
    )
    merit = forms.CharField(
        label=gettext_lazy("Thành tích"),
        required=False,
        widget=LongText(rows=8),
        help_text=gettext_lazy(
            "Nêu việc đã làm, kết quả có số liệu, so với năm trước. Cần có trước khi gửi."
        ),
    )
    claims = ClaimsField()
    registration = forms.ModelChoiceField(
        Registration.objects.none(),
        label=gettext_lazy("Đăng ký thi đua"),
        required=False,
        empty_label=gettext_lazy("Không gắn đăng ký"),
    )
    initiatives = forms.ModelMultipleChoiceField(
        Initiative.objects.none(),
        label=gettext_lazy("Sáng kiến"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self,
        data: Any,
        *,
        actor: Actor,
        recipient: Recipient,
        year: int,
        initial: dict[str, Any] | None = None,
        kept: Proposal | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self.actor, self.recipient, self.year = actor, recipient, year
        self.awards = choices.fitting_awards(kind_of(recipient), year)
        self._offer_awards()
        self._offer_evidence(kept)
        self._offer_deciders()
        self._offer_ground()

    def _offer_awards(self) -> None:
        groups = [
            (
                str(family.label),
                [(one.code, one.name) for one in self.awards if one.family == family],
            )
            for family in Family
        ]
        cast("forms.ChoiceField", self.fields["award_type"]).choices = [
            ("", _("Chọn danh hiệu, hình thức")),
            *((label, group) for label, group in groups if group),
        ]

    def _offer_deciders(self) -> None:
        award = self.award
        codes = award.deciders if award else [code for one in self.awards for code in one.deciders]
        shown = [(code, _(DECIDER_LABELS[code])) for code in dict.fromkeys(codes)]
        field = cast("forms.ChoiceField", self.fields["decider"])
        if award and len(shown) == 1:
            field.choices = [("", _("%(who)s (theo luật)") % {"who": shown[0][1]}), *shown]
            field.help_text = _("Danh hiệu, hình thức này chỉ một cấp có thẩm quyền quyết định.")
        else:
            field.choices = [("", _("Cấp mặc định theo luật")), *shown]

    def _offer_ground(self) -> None:
        field = cast("GroundField", self.fields["ground"])
        field.offer(self.award)
        if field.disabled:
            self.initial = {**self.initial, "ground": ""}

    def _offer_evidence(self, kept: Proposal | None) -> None:
        """What exists for the recipient; what the proposal already carries stays offered."""
        registrations = choices.registrations(self.recipient, self.year)
        initiatives = choices.initiatives(self.recipient, self.year)
        if kept is not None and kept.registration_id:
            registrations = Registration.objects.for_lists().filter(
                Q(pk__in=registrations.values("pk")) | Q(pk=kept.registration_id)
            )
        if kept is not None:
            carried = kept.initiatives.values("pk")
            initiatives = Initiative.objects.filter(
                Q(pk__in=initiatives.values("pk")) | Q(pk__in=carried)
            ).order_by("-year", "code")
        self._set("registration", registrations, _registration_label, _("Chưa có đăng ký nào."))
        if not isinstance(self.recipient, Staff) or not initiatives.exists():
            del self.fields["initiatives"]
            return
        used = UsedBefore(self.actor, initiatives, but=kept.pk if kept else None)
        self._set("initiatives", initiatives, used.label, "")

    def _set(self, name: str, rows: Any, label: Any, none_text: str) -> None:
        field = cast("forms.ModelChoiceField[Any]", self.fields[name])
        field.queryset = rows
        # Django's own way to word the choices of a queryset made at run time.
        field.label_from_instance = label  # type: ignore[method-assign]
        if none_text and not rows.exists():
            field.help_text = none_text

    @property
    def award(self) -> AwardType | None:
        """The award chosen so far, whether the rest of the form is right or not."""
        name = "award_type"
        code = self.data.get(name) if self.is_bound else self.initial.get(name)
        return next((one for one in self.awards if one.code == code), None)

    def suggest_ground(self) -> None:
        """Choose the ground that the initiatives typed so far point to, where none was chosen."""
        if self.award is None or self["ground"].value() or "initiatives" not in self.fields:
            return
        named = bool(self["initiatives"].value())
        ground = grounds.suggested(self.award.code, has_initiative=named)
        typed = cast("QueryDict", self.data).copy()
        typed["ground"] = ground
        self.data = typed

    @property
    def is_person(self) -> bool:
        """Whether the recipient is a person."""
        return kind_of(self.recipient) == ObjectKind.INDIVIDUAL

    def clean_award_type(self) -> AwardType | None:
        """The award itself."""
        return self.award

    def entry(self) -> ProposalInput:
        """What was entered, for the service."""
        values = self.cleaned_data
        return ProposalInput(
            year=self.year,
            award_type=values["award_type"],
            **columns_of(self.recipient),
            basis=values["basis"],
            decider=values["decider"],
            qualifier=values["qualifier"],
            occasion=values["occasion"],
            merit=values["merit"],
            ground=values["ground"],
            claims=values["claims"],
            registration=values["registration"],
            initiatives=list(values.get("initiatives") or ()),
        )


def initial_of(proposal: Proposal) -> dict[str, Any]:
    """The form as the proposal fills it."""
    initiatives = list(proposal.initiatives.values_list("pk", flat=True))
    award = proposal.award_type.code
    return {
        "award_type": award,
        "decider": proposal.decider,
        "qualifier": proposal.qualifier,
        "basis": proposal.basis,
        "occasion": proposal.occasion,
        "merit": proposal.merit,
        "ground": proposal.ground or grounds.suggested(award, has_initiative=bool(initiatives)),
        "claims": proposal.claims,
        "registration": proposal.registration_id,
        "initiatives": initiatives,
    }


def suggested(recipient: Recipient, year: int) -> dict[str, Any]:
    """A first guess: what the recipient registered for the year."""
    registration = choices.registrations(recipient, year).last()
    if registration is None:
        return {}
    return {"registration": registration.pk, "award_type": registration.award_type.code}


def _registration_label(registration: Registration) -> str:
    return f"{registration.award_type.name} · {registration.get_state_display()}"
