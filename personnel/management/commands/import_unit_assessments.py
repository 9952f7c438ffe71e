"""``manage.py import_unit_assessments FILE``: annual grades of units from a list."""

from core.imports.command import LoadCommand


class Command(LoadCommand):
    importer = "personnel.unit_assessments"
