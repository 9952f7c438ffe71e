"""Judge sent dossiers once more and tell whether the kept verdicts come out the same."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from awards.models import DossierRevision
from awards.services.replaying import RevisionReplay, replay_revisions

_CHUNK = 500
# The number people quote holds the year and the key.
_CODE = re.compile(r"HS([0-9]{4})-([0-9]{1,12})")


class Command(BaseCommand):
    help = (
        "Tính lại kết luận đã giữ trong hồ sơ: cùng dữ kiện, cùng bản quy tắc; đối chiếu mã kiểm tra "
        "của từng bản gửi. Trả mã khác 0 khi có kết luận không như đã giữ, hoặc bản gửi đã bị sửa."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Ask for one dossier or for all."""
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("--dossier", metavar="MÃ", help="mã một hồ sơ")
        which.add_argument("--all", action="store_true", help="mọi hồ sơ đã gửi")
        parser.add_argument("--json", action="store_true", help="in JSON, mỗi kết luận một dòng")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print a line per verdict; the exit code says whether all came out the same."""
        same = other = broken = 0
        for found in _replays(options["dossier"] or ""):
            for line in _lines(found, as_json=options["json"]):
                self.stdout.write(line)
            same += sum(one.same for one in found.replays)
            other += sum(not one.same for one in found.replays)
            broken += bool(found.broken_seal)
        if not options["json"]:
            self.stdout.write(
                _("Tính lại %(count)d kết luận: %(same)d như đã giữ, %(other)d khác.")
                % {"count": same + other, "same": same, "other": other}
            )
        if broken:
            raise CommandError(
                _("Có %(count)d bản gửi không còn nguyên như lúc gửi.") % {"count": broken},
                returncode=1,
            )
        if other:
            raise CommandError(_("Có kết luận không như đã giữ."), returncode=1)


def _replays(code: str) -> Iterator[RevisionReplay]:
    rows = DossierRevision.objects.select_related("proposal").order_by("proposal_id", "number")
    if code:
        known = _CODE.fullmatch(code)
        rows = (
            rows.filter(proposal__year=int(known[1]), proposal=int(known[2]))
            if known
            else rows.none()
        )
        if not rows.exists():
            raise CommandError(_("Không có hồ sơ đã gửi nào mang mã “%(code)s”.") % {"code": code})
    waiting = rows.iterator(chunk_size=_CHUNK)
    while some := list(islice(waiting, _CHUNK)):
        yield from replay_revisions(some)


def _lines(found: RevisionReplay, *, as_json: bool) -> Iterator[str]:
    name = f"{found.revision.proposal.code}/{found.revision.number}"
    if found.broken_seal:
        yield _broken(found, as_json=as_json)
    for number, one in enumerate(found.replays):
        if as_json:
            values = {
                "dossier": found.revision.proposal.code,
                "revision": found.revision.number,
                "beside": number > 0,
                "award": one.kept.award,
                "rule_sets": one.kept.ruleset,
                "kept": one.kept.code,
                "now": one.verdict.code if one.verdict else None,
                "same": one.same,
                "code_same": one.code_same,
                "sets_found": one.sets_found,
                "differences": list(one.differences),
            }
            yield json.dumps(values, ensure_ascii=False)
            continue
        state = _("như đã giữ") if one.same else _("khác")
        yield f"{name}  {one.kept.award}  {one.kept.ruleset}  {one.kept.code}  {state}"
        yield from (f"    {text}" for text in one.differences)


def _broken(found: RevisionReplay, *, as_json: bool) -> str:
    code, number = found.revision.proposal.code, found.revision.number
    if as_json:
        values = {"dossier": code, "revision": number, "broken_seal": found.broken_seal}
        return json.dumps(values, ensure_ascii=False)
    return f"{code}/{number}  {found.broken_seal}"
