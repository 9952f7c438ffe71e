"""The whole invented data set."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction

from awards.bench import conduct, organisation, records
from awards.bench.loading import Loader
from awards.bench.merits import Catalogue, Merits
from awards.bench.scales import SEED, Scale


@dataclass(frozen=True, slots=True)
class Generated:
    """What was written.

    Attributes:
        checksum: of all values; the same for the same scale and seed on every machine.
    """

    counts: dict[str, int]
    checksum: str
    seconds: float


def fill(scale: Scale, say: Callable[[str], None], *, seed: int = SEED) -> Generated:
    """Fill an empty database that has the legal catalogue."""
    started = time.perf_counter()
    # Numbers for measuring, not for keeping secrets.
    rng = random.Random(seed)  # noqa: S311
    loader = Loader(say)
    with transaction.atomic():
        made = organisation.make(scale, rng, loader)
        conduct.load(made, loader)
        merits = Merits(scale, made, Catalogue())
        records.load_emulation(scale, made, merits, loader)
        records.load_awards(scale, merits, loader)
        loader.finish()
    return Generated(loader.counts, f"{loader.checksum:08x}", time.perf_counter() - started)
