"""Checks that recur in several provisions; a provision adds its name, citation and numbers."""
