"""Tells the OpenAPI description about our authentication (loaded by ``api.urls``)."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema

from personnel.middleware import HEADER


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


ON_BEHALF = {
    "in": "header",
    "name": HEADER,
    "schema": {"type": "string"},
    "description": "Số của một ủy quyền tài khoản này đang giữ: làm việc thay mặt người ủy quyền.",
}


def add_on_behalf(result: dict[str, Any], **_context: Any) -> dict[str, Any]:
    """Declare on every operation the header that says for whom it is done."""
    result["components"].setdefault("parameters", {})["OnBehalfOf"] = ON_BEHALF
    for methods in result["paths"].values():
        for operation in methods.values():
            reference = {"$ref": "#/components/parameters/OnBehalfOf"}
            operation["parameters"] = [*operation.get("parameters", ()), reference]
    return result
