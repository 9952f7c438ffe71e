"""Measuring the system against the best hand-written code for the same answer.

The data is invented, of a fixed size and seed; every goal is a ratio of two sides that were
measured in turns in one run and that gave the same answer. `docs/performance.md` has the results.
"""
