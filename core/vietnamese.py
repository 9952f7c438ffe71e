"""Vietnamese text: one written form, search without marks, and the order of names.

Both databases must answer alike, and neither SQLite nor every PostgreSQL build has Vietnamese
collation. So the folded text and the sort key are computed here and stored beside the name; the
sort key is all digits, which every collation sorts alike: others skip spaces and punctuation.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_LETTERS = [
    "a",
    "ă",
    "â",
    "b",
    "c",
    "d",
    "đ",
    "e",
    "ê",
    "f",
    "g",
    "h",
    "i",
    "j",
    "k",
    "l",
    "m",
    "n",
    "o",
    "ô",
    "ơ",
    "p",
    "q",
    "r",
    "s",
    "t",
    "u",
    "ư",
    "v",
    "w",
    "x",
    "y",
    "z",
]
_SHORT = 100
# Two digits each: end of a syllable, end of its letters, anything else, figures, letters.
_NEXT_SYLLABLE, _LETTERS_END, _OTHER = "01", "02", "03"
_RANK = {figure: f"1{figure}" for figure in "0123456789"}
_RANK |= {letter: str(rank) for rank, letter in enumerate(_LETTERS, start=30)}
# Tone order of Vietnamese dictionaries: ngang, huyền, hỏi, ngã, sắc, nặng.
_TONE_RANK = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_MARKED_LETTERS = {
    ("a", "\u0306"): "ă",
    ("a", "\u0302"): "â",
    ("e", "\u0302"): "ê",
    ("o", "\u0302"): "ô",
    ("o", "\u031b"): "ơ",
    ("u", "\u031b"): "ư",
}


def nfc(text: str) -> str:
    """Return the text in composed form with single inner spaces and no null characters."""
    return _nfc(text) if len(text) <= _SHORT else _nfc.__wrapped__(text)


# One row of a list asks several times about the same name; long texts are not kept.
@lru_cache(maxsize=4096)
def _nfc(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text.replace("\0", " ")).split())


def fold(text: str) -> str:
    """Return the text in lower case without Vietnamese marks, for searching."""
    return " ".join(filter(None, map(_fold_word, nfc(text).lower().split(" "))))


# Lists of people repeat few words: Vietnamese has only some thousand syllables.
@lru_cache(maxsize=16_384)
def _fold_word(word: str) -> str:
    decomposed = unicodedata.normalize("NFD", _true_d(word).replace("đ", "d"))
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(plain.split())


def _true_d(word: str) -> str:
    """Put the Vietnamese đ where a letter of another alphabet looks like it (Ð, Ɖ)."""
    return word.replace("ð", "đ").replace("ɖ", "đ")


def given_name(full_name: str) -> str:
    """Return the given name (tên), which stands last in a Vietnamese name."""
    parts = nfc(full_name).split(" ")
    return parts[-1]


def name_sort_key(full_name: str, given: str | None = None) -> str:
    """Return a key of digits that sorts people by given name, then family and middle names.

    Args:
        full_name: family, middle and given name, e.g. ``"Nguyễn Thị Ánh"``.
        given: the given name where it is not the last word (an override kept by the officer).
    """
    name = nfc(full_name)
    chosen = nfc(given) if given else given_name(name)
    rest = name.removesuffix(chosen).strip() if name.endswith(chosen) else name
    return text_sort_key(f"{chosen} {rest}")


def text_sort_key(text: str) -> str:
    """Return a key of digits in Vietnamese dictionary order.

    Letters decide first and tones only break ties, syllable by syllable; a shorter syllable
    comes before a longer one that begins with it.
    """
    return _NEXT_SYLLABLE.join(_syllable_key(syllable) for syllable in nfc(text).lower().split(" "))


@lru_cache(maxsize=16_384)
def _syllable_key(syllable: str) -> str:
    letters: list[str] = []
    tone = "0"
    for char in unicodedata.normalize("NFD", _true_d(syllable)):
        if char in _TONE_RANK:
            tone = _TONE_RANK[char]
        elif letters and (letters[-1], char) in _MARKED_LETTERS:
            letters[-1] = _MARKED_LETTERS[letters[-1], char]
        elif not unicodedata.combining(char):
            letters.append(char)
    return "".join(_RANK.get(letter, _OTHER) for letter in letters) + _LETTERS_END + tone
