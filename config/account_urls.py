"""Addresses of log-in and of one's own password.

allauth has more, among them pages where people change the e-mail address that opens their account.
Accounts are kept by an administrator here, with a trace in the audit trail, so those stay closed.
"""

from allauth.account import urls as allauth_urls

_OPEN = frozenset(
    {
        "account_login",
        "account_logout",
        "account_inactive",
        "account_signup",
        "account_reauthenticate",
        "account_change_password",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key",
        "account_reset_password_from_key_done",
    }
)

urlpatterns = [address for address in allauth_urls.urlpatterns if address.name in _OPEN]
