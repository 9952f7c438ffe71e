"""Answers that carry the entity tag of what they show."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseBase
from django.utils.cache import get_conditional_response
from rest_framework.request import Request
from rest_framework.response import Response

from core.api.etags import etag
from emulation.models import Initiative, Registration

Case = Registration | Initiative


def tagged(body: Any, case: Case, code: int = 200) -> Response:
    """An answer with the tag of the case as it is now."""
    return Response(body, status=code, headers={"ETag": etag(case.pk, case.version)})


def conditional(request: Request, body: Any, case: Case) -> HttpResponseBase:
    """The answer to a reading, empty (304) when the client has this version already."""
    response = tagged(body, case)
    response["Cache-Control"] = "private, no-cache"
    plain = request._request  # noqa: SLF001 - the framework's name for the Django request
    return get_conditional_response(plain, etag=response["ETag"], response=response) or response
