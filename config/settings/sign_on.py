"""A province's own sign-on: from the environment to what allauth's OpenID Connect client reads."""

from typing import Any, NamedTuple
from urllib.parse import urlsplit

import environ

PROVIDER_ID = "sso"
# Which field of an account the first sign-in is matched with, and the claim it is read from.
MATCHES = {"email": "email", "username": "preferred_username", "staff_code": "employee_number"}
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}


class SignOn(NamedTuple):
    """What an installation says about its sign-on.

    Attributes:
        name: how the button on the log-in page calls it.
        server_url: the issuer; its discovery document lies below it.
        match: which field of an account is compared at the first sign-in.
        claim: the claim it is compared with.
        form_origins: origins the log-in form may be redirected to.
    """

    name: str
    server_url: str
    client_id: str
    client_secret: str
    match: str
    claim: str
    form_origins: tuple[str, ...]


def from_environment(env: environ.Env) -> SignOn | None:
    """Read the variables ``OIDC_…``; without a server there is no sign-on."""
    server_url = env.str("OIDC_SERVER_URL", default="").rstrip("/")
    if not server_url:
        return None
    if not is_safe(server_url):
        msg = "OIDC_SERVER_URL: phải là địa chỉ https (http chỉ dùng được trên chính máy này)"
        raise ValueError(msg)
    match = env.str("OIDC_MATCH", default="email")
    if match not in MATCHES:
        msg = f"OIDC_MATCH: chỉ nhận {', '.join(MATCHES)}; đang là {match}"
        raise ValueError(msg)
    client_id = env.str("OIDC_CLIENT_ID", default="")
    if not client_id:
        msg = "OIDC_CLIENT_ID: cần có khi đã đặt OIDC_SERVER_URL"
        raise ValueError(msg)
    return SignOn(
        name=env.str("OIDC_NAME", default="") or "hệ thống đăng nhập của tỉnh",
        server_url=server_url,
        client_id=client_id,
        client_secret=env.str("OIDC_CLIENT_SECRET", default=""),
        match=match,
        claim=env.str("OIDC_CLAIM", default="") or MATCHES[match],
        form_origins=(origin_of(server_url), *env.list("OIDC_FORM_ORIGINS", default=[])),
    )


def providers(sign_on: SignOn | None) -> dict[str, Any]:
    """The setting of allauth's OpenID Connect client."""
    if sign_on is None:
        return {}
    return {
        "openid_connect": {
            "APPS": [
                {
                    "provider_id": PROVIDER_ID,
                    "name": sign_on.name,
                    "client_id": sign_on.client_id,
                    "secret": sign_on.client_secret,
                    "settings": {
                        "server_url": sign_on.server_url,
                        "oauth_pkce_enabled": True,
                    },
                }
            ]
        }
    }


def is_safe(url: str) -> bool:
    """Whether what is said to this address stays between the two machines."""
    parts = urlsplit(url)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)


def origin_of(url: str) -> str:
    """Scheme, host and port of an address."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
