"""Reads used more than once."""
