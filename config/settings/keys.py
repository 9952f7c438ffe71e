"""Keys an installation makes for itself and keeps outside the repository."""

import os
import secrets
from pathlib import Path


def kept_secret(path: Path) -> str:
    """Return the secret stored at `path`, making it on first use, readable by the owner only.

    Of several processes that start at once one makes it, and the others never see half of it: it
    gets its name only when it is written.
    """
    if not path.exists():
        _make(path)
    return path.read_text(encoding="ascii").strip()


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(50))
    try:
        os.link(draft, path)
    except FileExistsError:
        pass  # another process was first, and its secret is the one that counts
    finally:
        draft.unlink()
