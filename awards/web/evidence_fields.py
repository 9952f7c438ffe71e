"""Fields of a proposal that later awards look back on: ground, claims, initiatives used before."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from awards.domain.grounds import grounds_of
from awards.models.claims import EXPLANATIONS, Claim
from awards.models.recipient import Ground
from awards.selectors import initiative_uses
from awards.web.initiative_uses import label_of
from core.scope import Actor
from emulation.models import Initiative
from legal.models import AwardType


class GroundField(forms.ChoiceField):
    """Căn cứ: on which alternative of its provision the title rests."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=gettext_lazy("Căn cứ của danh hiệu"),
            required=False,
            choices=[("", gettext_lazy("Chưa ghi căn cứ")), *Ground.choices],
            # Another award has other grounds, and an initiative suggests one.
            widget=forms.Select(
                attrs={
                    "hx-post": reverse_lazy("proposals:grounds"),
                    "hx-target": ".field:has(#id_ground)",
                    "hx-swap": "outerHTML",
                    "hx-trigger": "change from:#id_award_type, change from:[name=initiatives]",
                }
            ),
            help_text=gettext_lazy(
                "Danh hiệu đạt nhờ đâu; lần đề nghị danh hiệu, hình thức cao hơn sẽ hỏi lại."
            ),
            **kwargs,
        )

    def offer(self, award: AwardType | None) -> None:
        """Offer the alternatives of the award; where there are none, say so and ask nothing."""
        offered = grounds_of(award.code) if award else ()
        if offered:
            labels = {code: Ground(code).label for code in offered}
            self.choices = [("", _("Chưa ghi căn cứ")), *labels.items()]
            return
        self.choices = [("", _("Không phải chọn"))]
        self.disabled = True
        self.initial = ""
        self.help_text = _("Chỉ hỏi với danh hiệu có nhiều căn cứ, như chiến sĩ thi đua.")


class ClaimsField(forms.MultipleChoiceField):
    """Hồ sơ nêu thêm thành tích: each choice with one line that says what it is."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=gettext_lazy("Hồ sơ nêu thêm thành tích"),
            required=False,
            choices=_claims,
            widget=forms.CheckboxSelectMultiple,
            help_text=gettext_lazy(
                "Chỉ đánh dấu điều hồ sơ có minh chứng: điều kiện tương ứng được xét thêm."
            ),
            **kwargs,
        )


def _claims() -> list[tuple[str, Any]]:
    return [
        (
            claim.value,
            _("%(claim)s – %(what)s") % {"claim": claim.label, "what": EXPLANATIONS[claim]},
        )
        for claim in Claim
    ]


class UsedBefore:
    """Initiatives to choose from, each with where it was used; four queries for all of them."""

    def __init__(self, actor: Actor, initiatives: QuerySet[Initiative], *, but: int | None) -> None:
        keys = list(initiatives.values_list("pk", flat=True))
        uses = initiative_uses.uses_of_initiatives(keys, but=but)
        self._uses = initiative_uses.by_initiative(uses)
        self._seen = initiative_uses.visible(actor, uses)
        codes = sorted({use.award for use in uses})
        awards = AwardType.objects.filter(code__in=codes) if codes else AwardType.objects.none()
        self._names = dict(awards.values_list("code", "short_name"))

    def label(self, initiative: Initiative) -> str:
        """The initiative as a choice: code, title, scope, and a warning where it was used."""
        scopes = ", ".join(
            str(one.get_scope_display()).lower() for one in initiative.recognitions.all()
        )
        state = scopes or str(initiative.get_state_display()).lower()
        text = f"{initiative.code} · {initiative.title} ({state})"
        used = self._uses.get(initiative.pk)
        if not used:
            return text
        told = "; ".join(
            label_of(use, self._names[use.award], is_visible=use.proposal_id in self._seen)
            for use in used
        )
        return _("%(initiative)s. Đã dùng: %(uses)s") % {"initiative": text, "uses": told}
