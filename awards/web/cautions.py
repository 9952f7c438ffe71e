"""What a page tells before somebody agrees (nhắc trước khi đồng ý): nothing passes in silence."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from awards.models import Proposal
from awards.services.considered import Considered, considered, judging
from core.scope import Actor
from core.web.parts import Caution
from legal.rules import verdict as verdicts
from legal.rules.verdict import Finding
from legal.web.explaining import VERDICTS, VerdictShown

_TOLD = (verdicts.ELIGIBLE, verdicts.NEEDS_JUDGEMENT)
_LONGEST = 140


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of one dossier.

    Attributes:
        judges: whether agreeing now judges as met what nobody judged.
    """

    cautions: tuple[Caution, ...]
    judges: bool


def own_words() -> str:
    """What agreeing means where it is the last consideration."""
    return _(
        "Đồng ý ở bước này là bạn đánh giá các điều kiện chưa ai đánh giá là đạt; đánh giá được ghi "
        "với tên bạn và ngày hôm nay."
    )


def of_one(proposal: Proposal, by: Actor) -> tuple[Caution, ...]:
    """What is told before the actor agrees to a dossier, or decides it."""
    told = of_many([proposal], by).get(proposal.pk)
    return told.cautions if told else ()


def of_many(proposals: Collection[Proposal], by: Actor) -> dict[int, Told]:
    """The same of many dossiers, in three queries; those with nothing to tell are left out."""
    found = {pk: one for pk, one in considered(proposals).items() if not one.is_clear}
    waiting = {pk for pk, one in found.items() if one.unjudged}
    last = judging([one for one in proposals if one.pk in waiting], by)
    return {
        pk: Told(tuple(_cautions(one, _address(pk), judges=pk in last)), pk in last)
        for pk, one in found.items()
    }


def of_draft(proposal: Proposal, shown: VerdictShown) -> tuple[Caution, ...]:
    """What is told before a dossier is sent: a verdict that is not plainly good."""
    if shown.code == verdicts.ELIGIBLE:
        return ()
    text = _("Kết luận hôm nay: %(label)s.") % {"label": shown.label}
    return (Caution(text, _address(proposal.pk), _("Xem vì sao")),)


def _cautions(found: Considered, url: str, *, judges: bool) -> Iterator[Caution]:
    if found.code and found.code not in _TOLD:
        text = _("Kết luận lúc gửi: %(label)s.") % {"label": _(VERDICTS[found.code][1])}
        yield Caution(text, url, _("Xem vì sao"), text)
    if found.unjudged:
        short = _("Còn %(count)d điều kiện chưa ai đánh giá") % {"count": len(found.unjudged)}
        text = f"{short}: {_names(found.unjudged)}."
        more = f"{text} {own_words()}" if judges else text
        yield Caution(more, url, _("Xem và đánh giá từng điều kiện"), short)
    if found.refused:
        short = _("%(count)d điều kiện được đánh giá là chưa đạt") % {"count": len(found.refused)}
        names = "; ".join(
            f"{_name(finding)} – {tick.signature}: {tick.note}" for finding, tick in found.refused
        )
        yield Caution(f"{short}: {names}", url, _("Xem đánh giá"), short)


def _names(findings: Iterable[Finding]) -> str:
    return "; ".join(map(_name, findings))


def _name(finding: Finding) -> str:
    words = finding.requirement.rstrip(" .:")
    if len(words) > _LONGEST:
        words = f"{words[:_LONGEST].rpartition(' ')[0]}…"
    return f"{words} ({finding.citation})"


def _address(pk: int) -> str:
    return f"{reverse('proposals:detail', args=[pk])}#vi-sao"
