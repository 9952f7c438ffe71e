"""Identity numbers of a staff list: checked, compared by their digests, never told again."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q
from django.utils.translation import gettext as _

from core import ciphers
from core.errors import InvalidInput
from core.imports import Row
from core.scope import SYSTEM, Actor
from personnel import permissions
from personnel.models import Staff, StaffIdentity
from personnel.services import identity
from personnel.services.loading.findings import Findings
from personnel.services.loading.staff_lines import Line


class Identities:
    """Whose number is whose: the recorded ones from one query, those of the file as they come."""

    def __init__(self, rows: Sequence[Row], by: Actor) -> None:
        self.by = by
        self._clean: dict[int, str] = {}
        self._wrong: dict[int, str] = {}
        codes = []
        for row in rows:
            if row.get("identity"):
                codes.append(row.get("code"))
                self._read(row)
        digests = {
            digest: number
            for number in set(self._clean.values())
            for digest in ciphers.digests(number)
        }
        self._owners: dict[str, int] = {}
        self._holders: set[int] = set()
        if digests:
            found = StaffIdentity.objects.filter(
                Q(digest__among=list(digests)) | Q(staff__code__among=codes)
            )
            for digest, pk in found.values_list("digest", "staff_id"):
                self._holders.add(pk)
                if digest in digests:
                    self._owners[digests[digest]] = pk
        self._rows: dict[str, int] = {}

    def check(self, line: Line, staff: Staff | None, findings: Findings) -> str | None:
        """The number to be written, empty when there is none; ``None`` when it cannot be kept."""
        if not line.identity:
            return ""
        reason = self._wrong.get(line.row) or self._refusal(line, staff)
        if reason:
            findings.add(line.row, "identity", reason)
            return None
        number = self._clean[line.row]
        return "" if number in self._owners else number

    def _read(self, row: Row) -> None:
        try:
            self._clean[row.number] = identity.clean_number(row.get("identity"))
        except InvalidInput as error:
            found = error.problems[0]
            self._wrong[row.number] = f"{found.reason[:1].upper()}{found.reason[1:].rstrip('.')}"

    def _refusal(self, line: Line, staff: Staff | None) -> str:
        number = self._clean[line.row]
        first = self._rows.setdefault(number, line.row)
        owner = self._owners.get(number)
        key = staff.pk if staff is not None else None
        if first != line.row:
            return _("Số định danh này đã ghi ở dòng %(row)d") % {"row": first}
        if owner is not None and owner != key:
            return _("Số định danh này đã ghi cho người khác")
        if owner is None and key in self._holders:
            return _("Người này đã có số định danh khác; hãy sửa trên trang của người này")
        if line.unit is not None and not self._may(line.unit.tree_start):
            return _("Bạn không có quyền ghi số định danh ở đơn vị này")
        if key is not None and self.by.is_close_to(key):
            return _("Bạn không tự ghi số định danh của mình hoặc của vợ, chồng mình")
        return ""

    def _may(self, position: int) -> bool:
        return self.by == SYSTEM or self.by.may(permissions.VIEW_IDENTITY, position)
