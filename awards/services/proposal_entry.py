"""What an officer enters for a proposal, and everything that may be wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from awards.domain.grounds import grounds_of
from awards.domain.steps import DECIDER_LABELS
from awards.models import Proposal
from awards.models.claims import Claim
from awards.models.recipient import Basis, Ground, ObjectKind, Recipient, kind_of, name_of
from awards.services import doubles
from core.errors import InvalidInput, Problem
from core.scope import Actor
from emulation import workflow as emulation_workflow
from emulation.models import Initiative, Registration
from emulation.selectors.counts import NOT_HANDED_IN
from legal.models import AwardType
from personnel.models import ExternalRecipient, Staff, Unit

_FIRST_YEAR = 1945
# Those of the columns; SQLite would take more, PostgreSQL would not.
_LONGEST = {"qualifier": 200, "occasion": 300, "merit": 10_000}
_CITABLE_INITIATIVES = frozenset({emulation_workflow.RECOGNISED, emulation_workflow.SUBMITTED})


@dataclass(frozen=True, slots=True)
class ProposalInput:
    """What an officer enters; exactly one of ``staff``, ``subject_unit``, ``external``.

    Attributes:
        decider: code of the deciding level; empty takes the catalogue's first.
        ground: on which alternative of its provision the title rests; empty while not said.
        claims: codes of what is claimed besides the yearly results.
    """

    year: int
    award_type: AwardType
    staff: Staff | None = None
    subject_unit: Unit | None = None
    external: ExternalRecipient | None = None
    basis: str = Basis.MERIT
    decider: str = ""
    qualifier: str = ""
    occasion: str = ""
    merit: str = ""
    ground: str = ""
    claims: Sequence[str] = ()
    registration: Registration | None = None
    initiatives: Sequence[Initiative] = field(default_factory=tuple)

    @property
    def recipient(self) -> Recipient:
        """The person, the collective or the recipient from outside.

        Raises:
            InvalidInput: none or more than one are given.
        """
        given = [one for one in (self.staff, self.subject_unit, self.external) if one is not None]
        if len(given) == 1:
            return given[0]
        raise InvalidInput.at("recipient", _("Hãy chọn đúng một cá nhân hoặc một tập thể."))

    @property
    def recipient_name(self) -> str:
        """Name of the recipient."""
        return name_of(self.recipient)


def check(
    entry: ProposalInput, unit: Unit, day: date, *, by: Actor, but: int | None = None
) -> Iterator[Problem]:
    """Yield everything wrong with what was entered, as far as the reader may know it."""
    yield from check_content(entry, day)
    if found := double_of(entry, by=by, but=but):
        yield doubles.problem_of(_row(entry), found)
    if not unit.exists_on(day):
        yield Problem(_("%(unit)s đã giải thể.") % {"unit": unit}, field="recipient")


def check_content(entry: ProposalInput, day: date) -> Iterator[Problem]:
    """Yield what is wrong with the content alone: no query unless evidence is given."""
    if not _FIRST_YEAR <= entry.year <= day.year:
        yield Problem(
            _("Năm xét %(year)s nằm ngoài khoảng %(first)s–%(last)s.")
            % {"year": entry.year, "first": _FIRST_YEAR, "last": day.year},
            field="year",
        )
    elif not entry.award_type.existed_in(entry.year):
        yield Problem(
            _("%(award)s không có hiệu lực trong năm %(year)s.")
            % {"award": entry.award_type.name, "year": entry.year},
            field="award_type",
        )
    yield from _check_award(entry)
    yield from _check_texts(entry)
    yield from _check_ground(entry)
    yield from _check_claims(entry)
    yield from _check_evidence(entry)


def _check_award(entry: ProposalInput) -> Iterator[Problem]:
    award = entry.award_type
    kind = object_kind(entry)
    if not award.allows(kind):
        yield Problem(
            _("%(award)s không dành cho %(object)s.")
            % {"award": award.name, "object": ObjectKind(kind).label.lower()},
            field="award_type",
            hint=_("Hãy chọn danh hiệu, hình thức khác."),
        )
    if entry.decider and entry.decider not in award.deciders:
        yield Problem(
            _("%(who)s không có thẩm quyền quyết định %(award)s.")
            % {"who": _(DECIDER_LABELS.get(entry.decider, entry.decider)), "award": award.name},
            field="decider",
        )
    if award.needs_qualifier and not entry.qualifier.strip():
        yield Problem(
            _("Hãy ghi nội dung cụ thể: tên ngành của kỷ niệm chương, hoặc nội dung khen thưởng."),
            field="qualifier",
        )
    if entry.basis == Basis.MOVEMENT and not entry.occasion.strip():
        yield Problem(_("Hãy ghi tên phong trào hoặc chuyên đề."), field="occasion")


def _check_texts(entry: ProposalInput) -> Iterator[Problem]:
    if entry.basis not in Basis.values:
        yield Problem(
            _("“%(value)s” không phải loại hình khen thưởng.") % {"value": entry.basis},
            field="basis",
        )
    for name, limit in _LONGEST.items():
        length = len(getattr(entry, name).strip())
        if length > limit:
            yield Problem(
                _("Dài %(length)d ký tự, tối đa %(limit)d.") % {"length": length, "limit": limit},
                field=name,
                hint=_("Hãy rút gọn."),
            )


def _check_ground(entry: ProposalInput) -> Iterator[Problem]:
    offered = grounds_of(entry.award_type.code)
    if not entry.ground or entry.ground in offered:
        return
    if not offered:
        yield Problem(
            _("%(award)s không phải chọn căn cứ.") % {"award": entry.award_type.name},
            field="ground",
            hint=_("Hãy để trống."),
        )
        return
    yield Problem(
        _("“%(value)s” không phải căn cứ của %(award)s.")
        % {"value": _ground_label(entry.ground), "award": entry.award_type.name},
        field="ground",
        hint=_("Hãy chọn: %(names)s.")
        % {"names": "; ".join(str(Ground(code).label) for code in offered)},
    )


def _ground_label(code: str) -> str:
    return str(Ground(code).label) if code in Ground.values else code


def _check_claims(entry: ProposalInput) -> Iterator[Problem]:
    for value in entry.claims:
        if value not in Claim.values:
            yield Problem(
                _("“%(value)s” không phải thành tích nêu thêm đã biết.") % {"value": value},
                field="claims",
                hint=_("Hãy dùng: %(codes)s.") % {"codes": ", ".join(Claim.values)},
            )


def in_order(claims: Sequence[str]) -> list[str]:
    """The claims each once, in the order of the list of all, so that equal ones look alike."""
    return [code for code in Claim.values if code in claims]


def _check_evidence(entry: ProposalInput) -> Iterator[Problem]:
    registration = entry.registration
    if registration and (
        registration.staff_id != (entry.staff.pk if entry.staff else None)
        or registration.subject_unit_id != (entry.subject_unit.pk if entry.subject_unit else None)
        or entry.external is not None
    ):
        yield Problem(_("Đăng ký thi đua này không phải của người được đề nghị."), "registration")
    elif registration and registration.emulation_year.year != entry.year:
        yield Problem(
            _("Đăng ký này của năm %(year)s.") % {"year": registration.emulation_year.year},
            field="registration",
            hint=_("Hãy chọn đăng ký của năm xét."),
        )
    elif registration and registration.state in NOT_HANDED_IN:
        yield Problem(
            _("Đăng ký thi đua này chưa gửi hoặc đã rút."),
            field="registration",
            hint=_("Hãy chọn đăng ký khác, hoặc để trống."),
        )
    if entry.initiatives:
        yield from _check_initiatives(entry)


def _check_initiatives(entry: ProposalInput) -> Iterator[Problem]:
    if entry.staff is None:
        yield Problem(_("Chỉ đề nghị cho cá nhân mới kèm sáng kiến."), field="initiatives")
        return
    own = set(entry.staff.authorships.values_list("initiative_id", flat=True))
    for initiative in entry.initiatives:
        if initiative.pk not in own:
            yield Problem(
                _("%(name)s không phải tác giả của sáng kiến “%(title)s”.")
                % {"name": entry.staff, "title": initiative.title},
                field="initiatives",
            )
        elif initiative.state not in _CITABLE_INITIATIVES:
            yield Problem(
                _("Sáng kiến “%(title)s” chưa đề nghị công nhận, bị trả lại, hoặc đã rút.")
                % {"title": initiative.title},
                field="initiatives",
            )


def object_kind(entry: ProposalInput) -> str:
    """Return which kind of recipient it is."""
    return kind_of(entry.recipient)


def identity(entry: ProposalInput) -> dict[str, Any]:
    """Return what makes two live proposals twins; the database keeps it unique."""
    return {
        "year": entry.year,
        "award_type": entry.award_type,
        "qualifier": entry.qualifier.strip(),
        "occasion": entry.occasion.strip(),
        "staff": entry.staff,
        "subject_unit": entry.subject_unit,
        "external": entry.external,
    }


def double_of(entry: ProposalInput, *, by: Actor, but: int | None = None) -> doubles.Found | None:
    """The award or dossier that is the same as this one, whoever has it."""
    return doubles.first_of(_row(entry), by=by, but=but)


def twin_problem(entry: ProposalInput, *, by: Actor, but: int | None = None) -> Problem:
    """Say that the recipient has such a proposal or award already, and which."""
    return doubles.problem_of(_row(entry), double_of(entry, by=by, but=but))


def _row(entry: ProposalInput) -> Proposal:
    """The entry as a row that is never saved."""
    return Proposal(**identity(entry), recipient_name=entry.recipient_name)
