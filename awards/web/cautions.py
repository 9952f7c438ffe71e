"""What a page tells before somebody agrees (nhắc trước khi đồng ý): nothing passes in silence."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from awards.domain.reasons import first_reason
from awards.models import Proposal
from awards.services.considered import Considered, considered, judging
from awards.services.judged_again import verdicts_today
from core import clock
from core.scope import Actor
from core.web.parts import Caution
from legal.rules import verdict as verdicts
from legal.rules.verdict import Finding, Verdict
from legal.web.explaining import VERDICTS, VerdictShown

_TOLD = (verdicts.ELIGIBLE, verdicts.NEEDS_JUDGEMENT)
_LONGEST = 140
# Acts by which somebody agrees: he is told what nobody judged.
AGREEING: Final = frozenset({"approve", "council", "decide"})


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
    """The same of many dossiers, set-wise; those with nothing to tell are left out."""
    found, now = considered(proposals), verdicts_today(proposals, clock.today())
    waiting = {pk for pk, one in found.items() if one.unjudged}
    last = judging([one for one in proposals if one.pk in waiting], by)
    told = {
        pk: Told(tuple(_cautions(one, now.get(pk), _address(pk), judges=pk in last)), pk in last)
        for pk, one in found.items()
    }
    return {pk: one for pk, one in told.items() if one.cautions}


def of_draft(proposal: Proposal, shown: VerdictShown) -> tuple[Caution, ...]:
    """What is told before a dossier is sent: a verdict that is not plainly good."""
    if shown.code == verdicts.ELIGIBLE:
        return ()
    text = _("Kết luận hôm nay: %(label)s.") % {"label": shown.label}
    return (Caution(text, _address(proposal.pk), _("Xem vì sao")),)


def _cautions(
    found: Considered, now: Verdict | None, url: str, *, judges: bool
) -> Iterator[Caution]:
    if now is not None and now.code not in _TOLD:
        short = _("Kết luận hôm nay: %(label)s.") % {"label": _(VERDICTS[now.code][1])}
        yield Caution(f"{short} {first_reason(now)}".strip(), url, _("Xem vì sao"), short)
    elif found.code and found.code not in _TOLD:
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
    if found.earlier:
        count = len(found.earlier)
        short = _("%(count)d đánh giá có trước khi hồ sơ được sửa lần cuối") % {"count": count}
        names = "; ".join(f"{_name(one)} – {tick.signature}" for one, tick in found.earlier)
        yield Caution(f"{short}: {names}.", url, _("Xem đánh giá"), short)


def _names(findings: Iterable[Finding]) -> str:
    return "; ".join(map(_name, findings))


def _name(finding: Finding) -> str:
    words = finding.requirement.rstrip(" .:")
    if len(words) > _LONGEST:
        words = f"{words[:_LONGEST].rpartition(' ')[0]}…"
    return f"{words} ({finding.citation})"


def _address(pk: int) -> str:
    return f"{reverse('proposals:detail', args=[pk])}#vi-sao"
