"""``manage.py import_science_works FILE``: accepted science works from a list."""

from core.imports.command import LoadCommand


class Command(LoadCommand):
    importer = "emulation.science_works"
