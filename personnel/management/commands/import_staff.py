"""``manage.py import_staff FILE``: people from a staff list."""

from core.imports.command import LoadCommand


class Command(LoadCommand):
    importer = "personnel.staff"
