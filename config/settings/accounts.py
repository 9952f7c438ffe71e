"""Settings of accounts: passwords, lock-out, second factor, a province's own sign-on.

Everything here is read by django-allauth and django-axes; what an installation may choose comes
from the environment and is told in docs/operations.md.
"""

from datetime import timedelta

import environ

from config.settings import sign_on

env = environ.Env()

AUTH_USER_MODEL = "personnel.User"
AUTHENTICATION_BACKENDS = [
    "config.lockout.LockoutBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

# Keys this installation had before: sessions and links they signed stay good.
SECRET_KEY_FALLBACKS: list[str] = env.list("SECRET_KEY_FALLBACKS", default=[])

# --- Passwords ------------------------------------------------------------------------------

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "full_name", "email")},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# --- Log-in (django-allauth) ----------------------------------------------------------------

ACCOUNT_ADAPTER = "config.accounts.ClosedAccountAdapter"
ACCOUNT_FORMS = {
    "login": "config.account_forms.PlainLoginForm",
    "reauthenticate": "config.account_forms.PlainReauthenticateForm",
    "change_password": "config.account_forms.PlainChangePasswordForm",
}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
# How long a confirmed password opens what asks for it again.
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_RATE_LIMITS = {
    # A whole office may sit behind one address, all coming at eight.
    "login": env.str("LOGIN_RATE", default="30/m/ip"),
    # Wrong passwords from one address, and for one name from anywhere: the lock below counts a name
    # at one address, so a guesser with many addresses meets this one.
    "login_failed": "30/m/ip,30/h/key",
}

# --- Lock after wrong passwords (django-axes) -----------------------------------------------

AXES_FAILURE_LIMIT = env.int("LOCKOUT_AFTER", default=5)
AXES_COOLOFF_TIME = timedelta(minutes=env.int("LOCKOUT_MINUTES", default=15))
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
# Trying again while locked does not make the wait longer.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_USERNAME_CALLABLE = "config.lockout.name_tried"
AXES_CLIENT_IP_CALLABLE = "config.lockout.address_of"
AXES_LOCKOUT_CALLABLE = "config.lockout.locked_page"
# People type passwords into the wrong field.
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "login", "oldpassword"]
# The audit trail of the installation tells who signed in; one record of it is enough.
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False

# --- Second factor --------------------------------------------------------------------------

MFA_ADAPTER = "config.second_factor.SecondFactorAdapter"
MFA_FORMS = {
    "activate_totp": "config.account_forms.FirstCodeForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = env.str("MFA_ISSUER", default="Vinh Danh")
# A phone may be half a minute wrong; a code still counts once only.
MFA_TOTP_TOLERANCE = 1
# Roles whose holders must set up a second factor before they go on, e.g. SYSTEM_ADMIN.
MFA_REQUIRED_ROLES: list[str] = env.list("MFA_REQUIRED_ROLES", default=[])

# --- Sessions -------------------------------------------------------------------------------

SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"

# --- A province's own sign-on (OpenID Connect) ----------------------------------------------

SIGN_ON = sign_on.from_environment(env)
SOCIALACCOUNT_ADAPTER = "config.sign_on.SignOnAccountAdapter"
SOCIALACCOUNT_PROVIDERS = sign_on.providers(SIGN_ON)
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_AUTO_SIGNUP = False
