"""One machine, nothing configured: what `python3 manage.py start` and every command use."""

from config.settings.base import *  # noqa: F403
from config.settings.base import ALLOWED_HOSTS, FIELD_KEYS, VAR_DIR, env
from config.settings.keys import kept_secret

DEBUG = env.bool("DEBUG", default=False)
VAR_DIR.mkdir(parents=True, exist_ok=True)
SECRET_KEY = env.str("SECRET_KEY", default="") or kept_secret(VAR_DIR / "secret_key")
FIELD_KEYS = FIELD_KEYS or [kept_secret(VAR_DIR / "field_key")]
ALLOWED_HOSTS = ALLOWED_HOSTS or ["localhost", "127.0.0.1", "[::1]"]

# Static files are served from where they lie: no collecting step between a clone and a page.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG

# Mail is written as files, one per message, unless a server is named.
if env.str("EMAIL_URL", default=""):
    vars().update(env.email_url("EMAIL_URL"))
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = str(VAR_DIR / "mail")
