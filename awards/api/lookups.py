"""From the codes in a body to the things they name, within the client's reach."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.utils.translation import gettext as _

from awards.models import Proposal
from awards.models.recipient import columns_of
from awards.permissions import PROPOSE
from awards.services.proposal_entry import ProposalInput
from core.errors import Forbidden, InvalidInput, Problem
from core.scope import Actor
from emulation.models import Initiative, Registration
from emulation.selectors import initiatives as initiative_reads
from emulation.selectors import registrations as registration_reads
from legal.models import AwardType
from legal.selectors.catalogue import unknown_award
from personnel.models import ExternalRecipient, Staff, Unit

_KEPT = ("basis", "decider", "qualifier", "occasion", "merit")


def entry_of(actor: Actor, data: Mapping[str, Any]) -> ProposalInput:
    """The checked body of a new proposal as the service takes it.

    Raises:
        Forbidden: the actor proposes nowhere.
        InvalidInput: a code names nothing in reach; every such code is listed.
    """
    if not actor.may_somewhere(PROPOSE):
        raise Forbidden(_("Chỉ trưởng đơn vị hoặc cán bộ tổ chức mới lập được đề nghị."))
    found = _Search(actor)
    staff = found.one(Staff.objects.visible_to(actor, PROPOSE), "staff", data.get("staff"))
    unit = found.one(Unit.objects.visible_to(actor, PROPOSE), "collective", data.get("collective"))
    outsiders = ExternalRecipient.objects.visible_to(actor, PROPOSE).select_related("unit")
    outside = found.one(outsiders, "external", data.get("external"))
    content = found.content(data)
    found.finish()
    return ProposalInput(staff=staff, subject_unit=unit, external=outside, **content)


def changed_entry(actor: Actor, proposal: Proposal, data: Mapping[str, Any]) -> ProposalInput:
    """The proposal with the members of the body changed; what is not named stays."""
    found = _Search(actor)
    kept: dict[str, Any] = {
        "year": proposal.year,
        "award_type": proposal.award_type,
        "registration": proposal.registration,
        "initiatives": list(proposal.initiatives.all()),
        **{name: getattr(proposal, name) for name in (*_KEPT, "ground", "claims")},
    }
    if "award" in data:
        # Who decided the old award may have no say in the new one, nor may it rest on its ground.
        kept["decider"] = kept["ground"] = ""
    content = {**kept, **found.content(data)}
    found.finish()
    return ProposalInput(**columns_of(proposal.recipient), **content)


@contextmanager
def named_as_here(recipient: str = "staff") -> Iterator[None]:
    """Let problems of the services carry the names of this interface."""
    names = {"award_type": "award", "recipient": recipient}
    try:
        yield
    except InvalidInput as error:
        error.problems = tuple(
            Problem(problem.reason, names.get(problem.field, problem.field), hint=problem.hint)
            for problem in error.problems
        )
        raise


class _Search:
    """Looks codes up and gathers those that name nothing."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor
        self.problems: list[Problem] = []

    def one(self, rows: Any, field: str, value: Any, key: str = "code") -> Any:
        """The row with this code; nothing when none is asked for."""
        if value in (None, ""):
            return None
        found = rows.filter(**{key: value}).first()
        if found is None:
            self._unknown(field, value)
        return found

    def content(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """Everything but the recipient, as far as the body names it."""
        plain = ("year", *_KEPT, "ground", "claims")
        content: dict[str, Any] = {name: data[name] for name in plain if name in data}
        if "award" in data:
            content["award_type"] = self._award(data["award"])
        if "registration" in data:
            rows: Any = registration_reads.visible_to(self.actor)
            content["registration"] = self._registration(rows, data["registration"])
        if "initiatives" in data:
            content["initiatives"] = self._initiatives(data["initiatives"])
        return content

    def finish(self) -> None:
        """Refuse everything if a code named nothing."""
        if self.problems:
            raise InvalidInput(problems=self.problems)

    def _award(self, code: str) -> AwardType | None:
        awards = {award.code: award for award in AwardType.objects.all()}
        if code not in awards:
            self.problems.append(unknown_award(code, awards))
        return awards.get(code)

    def _registration(self, rows: Any, pk: int | None) -> Registration | None:
        return self.one(rows, "registration", pk, key="pk")

    def _initiatives(self, codes: list[str]) -> list[Initiative]:
        rows: Any = initiative_reads.visible_to(self.actor)
        known = {row.code: row for row in rows.filter(code__in=codes)}
        for place, code in enumerate(codes):
            if code not in known:
                self._unknown(f"initiatives[{place}]", code)
        return list(known.values())

    def _unknown(self, field: str, value: Any) -> None:
        self.problems.append(
            Problem(
                _("“%(value)s” không có trong phạm vi của bạn.") % {"value": value},
                field=field,
                hint=_("Hãy kiểm tra lại mã."),
            )
        )
