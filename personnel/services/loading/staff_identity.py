"""Identity numbers of a staff list: checked, compared by their digests, never told again."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q
from django.utils.translation import gettext as _

from core import ciphers
from core.errors import InvalidInput
from core.scope import SYSTEM, Actor
from personnel import permissions
from personnel.models import StaffIdentity
from personnel.services import identity
from personnel.services.loading.findings import Findings
from personnel.services.loading.staff_lines import Line, Work
from personnel.services.loading.unit_finder import UnitFinder


class Identities:
    """Whose number is whose: the recorded ones from one query, those of the file as they come."""

    def __init__(self, lines: Sequence[Line], finder: UnitFinder, by: Actor) -> None:
        self.finder, self.by = finder, by
        self._clean: dict[int, str] = {}
        self._wrong: dict[int, str] = {}
        for line in lines:
            if line.identity:
                self._read(line)
        digests = {
            digest: number
            for number in set(self._clean.values())
            for digest in ciphers.digests(number)
        }
        self._owners: dict[str, int] = {}
        self._holders: set[int] = set()
        if digests:
            codes = [line.code for line in lines if line.identity]
            rows = StaffIdentity.objects.filter(
                Q(digest__among=list(digests)) | Q(staff__code__among=codes)
            )
            for digest, pk in rows.values_list("digest", "staff_id"):
                self._holders.add(pk)
                if digest in digests:
                    self._owners[digests[digest]] = pk
        self._rows: dict[str, int] = {}

    def check(self, line: Line, work: Work, findings: Findings) -> bool:
        """Whether the row's number can be kept; notes it in ``work`` when it is new."""
        if not line.identity:
            return True
        reason = self._wrong.get(line.row) or self._refusal(line, work)
        if reason:
            findings.add(line.row, "identity", reason)
            return False
        number = self._clean[line.row]
        if self._owners.get(number) is None:
            work.identity = number
        return True

    def _read(self, line: Line) -> None:
        try:
            self._clean[line.row] = identity.clean_number(line.identity)
        except InvalidInput as error:
            found = error.problems[0]
            self._wrong[line.row] = f"{found.reason[:1].upper()}{found.reason[1:].rstrip('.')}"

    def _refusal(self, line: Line, work: Work) -> str:
        number = self._clean[line.row]
        first = self._rows.setdefault(number, line.row)
        owner = self._owners.get(number)
        if first != line.row:
            return _("Số định danh này đã ghi ở dòng %(row)d") % {"row": first}
        if owner is not None and owner != work.staff.pk:
            return _("Số định danh này đã ghi cho người khác")
        if owner is None and work.staff.pk in self._holders:
            return _("Người này đã có số định danh khác; hãy sửa trên trang của người này")
        if line.unit is not None and not self._may(line.unit.tree_start):
            return _("Bạn không có quyền ghi số định danh ở đơn vị này")
        if work.staff.pk is not None and self.by.is_close_to(work.staff.pk):
            return _("Bạn không tự ghi số định danh của mình hoặc của vợ, chồng mình")
        return ""

    def _may(self, position: int) -> bool:
        return self.by == SYSTEM or self.by.may(permissions.VIEW_IDENTITY, position)
