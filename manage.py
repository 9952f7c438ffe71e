#!/usr/bin/env python3
"""Every command of the project, on a machine that has only Python 3.11.

`python3 manage.py start` runs the system, `python3 manage.py test` the whole suite and
`python3 manage.py quality` the other checks; the rest are Django's commands.
"""

import os
import sys

from config import bootstrap


def main() -> int:
    """Prepare the environment, then hand over to the command that was asked for."""
    bootstrap.ensure(sys.argv)
    command, arguments = (sys.argv[1] if len(sys.argv) > 1 else ""), sys.argv[2:]
    # These imports need the environment that `ensure` has just made.
    if command == "test":
        from config import testrun  # noqa: PLC0415

        return testrun.main(arguments)
    if command == "quality":
        from config import quality  # noqa: PLC0415

        return quality.main(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.local")
    from django.core.management import execute_from_command_line  # noqa: PLC0415

    execute_from_command_line(sys.argv)
    return 0


if __name__ == "__main__":
    sys.exit(main())
