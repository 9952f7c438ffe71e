"""Keyset pages in the API: ``?cursor=…&page_size=…``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from core import keyset
from core.errors import InvalidInput

SIZE = 50
LARGEST = 200

PARAMETERS = [
    OpenApiParameter("cursor", str, description="Dấu trang lấy từ “next” hoặc “previous”."),
    OpenApiParameter("page_size", int, description=f"Số dòng mỗi trang, tối đa {LARGEST}."),
]


def paginated(
    request: Request,
    rows: QuerySet[Any],
    order: Sequence[str],
    present: Callable[[Any], dict[str, Any]],
    shown: QuerySet[Any] | None = None,
    *,
    together: Callable[[Sequence[Any]], Sequence[Any]] = list,
) -> Response:
    """One page of ``rows`` as the answer of a list; each row as ``present`` shows it.

    Args:
        shown: where the columns of a line come from, as in ``keyset.page``.
        together: what is done to all rows of the page before each is presented, such as asking
            once for something that all of them show.
    """
    page = keyset.page(
        rows,
        order=order,
        size=asked_size(request),
        cursor=request.query_params.get("cursor", ""),
        name="cursor",
        shown=shown,
    )
    here = request.build_absolute_uri()
    return Response(
        {
            "next": replace_query_param(here, "cursor", page.next) if page.next else None,
            "previous": (
                replace_query_param(here, "cursor", page.previous) if page.previous else None
            ),
            "results": [present(row) for row in together(page.rows)],
        }
    )


def page_of(item: type[serializers.Serializer[Any]]) -> type[serializers.Serializer[Any]]:
    """The serializer class that describes a page of such items."""
    name = item.__name__.removesuffix("Serializer") + "PageSerializer"
    fields = {
        "next": serializers.URLField(allow_null=True),
        "previous": serializers.URLField(allow_null=True),
        "results": item(many=True),
    }
    return type(name, (serializers.Serializer,), fields)


def asked_size(request: Request) -> int:
    """How many rows a page is to have.

    Raises:
        InvalidInput: what was asked for is no number of rows.
    """
    asked = request.query_params.get("page_size", str(SIZE))
    if not (asked.isascii() and asked.isdigit() and 1 <= int(asked) <= LARGEST):
        raise InvalidInput.at(
            "page_size",
            _("“%(value)s” không dùng được.") % {"value": asked[:40]},
            _("Hãy dùng số từ 1 đến %(largest)d.") % {"largest": LARGEST},
        )
    return int(asked)
