"""Reads used more than once; they begin with ``visible_to`` or say why not."""
