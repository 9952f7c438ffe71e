"""The award list by one hand-written statement that joins everything a line shows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import connection

PAGE = 50
_LOCAL_TIME = {
    "postgresql": (
        "to_char(a.recorded_at AT TIME ZONE 'Asia/Ho_Chi_Minh', "
        '\'YYYY-MM-DD"T"HH24:MI:SS"+07:00"\')'
    ),
    # Doubled, because a single per cent sign begins a parameter.
    "sqlite": "strftime('%%Y-%%m-%%dT%%H:%%M:%%S+07:00', a.recorded_at, '+7 hours')",
}
# Asked for beforehand: a subquery would hide from the planner how much of the tree is meant.
_RANGE_SQL = "SELECT tree_start, tree_end FROM personnel_unit WHERE code = %s"
_PAGE_SQL = """
    SELECT a.id, a.year, t.code, t.name, a.qualifier, a.occasion, a.basis, a.decider,
           a.object_kind, a.recipient_name, s.code, g.code, u.code, u.name, a.unit_name, a.post,
           a.is_manager, d.id, d.number, d.decided_on, a.proposal_id, n.number, n.decided_on,
           x.code, {local_time}, a.ground
    FROM awards_recordedaward a
    JOIN legal_awardtype t ON t.id = a.award_type_id
    JOIN awards_decision d ON d.id = a.decision_id
    JOIN personnel_unit u ON u.id = a.unit_id
    LEFT JOIN personnel_staff s ON s.id = a.staff_id
    LEFT JOIN personnel_unit g ON g.id = a.subject_unit_id
    LEFT JOIN personnel_externalrecipient x ON x.id = a.external_id
    LEFT JOIN awards_awardannulment n ON n.award_id = a.id
    WHERE a.year = %s
      AND u.tree_start BETWEEN %s AND %s
      {text}
    ORDER BY a.id DESC
    LIMIT 51
"""


def award_page(query: Mapping[str, str]) -> dict[str, Any]:
    """Return the first page of a unit's subtree and a year, newest first."""
    words = query.get("q", "").split()
    statement = _PAGE_SQL.format(
        local_time=_LOCAL_TIME[connection.vendor],
        text=" AND a.search_key LIKE %s" * len(words),
    )
    with connection.cursor() as cursor:
        cursor.execute(_RANGE_SQL, [query["unit"]])
        subtree = cursor.fetchone()
        cursor.execute(statement, [int(query["year"]), *subtree, *(f"%{word}%" for word in words)])
        rows = cursor.fetchall()
    return {"more": len(rows) > PAGE, "results": [_line(row) for row in rows[:PAGE]]}


def _line(row: tuple[Any, ...]) -> dict[str, Any]:
    name = row[9]
    return {
        "id": row[0],
        "year": row[1],
        "award": {"code": row[2], "name": row[3]},
        "qualifier": row[4],
        "occasion": row[5],
        "basis": row[6],
        "decider": row[7],
        "object_kind": row[8],
        "ground": row[25],
        "staff": {"code": row[10], "name": name} if row[10] else None,
        "collective": {"code": row[11], "name": name} if row[11] else None,
        "external": {"code": row[23], "name": name} if row[23] else None,
        "unit": {"code": row[12], "name": row[13]},
        "recipient_name": name,
        "unit_name": row[14],
        "post": row[15],
        "is_manager": row[16],
        "decision": {"id": row[17], "number": row[18], "decided_on": row[19].isoformat()},
        "proposal": row[20],
        "annulment": {"number": row[21], "decided_on": row[22].isoformat()} if row[21] else None,
        "recorded_at": row[24],
    }
