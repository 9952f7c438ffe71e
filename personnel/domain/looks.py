"""Names of the acts by which somebody sees guarded data, as they stand in the audit trail."""

IDENTITY_VIEWED = "personnel.identity_viewed"
IDENTITY_FOUND = "personnel.identity_found"
SENSITIVE_VIEWED = "personnel.sensitive_viewed"

ALL = (IDENTITY_VIEWED, IDENTITY_FOUND, SENSITIVE_VIEWED)
