"""Single values kept enciphered: what lies in the database, or in a copy of it, cannot be read.

The keys come from the setting ``FIELD_KEYS``, the newest first, and stand outside the database.
From each one two keys are drawn: one enciphers, the other makes the digest by which a value is
found again without deciphering anything. A new key is put in front; what older keys wrote can
still be read and found until the rows are written anew.
"""

from __future__ import annotations

import hashlib
import hmac
from base64 import urlsafe_b64encode
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.exceptions import ImproperlyConfigured

_LENGTH = 32
# Shorter texts can be guessed; what an installation makes for itself has 67 characters.
_SHORTEST_KEY = 32


class Unreadable(Exception):
    """None of the installation's keys opens the value."""


class _Keys(NamedTuple):
    box: MultiFernet
    digests: tuple[bytes, ...]


def encipher(value: str) -> bytes:
    """Return the value enciphered by the newest key; twice the same value looks different."""
    return _keys().box.encrypt(value.encode())


def decipher(token: bytes | memoryview) -> str:
    """Return what was enciphered, by whichever of the keys.

    Raises:
        Unreadable: by none of them.
    """
    try:
        return _keys().box.decrypt(bytes(token)).decode()
    except InvalidToken as error:
        raise Unreadable("no key of FIELD_KEYS opens this value") from error


def digest(value: str) -> str:
    """Return the keyed hash by which the newest key finds the value."""
    return digests(value)[0]


def digests(value: str) -> tuple[str, ...]:
    """Return the value's hashes by all keys, the newest first: a row may still have an older."""
    return tuple(
        hmac.new(key, value.encode(), hashlib.sha256).hexdigest() for key in _keys().digests
    )


def _keys() -> _Keys:
    texts = tuple(getattr(settings, "FIELD_KEYS", ()))
    if not texts or not all(texts):
        raise ImproperlyConfigured("FIELD_KEYS holds no key, or an empty one")
    return _drawn(texts)


@lru_cache(maxsize=8)
def _drawn(texts: tuple[str, ...]) -> _Keys:
    boxes = [Fernet(urlsafe_b64encode(_draw(text, b"field cipher"))) for text in texts]
    return _Keys(MultiFernet(boxes), tuple(_draw(text, b"field digest") for text in texts))


def _draw(text: str, purpose: bytes) -> bytes:
    return HKDF(SHA256(), _LENGTH, salt=None, info=purpose).derive(text.encode())


@register(Tags.security, deploy=True)
def check_keys(app_configs: Sequence[Any] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Report an installation without keys, or with one that can be guessed."""
    texts = tuple(getattr(settings, "FIELD_KEYS", ()))
    if texts and all(len(text) >= _SHORTEST_KEY for text in texts):
        return []
    return [
        Error(
            f"FIELD_KEYS needs at least one key of {_SHORTEST_KEY} characters or more",
            hint="python3 -c 'import secrets; print(secrets.token_urlsafe(50))'",
            id="core.E002",
        )
    ]
