"""Workflow: transition tables as data, and the one function that performs a transition."""
