"""A province's own sign-on: who comes back from it, and which account that opens.

It opens accounts that an administrator has made and never makes one. An identity is known by its
issuer and subject; the first time it is matched with exactly one account, and remembered.
"""

from __future__ import annotations

import hashlib
import logging
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import render
from django.utils.translation import gettext as _

from config.lockout import address_of
from config.security_trail import tell
from config.settings.sign_on import SignOn, is_safe
from core import clock
from core.errors import Forbidden, Stale
from personnel.models import User
from personnel.selectors.actors import actor_for
from personnel.services import account_security as trail

log = logging.getLogger(__name__)

_FIELDS = {"email": "email__iexact", "username": "username__iexact", "staff_code": "staff__code"}
_LONGEST_UID = 191
_ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")


class SignOnProvider(OpenIDConnectProvider):
    """The one provider of this installation; nothing in a link changes what is asked of it."""

    def get_pkce_params(self) -> dict[str, Any]:
        """Add a nonce: it is bound to the session by the verifier that the session keeps."""
        params = super().get_pkce_params()
        return {**params, "nonce": nonce_of(params["code_verifier"])}

    def get_auth_params_from_request(self, request: HttpRequest, action: Any) -> dict[str, Any]:
        params: dict[str, Any] = self.get_auth_params()
        return params

    def get_scope_from_request(self, request: HttpRequest) -> list[str]:
        scope: list[str] = self.get_scope()
        return scope

    def get_oauth2_adapter(self, request: HttpRequest) -> SignOnProtocol:
        return SignOnProtocol(request, self.app.provider_id)

    def extract_uid(self, data: dict[str, Any]) -> str:
        """Issuer and subject together: only both name a person, also after a change of provider."""
        if not isinstance(data["sub"], str) or not data["sub"]:
            raise ValueError("The token names nobody")
        uid = f"{data['iss']} {data['sub']}"
        return uid if len(uid) <= _LONGEST_UID else hashlib.sha256(uid.encode()).hexdigest()

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        """Nothing of what the provider tells is kept."""
        return {}

    def sociallogin_from_response(self, request: HttpRequest, response: Any) -> SocialLogin:
        login = super().sociallogin_from_response(request, response)
        login.claims = response
        return login


class SignOnProtocol(OpenIDConnectOAuth2Adapter):
    """OpenID Connect with every check: signature, issuer, audience, time, nonce, subject."""

    nonce = ""

    @property
    def openid_config(self) -> dict[str, Any]:
        """The discovery document, if it is the issuer's own and leads to safe places."""
        try:
            config: dict[str, Any] = super().openid_config
        except (AttributeError, TypeError, ValueError) as error:
            raise OAuth2Error("The discovery document cannot be read") from error
        expected = _sign_on().server_url.partition("/.well-known/")[0]
        if str(config.get("issuer", "")).rstrip("/") != expected.rstrip("/"):
            raise OAuth2Error("The discovery document names another issuer")
        if not all(is_safe(str(config.get(name, ""))) for name in _ENDPOINTS):
            raise OAuth2Error("The discovery document leads to an address without TLS")
        return config

    def get_access_token_data(
        self, request: HttpRequest, app: Any, client: Any, pkce_code_verifier: str | None = None
    ) -> dict[str, Any]:
        data: dict[str, Any] = super().get_access_token_data(
            request, app, client, pkce_code_verifier=pkce_code_verifier
        )
        self.nonce = nonce_of(pkce_code_verifier or "")
        return data

    def complete_login(
        self, request: HttpRequest, app: Any, token: Any, **kwargs: Any
    ) -> SocialLogin:
        """Return who signed in; anything odd in the answer ends the attempt."""
        try:
            claims = self._claims(app, token.token, kwargs["response"])
            return self.get_provider().sociallogin_from_response(request, claims)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise OAuth2Error("The answer of the provider cannot be read") from error

    def _claims(self, app: Any, access_token: str, response: dict[str, Any]) -> dict[str, Any]:
        config = self.openid_config
        known: dict[str, Any] = jwtkit.verify_and_decode(
            credential=response["id_token"],
            keys_url=config["jwks_uri"],
            issuer=config["issuer"],
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
        )
        if known.get("nonce") != self.nonce:
            raise OAuth2Error("The token was made for another sign-in")
        if not is_safe(config.get("userinfo_endpoint", "")):
            return known
        more = self._fetch_user_info(access_token)
        if more.get("sub") != known["sub"]:
            raise OAuth2Error("Token and user info tell of two people")
        return {**more, **known}


def _sign_on() -> SignOn:
    """What the installation says; nobody comes here where it says nothing."""
    sign_on: SignOn | None = settings.SIGN_ON
    if sign_on is None:
        raise OAuth2Error("There is no sign-on here")
    return sign_on


def nonce_of(verifier: str) -> str:
    """A value only the session that began the sign-in can tell."""
    return hashlib.sha256(f"nonce {verifier}".encode()).hexdigest()


class SignOnAccountAdapter(DefaultSocialAccountAdapter):
    """Which account an identity opens: the one it is linked to, or the only one it matches."""

    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[Any]:
        """Only what the environment says; rows in the database open nothing."""
        from allauth.socialaccount.adapter import _build_apps_from_settings  # noqa: PLC0415

        found = _build_apps_from_settings(provider=provider, client_id=client_id)
        return [app for apps in found.values() for app in apps]

    def get_provider(
        self, request: HttpRequest, provider: str, client_id: str | None = None
    ) -> SignOnProvider:
        app = self.get_app(request, provider=provider, client_id=client_id)
        return SignOnProvider(request, app=app)

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: Any) -> Any:
        """No new account is ever made, so none is filled in."""
        return sociallogin.user

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: Any = None,
        exception: Exception | None = None,
        extra_context: Any = None,
    ) -> None:
        """Tell the operator why; the visitor reads that it did not work and what to do."""
        log.warning("Sign-on failed: %s %s", error, exception or "")

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Find the account, or end here with a page that says why.

        Raises:
            ImmediateHttpResponse: nobody, or not exactly one, or one that may not sign in.
        """
        if sociallogin.state.get("process") != AuthProcess.LOGIN:
            _refuse(request, _("Liên kết chỉ được lập khi đăng nhập, từ trang đăng nhập."))
        if not sociallogin.is_existing:
            self._link(request, sociallogin)
        user = sociallogin.user
        if not user.is_active or user.is_service:
            tell(trail.SIGN_ON_REFUSED, request, user, known=False)
            _refuse(request, _("Tài khoản này đã khóa. Xin liên hệ quản trị hệ thống của cơ quan."))

    def _link(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        account: SocialAccount = sociallogin.account
        user = _matched(request, sociallogin.claims)
        at = clock.now()
        try:
            sociallogin.account = trail.link_sign_on(
                user=user,
                provider=account.provider,
                subject=account.uid,
                by=actor_for(user, clock.day_of(at)),
                at=at,
                ip=address_of(request),
            )
        except (Forbidden, Stale) as error:
            tell(trail.SIGN_ON_REFUSED, request, user, known=False)
            _refuse(request, error.message)
        sociallogin.user = user


def _matched(request: HttpRequest, claims: dict[str, Any]) -> User:
    """The only account whose field has the value of the claim."""
    sign_on = _sign_on()
    value = str(claims.get(sign_on.claim) or "").strip()
    if not value:
        _refuse(
            request,
            _(
                "Hệ thống đăng nhập không cho biết “%(claim)s” nên không tìm được tài khoản. Xin "
                "liên hệ quản trị hệ thống của cơ quan."
            )
            % {"claim": sign_on.claim},
        )
    if sign_on.match == "email" and claims.get("email_verified") is not True:
        _refuse(
            request,
            _(
                "Thư điện tử %(email)s chưa được hệ thống đăng nhập xác nhận là của bạn. Hãy xác "
                "nhận ở đó rồi thử lại."
            )
            % {"email": value},
        )
    found = User.objects.filter(is_active=True, is_service=False, **{_FIELDS[sign_on.match]: value})
    people = list(found[:2])
    if len(people) != 1:
        _refuse(request, _told(value, several=bool(people)))
    return people[0]


def _told(value: str, *, several: bool) -> str:
    if several:
        return _(
            "Có nhiều tài khoản ứng với “%(value)s” nên không biết mở tài khoản nào. Xin liên hệ "
            "quản trị hệ thống của cơ quan."
        ) % {"value": value}
    return _(
        "Chưa có tài khoản nào ứng với “%(value)s”. Xin liên hệ quản trị hệ thống của cơ quan để "
        "được cấp tài khoản."
    ) % {"value": value}


def _refuse(request: HttpRequest, reason: str) -> None:
    context = {"reason": reason}
    page = render(request, "socialaccount/refused.html", context, status=Forbidden.status)
    raise ImmediateHttpResponse(page)
