"""``{% load ui %}``: every component and filter of the design system.

The tags live by subject in ``core.web.tags``; docs/ui.md lists each call.
"""

from __future__ import annotations

from django import template

from core.web.tags import actions, charts, containers, filters, lists, marks, shell

register = template.Library()

for _module in (filters, marks, containers, lists, actions, charts, shell):
    register.tags.update(_module.register.tags)
    register.filters.update(_module.register.filters)
