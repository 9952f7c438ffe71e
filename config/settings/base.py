"""Settings that hold everywhere. What differs between installations comes from the environment."""

from importlib.util import find_spec
from pathlib import Path

import environ
from csp.constants import NONE, SELF

from config.schedule import beat_schedule
from config.settings import databases
from config.settings.accounts import *  # noqa: F403

env = environ.Env()

BASE_DIR = Path(__file__).resolve().parents[2]
# Everything an installation must keep: database, broker file, mail, keys.
VAR_DIR = Path(env.str("VAR_DIR", default="") or BASE_DIR / "var")

DEBUG = False
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", default=[])

# --- Apps -----------------------------------------------------------------------------------

INSTALLED_APPS = [
    "config",
    "awards",
    "emulation",
    "personnel",
    "legal",
    "core",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_htmx",
    "heroicons",
    "django.forms",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.idp.oidc",
    "axes",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "config.middleware.PermissionsPolicyMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "core.web.language.ChosenLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "core.web.upload_limit.UploadLimitMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "personnel.middleware.ActorMiddleware",
    "core.web.errors.BusinessErrorMiddleware",
    "config.middleware.NullCharacterMiddleware",
    "config.sessions.LastSeenMiddleware",
    "config.second_factor.RequiredSecondFactorMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
FORM_RENDERER = "core.web.forms.FormRenderer"
CSRF_FAILURE_VIEW = "core.web.errors.csrf_failure"

# --- Data -----------------------------------------------------------------------------------

DATABASES = {
    "default": databases.tuned(
        env.db_url("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'vinhdanh.sqlite3'}"),
        pool_size=env.int("DATABASE_POOL_SIZE", default=10),
    ),
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL: str = env.str("REDIS_URL", default="")
# Rate limits of the log-in page are counted in the cache, so processes should share one.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}

# Encipher single fields; the newest key first. Who loses them loses what they enciphered.
FIELD_KEYS: list[str] = env.list("FIELD_KEYS", default=[])

# --- Language, time, formats ----------------------------------------------------------------

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "config" / "locale"]
LANGUAGE_COOKIE_AGE = 365 * 24 * 60 * 60
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
FORMAT_MODULE_PATH = ["config.formats"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_I18N = True

# --- What a browser may do with our pages ---------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
        "img-src": [SELF, "data:"],
    },
}
PERMISSIONS_POLICY = (
    "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
    "magnetometer=(), microphone=(), midi=(), payment=(), usb=()"
)
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

# --- Static files ---------------------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
_font_package = find_spec("fontpkg_be_vietnam_pro")
STATICFILES_DIRS = [
    ("fonts", str(Path(location) / "files"))
    for location in (_font_package.submodule_search_locations or [] if _font_package else [])
]

# --- REST -----------------------------------------------------------------------------------

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "personnel.api.authentication.ClientTokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": [
        "rest_framework.permissions.IsAuthenticated",
        "personnel.api.acting.ActsAsSaid",
    ],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "core.api.problems.problem_handler",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Vinh Danh",
    "DESCRIPTION": "Giao diện lập trình của hệ thống quản lý thi đua, khen thưởng Vinh Danh.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "SORT_OPERATIONS": True,
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "core.api.schema.add_problems",
        "personnel.api.schema.add_on_behalf",
    ],
    # Fields of one name with different choices need names of their own.
    "ENUM_NAME_OVERRIDES": {
        "UnitKindEnum": "personnel.models.UnitKind",
        "InitiativeKindEnum": "emulation.models.InitiativeKind",
        "RoleEnum": "personnel.models.Role",
        "ScienceRoleEnum": "emulation.models.WorkRole",
        "ScopeEnum": "emulation.models.Scope",
        "InfluenceScopeEnum": "emulation.api.science.INFLUENCE_CHOICES",
        "StepKindEnum": "awards.api.serializers.STEP_KINDS",
        "RegistrationStateEnum": "emulation.api.serializers.REGISTRATION_STATES",
        "InitiativeStateEnum": "emulation.api.serializers.INITIATIVE_STATES",
        "ProposalStateEnum": "awards.api.serializers.PROPOSAL_STATES",
        "VerdictCodeEnum": "awards.api.verdicts.VERDICTS",
        "RegistrationStepEnum": "emulation.api.serializers.REGISTRATION_STEPS",
        "InitiativeStepEnum": "emulation.api.serializers.INITIATIVE_STEPS",
        "ProposalStepEnum": "awards.api.serializers.PROPOSAL_STEPS",
        "CorrectionStateEnum": "personnel.api.corrections.STATES",
        "CorrectionStepEnum": "personnel.api.corrections.STEPS",
        "RuleSetStateEnum": "legal.api.rule_sets.STATES",
        "StandingEnum": "legal.domain.codes.Standing",
        "RecipientKindEnum": "personnel.models.RecipientKind",
        "DelegationKindEnum": "personnel.models.DelegationKind",
        "AbsenceKindEnum": "personnel.models.AbsenceKind",
        "GradeEnum": "personnel.models.Grade",
        "UnitEventKindEnum": "personnel.models.UnitEventKind",
    },
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
}

# --- Jobs -----------------------------------------------------------------------------------

# The broker only nudges: the work itself is a row, and the sweep sends again what got lost. With
# no broker a nudge goes nowhere, and the job waits for a process that has one.
CELERY_BROKER_URL = REDIS_URL or "memory://"
OUTBOX_NUDGE = bool(REDIS_URL)
CELERY_BROKER_TRANSPORT_OPTIONS = (
    {
        # Longer than the longest task, or a slow task would be handed out twice.
        "visibility_timeout": 1800,
        "socket_connect_timeout": 3,
        "socket_timeout": 30,
    }
    if REDIS_URL
    else {}
)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_TIME_LIMIT = 1500
CELERY_TASK_SOFT_TIME_LIMIT = 1440
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1, "interval_start": 0.1}
CELERY_TASK_DEFAULT_QUEUE = "vinhdanh"
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE = beat_schedule()

# --- E-mail ---------------------------------------------------------------------------------

DEFAULT_FROM_EMAIL: str = env.str("DEFAULT_FROM_EMAIL", default="Vinh Danh <vinhdanh@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_SUBJECT_PREFIX = "[Vinh Danh] "
EMAIL_TIMEOUT = 10

# Links in e-mails lead here; the domain also names the messages, so that a repeated one is seen.
BASE_URL: str = env.str("BASE_URL", default="http://127.0.0.1:8000")
MAIL_DOMAIN: str = env.str("MAIL_DOMAIN", default="vinhdanh.local")

# --- Audit ----------------------------------------------------------------------------------

# The newest hash of the chain, outside the database; keep a copy on another machine.
AUDIT_ANCHOR_FILE = env.str("AUDIT_ANCHOR_FILE", default=str(VAR_DIR / "audit" / "anchors.jsonl"))

# --- Logging --------------------------------------------------------------------------------

LOG_LEVEL: str = env.str("LOG_LEVEL", default="INFO")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        name: {"level": LOG_LEVEL}
        for name in ("config", "core", "legal", "personnel", "emulation", "awards")
    }
    # Each wrong password stands in the audit trail already.
    | {"axes": {"level": "ERROR"}},
}
