"""``manage.py import_units FILE``: units from a list."""

from core.imports.command import LoadCommand


class Command(LoadCommand):
    importer = "personnel.units"
