"""One database address in, Django's connection settings out, for both engines."""

from typing import Any

SQLITE_PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"


def tuned(parsed: dict[str, Any], *, pool_size: int) -> dict[str, Any]:
    """Return `parsed` (from an address) with the options its engine needs."""
    if "sqlite3" in parsed["ENGINE"]:
        return _sqlite(parsed)
    if "postgresql" in parsed["ENGINE"]:
        return _postgresql(parsed, pool_size)
    msg = f"DATABASE_URL: chỉ hỗ trợ sqlite và postgresql, không hỗ trợ {parsed['ENGINE']}"
    raise ValueError(msg)


def _sqlite(parsed: dict[str, Any]) -> dict[str, Any]:
    # IMMEDIATE takes the write lock when a transaction begins: two writers wait for each other
    # instead of failing in the middle. Foreign keys are switched on by Django itself.
    options = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": SQLITE_PRAGMAS,
    }
    return parsed | {
        "OPTIONS": options | parsed.get("OPTIONS", {}),
        "CONN_MAX_AGE": 600,
    }


def _postgresql(parsed: dict[str, Any], pool_size: int) -> dict[str, Any]:
    # The pool owns the connections, so Django must not keep them; a short timeout turns a wrong
    # host into an error message instead of half a minute of silence.
    options: dict[str, Any] = {"connect_timeout": 5}
    if pool_size:
        options["pool"] = {"min_size": 1, "max_size": pool_size, "timeout": 5}
    return parsed | {
        "OPTIONS": options | parsed.get("OPTIONS", {}),
        "CONN_MAX_AGE": 0,
    }
