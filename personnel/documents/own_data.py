"""Everything kept about one person, as a file he takes away: for reading, or for another system."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone
from django.utils.translation import gettext as _

from core.documents.sheets import Sheet, workbook
from personnel.models import Staff
from personnel.selectors.own_data import Section


def as_json(staff: Staff, sections: Sequence[Section], at: datetime) -> bytes:
    """One object: who, when, and each part with its rows by heading."""
    body = {
        "made_at": at,
        "staff": {"code": staff.code, "full_name": staff.full_name},
        "sections": [
            {
                "key": section.key,
                "title": section.title,
                "rows": [
                    dict(zip(section.columns, map(_local, row), strict=True))
                    for row in section.rows
                ],
            }
            for section in sections
        ],
    }
    return json.dumps(body, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2).encode()


def as_xlsx(staff: Staff, sections: Sequence[Section], at: datetime) -> bytes:
    """One sheet for each part."""
    made = _("%(name)s, số hiệu %(code)s. Lập ngày %(day)s.") % {
        "name": staff.full_name,
        "code": staff.code,
        "day": f"{timezone.localtime(at):%d/%m/%Y}",
    }
    return workbook(
        Sheet(f"{number}. {section.title}", section.title, section.columns, section.rows, (made,))
        for number, section in enumerate(sections, start=1)
    )


def _local(value: Any) -> Any:
    return timezone.localtime(value) if isinstance(value, datetime) else value
