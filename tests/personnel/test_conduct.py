"""Discipline, long absences, the text of a year's grade, spouses: recorded and put right."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Forbidden, InvalidInput, NotVisible, Stale
from core.models import AuditEvent
from core.scope import SYSTEM
from personnel.domain import assessment_rules as rules
from personnel.models import Discipline, LongAbsence, Role, Staff, StaffCategory
from personnel.selectors import conduct as reads
from personnel.services import absences, assessments, conduct, spouses
from personnel.services import staff as staff_steps
from tests.factories.personnel import AT, JOINED, StaffFactory, UserFactory, actor_for, actor_with

START, END = date(2020, 3, 1), date(2021, 3, 1)
PAPER = {"decision_ref": "5/QĐ-SCT", "decided_on": date(2020, 2, 20)}
BY = {"by": SYSTEM, "at": AT}


def discipline(person, form="WARNING", **more):
    values = {"valid_from": START, "valid_to": END, **PAPER, **more}
    return conduct.record_discipline(staff=person, form=form, **{**BY, **values})


def review(person, start=START):
    return conduct.record_discipline(
        staff=person, form="UNDER_REVIEW", valid_from=start, reason="Đơn thư", **BY
    )


def absent(person, kind="PARENTAL", start=START, end=date(2020, 9, 1), **more):
    values = {"kind": kind, "valid_from": start, "valid_to": end, **more}
    return absences.record_absence(staff=person, **{**BY, **values})


@pytest.fixture
def person(country):
    return StaffFactory(unit=country.trade)


# --- Discipline -------------------------------------------------------------------------------


def test_a_discipline_holds_from_its_day_and_is_in_the_trail(person):
    discipline(person, reason="Vi phạm giờ làm việc")
    assert reads.discipline_rows([person.pk]) == [
        (person.pk, "WARNING", START, END, "5/QĐ-SCT"),
    ]
    event = AuditEvent.objects.get(action="personnel.discipline_recorded")
    assert event.data["valid_from"] == "2020-03-01"
    assert event.data["reason"] == "Vi phạm giờ làm việc"


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"form": "TOI"}, "không có trong danh mục"),
        ({"decision_ref": " "}, "phải ghi số quyết định"),
        ({"valid_to": START}, "phải sau ngày bắt đầu hiệu lực"),
        ({"valid_to": date(2019, 1, 1)}, "phải sau ngày bắt đầu hiệu lực"),
        ({"decided_on": date(2020, 4, 1)}, "trước ngày quyết định"),
        ({"decided_on": date(2020, 12, 1), "valid_from": date(2020, 12, 2)}, "sau hôm nay"),
        ({"valid_from": date(1900, 1, 1), "decided_on": None}, "ngoài khoảng cho phép"),
        ({"reason": "x" * 501}, "tối đa 500"),
    ],
)
def test_disciplines_that_cannot_be(person, values, words):
    with pytest.raises(InvalidInput, match=words):
        discipline(person, **values)
    assert not Discipline.objects.exists()


def test_the_same_discipline_is_recorded_once(person):
    discipline(person)
    with pytest.raises(InvalidInput, match="đã ghi hình thức này"):
        discipline(person)


def test_a_discipline_beside_another_is_told_and_recorded_when_the_paper_says_so(person):
    held = discipline(person)
    words = "Trùng thời gian với Cảnh cáo từ 01/03/2020 đến trước 01/03/2021 \\(5/QĐ-SCT\\)"
    later = {"form": "REPRIMAND", "valid_from": date(2021, 2, 28), "valid_to": None}
    with pytest.raises(InvalidInput, match=words) as refused:
        discipline(person, **later)
    assert "chưa đủ dữ liệu" in refused.value.problems[0].reason
    after = discipline(person, **later | {"valid_from": END})
    with pytest.raises(InvalidInput, match="Trùng thời gian với Khiển trách từ 01/03/2021, chưa"):
        conduct.correct_discipline(discipline=held, valid_to=None, **BY)
    conduct.correct_discipline(discipline=held, valid_to=None, overlap_known=True, **BY)
    conduct.correct_discipline(discipline=after, reason="x", overlap_known=True, **BY)
    case = review(person)
    ended = {"discipline": case, "on": date(2021, 5, 1), "form": "REMOVAL", **PAPER, **BY}
    with pytest.raises(InvalidInput, match="Trùng thời gian"):
        conduct.close_review(**ended)
    assert conduct.close_review(overlap_known=True, **ended).form == "REMOVAL"


def test_a_discipline_is_corrected_ended_and_withdrawn(person):
    held = discipline(person, valid_to=None)
    conduct.correct_discipline(discipline=held, form="REPRIMAND", **BY)
    conduct.end_discipline(discipline=held, on=END, decision_ref="9/QĐ-SCT", **BY)
    row = reads.discipline_rows([person.pk])[0]
    assert (row.form, row.valid_to, row.ref) == ("REPRIMAND", END, "5/QĐ-SCT")
    ended = AuditEvent.objects.get(action="personnel.discipline_ended").data
    assert ended["changes"] == {"valid_to": {"from": None, "to": "2021-03-01"}}
    assert ended["end_decision_ref"] == "9/QĐ-SCT"
    with pytest.raises(InvalidInput, match="chưa có nội dung"):
        conduct.withdraw_discipline(discipline=held, reason="", **BY)
    conduct.withdraw_discipline(discipline=held, reason="Nhầm người", **BY)
    assert not Discipline.objects.exists()
    gone = AuditEvent.objects.get(action="personnel.discipline_withdrawn").data
    assert (gone["form"], gone["why"]) == ("REPRIMAND", "Nhầm người")


def test_a_case_under_review_ends_lifted_or_with_a_discipline(person):
    first = review(person)
    with pytest.raises(InvalidInput, match="Kết thúc xem xét"):
        conduct.end_discipline(discipline=first, on=END, **BY)
    assert conduct.close_review(discipline=first, on=date(2020, 5, 1), **BY) is None
    assert [row.form for row in reads.discipline_rows([person.pk])] == ["UNDER_REVIEW"]
    second = review(person, date(2020, 6, 1))
    made = conduct.close_review(
        discipline=second,
        on=date(2020, 8, 1),
        form="WARNING",
        decision_ref="7/QĐ",
        decided_on=date(2020, 7, 30),
        **BY,
    )
    assert (made.form, made.valid_from) == ("WARNING", date(2020, 8, 1))
    closed = AuditEvent.objects.filter(action="personnel.review_closed").order_by("pk")
    assert [event.data["lifted"] for event in closed] == [True, False]
    with pytest.raises(InvalidInput, match="không phải việc đang xem xét"):
        conduct.close_review(discipline=second, on=END, **BY)


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        ({"form": "UNDER_REVIEW"}, "phải là một hình thức"),
        ({"form": "WARNING"}, "phải ghi số quyết định"),
        ({"on": START}, "phải sau ngày bắt đầu"),
    ],
)
def test_outcomes_of_a_review_that_cannot_be(person, outcome, words):
    held = review(person)
    with pytest.raises(InvalidInput, match=words):
        conduct.close_review(discipline=held, **{"on": END, **BY, **outcome})
    assert Discipline.objects.get().valid_to is None


def test_the_database_keeps_periods_in_order_and_decisions_named(person):
    held = discipline(person)
    for values in ({"valid_to": START}, {"decision_ref": ""}, {"form": "TOI"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Discipline.objects.filter(pk=held.pk).update(**values)


# --- Absences ---------------------------------------------------------------------------------


def test_absences_and_the_result_of_training(person):
    course = absent(person, "TRAINING", end=None)
    absences.correct_absence(absence=course, valid_to=END, result="GOOD", **BY)
    course.refresh_from_db()
    assert (course.valid_to, course.result) == (END, "GOOD")
    absent(person, "PARENTAL")
    absences.withdraw_absence(absence=course, reason="Nhầm người", **BY)
    assert [one.kind for one in LongAbsence.objects.all()] == ["PARENTAL"]
    actions = AuditEvent.objects.filter(action__startswith="personnel.absence")
    assert actions.count() == 4


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"kind": "KHAC"}, "không có trong danh mục"),
        ({"end": START}, "phải sau ngày bắt đầu"),
        ({"start": date(2014, 1, 1)}, "trước ngày vào cơ quan"),
        ({"result": "GOOD"}, "chỉ đào tạo"),
        ({"kind": "TRAINING", "result": "GIOI"}, "không có trong danh mục"),
        ({"start": date(2020, 8, 31)}, "trùng ngày"),
        ({"start": date(2019, 1, 1), "end": None}, "trùng ngày"),
    ],
)
def test_absences_that_cannot_be(person, values, words):
    absent(person)
    with pytest.raises(InvalidInput, match=words):
        absent(person, **{"end": date(2020, 12, 1), **values})
    assert LongAbsence.objects.count() == 1
    absent(person, start=date(2020, 9, 1), end=None)


def test_the_database_refuses_overlapping_absences_of_a_kind(person):
    absent(person)
    row = {"staff": person, "valid_from": date(2020, 8, 1)}
    with pytest.raises(IntegrityError), transaction.atomic():
        LongAbsence.objects.bulk_create([LongAbsence(kind="PARENTAL", **row)])
    LongAbsence.objects.bulk_create([LongAbsence(kind="SICK", **row)])


# --- Who may ----------------------------------------------------------------------------------


def test_who_may_record_conduct(country, person):
    for act in (discipline, absent):
        with pytest.raises(Forbidden):
            act(person, by=actor_with(Role.DIRECTOR, country.industry))
        with pytest.raises(NotVisible):
            act(person, by=actor_with(Role.HR_OFFICER, country.health))
        act(person, by=actor_with(Role.HR_OFFICER, country.industry))
    seen = actor_with(Role.UNIT_HEAD, country.trade)
    assert reads.visible_disciplines(seen).count() == 1
    assert reads.visible_absences(seen).count() == 1
    elsewhere = actor_with(Role.UNIT_HEAD, country.office)
    assert not reads.visible_disciplines(elsewhere).exists()
    assert not reads.visible_absences(elsewhere).exists()


def test_nobody_records_his_own_or_his_spouses_case(country, person):
    spouse = StaffFactory(unit=country.trade)
    account = UserFactory(staff=person, roles=[(Role.HR_OFFICER, country.industry)])
    spouses.set_spouse(staff=person, spouse=spouse, **BY)
    officer = actor_for(account)
    for subject in (person, spouse):
        for act in (
            lambda one: discipline(one, by=officer),
            lambda one: absent(one, by=officer),
            lambda one: staff_steps.record_assessment(
                staff=one, year=2019, grade="GOOD", by=officer, at=AT
            ),
            lambda one: spouses.set_spouse(staff=one, spouse=None, by=officer, at=AT),
        ):
            with pytest.raises(Forbidden, match="của chính mình"):
                act(Staff.objects.get(pk=subject.pk))


# --- Spouses ----------------------------------------------------------------------------------


def test_the_tie_is_written_on_both_sides_and_undone_on_both(country, person):
    second, third = StaffFactory(unit=country.trade), StaffFactory(unit=country.clinic)
    spouses.set_spouse(staff=person, spouse=second, **BY)
    second.refresh_from_db()
    assert second.spouse == person
    with pytest.raises(InvalidInput, match="của người khác"):
        spouses.set_spouse(staff=third, spouse=second, **BY)
    person.refresh_from_db()
    spouses.set_spouse(staff=person, spouse=third, **BY)
    for one in (second, third):
        one.refresh_from_db()
    assert (second.spouse, third.spouse) == (None, person)
    spouses.set_spouse(staff=third, spouse=None, **BY)
    person.refresh_from_db()
    assert person.spouse is None
    assert AuditEvent.objects.filter(action="personnel.spouse_set").count() == 7
    with pytest.raises(InvalidInput, match="chính người này"):
        spouses.set_spouse(staff=person, spouse=person, **BY)


# --- The text of a year -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("year", "category", "code", "standing"),
    [
        (2019, "CIVIL_SERVANT", "EARLIER", "TO_BE_CONFIRMED"),
        (2020, "WORKER", "ND90_2020", "SECOND_HAND"),
        (2022, "PUBLIC_EMPLOYEE", "ND90_2020", "SECOND_HAND"),
        (2023, "OFFICIAL", "ND48_2023", "SECOND_HAND"),
        (2025, "CIVIL_SERVANT", "ND48_2023", "SECOND_HAND"),
        (2026, "CIVIL_SERVANT", "ND335_2025", "SECOND_HAND"),
        (2026, "OFFICIAL", "ND335_2025", "TO_BE_CONFIRMED"),
        (2026, "PUBLIC_EMPLOYEE", "ND48_2023", "TO_BE_CONFIRMED"),
    ],
)
def test_the_text_follows_from_year_and_kind(year, category, code, standing):
    found = rules.rule_for(year, category)
    assert (found.code, found.standing) == (code, standing)


@given(st.integers(1945, 2200), st.sampled_from(StaffCategory.values))
def test_every_year_and_kind_has_a_text(year, category):
    assert rules.rule_for(year, category).covers(year, category)


def test_what_was_taken_back_is_not_taken_back_or_corrected_again(person):
    graded = staff_steps.record_assessment(staff=person, year=2019, grade="GOOD", **BY)
    made = (discipline(person), absent(person), graded)
    punished, away, grade = (type(one).objects.get(pk=one.pk) for one in made)
    why = {"reason": "ghi nhầm", **BY}
    conduct.withdraw_discipline(discipline=made[0], **why)
    absences.withdraw_absence(absence=made[1], **why)
    assessments.withdraw_assessment(assessment=made[2], **why)
    for again in (
        lambda: conduct.withdraw_discipline(discipline=punished, **why),
        lambda: conduct.correct_discipline(discipline=punished, reason="x", **BY),
        lambda: absences.withdraw_absence(absence=away, **why),
        lambda: absences.correct_absence(absence=away, note="x", **BY),
        lambda: assessments.withdraw_assessment(assessment=grade, **why),
        lambda: assessments.correct_assessment(assessment=grade, grade="GOOD", **BY),
    ):
        with pytest.raises(Stale):
            again()
    assert AuditEvent.objects.filter(action__endswith="_withdrawn").count() == 3


@pytest.mark.parametrize(
    ("day", "words"),
    [(date(2018, 12, 31), "trước năm được xếp loại"), (date(2021, 6, 1), "sau hôm nay")],
)
def test_a_grade_is_signed_neither_before_its_year_nor_ahead(person, day, words):
    grade = {"year": 2019, "grade": "GOOD"}
    with pytest.raises(InvalidInput, match=words):
        staff_steps.record_assessment(staff=person, **grade, decided_on=day, **BY)
    made = staff_steps.record_assessment(staff=person, **grade, decided_on=date(2019, 12, 31), **BY)
    with pytest.raises(InvalidInput, match=words):
        assessments.correct_assessment(assessment=made, grade="GOOD", decided_on=day, **BY)


def test_the_officer_may_choose_another_text(person):
    made = staff_steps.record_assessment(staff=person, year=2019, grade="GOOD", **BY)
    assert made.rule == "EARLIER"
    made = staff_steps.record_assessment(
        staff=person, year=2020, grade="GOOD", rule="EARLIER", **BY
    )
    assert made.rule == "EARLIER"
    with pytest.raises(InvalidInput, match="không có trong danh mục"):
        staff_steps.record_assessment(staff=person, year=2018, grade="GOOD", rule="X", **BY)


@pytest.mark.parametrize(
    ("known", "grade", "expected"),
    [
        ({"service": [(JOINED, None)]}, "EXCELLENT", []),
        ({"service": [(date(2021, 8, 1), None)]}, "GOOD", [rules.SHORT_YEAR]),
        (
            {"service": [(date(2021, 8, 1), None)], "parental": [(date(2021, 1, 1), None)]},
            "GOOD",
            [],
        ),
        (
            {"service": [(JOINED, None)], "away": [(date(2021, 2, 1), date(2021, 6, 1))]},
            "GOOD",
            [rules.LONG_AWAY],
        ),
        (
            {"service": [(JOINED, None)], "away": [(date(2021, 2, 1), date(2021, 6, 1))]},
            "COMPLETED",
            [],
        ),
    ],
)
def test_hints_on_a_grade(known, grade, expected):
    told = rules.YearAtWork(**{name: tuple(spans) for name, spans in known.items()})
    assert [hint.text for hint in rules.hints(2021, "ND90_2020", grade, told)] == expected
    assert rules.hints(2021, "EARLIER", grade, told) == []


def test_a_disciplined_year_is_told_since_2023():
    known = rules.YearAtWork(service=((JOINED, None),), disciplines=(date(2023, 5, 1),))
    found = rules.hints(2023, "ND48_2023", "GOOD", known)
    assert [hint.text for hint in found] == [rules.DISCIPLINED]
    assert rules.hints(2023, "ND48_2023", "FAILED", known) == []


@given(
    st.lists(
        st.tuples(
            st.dates(date(2019, 1, 1), date(2022, 1, 1)),
            st.one_of(st.none(), st.dates(date(2019, 1, 1), date(2022, 12, 31))),
        ),
        max_size=5,
    )
)
def test_days_of_a_year_are_counted_once(spans):
    days = rules.days_in_year(spans, 2020)
    one_by_one = sum(
        any(start <= day and (end is None or day < end) for start, end in spans)
        for day in map(
            date.fromordinal, range(date(2020, 1, 1).toordinal(), date(2021, 1, 1).toordinal())
        )
    )
    assert days == one_by_one
