"""Entering registrations: when, for whom, for what, and what people read when it fails."""

from datetime import date

import pytest

from core.errors import BusinessError, Forbidden, GuardRefused, InvalidInput, NotVisible
from core.models import AuditEvent
from emulation import workflow
from emulation.models import Initiative, Registration
from emulation.services import registrations, years
from personnel.models import Role
from personnel.services import staff as staff_services
from personnel.services import units as unit_services
from tests.emulation.cases import registration_in
from tests.factories import emulation as made
from tests.factories.personnel import (
    AT,
    DAY,
    SYSTEM,
    StaffFactory,
    UnitFactory,
    actor_for,
    actor_with,
    fresh,
)
from tests.support.clock import moment


def enter(place, **values):
    given = {
        "year": place.year,
        "award": made.award(),
        "staff": place.person,
        "by": actor_for(place.person_user),
        "at": AT,
    }
    return registrations.draft(**given | values)


def problem_of(error: BusinessError):
    assert len(error.problems) == 1, error.problems
    return error.problems[0]


def test_a_person_registers_and_it_is_kept_with_its_unit(place):
    case = registrations.register(
        year=place.year,
        award=made.award("CSTDCS"),
        staff=place.person,
        commitment="  Có một sáng kiến.  ",
        by=actor_for(place.person_user),
        at=AT,
    )
    assert (case.state, case.unit, case.commitment) == (
        workflow.SUBMITTED,
        place.office,
        "Có một sáng kiến.",
    )
    assert (case.submitted_at, case.created_by) == (AT, place.person_user)
    assert case.recipient == place.person
    created = AuditEvent.objects.get(action="emulation.registration.created")
    assert created.data["award"] == "CSTDCS"
    assert created.subject_id == str(case.pk)


def test_a_registration_stays_with_its_unit_when_the_person_moves(place):
    case = registration_in(workflow.APPROVED, place)
    staff_services.transfer(
        staff=place.person, unit=place.other, post="Chuyên viên", on=DAY, by=SYSTEM, at=AT
    )
    case.refresh_from_db()
    assert case.unit == place.office


@pytest.mark.parametrize(
    ("at", "opens"),
    [
        ("2020-10-31", False),
        ("2020-11-01", True),
        ("2020-12-10 23:59", True),
        ("2020-12-11", False),
    ],
)
def test_people_register_on_the_days_of_the_phase_both_ends_included(place, at, opens):
    if opens:
        assert enter(place, at=moment(at)).state == workflow.DRAFT
        return
    with pytest.raises(GuardRefused) as refused:
        enter(place, at=moment(at))
    assert ("01/11/2020" if "10-31" in at else "10/12/2020") in refused.value.message
    assert "cán bộ phụ trách thi đua" in refused.value.message
    assert not Registration.objects.exists()


def test_a_year_without_a_registration_phase_takes_none(place):
    year = made.EmulationYearFactory(unit=place.unit, year=2022, phases=[])
    with pytest.raises(GuardRefused, match="chưa có đợt đăng ký"):
        enter(place, year=year)


def test_an_officer_registers_late_with_a_recorded_reason(place):
    officer, late = actor_for(place.officer_user), moment("2021-02-01")
    with pytest.raises(GuardRefused, match="lý do đăng ký ngoài đợt"):
        enter(place, by=officer, at=late)
    case = registrations.register(
        year=place.year,
        award=made.award(),
        staff=place.person,
        late_reason="Mới chuyển công tác về.",
        by=officer,
        at=late,
    )
    assert (case.state, case.late_reason) == (workflow.SUBMITTED, "Mới chuyển công tác về.")
    assert case.transitions.get().data == {"late_reason": "Mới chuyển công tác về."}


def test_a_head_may_not_register_late(place):
    with pytest.raises(GuardRefused):
        enter(
            place,
            by=actor_for(place.head_user),
            late_reason="Quên.",
            at=moment("2021-02-01"),
        )


def test_a_draft_left_lying_is_sent_by_an_officer_who_says_why(place):
    case = enter(place)
    late = moment("2020-12-20")
    with pytest.raises(GuardRefused, match="hết hạn"):
        registrations.perform_transition(case, "submit", by=actor_for(place.person_user), at=late)
    officer = actor_for(place.officer_user)
    case.refresh_from_db()
    with pytest.raises(GuardRefused, match="lý do"):
        registrations.perform_transition(case, "submit", by=officer, at=late)
    case.refresh_from_db()
    registrations.perform_transition(case, "submit", by=officer, at=late, comment="Nghỉ ốm.")
    assert case.late_reason == "Nghỉ ốm."


def test_a_late_reason_has_a_limit(place):
    with pytest.raises(InvalidInput, match="tối đa 500"):
        enter(
            place,
            by=actor_for(place.officer_user),
            late_reason="x" * 501,
            at=moment("2021-02-01"),
        )


def test_what_came_back_may_be_sent_again_after_the_phase(place):
    case = registration_in(workflow.RETURNED, place)
    registrations.perform_transition(
        case, "submit", by=actor_for(place.person_user), at=moment("2020-12-15")
    )
    assert (case.state, case.late_reason, case.submitted_at) == (workflow.SUBMITTED, "", AT)


def test_a_reason_given_although_the_phase_is_open_is_not_kept_as_being_late(place):
    case = enter(place, by=actor_for(place.officer_user), late_reason="Cứ ghi.")
    registrations.perform_transition(case, "submit", by=actor_for(place.officer_user), at=AT)
    assert case.late_reason == ""


@pytest.mark.parametrize(
    ("code", "recipient", "message"),
    [
        ("TTLDTT", "staff", "không dành cho cá nhân"),
        ("LDTT", "unit", "không dành cho tập thể"),
        ("TTLDTT", "unit", None),
        ("CSTDCS", "staff", None),
    ],
)
def test_the_award_fits_the_recipient(place, code, recipient, message):
    values = {"award": made.award(code), "by": actor_for(place.officer_user)}
    if recipient == "unit":
        values |= {"staff": None, "unit": place.office}
    if message is None:
        assert enter(place, **values).award_type.code == code
        return
    with pytest.raises(InvalidInput, match=message) as refused:
        enter(place, **values)
    problem = problem_of(refused.value)
    assert problem.field == "award"
    assert "Hãy chọn" in str(problem)


def test_an_award_that_does_not_hold_in_the_year_is_refused(place):
    award = made.award()
    award.valid_to = date(2021, 1, 1)
    with pytest.raises(InvalidInput, match="không có hiệu lực trong năm 2021"):
        enter(place, award=award)
    award.valid_from, award.valid_to = date(2022, 1, 1), None
    with pytest.raises(InvalidInput, match="không có hiệu lực"):
        enter(place, award=award)


def test_exactly_one_recipient(place):
    officer = actor_for(place.officer_user)
    with pytest.raises(InvalidInput, match="đúng một"):
        enter(place, staff=None, by=officer)
    with pytest.raises(InvalidInput, match="đúng một"):
        enter(place, unit=place.office, by=officer)


def test_a_person_of_another_agency_does_not_belong_here(place):
    stranger = StaffFactory(unit=place.elsewhere)
    wide = actor_with(Role.HR_OFFICER, place.province)
    with pytest.raises(InvalidInput, match="không thuộc Sở Công Thương") as refused:
        enter(place, staff=stranger, by=wide)
    assert problem_of(refused.value).field == "staff"
    with pytest.raises(NotVisible):
        enter(place, staff=stranger, by=actor_for(place.officer_user))


def test_a_person_who_has_left_does_not_register(place):
    gone = StaffFactory(unit=place.office)
    staff_services.leave(staff=gone, on=date(2020, 11, 15), by=SYSTEM, at=AT)
    with pytest.raises(InvalidInput, match="không làm việc tại đơn vị nào vào ngày 30/11/2020"):
        enter(place, staff=gone, by=actor_for(place.officer_user))


def test_a_unit_that_is_dissolved_does_not_register(place):
    closed = UnitFactory(parent=place.unit)
    unit_services.dissolve_unit(unit=closed, on=date(2020, 10, 1), by=SYSTEM, at=AT)
    fresh(closed)
    values = {"staff": None, "unit": closed, "award": made.award("TTLDTT")}
    with pytest.raises(InvalidInput, match="đã giải thể từ ngày 01/10/2020"):
        enter(place, by=actor_for(place.officer_user), **values)


def test_the_same_registration_stands_once_until_it_is_withdrawn(place):
    case = registration_in(workflow.SUBMITTED, place)
    with pytest.raises(InvalidInput, match="đã đăng ký “Lao động tiên tiến” năm 2021") as refused:
        enter(place)
    assert "rút đăng ký đó" in problem_of(refused.value).hint
    registrations.perform_transition(case, "withdraw", by=actor_for(place.person_user), at=AT)
    assert enter(place).pk != case.pk


def test_revising_into_an_award_registered_already_is_refused(place):
    registration_in(workflow.SUBMITTED, place)
    case = enter(place, award=made.award("CSTDCS"))
    with pytest.raises(InvalidInput, match="đã đăng ký"):
        registrations.revise(
            case, award=made.award(), commitment="", by=actor_for(place.person_user), at=AT
        )
    case.refresh_from_db()
    assert (case.award_type.code, case.version) == ("CSTDCS", 1)


def test_a_commitment_has_a_limit(place):
    with pytest.raises(InvalidInput, match="dài 4001 ký tự, tối đa 4000"):
        enter(place, commitment="x" * 4001)


def test_several_faults_are_told_at_once(place):
    with pytest.raises(InvalidInput) as refused:
        enter(place, award=made.award("TTLDTT"), commitment="x" * 5000)
    assert {problem.field for problem in refused.value.problems} == {"award", "commitment"}


def test_a_person_does_not_register_for_another(place):
    with pytest.raises(NotVisible):
        enter(place, staff=place.head)
    with pytest.raises(Forbidden, match="thay người khác"):
        enter(place, staff=place.person, by=actor_with(Role.AUDITOR, place.unit))


def test_many_are_approved_each_for_itself(place):
    head = actor_for(place.head_user)
    good = registration_in(workflow.SUBMITTED, place)
    own = registrations.register(
        year=place.year, award=made.award(), staff=place.head, by=head, at=AT
    )
    draft = enter(place, award=made.award("CSTDCS"))
    changed = made.RegistrationFactory(year=place.year, staff=StaffFactory(unit=place.office))
    outside = made.RegistrationFactory(year=place.year, staff=StaffFactory(unit=place.other))
    pks = [good.pk, own.pk, draft.pk, changed.pk, outside.pk, good.pk]
    outcomes = registrations.approve_many(
        pks, by=head, at=AT, versions_seen={changed.pk: changed.version - 1}
    )
    assert [(one.pk, one.done) for one in outcomes] == [
        (good.pk, True),
        (own.pk, False),
        (draft.pk, False),
        (changed.pk, False),
        (outside.pk, False),
    ]
    messages = [one.message for one in outcomes]
    assert "chính bạn" in messages[1]
    assert "Bản nháp" in messages[2]
    assert "người khác thay đổi" in messages[3]
    assert "Không tìm thấy" in messages[4]
    assert outcomes[4].registration is None
    states = dict(Registration.objects.values_list("pk", "state"))
    assert states[good.pk] == workflow.APPROVED
    assert states[own.pk] == workflow.SUBMITTED


def test_the_phase_may_be_extended(place):
    late = moment("2020-12-20")
    with pytest.raises(GuardRefused):
        enter(place, at=late)
    years.set_phase(
        year=place.year,
        kind="REGISTRATION",
        opens_on=made.REGISTRATION_OPENS,
        closes_on=date(2020, 12, 31),
        by=actor_for(place.officer_user),
        at=late,
    )
    assert enter(place, at=late).state == workflow.DRAFT


@pytest.mark.parametrize("text", ["zz " * 3000, "100%", "_"])
def test_odd_texts_are_only_texts(place, text):
    enter(place)
    assert not Registration.objects.matching(text).exists()
    assert not Initiative.objects.matching(text).exists()
