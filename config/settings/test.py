"""Settings of the test run. `DATABASE_URL` and `REDIS_URL` are set by the runner, not by people."""

import tempfile
from pathlib import Path

from config.settings.base import *  # noqa: F403
from config.settings.base import DATABASES, env

SECRET_KEY = "tests-only"  # noqa: S105
FIELD_KEYS = ["tests-only-key-of-fields-00000001"]
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
VAR_DIR = Path(tempfile.gettempdir()) / "vinhdanh-tests"

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
# Tests that want a worker woken ask for the `broker` fixture, which switches this on.
OUTBOX_NUDGE = False
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True

# One connection per thread is enough here, and a test that leaks one should be seen.
DATABASES["default"]["OPTIONS"].pop("pool", None)
DATABASES["default"]["CONN_MAX_AGE"] = 0
if not env.str("DATABASE_URL", default=""):
    # Never the database of the installation in `var/`; the fixtures put the worker's file here.
    # Not memory either: a live server would then share one connection between its threads.
    DATABASES["default"]["NAME"] = str(VAR_DIR / "set-by-the-fixtures.sqlite3")
if "sqlite3" in DATABASES["default"]["ENGINE"]:
    # A file, not memory: locks, WAL and threads then behave as they do in an installation.
    DATABASES["default"]["OPTIONS"]["init_command"] = (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
    )

# Tests that look at anchors choose their own file.
AUDIT_ANCHOR_FILE = ""
