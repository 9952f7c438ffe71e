"""``manage.py import_bar_notices FILE``: notices from other agencies from a list."""

from core.imports.command import LoadCommand


class Command(LoadCommand):
    importer = "personnel.bar_notices"
