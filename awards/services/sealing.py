"""The seal of a sent dossier (mã kiểm tra): over its content, its verdicts and what they rest on.

The checksum stands in the row and in the audit event of the sending, which the chain of the trail
holds. Whoever changes the row past the program, and the checksum with it, is found out by the event.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from awards.models import DossierRevision, Proposal
from core.models import AuditEvent

SUBMITTED = "awards.proposal.submit"


def checksum_of(
    content: Mapping[str, Any], verdict: Mapping[str, Any], judged_facts: Mapping[str, Any]
) -> str:
    """Return the checksum of all that a revision keeps, whatever the order of its members."""
    kept = {"content": content, "verdict": verdict, "judged_facts": judged_facts}
    canonical = json.dumps(kept, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def is_intact(revision: DossierRevision) -> bool:
    """Whether what the row keeps is what its checksum was made of."""
    made = checksum_of(revision.content, revision.verdict, revision.judged_facts)
    return made == revision.sha256


def broken_seals(revisions: Iterable[DossierRevision]) -> dict[int, str]:
    """Return the keys of those that are not as they were sent, each with the reason; one query."""
    rows = list(revisions)
    logged = _logged({row.proposal_id for row in rows})
    found = {row.pk: _problem(row, logged.get((row.proposal_id, row.number))) for row in rows}
    return {pk: problem for pk, problem in found.items() if problem}


def _logged(proposals: Iterable[int]) -> dict[tuple[int, int | None], str | None]:
    """The checksums as they were written into the trail, by dossier and number of the revision.

    An event somebody maimed tells of no revision.
    """
    events = AuditEvent.objects.filter(
        action=SUBMITTED,
        subject_type=Proposal._meta.label_lower,
        subject_id__in=[str(pk) for pk in sorted(proposals)],
    )
    return {
        (int(key), data.get("revision")): data.get("sha256")
        for key, data in events.values_list("subject_id", "data")
    }


def _problem(revision: DossierRevision, logged: str | None) -> str:
    if not is_intact(revision):
        return _(
            "Nội dung, kết luận hoặc dữ kiện đang lưu không khớp với mã kiểm tra: bản lưu đã bị sửa."
        )
    if logged is None:
        return _("Nhật ký không ghi việc gửi bản này.")
    if logged != revision.sha256:
        return _("Mã kiểm tra khác với mã đã ghi trong nhật ký lúc gửi: bản lưu đã bị sửa.")
    return ""
