"""The log-in name as wrong passwords are counted by it."""

import unicodedata

LIMIT = 255


def counted_name(username: str) -> str:
    """Return one form for every way to write the name, for log-in does not tell "Anh" from "anh"."""
    return unicodedata.normalize("NFC", username).strip().casefold()[:LIMIT]
