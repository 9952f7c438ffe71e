"""How machine clients show who they are: OAuth 2 client credentials, bearer tokens.

The token server is allauth's. Its own REST class lets a wrong token pass as nobody and leaves a
machine's request without a user; here a token that does not hold is refused, and a client acts as
the account that owns it.
"""

from __future__ import annotations

from typing import Any

from allauth.idp.oidc.contrib.rest_framework.authentication import TokenAuthentication
from allauth.idp.oidc.models import Token
from django.utils.translation import gettext as _
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request

from personnel.models import User

READ = "read"
WRITE = "write"
SCOPES = (READ, WRITE)


class ClientTokenAuthentication(TokenAuthentication):
    """``Authorization: Bearer …`` with a token of ours, or nothing for the next class to try."""

    def authenticate(self, request: Request) -> tuple[User, Token] | None:
        """Find the account behind the token; 401 for any other content of the header."""
        header = request.META.get("HTTP_AUTHORIZATION", "")
        if not header:
            return None
        if header.split(" ", 1)[0].lower() != "bearer":
            raise AuthenticationFailed(
                _("Chỉ nhận xác thực kiểu Bearer. Hãy lấy mã truy cập ở /identity/o/api/token.")
            )
        # The plain request: reading the body is left to the parsers, after authentication.
        found = super().authenticate(request._request)  # noqa: SLF001
        token: Token | None = found[1] if found else None
        user = _account_of(token) if token else None
        if token is None or user is None:
            raise AuthenticationFailed(
                _("Mã truy cập sai, đã hết hạn hoặc đã bị thu hồi. Hãy lấy mã mới.")
            )
        _require_scope(token, request.method or "")
        return user, token

    def authenticate_header(self, request: Request) -> str:
        """What to send instead; without it the answer would be 403."""
        return 'Bearer realm="api"'


def _account_of(token: Token) -> User | None:
    """The account the token acts as: the person who gave it, or the client's own account."""
    user: Any = token.user
    if user is None and token.client is not None:
        user = token.client.owner
        if user is not None and not user.is_service:
            return None
    return user if user is not None and user.is_active else None


def _require_scope(token: Token, method: str) -> None:
    needed = READ if method in SAFE_METHODS else WRITE
    if needed not in token.get_scopes():
        raise PermissionDenied(
            _("Mã truy cập không có phạm vi “%(scope)s”. Hãy xin mã với phạm vi này.")
            % {"scope": needed}
        )
