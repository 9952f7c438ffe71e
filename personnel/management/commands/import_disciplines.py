"""``manage.py import_disciplines FILE``: disciplines from a list."""

from core.imports.command import LoadCommand


class Command(LoadCommand):
    importer = "personnel.disciplines"
