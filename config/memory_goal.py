"""Goal P17: what the running system takes in memory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from awards.bench import pages
from awards.bench.results import Line
from config import footprint

_REQUESTS = 400
_WORKER_LIMIT = 150
_TOTAL_LIMIT = 600


def measure(folder: Path) -> Iterator[Line]:
    """Run the system as `start` does, put load on it, weigh it, and stop it."""
    session, addresses = pages.tour()
    with footprint.running_system(folder) as (pid, address):
        everywhere = [f"{address}{path}" for path in addresses]
        footprint.visit(everywhere, session.cookie, _REQUESTS)
        found = footprint.measure(pid)
    load = f"after {_REQUESTS} requests by 8 clients, {len(addresses)} different pages"
    everything = f"everything of start, {len(found.processes)} processes"
    weights = (
        ("the largest web worker", found.largest_web_worker, _WORKER_LIMIT, ""),
        (everything, found.total, _TOTAL_LIMIT, found.by_part),
    )
    for what, megabytes, limit, parts in weights:
        yield Line(
            "P17",
            f"memory (PSS) of {what}",
            load,
            f"{megabytes:.0f} MB",
            f"≤ {limit} MB",
            megabytes <= limit,
            parts,
        )
