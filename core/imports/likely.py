"""The known texts most like one in free writing, among thousands, fast enough for whole files."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from difflib import SequenceMatcher

from core.vietnamese import fold

_COMPARED = 30
_LEAST = 0.35


class Likely:
    """An index by word: rare words that two texts share count more than common ones.

    Only the few texts that share most are compared letter by letter.
    """

    def __init__(self, texts: Iterable[tuple[str, str]]) -> None:
        """Take pairs of key and text; a key may have several texts."""
        self._texts: list[tuple[str, str, float]] = []
        self._holders: dict[str, list[int]] = defaultdict(list)
        entries = [(key, words_of(text)) for key, text in texts]
        frequency = Counter(word for _key, words in entries for word in set(words))
        self._rarity = {
            word: math.log(1 + len(entries) / count) for word, count in frequency.items()
        }
        for number, (key, words) in enumerate(entries):
            self._texts.append((key, " ".join(words), self._weight(set(words))))
            for word in set(words):
                self._holders[word].append(number)

    def best(self, text: str, limit: int = 5) -> list[str]:
        """Return the keys of the texts most like ``text``, likeliest first."""
        words = words_of(text)
        wanted = set(words)
        shared: Counter[int] = Counter()
        for word in wanted:
            for number in self._holders.get(word, ()):
                shared[number] += self._rarity[word]  # type: ignore[assignment]
        weight, plain = self._weight(wanted), " ".join(words)
        scores: dict[str, float] = {}
        for number, common in shared.most_common(_COMPARED):
            key, other, other_weight = self._texts[number]
            overlap = 2 * common / (weight + other_weight)
            score = (overlap + SequenceMatcher(None, plain, other).ratio()) / 2
            if score >= _LEAST:
                scores[key] = max(score, scores.get(key, 0))
        return sorted(scores, key=lambda key: (-scores[key], key))[:limit]

    def _weight(self, words: set[str]) -> float:
        # A word nobody else has is as rare as can be.
        unknown = math.log(2 + len(self._texts))
        return sum(self._rarity.get(word, unknown) for word in words)


def words_of(text: str) -> list[str]:
    """Return the folded words; punctuation parts them."""
    return "".join(char if char.isalnum() else " " for char in fold(text)).split()
