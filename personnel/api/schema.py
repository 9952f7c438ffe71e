"""Tells the OpenAPI description about our authentication (loaded by ``api.urls``)."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema


class ClientTokenScheme(OpenApiAuthenticationExtension):
    """OAuth 2 client credentials with the scopes read and write."""

    target_class = "personnel.api.authentication.ClientTokenAuthentication"
    name = "clientCredentials"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, Any]:
        """Describe where a token comes from."""
        return {
            "type": "oauth2",
            "flows": {
                "clientCredentials": {
                    "tokenUrl": "/identity/o/api/token",
                    "scopes": {"read": "Đọc dữ liệu", "write": "Ghi dữ liệu"},
                }
            },
        }
