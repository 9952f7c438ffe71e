"""``manage.py import_awards FILE``: record awards of earlier years from a list."""

from core.imports.command import LoadCommand


class Command(LoadCommand):
    """``manage.py import_awards FILE [--as USERNAME] [--dry-run] [--json]``"""

    importer = "awards.old_awards"
