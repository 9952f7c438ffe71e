"""Small shapes several resources share: references, moments, entity tags on answers."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from core.api.etags import etag


class RefSerializer(serializers.Serializer[Any]):
    """Mã và tên."""

    code = serializers.CharField()
    name = serializers.CharField()


def ref(code: str | None, name: str | None) -> dict[str, str] | None:
    """Return a reference, or nothing where there is none."""
    return None if code is None else {"code": code, "name": name or ""}


def local_time(moment: datetime | None) -> datetime | None:
    """The moment in the installation's time zone, so that every answer writes it alike."""
    return timezone.localtime(moment) if moment else None


def tagged(body: Any, pk: int, version: int, status: int = 200) -> Response:
    """An answer with the tag of the row as it is now."""
    return Response(body, status=status, headers={"ETag": etag(pk, version)})


def conditional(request: Request, body: Any, pk: int, version: int) -> HttpResponseBase:
    """The answer to a reading, empty (304) when the client has this version already.

    Only for a body that nothing but a new version changes.
    """
    response = tagged(body, pk, version)
    response["Cache-Control"] = "private, no-cache"
    plain = request._request  # noqa: SLF001 - the framework's name for the Django request
    return get_conditional_response(plain, etag=response["ETag"], response=response) or response
