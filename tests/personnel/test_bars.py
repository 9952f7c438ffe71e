"""Notices from other agencies: recorded, lifted in writing, mended, taken back, let go."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from core.errors import Forbidden, InvalidInput, NotVisible, Stale
from core.models import AuditEvent
from core.scope import SYSTEM
from personnel.models import BarNotice, Role
from personnel.selectors import own_data
from personnel.selectors.bars import visible_bars
from personnel.services import bars, corrections, retention, spouses
from tests.factories.personnel import AT, StaffFactory, UserFactory, actor_for, actor_with

SIGNED, LIFTED = date(2020, 3, 2), date(2020, 9, 1)
BY = {"by": SYSTEM, "at": AT}
SAYS = {
    "source": "Thuế tỉnh Trà Vinh",
    "reason": "Đang xác minh hóa đơn của hộ kinh doanh",
    "document_ref": "128/TTR-KT",
    "document_on": SIGNED,
}


def notice(person, **more):
    return bars.record_bar(staff=person, **{**SAYS, **BY, **more})


def lift(held, on=LIFTED, ref="9/KL-TTR", **more):
    return bars.lift_bar(notice=held, on=on, lifting_ref=ref, **{**BY, **more})


@pytest.fixture
def person(country):
    return StaffFactory(unit=country.trade)


def test_a_notice_stands_from_the_day_of_its_paper_until_it_is_lifted(person):
    made = notice(person)
    kept = BarNotice.objects.get()
    assert {name: getattr(kept, name) for name in SAYS} == SAYS
    assert (kept.staff, kept.valid_from, kept.valid_to) == (person, SIGNED, None)
    lift(made)
    kept.refresh_from_db()
    assert (kept.valid_to, kept.lifting_ref) == (LIFTED, "9/KL-TTR")
    # An earlier or later first day may be said.
    other = notice(person, document_ref="129/TTR-KT", valid_from=date(2019, 1, 5))
    assert BarNotice.objects.get(pk=other.pk).valid_from == date(2019, 1, 5)


def test_what_a_notice_says_of_somebody_is_not_in_the_trail(person):
    made = notice(person)
    bars.correct_bar(notice=made, reason="Chậm nộp thuế", **BY)
    lift(made)
    bars.withdraw_bar(notice=made, reason="Nhầm người", **BY)
    events = AuditEvent.objects.filter(action__startswith="personnel.bar_").order_by("pk")
    assert [one.action.rpartition("_")[2] for one in events] == [
        "recorded", "corrected", "lifted", "withdrawn",
    ]  # fmt: skip
    told = str([one.data for one in events])
    assert "128/TTR-KT" in told
    assert "Nhầm người" in told
    assert "hóa đơn" not in told
    assert "Chậm nộp" not in told
    assert events[1].data["changes"] == {"reason": {}}
    assert events[2].data["changes"]["valid_to"] == {"from": None, "to": "2020-09-01"}


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"source": " "}, "chưa có nội dung"),
        ({"reason": ""}, "chưa có nội dung"),
        ({"reason": "x" * 501}, "tối đa 500"),
        ({"document_ref": ""}, "chưa có nội dung"),
        ({"document_on": date(2020, 12, 1)}, "sau hôm nay"),
        ({"valid_from": date(2020, 12, 1)}, "sau hôm nay"),
        ({"document_on": date(1900, 1, 1)}, "ngoài khoảng cho phép"),
        ({"valid_to": LIFTED}, "chỉ gỡ khi có văn bản|Chỉ gỡ khi có văn bản"),
        ({"lifting_ref": "9/KL"}, "thiếu ngày"),
        ({"valid_to": SIGNED, "lifting_ref": "9/KL"}, "phải sau ngày bắt đầu lưu ý"),
    ],
)
def test_notices_that_cannot_be(person, values, words):
    with pytest.raises(InvalidInput) as refused:
        notice(person, **values)
    assert any(
        word in f"{one.reason} {one.hint}"
        for one in refused.value.problems
        for word in words.split("|")
    )
    assert not BarNotice.objects.exists()


def test_the_same_paper_names_a_person_once_however_it_is_spelt(person):
    notice(person)
    with pytest.raises(InvalidInput, match="đã được ghi"):
        notice(person, source="THUẾ TỈNH TRÀ VINH", document_ref="128/ttr-kt")
    # Numbers begin anew each year, and other agencies have numbers of their own.
    notice(person, document_on=date(2019, 3, 2))
    notice(person, source="Công an tỉnh Trà Vinh")
    assert BarNotice.objects.count() == 3


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ({"ref": " "}, "chưa có nội dung"),
        ({"on": SIGNED}, "phải sau ngày bắt đầu lưu ý"),
        ({"on": date(2020, 12, 1)}, "sau hôm nay"),
    ],
)
def test_a_notice_is_lifted_by_a_paper_after_its_first_day(person, how, words):
    held = notice(person)
    with pytest.raises(InvalidInput, match=words):
        lift(held, **how)
    assert BarNotice.objects.get().valid_to is None


def test_a_notice_is_lifted_once_and_what_is_gone_is_not_touched(person):
    held = notice(person)
    lift(held)
    with pytest.raises(InvalidInput, match="đã được gỡ từ ngày 01/09/2020"):
        lift(held)
    # Lifted by mistake: it stands again.
    bars.correct_bar(notice=held, valid_to=None, lifting_ref="", **BY)
    assert BarNotice.objects.get().valid_to is None
    stale = BarNotice.objects.get()
    bars.withdraw_bar(notice=held, reason="Nhầm người", **BY)
    for again in (
        lambda: bars.withdraw_bar(notice=stale, reason="Lại", **BY),
        lambda: bars.correct_bar(notice=stale, reason="x", **BY),
        lambda: lift(stale),
    ):
        with pytest.raises(Stale):
            again()


def test_who_may_record_and_who_sees(country, person):
    with pytest.raises(Forbidden):
        notice(person, by=actor_with(Role.DIRECTOR, country.industry))
    with pytest.raises(NotVisible):
        notice(person, by=actor_with(Role.HR_OFFICER, country.health))
    notice(person, by=actor_with(Role.HR_OFFICER, country.industry))
    assert visible_bars(actor_with(Role.UNIT_HEAD, country.trade)).count() == 1
    assert not visible_bars(actor_with(Role.UNIT_HEAD, country.office)).exists()
    assert not visible_bars(actor_with(Role.STAFF_MEMBER, country.trade)).exists()
    assert visible_bars(actor_with(Role.STAFF_MEMBER, country.trade, staff=person)).count() == 1


def test_nobody_lifts_his_own_notice_or_that_of_his_spouse(country, person):
    spouse = StaffFactory(unit=country.trade)
    spouses.set_spouse(staff=person, spouse=spouse, **BY)
    held = [notice(one) for one in (person, spouse)]
    account = UserFactory(staff=person, roles=[(Role.HR_OFFICER, country.industry)])
    officer = actor_for(account)
    for one in held:
        for act in (
            lambda one=one: lift(one, by=officer),
            lambda one=one: bars.correct_bar(notice=one, reason="x", by=officer, at=AT),
            lambda one=one: bars.withdraw_bar(notice=one, reason="x", by=officer, at=AT),
        ):
            with pytest.raises(Forbidden, match="của chính mình"):
                act()


@pytest.mark.parametrize(
    "values",
    [
        {"source": ""},
        {"document_ref": ""},
        {"valid_to": LIFTED},
        {"lifting_ref": "9/KL"},
        {"valid_to": date(2019, 1, 1), "lifting_ref": "9/KL"},
    ],
)
def test_the_database_refuses_a_notice_without_paper(person, values):
    notice(person)
    with pytest.raises(IntegrityError), transaction.atomic():
        BarNotice.objects.update(**values)


# --- One's own record, and letting go ---------------------------------------------------------


def test_the_person_reads_it_in_his_record_and_may_say_that_it_is_wrong(country, person):
    notice(person)
    section = next(one for one in own_data.sections(person) if one.key == "bar_notices")
    assert section.rows[0][:3] == (SAYS["source"], SAYS["reason"], "128/TTR-KT")
    me = actor_with(Role.STAFF_MEMBER, country.trade, staff=person)
    sent = corrections.send(
        staff=person, topic=section.topic, wanted="Đã có kết luận không vi phạm", by=me, at=AT
    )
    assert sent.topic_label == "Thông báo lưu ý của cơ quan khác"


def test_only_what_was_lifted_long_ago_is_let_go(country, person):
    keeper = actor_with("DATA_OFFICER", country.province)
    old, new, standing = (notice(person, document_ref=ref) for ref in ("1/TB", "2/TB", "3/TB"))
    late = AT.replace(year=2022)
    lift(old)
    lift(new, on=date(2021, 12, 1), at=late)
    with pytest.raises(InvalidInput, match="từ 12"):
        retention.set_rule(record="bars_lifted", months=6, basis="Quy chế", by=keeper, at=AT)
    retention.set_rule(record="bars_lifted", months=12, basis="Quy chế", by=keeper, at=AT)
    done = retention.apply(by=SYSTEM, at=late.replace(day=1))
    assert [(one.kind.key, one.count) for one in done] == [("bars_lifted", 1)]
    assert set(BarNotice.objects.values_list("pk", flat=True)) == {new.pk, standing.pk}
    assert AuditEvent.objects.get(action="personnel.bar_forgotten").data == {"retention": True}
    assert retention.apply(by=SYSTEM, at=late.replace(day=1))[0].count == 0
