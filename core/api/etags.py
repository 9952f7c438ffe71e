"""Strong entity tags of versioned rows, and the version a writer says he looked at."""

from __future__ import annotations

import re
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request

from core.errors import BusinessError, InvalidInput

IF_MATCH = OpenApiParameter(
    "If-Match",
    str,
    OpenApiParameter.HEADER,
    description='ETag của lần đọc gần nhất, ví dụ "12-3"; hoặc ghi “version” trong nội dung.',
)

_TAG = re.compile(r'"(\d{1,18})-(\d{1,9})"')


class VersionMissing(BusinessError):
    """The writer does not say which version he looked at, so a lost update could pass unseen."""

    status = 428
    code = "version-required"


def etag(pk: int, version: int) -> str:
    """Return the strong tag of this version of a row."""
    return f'"{pk}-{version}"'


def expected_version(request: Request, pk: int) -> int:
    """Return the version of the row the writer looked at: from ``If-Match``, else ``version``.

    Raises:
        VersionMissing: he names none.
        InvalidInput: header and body disagree, or one of them cannot be read.
    """
    named = [
        version
        for version in (_from_header(request.headers.get("If-Match", ""), pk), _from_body(request))
        if version is not None
    ]
    if not named:
        raise VersionMissing(
            _(
                "Hãy gửi ETag của lần đọc gần nhất trong If-Match, hoặc “version” trong nội dung, "
                "để không ghi đè thay đổi của người khác."
            )
        )
    if len(set(named)) > 1:
        raise InvalidInput.at("version", _("If-Match và “version” chỉ hai phiên bản khác nhau."))
    return named[0]


def _from_header(header: str, pk: int) -> int | None:
    if header.strip() in {"", "*"}:
        return None
    match = _TAG.fullmatch(header.strip())
    if match is None or int(match[1]) != pk:
        raise InvalidInput.at(
            "If-Match",
            _("Đây không phải ETag của đối tượng này."),
            _("Dùng đúng ETag đã nhận, ví dụ %(tag)s.") % {"tag": etag(pk, 1)},
        )
    return int(match[2])


def _from_body(request: Request) -> int | None:
    body: Any = request.data
    version = body.get("version") if isinstance(body, dict) else None
    if version is None:
        return None
    if isinstance(version, bool) or not isinstance(version, int) or version < 1:
        raise InvalidInput.at("version", _("Phiên bản phải là số nguyên dương."))
    return version
