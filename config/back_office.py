"""The back office: it shows tables to the operator and writes nothing of ours.

Rows change through services, which check permission and leave a trace; the pages that packages add
for their own tables would go around both. Its log-in is that of the site, with the same limits on
guessing.
"""

from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from allauth.idp.oidc.models import Client, Token
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.auth.models import Group

_WRITERS = (
    Authenticator,
    Client,
    EmailAddress,
    Group,
    SocialAccount,
    SocialApp,
    SocialToken,
    Token,
    UserSession,
)


def closed(site: admin.AdminSite) -> admin.AdminSite:
    """Take the pages that write from the site and send its log-in to ours."""
    for model in _WRITERS:
        if site.is_registered(model):
            site.unregister(model)
    site.login = secure_admin_login(site.login)  # type: ignore[method-assign]
    return site
