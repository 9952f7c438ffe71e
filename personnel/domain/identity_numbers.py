"""Identity numbers (số định danh cá nhân) in free words, where they must not stand."""

import re

_TOLD = re.compile(r"(?<!\d)(?:\d[ .\-]?){11}\d(?!\d)")


def is_told_in(text: str) -> bool:
    """Whether the words hold twelve digits in a row, however they are grouped."""
    return _TOLD.search(text) is not None
