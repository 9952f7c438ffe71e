"""Which award a cell means: by its code, its names, usual abbreviations, or a confirmed answer."""

from __future__ import annotations

from collections import defaultdict

from django.utils.translation import gettext as _

from core.imports.likely import Likely
from core.imports.registry import Answers, UnknownName
from core.vietnamese import fold
from legal.models import AwardType

KIND = "award"
_SUGGESTED = 5

# How lists write awards beside their names and codes; several codes: who decided tells which.
_USUAL: dict[str, tuple[str, ...]] = {
    "bk": ("BK_TINH", "BK_BO", "BK_TTG"),
    "bằng khen": ("BK_TINH", "BK_BO", "BK_TTG"),
    "BK UBND tỉnh": ("BK_TINH",),
    "BK Chủ tịch UBND tỉnh": ("BK_TINH",),
    "BK CT UBND tỉnh": ("BK_TINH",),
    "Bằng khen UBND tỉnh": ("BK_TINH",),
    "Bằng khen của UBND tỉnh": ("BK_TINH",),
    "Bằng khen Chủ tịch UBND tỉnh": ("BK_TINH",),
    "Bằng khen của Chủ tịch UBND tỉnh": ("BK_TINH",),
    "Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh": ("BK_TINH",),
    "Bằng khen Bộ trưởng": ("BK_BO",),
    "Bằng khen của Bộ trưởng": ("BK_BO",),
    "BK Bộ": ("BK_BO",),
    "BK TTg": ("BK_TTG",),
    "BK TTCP": ("BK_TTG",),
    "BK Thủ tướng": ("BK_TTG",),
    "Bằng khen TTg": ("BK_TTG",),
    "Bằng khen của TTg": ("BK_TTG",),
    "Bằng khen Thủ tướng Chính phủ": ("BK_TTG",),
    "gk": ("GIAYKHEN",),
    "CSTĐ": ("CSTDCS", "CSTD_TINH", "CSTD_BO", "CSTDTQ"),
    "chiến sĩ thi đua": ("CSTDCS", "CSTD_TINH", "CSTD_BO", "CSTDTQ"),
    "Tập thể LĐTT": ("TTLDTT",),
    "Tập thể LĐXS": ("TTLDXS",),
    "TT LĐXS": ("TTLDXS",),
    "TT LĐTT": ("TTLDTT",),
    "Cờ thi đua UBND tỉnh": ("CO_TINH",),
    "Cờ thi đua của UBND tỉnh": ("CO_TINH",),
    "Cờ TĐ UBND tỉnh": ("CO_TINH",),
    "Cờ TĐ Chính phủ": ("CO_CP",),
    "Cờ thi đua Chính phủ": ("CO_CP",),
    "Cờ thi đua": ("CO_TINH", "CO_BO", "CO_CP"),
    "Huân chương LĐ hạng Nhất": ("HCLD_1",),
    "Huân chương LĐ hạng Nhì": ("HCLD_2",),
    "Huân chương LĐ hạng Ba": ("HCLD_3",),
    "Huân chương Lao động hạng I": ("HCLD_1",),
    "Huân chương Lao động hạng II": ("HCLD_2",),
    "Huân chương Lao động hạng III": ("HCLD_3",),
    "HCLĐ hạng I": ("HCLD_1",),
    "HCLĐ hạng II": ("HCLD_2",),
    "HCLĐ hạng III": ("HCLD_3",),
}


def loose(text: str) -> str:
    """The text as awards are compared: no marks, no punctuation, without the word "cấp"."""
    plain = "".join(char if char.isalnum() else " " for char in fold(text))
    return "".join(word for word in plain.split() if word != "cap")


class AwardFinder:
    """Knows the whole catalogue from one query; gathers the names that lead nowhere."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers
        self.awards = {award.code: award for award in AwardType.objects.in_order()}
        known: dict[str, dict[str, None]] = defaultdict(dict)
        for award in self.awards.values():
            for text in (award.code, award.name, award.short_name):
                known[loose(text)][award.code] = None
        for text, codes in _USUAL.items():
            present = [code for code in codes if code in self.awards]
            known.setdefault(loose(text), {}).update(dict.fromkeys(present))
        self._known = {text: tuple(codes) for text, codes in known.items()}
        self._unknown: dict[str, list[int]] = {}
        self._likely: Likely | None = None

    def find(self, text: str, row: int, decider: str = "") -> AwardType | None:
        """The award a cell means; without one the text is noted as unknown.

        Args:
            decider: of several awards of one usual name, the one this level decides is meant.
        """
        if text in self.awards:
            return self.awards[text]
        answered = self._answers.code_for(KIND, text)
        if answered in self.awards:
            return self.awards[answered]
        found = [self.awards[code] for code in self._known.get(loose(text), ())]
        if len(found) > 1 and decider:
            found = [award for award in found if award.default_decider == decider] or found
        if len(found) == 1:
            return found[0]
        self._unknown.setdefault(text, []).append(row)
        return None

    def unknown_names(self) -> list[UnknownName]:
        """The texts that led nowhere, each with the awards most like it."""
        label = _("Danh hiệu, hình thức")
        return [
            UnknownName(KIND, text, rows, self._suggestions(text), kind_label=label)
            for text, rows in self._unknown.items()
        ]

    def _suggestions(self, text: str) -> list[tuple[str, str]]:
        codes = self._known.get(loose(text), ())
        if not codes:
            if self._likely is None:
                self._likely = Likely(self._texts())
            codes = tuple(self._likely.best(text, _SUGGESTED))
        return [(code, self.awards[code].name) for code in codes]

    def _texts(self) -> list[tuple[str, str]]:
        texts = []
        for award in self.awards.values():
            texts += [(award.code, award.name), (award.code, award.short_name)]
        usual = [(codes[0], text) for text, codes in _USUAL.items() if len(codes) == 1]
        return texts + [(code, text) for code, text in usual if code in self.awards]
