"""What is wrong with the syntax of a file, in the words of its author instead of the parser's.

The parsers speak English and of their own inner things. Each phrase they use for a mistake people
make is told here by what to look for in that line; any other is quoted.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

_INDENT: Final = "thụt lề không thẳng hàng, hoặc thiếu dấu “:” hay dấu “-” ở đầu dòng này"

# A part of what the parser says, and what it means to people.
_YAML: Final = (
    ("found character '\\t'", "có phím Tab; chỉ thụt lề bằng dấu cách"),
    ("mapping values are not allowed", "có hai dấu “:” trên một dòng; đặt chữ trong dấu nháy"),
    ("could not find expected ':'", "thiếu dấu “:” sau tên trường"),
    ("while scanning a quoted scalar", "thiếu dấu nháy đóng"),
    ("found unexpected end of stream", "tệp hết giữa chừng; thiếu dấu nháy hoặc ngoặc đóng"),
    ("expected ',' or ']'", "thiếu dấu “,” hoặc ngoặc đóng “]”"),
    ("expected ',' or '}'", "thiếu dấu “,” hoặc ngoặc đóng “}”"),
    ("but found '}'", "thừa ngoặc đóng “}”"),
    ("but found ']'", "thừa ngoặc đóng “]”"),
    ("but found '<scalar>'", "còn chữ thừa sau dấu nháy hoặc ngoặc đóng"),
    ("expected <block end>", _INDENT),
    ("did not find expected", _INDENT),
    ("expected the node content", "thiếu giá trị, hoặc thừa dấu “,”"),
    ("expected a single document", "có dòng “---” chia tệp làm đôi; mỗi tệp một danh sách"),
    ("expected '<document start>'", "có dòng bắt đầu bằng “%”; đặt chữ trong dấu nháy"),
    ("scanning an alias", "chữ bắt đầu bằng “*”; đặt chữ trong dấu nháy"),
    ("scanning an anchor", "chữ bắt đầu bằng “&”; đặt chữ trong dấu nháy"),
    ("scanning a block scalar", "sau dấu “|” hoặc “>” không ghi gì thêm trên dòng đó"),
    ("special characters are not allowed", "có ký tự không in được"),
    ("cannot start any token", "có ký tự lạ đứng đầu; đặt chữ trong dấu nháy"),
)
_JSON: Final = (
    ("Expecting ',' delimiter", "thiếu dấu “,” giữa hai mục"),
    ("Expecting ':' delimiter", "thiếu dấu “:” sau tên trường"),
    ("Expecting property name", "thiếu tên trường trong dấu nháy kép, hoặc thừa dấu “,”"),
    ("Illegal trailing comma", "thừa dấu “,” trước ngoặc đóng"),
    ("Expecting value", "thiếu giá trị, hoặc chữ không đặt trong dấu nháy kép"),
    ("Unterminated string", "thiếu dấu nháy kép đóng"),
    ("Invalid control character", "có dấu xuống dòng hoặc phím Tab trong chữ"),
    ("Invalid \\escape", "có dấu “\\” không hợp lệ trong chữ"),
    ("Extra data", "còn chữ thừa sau ngoặc đóng cuối cùng"),
)


def yaml_reason(told: str) -> str:
    """Return what the YAML parser found, for people."""
    return _reason(told, _YAML)


def json_reason(told: str) -> str:
    """Return what the JSON parser found, for people."""
    return _reason(told, _JSON)


def _reason(told: str, known: Sequence[tuple[str, str]]) -> str:
    return next(
        (words for part, words in known if part in told), f"không đọc được ({told.strip()})"
    )
