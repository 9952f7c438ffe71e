"""``manage.py import_assessments FILE``: annual grades from a list."""

from core.imports.command import LoadCommand


class Command(LoadCommand):
    importer = "personnel.assessments"
