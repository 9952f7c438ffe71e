"""Forms of praise an installation adds beside the catalogue (Điều 81 khoản 1 of the 2022 Law)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Required, TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from core.audit import record
from core.db.doubles import doubles_refused
from core.errors import InvalidInput, Problem
from core.scope import Actor
from core.vietnamese import nfc
from legal.domain.codes import (
    CODE_PATTERN,
    DECIDERS_OF_LEVEL,
    FAMILIES,
    LEVELS,
    LOCAL_PREFIX,
    OBJECT_KINDS,
    Standing,
)
from legal.models import AwardType
from legal.permissions import require_manage_local_forms

# Local forms follow the forms of the law in every list.
_LOCAL_RANK = 900
_NAME_LENGTH = 200
_SHORT_NAME_LENGTH = 80
_CITATION_LENGTH = 400


class LocalForm(TypedDict, total=False):
    """A form as the installation describes it.

    Attributes:
        code: stable code in capital letters, e.g. ``DP_THU_KHEN``.
        name: full Vietnamese name.
        object_kinds: who can receive it.
        level: level at which it is decided; the level gives who decides.
        valid_from: first day on which it exists.
        short_name: name for narrow columns; the full name when empty.
        family: title or form (the default).
        citation: the decision or regulation that creates it, as people cite it.
        needs_qualifier: each award must say more than the name of the form.
        note: for the readers of the catalogue.
    """

    code: Required[str]
    name: Required[str]
    object_kinds: Required[Sequence[str]]
    level: Required[str]
    valid_from: Required[date]
    short_name: str
    family: str
    citation: str
    needs_qualifier: bool
    note: str


@transaction.atomic
def add_local_form(*, by: Actor, at: datetime, **form: Unpack[LocalForm]) -> AwardType:
    """Add a form of the installation; its code begins with ``DP_``.

    Raises:
        Forbidden: the actor may not manage local forms.
        InvalidInput: with one problem for each faulty field.
    """
    require_manage_local_forms(by)
    code, name = form["code"].strip().upper(), nfc(form["name"])
    short_name, citation = nfc(form.get("short_name", "")), nfc(form.get("citation", ""))
    family, level, kinds = form.get("family", "FORM"), form["level"], form["object_kinds"]
    problems = [
        *_code_problems(code),
        *_text_problems(name, short_name, citation),
        *_choice_problems(family, level, kinds),
    ]
    if problems:
        raise InvalidInput(problems=problems)
    values: dict[str, Any] = {
        "code": code,
        "name": name,
        "short_name": short_name or name[:_SHORT_NAME_LENGTH],
        "family": family,
        "object_kinds": [kind for kind in OBJECT_KINDS if kind in kinds],
        "level": level,
        "deciders": list(DECIDERS_OF_LEVEL[level]),
        "needs_qualifier": form.get("needs_qualifier", False),
        "citation": citation,
        "valid_from": form["valid_from"],
        "note": nfc(form.get("note", "")),
    }
    with doubles_refused():
        award_type = AwardType.objects.create(
            **values,
            search_key=AwardType.search_key_for((name, short_name, code)),
            rank=_LOCAL_RANK,
            standing=Standing.TO_BE_CONFIRMED.value,
            is_local=True,
        )
    record(action="legal.add_local_form", subject=award_type, by=by, at=at, data=values)
    return award_type


def _code_problems(code: str) -> list[Problem]:
    if not code.startswith(LOCAL_PREFIX) or not re.fullmatch(CODE_PATTERN, code):
        return [
            Problem(
                field="code",
                reason=_("Mã “%(code)s” không đúng dạng.") % {"code": code},
                hint=_(
                    "Bắt đầu bằng DP_, sau đó là chữ in hoa không dấu, chữ số hoặc gạch dưới, "
                    "nhiều nhất 32 ký tự, ví dụ DP_THU_KHEN."
                ),
            )
        ]
    if len(code) == len(LOCAL_PREFIX):
        return [Problem(field="code", reason=_("Mã còn thiếu phần sau DP_."))]
    if AwardType.objects.filter(code=code).exists():
        return [
            Problem(
                field="code",
                reason=_("Mã “%(code)s” đã có trong danh mục.") % {"code": code},
                hint=_("Chọn mã khác hoặc dùng hình thức đã có."),
            )
        ]
    return []


def _text_problems(name: str, short_name: str, citation: str) -> list[Problem]:
    found = []
    if not name:
        found.append(Problem(field="name", reason=_("Chưa có tên hình thức khen thưởng.")))
    limits = (
        ("name", name, _NAME_LENGTH),
        ("short_name", short_name, _SHORT_NAME_LENGTH),
        ("citation", citation, _CITATION_LENGTH),
    )
    found.extend(
        Problem(
            field=field,
            reason=_("Dài %(length)d ký tự, nhiều nhất %(limit)d.")
            % {"length": len(text), "limit": limit},
        )
        for field, text, limit in limits
        if len(text) > limit
    )
    return found


def _choice_problems(family: str, level: str, object_kinds: Sequence[str]) -> list[Problem]:
    found = []
    if family not in FAMILIES:
        found.append(Problem(field="family", reason=_("Loại không có trong danh mục.")))
    if level not in LEVELS:
        found.append(Problem(field="level", reason=_("Cấp khen thưởng không có trong danh mục.")))
    if not object_kinds:
        found.append(Problem(field="object_kinds", reason=_("Chọn ít nhất một đối tượng.")))
    elif not set(object_kinds) <= set(OBJECT_KINDS):
        found.append(Problem(field="object_kinds", reason=_("Có đối tượng không hợp lệ.")))
    return found
