"""Strong entity tags made from a row's version, and what a client says it has seen.

A client reads a thing with its ``ETag`` and sends it back as ``If-Match`` (or the bare number as
``version`` in the body) when it acts; an act on an older version is refused with what changed.
"""

from __future__ import annotations

import re
from typing import Any

from django.utils.translation import gettext as _
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from core.errors import InvalidInput

_TAG = re.compile(r'"([A-Za-z0-9-]+)\.(\d+)"')


def etag(key: object, version: int) -> str:
    """Return the tag of one version of one thing."""
    return f'"{key}.{version}"'


def answer(request: Request, body: Any, *, key: object, version: int) -> Response:
    """Answer with the thing and its tag, or with "not modified" when the client has it."""
    tag = etag(key, version)
    known = {part.strip() for part in request.headers.get("If-None-Match", "").split(",")}
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
    if tag in known or "*" in known:
        return Response(status=status.HTTP_304_NOT_MODIFIED, headers=headers)
    return Response(body, headers=headers)


def version_seen(request: Request, key: object, in_body: int | None = None) -> int | None:
    """Return the version the client looked at, if it says so.

    Raises:
        InvalidInput: ``If-Match`` is no tag of this thing, or contradicts the body.
    """
    header = request.headers.get("If-Match", "").strip()
    if header in {"", "*"}:
        return in_body
    match = _TAG.fullmatch(header)
    if match is None or match[1] != str(key) or in_body not in {None, int(match[2])}:
        raise InvalidInput.at(
            "If-Match",
            _("“%(tag)s” không phải thẻ của nội dung này.") % {"tag": header},
            _("Hãy đọc lại nội dung và dùng đúng ETag nhận được."),
        )
    return int(match[2])
