"""Errors of the API as problem details (RFC 9457), with Vietnamese texts."""

from __future__ import annotations

from collections.abc import Iterator
from json import JSONDecodeError
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import set_rollback

from core.errors import BusinessError, Stale

CONTENT_TYPE = "application/problem+json"

_TITLES = {
    400: gettext_lazy("Dữ liệu chưa hợp lệ"),
    401: gettext_lazy("Chưa đăng nhập"),
    403: gettext_lazy("Không được phép"),
    404: gettext_lazy("Không tìm thấy"),
    405: gettext_lazy("Không hỗ trợ thao tác này"),
    406: gettext_lazy("Không hỗ trợ định dạng này"),
    409: gettext_lazy("Không thực hiện được ở trạng thái hiện tại"),
    415: gettext_lazy("Không hỗ trợ kiểu nội dung này"),
    428: gettext_lazy("Chưa nêu phiên bản đã xem"),
    429: gettext_lazy("Quá nhiều yêu cầu"),
}


def problem_handler(error: Exception, context: dict[str, Any]) -> Response | None:
    """Turn an exception into a problem; what is not foreseen stays a server error."""
    if isinstance(error, BusinessError):
        set_rollback()
        return _from_business(error, context)
    if isinstance(error, Http404):
        error = exceptions.NotFound(_("Không tìm thấy, hoặc bạn không có quyền xem."))
    elif isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied()
    if not isinstance(error, exceptions.APIException):
        return None
    set_rollback()
    return _from_api(error, context)


def _from_business(error: BusinessError, context: dict[str, Any]) -> Response:
    extra: dict[str, Any] = {}
    if error.problems:
        extra["invalid_params"] = [
            {"name": problem.field, "reason": str(problem)} for problem in error.problems
        ]
    if isinstance(error, Stale):
        extra["changes"] = list(error.changes)
    detail = error.message
    if len(error.problems) > 1 and detail == "; ".join(map(str, error.problems)):
        detail = _count(len(error.problems))
    return _problem(error.status, error.code, detail, context, **extra)


def _count(count: int) -> str:
    return _("Có %(count)d chỗ cần sửa.") % {"count": count}


def _from_api(error: exceptions.APIException, context: dict[str, Any]) -> Response:
    headers = {}
    if auth_header := getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = auth_header
    if wait := getattr(error, "wait", None):
        headers["Retry-After"] = str(int(wait))
    if isinstance(error, exceptions.ValidationError):
        params = [{"name": name, "reason": reason} for name, reason in _flatten(error.detail)]
        detail = _count(len(params))
        return _problem(400, "invalid-input", detail, context, invalid_params=params)
    code = error.get_codes()
    code = code.replace("_", "-") if isinstance(code, str) else "error"
    return _problem(error.status_code, code, _detail(error), context, headers)


def _detail(error: exceptions.APIException) -> str:
    """The reason in Vietnamese, also where the framework has it in English only."""
    if isinstance(error, exceptions.ParseError):
        broken = error.__context__
        if isinstance(broken, JSONDecodeError):
            return _("Nội dung không phải JSON đúng dạng: dòng %(line)d, cột %(column)d.") % {
                "line": broken.lineno,
                "column": broken.colno,
            }
        return _("Nội dung không phải JSON đúng dạng, mã UTF-8.")
    if isinstance(error, exceptions.PermissionDenied) and "CSRF" in str(error.detail):
        return _("Thiếu mã chống giả mạo (CSRF). Hãy dùng mã truy cập, hoặc gửi kèm X-CSRFToken.")
    return str(error.detail)


def unknown_address(request: HttpRequest) -> JsonResponse:
    """Answer an address of the interface that leads nowhere."""
    detail = _("Không có địa chỉ này. Các địa chỉ được mô tả tại /api/v1/docs/.")
    return plain_problem(request, 404, "not-found", detail)


def plain_problem(request: HttpRequest, status: int, code: str, detail: str) -> JsonResponse:
    """A problem outside the views of the interface, where no renderer is at hand."""
    body = _body(status, code, detail, request.path)
    options = {"ensure_ascii": False}
    return JsonResponse(body, status=status, content_type=CONTENT_TYPE, json_dumps_params=options)


def _flatten(detail: Any, prefix: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(detail, dict):
        for name, inner in detail.items():
            yield from _flatten(inner, _inside(prefix, name))
    elif isinstance(detail, list):
        for index, inner in enumerate(detail):
            nested = isinstance(inner, dict | list)
            yield from _flatten(inner, f"{prefix}[{index}]" if nested else prefix)
    else:
        yield prefix, str(detail)


def _inside(prefix: str, name: str | int) -> str:
    if isinstance(name, int):
        return f"{prefix}[{name}]"
    return prefix if name == "non_field_errors" else f"{prefix}.{name}".strip(".")


def _problem(
    status: int,
    code: str,
    detail: str,
    context: dict[str, Any],
    headers: dict[str, str] | None = None,
    **extra: Any,
) -> Response:
    request = context.get("request")
    body = _body(status, code, detail, request.path if request else "") | extra
    return Response(body, status=status, headers=headers, content_type=CONTENT_TYPE)


def _body(status: int, code: str, detail: str, instance: str) -> dict[str, Any]:
    return {
        "type": f"urn:vinh-danh:problem:{code}",
        "title": str(_TITLES.get(status, _("Lỗi"))),
        "status": status,
        "code": code,
        "detail": detail,
        "instance": instance,
    }
