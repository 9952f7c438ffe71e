"""Vietnamese text in the codes of old fonts (TCVN3, also called ABC, and VNI), recognised.

Such text is stored as Western letters: "Nguyễn" is "NguyÔn" in TCVN3 and "Nguyeãn" in VNI. A word
counts as such only if it is no Vietnamese syllable as it stands and becomes one when it is decoded;
a text with a letter that only Unicode has is never refused.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from core.vietnamese import nfc

TCVN3, VNI = "TCVN3 (ABC)", "VNI"
# Codes that only look right in their own fonts.
FONT_CODES = frozenset({TCVN3, VNI})


class OldText(NamedTuple):
    """A text in an old code, and what it most likely says."""

    encoding: str
    meant: str


_TCVN3 = dict(
    zip(
        "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\xadõö÷øùúûüýþ¡¢£¤¥¦§",
        "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂÊÔƠƯĐ",
        strict=True,
    )
)
# Signs that are no letters in Western writing: inside a word they tell TCVN3 for certain.
_TCVN3_SIGNS = frozenset("µ¶·¸¹¨»¼½¾©®ª«¬\xad¡¢£¤¥¦§×÷")


def _vni() -> dict[str, str]:
    tones = {"\u0301": "ù", "\u0300": "ø", "\u0309": "û", "\u0303": "õ", "\u0323": "ï"}
    marked = {
        "â": ("a", dict(zip("áàåãä", "\u0301\u0300\u0309\u0303\u0323", strict=True)), "â"),
        "ă": ("a", dict(zip("éèúüë", "\u0301\u0300\u0309\u0303\u0323", strict=True)), "ê"),
        "ê": ("e", dict(zip("áàåãä", "\u0301\u0300\u0309\u0303\u0323", strict=True)), "â"),
        "ô": ("o", dict(zip("áàåãä", "\u0301\u0300\u0309\u0303\u0323", strict=True)), "â"),
    }
    found = {"ñ": "đ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "ô": "ơ", "ö": "ư"}
    found |= {"í": "í", "ì": "ì"}
    for letter, (base, endings, plain) in marked.items():
        found[base + plain] = letter
        for ending, tone in endings.items():
            found[base + ending] = nfc(letter + tone)
    for letter, base in {
        "a": "a",
        "e": "e",
        "o": "o",
        "u": "u",
        "y": "y",
        "ơ": "ô",
        "ư": "ö",
    }.items():
        for tone, ending in tones.items():
            found[base + ending] = nfc(letter + tone)
    upper = {old.upper(): new.upper() for old, new in found.items()}
    # The second letter of a pair may stay small in a name that begins with the first.
    first = {old.capitalize(): new.upper() for old, new in found.items()}
    return first | upper | found


_VNI = _vni()
_VNI_PARTS = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))

# Letters no old font code and no Western language has.
_UNICODE_ONLY = re.compile("[ăĂđĐĩĨũŨơƠưƯ\u1ea0-\u1ef9]")
_WORD = re.compile("[^\\s\\d.,;:()/\"'“”\\[\\]_+=*&%#@!?<>|\\\\-]+")

_ONSET = "(?:ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdđghklmnpqrstvx])?"
_RHYMES = (
    "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây "
    "e ec em en eng eo ep et ê êch êm ên ênh êp êt êu êng "
    "i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu "
    "o oc oi om on ong op ot oa oac oach oai oan oang oanh oao oap oat oay "
    "oăc oăm oăn oăng oăt oe oen oeo oet ooc oong ô ôc ôi ôm ôn ông ôp ôt "
    "ơ ơi ơm ơn ơp ơt u ua uc ui um un ung up ut uân uâng uât uây uê uêch uênh uơ "
    "uôc uôi uôm uôn uông uôt uy uya uych uyên uyêt uyn uynh uyp uyt uyu "
    "ư ưa ưc ưi ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu "
    "y ych yn ynh yp yt yêm yên yêng yêt yêu"
)
_SYLLABLE = re.compile(f"{_ONSET}(?:{'|'.join(sorted(_RHYMES.split(), key=len, reverse=True))})")
# Two vowels of which the second carries the mark of the first; a capital amid small letters.
_VNI_PAIR = re.compile("[aA][áàåãäâêéèúüëÁÀÅÃÄÂÊÉÈÚÜË]|[eEoO][áàåãäâÁÀÅÃÄÂ]")
_ODD_CASE = re.compile("[a-z][À-ÖØ-Þ]")
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_SHORTEST_SURE = 3
_MOSTLY = 0.7


def find(texts: Iterable[str]) -> Mapping[str, OldText]:
    """Return which of the texts of a file are in an old code.

    A single word like the French "Loïc" proves nothing among Vietnamese names in Unicode: texts
    without a sure sign count only where they are more than those that are Unicode for certain.
    """
    sure: dict[str, OldText] = {}
    likely: dict[str, OldText] = {}
    certain_unicode = 0
    for text in texts:
        if text.isascii():
            continue
        if _UNICODE_ONLY.search(nfc(text)):
            certain_unicode += 1
            continue
        found, is_sure = _judge(text)
        if found is not None:
            (sure if is_sure else likely)[text] = found
    if len(sure) + len(likely) > certain_unicode:
        return sure | likely
    return sure


def _judge(text: str) -> tuple[OldText | None, bool]:
    """What a text says in the old code that makes most of its words Vietnamese."""
    words = [word for word in _WORD.findall(text) if not word.isascii() and not is_syllable(word)]
    best: tuple[int, OldText, bool] | None = None
    for encoding, decode in ((TCVN3, _from_tcvn3), (VNI, _from_vni)):
        hits = [word for word in words if _has_letter(word) and is_syllable(decode(word))]
        is_sure = any(_is_sure(word, encoding) for word in hits)
        if hits and (best is None or len(hits) > best[0]):
            best = (len(hits), OldText(encoding, _decoded(text, decode)), is_sure)
    if best is None:
        return None, False
    return best[1], best[2]


def _is_sure(word: str, encoding: str) -> bool:
    if len(word) < _SHORTEST_SURE:
        return False
    if encoding == VNI:
        return bool(_VNI_PAIR.search(word))
    return any(char in _TCVN3_SIGNS for char in word[1:]) or bool(_ODD_CASE.search(word))


def _decoded(text: str, decode: Callable[[str], str]) -> str:
    return nfc(_WORD.sub(lambda match: decode(match[0]), text))


def _has_letter(word: str) -> bool:
    return any(char.isascii() and char.isalpha() for char in word)


def _from_tcvn3(word: str) -> str:
    return "".join(_TCVN3.get(char, char) for char in word)


def _from_vni(word: str) -> str:
    return _VNI_PARTS.sub(lambda match: _VNI[match[0]], word)


def is_syllable(word: str) -> bool:
    """Tell whether a word is a Vietnamese syllable: its letters fit and it has one tone at most."""
    decomposed = unicodedata.normalize("NFD", word.lower())
    tones = [char for char in decomposed if char in _TONES]
    bare = "".join(char for char in decomposed if char not in _TONES)
    return len(tones) <= 1 and bool(_SYLLABLE.fullmatch(unicodedata.normalize("NFC", bare)))


def encoding_of(content: bytes) -> str:
    """Return the likely name of the code of a text that is not UTF-8; empty if none is likely."""
    western = content.decode("latin-1")
    readings = {
        TCVN3: _from_tcvn3(western),
        VNI: _from_vni(western),
        "Windows-1258": unicodedata.normalize("NFC", content.decode("cp1258", errors="ignore")),
    }
    share = {name: _share_of_syllables(text) for name, text in readings.items()}
    best = max(share, key=lambda name: share[name])
    return best if share[best] > _MOSTLY else ""


def _share_of_syllables(text: str) -> float:
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    return sum(map(is_syllable, words)) / len(words) if words else 0.0
