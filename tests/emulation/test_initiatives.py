"""Initiatives: authors and shares, codes, recognition."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.errors import Forbidden, GuardRefused, InvalidInput
from core.models import AuditEvent
from emulation import workflow
from emulation.models import Initiative, InitiativeRecognition
from emulation.selectors.counts import YearCounts, year_counts
from emulation.services import initiatives, numbering
from tests.emulation.cases import initiative_in, registration_in
from tests.factories import emulation as made
from tests.factories.personnel import AT, StaffFactory, actor_for


def enter(place, shares, **values):
    people = [place.person, place.head, place.director][: len(shares)]
    return made.InitiativeFactory(
        authors=people,
        shares=[Decimal(share) for share in shares],
        by=actor_for(place.person_user),
        submit=False,
        **values,
    )


def problems(error):
    return [str(problem) for problem in error.value.problems]


@pytest.mark.parametrize(
    ("shares", "message"),
    [
        (["60", "30"], "Tác giả: tổng tỷ lệ đóng góp là 90%, còn thiếu 10%."),
        (["60", "50"], "Tác giả: tổng tỷ lệ đóng góp là 110%, thừa 10%."),
        (["33.33", "33.33", "33.33"], "Tác giả: tổng tỷ lệ đóng góp là 99,99%, còn thiếu 0,01%."),
        (["100", "0"], "Tác giả thứ 2: tỷ lệ 0% không hợp lệ."),
        (["-10", "110"], "Tác giả thứ 1: tỷ lệ -10% không hợp lệ."),
        (["33.333", "66.667"], "Tác giả thứ 1: tỷ lệ 33,333% không hợp lệ."),
    ],
)
def test_shares_are_whole_and_each_is_something(place, shares, message):
    with pytest.raises(InvalidInput) as refused:
        enter(place, shares)
    assert any(line.startswith(message) for line in problems(refused)), problems(refused)
    assert not Initiative.objects.exists()


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None
)
@given(st.lists(st.integers(1, 10_000), min_size=1, max_size=3))
def test_an_initiative_is_accepted_exactly_when_its_shares_are_whole(place, hundredths):
    shares = [Decimal(n) / 100 for n in hundredths]
    if sum(hundredths) == 10_000:
        case = enter(place, shares)
        assert sum(author.share for author in case.authors.all()) == 100
    else:
        with pytest.raises(InvalidInput):
            enter(place, shares)


def test_somebody_must_be_author_and_nobody_twice(place):
    with pytest.raises(InvalidInput, match="chưa có tác giả"):
        initiatives.draft(
            content=initiatives.Content(title="Tên", kind="TECHNICAL", authors=[]),
            year=2020,
            by=actor_for(place.officer_user),
            at=AT,
        )
    with pytest.raises(InvalidInput, match="đã có trong danh sách"):
        made.InitiativeFactory(authors=[place.person, place.person])


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "x" * 301}, "title"),
        ({"kind": "OTHER"}, "kind"),
        ({"summary": "x" * 10_001}, "summary"),
        ({"first_applied_on": date(1899, 1, 1)}, "first_applied_on"),
        ({"year": 2010}, "year"),
        ({"year": 2022}, "year"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_its_field(place, values, field):
    with pytest.raises(InvalidInput) as refused:
        enter(place, ["100"], **values)
    assert [problem.field for problem in refused.value.problems] == [field]
    assert all(problem.hint for problem in refused.value.problems)


def test_the_unit_is_where_the_leading_author_works(place):
    assert enter(place, ["40", "60"]).unit == place.office
    lead = StaffFactory(unit=place.other)
    case = made.InitiativeFactory(
        authors=[place.person, lead],
        shares=[Decimal(40), Decimal(60)],
        by=actor_for(place.person_user),
    )
    assert case.unit == place.other


def test_the_unit_asked_has_one_of_the_authors(place):
    with pytest.raises(InvalidInput, match="không tác giả nào làm việc tại Thanh tra"):
        enter(place, ["100"], unit=place.other)
    assert enter(place, ["100"], unit=place.unit).unit == place.unit


def test_a_person_does_not_enter_an_initiative_of_others_only(place):
    with pytest.raises(Forbidden, match="thay người khác"):
        made.InitiativeFactory(authors=[place.head], by=actor_for(place.director_user))


def test_codes_run_by_year_without_gaps(place):
    codes = [enter(place, ["100"], year=year).code for year in (2020, 2021, 2020, 2020)]
    assert codes == ["SK-2020-0001", "SK-2021-0001", "SK-2020-0002", "SK-2020-0003"]
    with pytest.raises(InvalidInput):
        enter(place, ["100"], title="")
    assert enter(place, ["100"]).code == "SK-2020-0004"


@pytest.mark.django_db(transaction=True)
def test_a_number_of_a_transaction_rolled_back_is_given_again():
    with transaction.atomic():
        assert numbering.next_code(2019) == "SK-2019-0001"
        transaction.set_rollback(True)
    with transaction.atomic():
        assert numbering.next_code(2019) == "SK-2019-0001"


@pytest.mark.django_db(transaction=True)
def test_no_number_is_given_twice_when_many_enter_at_once():
    def enter_some(_number):
        try:
            codes = []
            for _time in range(5):
                with transaction.atomic():
                    codes.append(numbering.next_code(2018))
            return codes
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as workers:
        given_codes = sorted(code for codes in workers.map(enter_some, range(4)) for code in codes)
    assert given_codes == [f"SK-2018-{number:04d}" for number in range(1, 21)]


def test_recognition_keeps_the_decision_and_is_audited(place):
    case = initiative_in(workflow.RECOGNISED, place)
    found = case.recognitions.get()
    assert (found.scope, found.decision_number, found.signer) == (
        "BASE",
        "12/QĐ-SCT",
        "Trần Văn Giám Đốc",
    )
    event = AuditEvent.objects.get(action="emulation.initiative.recognise")
    assert event.data["decision_number"] == "12/QĐ-SCT"
    assert event.data["decided_on"] == "2020-11-20"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"scope": "WORLD"}, "scope"),
        ({"decision_number": "  "}, "decision_number"),
        ({"signer": ""}, "signer"),
        ({"decided_on": None}, "decided_on"),
        ({"decided_on": date(2020, 12, 1)}, "decided_on"),
    ],
)
def test_a_recognition_needs_its_decision(place, values, field):
    case = initiative_in(workflow.SUBMITTED, place)
    with pytest.raises(InvalidInput) as refused:
        initiatives.recognise(
            case, decision=made.decision(**values), by=actor_for(place.officer_user), at=AT
        )
    assert [problem.field for problem in refused.value.problems] == [field]
    case.refresh_from_db()
    assert case.state == workflow.SUBMITTED
    assert not InitiativeRecognition.objects.exists()


def test_only_what_was_applied_is_recognised(place):
    by = actor_for(place.officer_user)
    case = initiative_in(workflow.SUBMITTED, place, first_applied_on=None)
    with pytest.raises(GuardRefused, match="chưa ghi ngày áp dụng lần đầu"):
        initiatives.recognise(case, decision=made.decision(), by=by, at=AT)
    case = initiative_in(workflow.SUBMITTED, place, first_applied_on=date(2020, 11, 25))
    with pytest.raises(GuardRefused, match="20/11/2020 trước ngày áp dụng lần đầu 25/11/2020"):
        initiatives.recognise(case, decision=made.decision(), by=by, at=AT)


def test_a_wider_scope_is_added_once(place):
    case = initiative_in(workflow.RECOGNISED, place)
    by = actor_for(place.officer_user)
    wider = made.decision("PROVINCE", "5/QĐ-UBND")
    initiatives.recognise(case, decision=wider, by=by, at=AT)
    assert case.state == workflow.RECOGNISED
    with pytest.raises(InvalidInput, match="đã được công nhận ở phạm vi này"):
        initiatives.recognise(case, decision=wider, by=by, at=AT)
    assert sorted(case.recognitions.values_list("scope", flat=True)) == ["BASE", "PROVINCE"]


def test_the_year_is_counted_for_the_report(place, django_assert_num_queries):
    for state in workflow.INITIATIVE.states:
        initiative_in(state, place)
    made.InitiativeFactory(authors=[StaffFactory(unit=place.elsewhere)])
    registration_in(workflow.WITHDRAWN, place)
    registration_in(workflow.APPROVED, place, code="CSTDCS")
    registration_in(workflow.RETURNED, place)
    with django_assert_num_queries(1):
        ideas = year_counts(place.unit, 2020)
    assert (ideas.initiatives, ideas.recognised) == (4, 1)
    wishes = year_counts(place.office, 2021)
    assert (wishes.registered, wishes.approved) == (2, 1)
    assert year_counts(place.other, 2021) == YearCounts(0, 0, 0, 0)
