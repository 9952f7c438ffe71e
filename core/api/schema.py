"""What the OpenAPI description says of refusals: the same problem details everywhere."""

from __future__ import annotations

from typing import Any

from core.api.problems import CONTENT_TYPE

_DESCRIPTIONS = {
    "400": "Dữ liệu gửi lên chưa hợp lệ; `invalid_params` nêu từng chỗ.",
    "401": "Chưa đăng nhập, hoặc mã truy cập không dùng được.",
    "403": "Không được phép; `detail` nêu lý do.",
    "404": "Không có, hoặc không thuộc phạm vi của bạn.",
    "409": "Không làm được ở trạng thái này, hoặc đã bị người khác thay đổi (`changes`).",
    "428": "Chưa nêu phiên bản đã xem (If-Match hoặc `version`).",
}
_UNSAFE = {"post", "put", "patch", "delete"}
_METHODS = {"get", *_UNSAFE}

PROBLEM: dict[str, Any] = {
    "type": "object",
    "description": "Chi tiết lỗi theo RFC 9457.",
    "required": ["type", "title", "status", "code", "detail", "instance"],
    "properties": {
        "type": {"type": "string", "example": "urn:vinh-danh:problem:invalid-input"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string", "description": "Mã lỗi không đổi, dành cho chương trình."},
        "detail": {"type": "string", "description": "Nơi, lý do và cách xử lý, dành cho người."},
        "instance": {"type": "string"},
        "invalid_params": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["name", "reason"],
                "properties": {"name": {"type": "string"}, "reason": {"type": "string"}},
            },
        },
        "changes": {
            "type": "array",
            "description": "Việc người khác đã làm từ phiên bản bạn xem, cũ trước.",
            "items": {
                "type": "object",
                "properties": {
                    "label": {"type": "string"},
                    "by": {"type": "string"},
                    "at": {"type": "string", "format": "date-time"},
                    "comment": {"type": "string"},
                    "fields": {
                        "type": "array",
                        "description": "Từng mục đã đổi của người hoặc đơn vị.",
                        "items": {
                            "type": "object",
                            "properties": {
                                name: {"type": "string"} for name in ("name", "label", "from", "to")
                            },
                        },
                    },
                },
            },
        },
    },
}


def add_problems(result: dict[str, Any], **_context: Any) -> dict[str, Any]:
    """Declare on every operation the refusals it may answer with (a postprocessing hook)."""
    result["components"]["schemas"]["Problem"] = PROBLEM
    for path, methods in result["paths"].items():
        for method, operation in methods.items():
            if method in _METHODS:
                for status in _statuses(path, method, operation):
                    operation["responses"][status] = _response(status)
                operation["responses"] = dict(sorted(operation["responses"].items()))
    return result


def _statuses(path: str, method: str, operation: dict[str, Any]) -> list[str]:
    names = {parameter["name"] for parameter in operation.get("parameters", ())}
    found = ["401", "403"]
    if method in _UNSAFE or names - {"id", "code"}:
        found.append("400")
    if "{" in path or "unit" in names:
        found.append("404")
    if method in _UNSAFE:
        found.append("409")
    if "If-Match" in names:
        found.append("428")
    return found


def _response(status: str) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": _DESCRIPTIONS[status], "content": {CONTENT_TYPE: {"schema": schema}}}
