"""Hand-written statements of one approval, for both databases: what must be read, checked, written."""

from __future__ import annotations

FIND = """
    SELECT p.id, p.state, p.version, p.year, p.recipient_name, s.id AS step, s.kind, s.action,
           s.decides, s.revision_id, s."order", u.tree_start, u.name AS unit_name
    FROM awards_proposal p
    JOIN awards_reviewstep s ON s.id = p.current_step_id
    JOIN personnel_unit u ON u.id = s.unit_id
    WHERE p.id = %s
"""
ACTOR = """
    SELECT a.full_name
    FROM personnel_roleassignment r
    JOIN personnel_unit u ON u.id = r.unit_id
    JOIN personnel_user a ON a.id = r.user_id
    WHERE r.user_id = %s AND r.role IN ({roles}) AND r.valid_from <= %s
      AND (r.valid_to IS NULL OR r.valid_to > %s)
      AND u.tree_start <= %s AND u.tree_end >= %s
"""
CLOSE = """
    UPDATE awards_reviewstep
    SET outcome = 'APPROVED', closed_at = %s, closed_by_name = %s, comment = ''
    WHERE id = %s
"""
NEXT_KIND = 'SELECT id, kind FROM awards_reviewstep WHERE revision_id = %s AND "order" = %s'
OPEN = """
    UPDATE awards_reviewstep SET outcome = 'OPEN', opened_at = %s, due_on = %s WHERE id = %s
"""
SWAP = """
    UPDATE awards_proposal SET version = version + 1, current_step_id = %s
    WHERE id = %s AND version = %s
"""
RECORD = """
    INSERT INTO awards_proposaltransition
        (name, from_state, to_state, at, actor_id, actor_name, on_behalf_name, comment, data,
         subject_id)
    VALUES ('approve', 'IN_REVIEW', 'IN_REVIEW', %s, %s, %s, '', '', %s, %s)
    RETURNING id
"""
EVENT = """
    INSERT INTO core_auditevent
        (action, subject_type, at, actor_id, actor_name, on_behalf_name, subject_id,
         subject_label, data)
    VALUES ('awards.proposal.approve', 'awards.proposal', %s, %s, %s, '', %s, %s, %s)
"""
MESSAGE = """
    INSERT INTO core_outboxmessage
        (topic, attempts, last_error, payload, created_at, available_at)
    VALUES ('awards.proposal.approve', 0, '', %s, %s, %s)
"""
