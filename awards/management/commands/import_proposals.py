"""``manage.py import_proposals FILE --as USERNAME``: draft proposals from a spreadsheet."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from awards.services import imports
from core import clock
from core.errors import BusinessError
from core.imports import files, read
from core.scope import Actor
from core.system_errors import reason_of
from personnel.models import User
from personnel.selectors.actors import actor_for


class Command(BaseCommand):
    help = (
        "Drafts award proposals from an .xlsx or .csv list, with the rights of the account given; "
        "every row is drafted or none. Prints each wrong row and column."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the list to read")
        parser.add_argument("--as", required=True, dest="username", help="account that proposes")
        parser.add_argument("--dry-run", action="store_true", help="check only, write nothing")
        parser.add_argument("--json", action="store_true", help="print the outcome as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        actor = _actor(options["username"])
        try:
            content = path.read_bytes()
        except OSError as error:
            raise CommandError(f"Không đọc được tệp {path}: {reason_of(error)}.") from error
        try:
            outcome = _bring_in(path.name, content, actor, dry_run=options["dry_run"])
        except BusinessError as error:
            places = [{"reason": str(problem)} for problem in error.problems]
            outcome = {"problems": places or [{"reason": error.message}], "created": []}
        self._tell(outcome, as_json=options["json"])
        if outcome["problems"]:
            raise CommandError(f"{len(outcome['problems'])} chỗ cần sửa; chưa dòng nào được ghi.")

    def _tell(self, outcome: dict[str, Any], *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(outcome, ensure_ascii=False, indent=2))
            return
        for problem in outcome["problems"]:
            self.stdout.write(problem.get("text", problem["reason"]))
        if not outcome["problems"]:
            done = "Đã lập" if outcome["created"] else "Kiểm tra xong, có thể lập"
            self.stdout.write(f"{done} {outcome['rows']} đề nghị.")


def _actor(username: str) -> Actor:
    user = User.objects.filter(username=username, is_active=True).first()
    if user is None:
        raise CommandError(f"Không có tài khoản đang hoạt động tên “{username}”.")
    return actor_for(user, clock.today())


def _bring_in(name: str, content: bytes, actor: Actor, *, dry_run: bool) -> dict[str, Any]:
    at = clock.now()
    found = imports.plan(read(name, content), by=actor, at=at)
    outcome: dict[str, Any] = {
        "rows": len(found.drafts),
        "problems": [{**one.as_dict(), "text": str(one)} for one in found.problems],
        "created": [],
    }
    if found.problems or dry_run:
        return outcome
    kept = files.keep(name, content, purpose=imports.PURPOSE, by=actor, at=at)
    created = imports.take_over(kept.pk, by=actor, at=at)
    return {**outcome, "created": [proposal.code for proposal in created]}
