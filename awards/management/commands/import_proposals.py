"""``manage.py import_proposals FILE --as USERNAME``: draft proposals from a spreadsheet."""

from core.imports.command import LoadCommand


class Command(LoadCommand):
    """``manage.py import_proposals FILE --as USERNAME [--dry-run] [--json]``"""

    importer = "awards.proposals"
    # A proposal is made by somebody who answers for it.
    needs_account = True
