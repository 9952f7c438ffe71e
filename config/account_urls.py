"""Addresses of log-in, of one's own password and second factor, and of a province's sign-on.

allauth has more, among them pages where people change the e-mail address that opens their account
or link other accounts to it. Accounts are kept by an administrator here, with a trace in the audit
trail, so those stay closed.
"""

from allauth.account import urls as account_urls
from allauth.mfa.recovery_codes import views as code_views
from allauth.mfa.totp import views as totp_views
from allauth.socialaccount import views as social_views
from django.urls import path
from django.views.decorators.cache import never_cache

from config import account_pages as pages
from config import security_trail  # noqa: F401 (it listens; only a process that serves pages needs it)

_OPEN = frozenset(
    {
        "account_logout",
        "account_inactive",
        "account_signup",
        "account_reauthenticate",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key",
        "account_reset_password_from_key_done",
    }
)

urlpatterns = [
    path("login/", pages.login, name="account_login"),
    path("password/change/", pages.change_password, name="account_change_password"),
    *(address for address in account_urls.urlpatterns if address.name in _OPEN),
    path("2fa/", pages.second_factor, name="mfa_index"),
    path("2fa/authenticate/", pages.enter_code, name="mfa_authenticate"),
    path("2fa/reauthenticate/", pages.CodeAgainView.as_view(), name="mfa_reauthenticate"),
    path("2fa/totp/activate/", never_cache(pages.ActivateView.as_view()), name="mfa_activate_totp"),
    path("2fa/totp/deactivate/", totp_views.deactivate_totp, name="mfa_deactivate_totp"),
    path(
        "2fa/recovery-codes/",
        never_cache(code_views.view_recovery_codes),
        name="mfa_view_recovery_codes",
    ),
    path(
        "2fa/recovery-codes/generate/",
        code_views.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "2fa/recovery-codes/download/",
        code_views.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
    path("oidc/<slug:provider_id>/login/", pages.sign_on_begin, name="openid_connect_login"),
    path(
        "oidc/<slug:provider_id>/login/callback/",
        pages.sign_on_return,
        name="openid_connect_callback",
    ),
    path("oidc/cancelled/", social_views.login_cancelled, name="socialaccount_login_cancelled"),
]
