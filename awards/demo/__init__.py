"""Demonstration cases: the public figures of two real departments, with invented people.

Everything is written by the same services that people's acts go through, at the dates of the
case, so that histories, audit trail and reports are what an installation would hold.
"""
