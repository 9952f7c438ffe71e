"""Keys an installation makes for itself and keeps outside the repository."""

import os
import secrets
from pathlib import Path


def kept_secret(path: Path) -> str:
    """Return the secret stored at `path`, making it on first use, readable by the owner only."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(handle, "w", encoding="ascii") as file:
        value = secrets.token_urlsafe(50)
        file.write(value)
    return value
