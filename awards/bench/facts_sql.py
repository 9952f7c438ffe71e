"""Everything the rules look at of one person, fetched by one statement that serves both databases.

Each kind of record is a branch that an index answers; rows are padded to the same eight texts.
"""

from __future__ import annotations

from awards.workflow import LIVE_STATES

_WIDTH = 8


def _branch(kind: str, columns: str, rest: str) -> str:
    texts = [f"CAST({column.strip()} AS TEXT)" for column in columns.split(",")]
    texts += ["NULL"] * (_WIDTH - len(texts))
    return f"SELECT '{kind}', {', '.join(texts)} {rest}"


_BRANCHES = (
    _branch(
        "person",
        "s.full_name, s.sex, s.joined_on, s.recruited_on, s.service_from, s.retires_on, u.kind",
        "FROM personnel_staff s JOIN personnel_unit u ON u.id = s.unit_id WHERE s.id = %(staff)s",
    ),
    _branch(
        "grade",
        "year, grade",
        "FROM personnel_annualassessment WHERE staff_id = %(staff)s AND year <= %(year)s",
    ),
    _branch(
        "award",
        "t.code, a.year, d.decided_on, a.basis, a.ground, a.id",
        """FROM awards_recordedaward a
           JOIN legal_awardtype t ON t.id = a.award_type_id
           JOIN awards_decision d ON d.id = a.decision_id
           LEFT JOIN awards_awardannulment n ON n.award_id = a.id
           WHERE a.staff_id = %(staff)s AND a.year <= %(year)s AND n.id IS NULL""",
    ),
    _branch(
        "initiative",
        "i.id, i.code, i.title, i.year, w.share, r.scope, r.decided_on, i.first_applied_on",
        """FROM emulation_initiativeauthor w
           JOIN emulation_initiative i ON i.id = w.initiative_id
           JOIN emulation_initiativerecognition r ON r.initiative_id = i.id
           WHERE w.staff_id = %(staff)s AND i.state = 'RECOGNISED' AND i.year <= %(year)s""",
    ),
    _branch(
        "topic",
        "k.id, k.title, k.scope, k.accepted_on, k.year, k.applied, k.influence_scope",
        """FROM emulation_sciencemember m JOIN emulation_sciencework k ON k.id = m.work_id
           WHERE m.staff_id = %(staff)s AND k.year <= %(year)s""",
    ),
    _branch(
        "use",
        "l.initiative_id, t.code, t.family, p.year, p.state, p.id",
        """FROM awards_proposal p
           JOIN awards_proposal_initiatives l ON l.proposal_id = p.id
           JOIN legal_awardtype t ON t.id = p.award_type_id
           WHERE p.staff_id = %(staff)s AND p.year <= %(year)s AND p.state IN ({live})""",
    ),
    _branch(
        "discipline",
        "form, valid_from, valid_to, id",
        "FROM personnel_discipline WHERE staff_id = %(staff)s",
    ),
    _branch(
        "bar",
        "source, document_ref, valid_from, valid_to, id",
        "FROM personnel_barnotice WHERE staff_id = %(staff)s",
    ),
    _branch(
        "absence",
        "kind, valid_from, valid_to, result, id",
        "FROM personnel_longabsence WHERE staff_id = %(staff)s",
    ),
    _branch(
        "post",
        "post, valid_from, valid_to, is_manager, id",
        "FROM personnel_appointment WHERE staff_id = %(staff)s",
    ),
)
_LIVE = ", ".join(f"'{state}'" for state in sorted(LIVE_STATES))
STATEMENT = " UNION ALL ".join(_BRANCHES).replace("{live}", _LIVE)
