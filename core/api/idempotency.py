"""Requests that may be sent again without doing their work again (``Idempotency-Key``)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from core import clock
from core.errors import BusinessError, InvalidInput
from core.models import IdempotencyKey

HEADER = "Idempotency-Key"
KEPT_FOR = timedelta(days=7)
_LONGEST = 100
_KEPT_HEADERS = ("ETag", "Location")

PARAMETER = OpenApiParameter(
    HEADER,
    str,
    OpenApiParameter.HEADER,
    description="Mã tự chọn, khác nhau cho mỗi việc; gửi lại cùng mã thì nhận lại đúng câu trả "
    "lời cũ, không làm hai lần. Được nhớ bảy ngày.",
)


class KeyReused(BusinessError):
    """The key already stands for another request."""

    status = 409
    code = "idempotency-key-reused"


def forget_old(*, at: datetime) -> int:
    """Remove answers nobody will ask for again; return how many."""
    return IdempotencyKey.objects.filter(created_at__lt=at - KEPT_FOR).delete()[0]


def once(request: Request, work: Callable[[], Response]) -> Response:
    """Do the work and keep the answer under the request's key; give the kept one if there is.

    Without a key the work is simply done. A refused request keeps nothing, so that it may be
    mended and sent again with the same key. Two at the same moment: the second waits for the
    first on the unique key and then gets its answer.
    """
    key = request.headers.get(HEADER, "").strip()
    if not key:
        return work()
    if len(key) > _LONGEST:
        raise InvalidInput.at(HEADER, _("Mã dài quá %(length)d ký tự.") % {"length": _LONGEST})
    at = clock.now()
    user: Any = request.user.pk
    mine = IdempotencyKey.objects.filter(user_id=user)
    with transaction.atomic():
        mine.filter(created_at__lt=at - KEPT_FOR).delete()
        row, is_new = IdempotencyKey.objects.get_or_create(
            user_id=user,
            key=key,
            defaults={"fingerprint": _fingerprint(request), "created_at": at},
        )
        if not is_new:
            return _kept(row, request)
        response = work()
        row.status = response.status_code
        row.answer = json.loads(JSONRenderer().render(response.data) or "null")
        row.headers = {name: response[name] for name in _KEPT_HEADERS if name in response}
        row.save(update_fields=["status", "answer", "headers"])
    return response


def _kept(row: IdempotencyKey, request: Request) -> Response:
    if row.fingerprint != _fingerprint(request):
        raise KeyReused(_("Mã Idempotency-Key này đã dùng cho một yêu cầu khác. Hãy dùng mã mới."))
    return Response(
        row.answer, status=row.status, headers={**row.headers, "Idempotent-Replayed": "true"}
    )


def _fingerprint(request: Request) -> str:
    body = json.dumps(request.data, sort_keys=True, ensure_ascii=False, default=str)
    # The same words in another's name are another request.
    name = request.headers.get("X-On-Behalf-Of", "").strip()
    what = f"{request.method} {request.path} {name}".rstrip()
    return hashlib.sha256(f"{what}\n{body}".encode()).hexdigest()
