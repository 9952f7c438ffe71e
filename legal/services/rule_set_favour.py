"""What a set says of straddling dossiers it judges better (quy định mới có lợi hơn)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from django.utils.translation import gettext as _

from core.errors import InvalidInput
from core.vietnamese import nfc
from legal.domain.codes import Standing
from legal.domain.drafts import Draft
from legal.services.rule_set_drafts import Edit


def set_favour(*, text: str, standing: str, source: str) -> Edit:
    """Set what is told where this set is better for a dossier received before it; empty: nothing.

    It only reminds, whatever its standing: the set of the day of receipt decides.

    Raises:
        InvalidInput: something is told without saying from where.
    """
    text, source = nfc(text).strip(), nfc(source).strip()
    if text and not source:
        raise InvalidInput.at("source", _("Ghi nguồn: văn bản, điều khoản, hoặc biết từ đâu."))
    told: Mapping[str, str] = {
        "text": text,
        "standing": Standing(standing).value,
        "source": source,
    }

    def edit(draft: Draft) -> Draft:
        content = {key: value for key, value in draft.content.items() if key != "more_favourable"}
        return replace(draft, content={**content, "more_favourable": told} if text else content)

    return edit
