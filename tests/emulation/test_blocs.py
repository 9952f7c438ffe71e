"""Emulation blocs: who keeps them, who sees them, who belongs to them when."""

from datetime import date

import pytest

from core.errors import Forbidden, InvalidInput, NotVisible
from core.models import AuditEvent
from emulation import permissions
from emulation.models import BlocMembership, EmulationBloc
from emulation.selectors import blocs as reads
from emulation.services import blocs
from personnel.models import Role
from tests.emulation.browsing import browser_of, page, text_of
from tests.factories.personnel import AT, DAY, UnitFactory, UserFactory, actor_for, actor_with

START = date(2020, 1, 1)


def blocs_of(unit):
    standing = BlocMembership.objects.in_force_on(DAY).filter(unit=unit)
    return list(standing.values_list("bloc_id", flat=True))


@pytest.fixture(autouse=True)
def _stopped(clock_at):
    with clock_at(DAY.isoformat()):
        yield


@pytest.fixture
def province_user(place):
    return UserFactory(roles=[(Role.PROVINCE_OFFICER, place.province)])


@pytest.fixture
def bloc(place, province_user):
    """The province's bloc, with the department in it."""
    by = actor_for(province_user)
    made = blocs.open_bloc(organiser=place.province, name="Khối kinh tế", by=by, at=AT)
    blocs.add_member(bloc=made, unit=place.unit, valid_from=START, by=by, at=AT)
    return made


def member_of(bloc):
    return bloc.memberships.get()


# --- Steps ----------------------------------------------------------------------------------


def test_an_officer_keeps_the_blocs_of_his_agency(place):
    by = actor_for(place.officer_user)
    bloc = blocs.open_bloc(organiser=place.unit, name="Khối phòng", by=by, at=AT)
    with pytest.raises(InvalidInput, match="đã có"):
        blocs.open_bloc(organiser=place.unit, name="Khối  phòng", by=by, at=AT)
    member = blocs.add_member(bloc=bloc, unit=place.office, valid_from=START, by=by, at=AT)
    with pytest.raises(InvalidInput, match="đã là thành viên từ ngày 01/01/2020"):
        blocs.add_member(bloc=bloc, unit=place.office, valid_from=DAY, by=by, at=AT)
    assert blocs_of(place.office) == [bloc.pk]
    with pytest.raises(InvalidInput, match="phải sau"):
        blocs.end_membership(membership=member, on=START, by=by, at=AT)
    blocs.end_membership(membership=member, on=DAY, by=by, at=AT)
    assert blocs_of(place.office) == []
    with pytest.raises(InvalidInput, match="đã thôi là thành viên"):
        blocs.end_membership(membership=member, on=date(2030, 1, 1), by=by, at=AT)
    assert AuditEvent.objects.filter(action__startswith="emulation.bloc_").count() == 3


def test_what_lies_elsewhere_is_not_found(place, bloc):
    stranger = actor_with(Role.HR_OFFICER, place.elsewhere)
    with pytest.raises(NotVisible):
        blocs.add_member(bloc=bloc, unit=place.other, valid_from=START, by=stranger, at=AT)
    officer = actor_for(place.officer_user)
    own = blocs.open_bloc(organiser=place.unit, name="Khối phòng", by=officer, at=AT)
    with pytest.raises(NotVisible):
        blocs.add_member(bloc=own, unit=place.elsewhere, valid_from=START, by=officer, at=AT)


def test_a_department_sees_its_bloc_but_leaves_it_to_the_province(place, bloc):
    officer = actor_for(place.officer_user)
    with pytest.raises(Forbidden, match="lập và sửa khối, cụm thi đua"):
        blocs.end_membership(membership=member_of(bloc), on=DAY, by=officer, at=AT)
    with pytest.raises(Forbidden):
        blocs.open_bloc(
            organiser=place.unit, name="Khối A", by=actor_for(place.director_user), at=AT
        )


def test_the_nearest_unit_that_belongs_counts(place, bloc, province_user):
    assert reads.bloc_of([place.office, place.unit], place.province, DAY) == bloc
    assert reads.bloc_of([place.office, place.unit], place.unit, DAY) is None
    assert reads.bloc_of([place.elsewhere], place.province, DAY) is None
    assert reads.bloc_of([place.unit], place.province, date(2019, 12, 31)) is None
    by = actor_for(province_user)
    other = blocs.open_bloc(organiser=place.province, name="Khối phòng", by=by, at=AT)
    blocs.add_member(bloc=other, unit=place.office, valid_from=START, by=by, at=AT)
    assert reads.bloc_of([place.office, place.unit], place.province, DAY) == other


# --- Who may --------------------------------------------------------------------------------


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("where", ["province", "unit", "office", "elsewhere"])
def test_three_questions_have_one_answer(place, bloc, role, where):
    user = UserFactory(roles=[(role, getattr(place, where))])
    actor = actor_for(user)
    reads_it = role in permissions.ACTIONS[permissions.VIEW_YEAR]
    keeps_it = role in permissions.ACTIONS[permissions.MANAGE_BLOC]
    expected = {
        permissions.VIEW_YEAR: reads_it and where != "elsewhere",
        permissions.MANAGE_BLOC: keeps_it and where == "province",
    }
    for action, answer in expected.items():
        seen = EmulationBloc.objects.visible_to(actor, action).filter(pk=bloc.pk).exists()
        assert seen is answer, action
        assert permissions.can(actor, action, bloc).allowed is answer, action
        who = permissions.who_can(action, bloc, DAY).filter(pk=user.pk).exists()
        assert who is answer, action


# --- Pages ----------------------------------------------------------------------------------


def test_the_province_opens_a_bloc_with_members_in_the_pages(place, province_user):
    client = browser_of(province_user)
    assert "Chưa có khối, cụm thi đua nào" in text_of(client.get(page("bloc_list")))
    answer = client.post(
        page("bloc_open"), {"organiser": place.province.code, "name": "Khối tổng hợp"}
    )
    bloc = EmulationBloc.objects.get()
    assert answer["Location"] == page("bloc_member_add", bloc.pk)
    form = {"unit": place.unit.code, "valid_from": "01/01/2020", "valid_to": ""}
    answer = client.post(answer["Location"], form, follow=True)
    shown = text_of(answer)
    assert "Sở Công Thương đã là thành viên của Khối tổng hợp" in shown
    assert "Thêm thành viên" in shown
    again = client.post(page("bloc_member_add", bloc.pk), form)
    assert again.status_code == 422
    assert "Đã là thành viên" in text_of(again) or "đã là thành viên" in text_of(again)
    end = page("bloc_member_end", bloc.pk, member_of(bloc).pk)
    assert client.post(end, {"on": "01/01/2020"}).status_code == 422
    answer = client.post(end, {"on": f"{DAY:%d/%m/%Y}"}, follow=True)
    assert "Hiện không có đơn vị thành viên nào" in text_of(answer)
    assert member_of(bloc).valid_to == DAY


def test_pages_of_blocs_go_by_role(place, bloc, province_user):
    seen = [place.person_user, place.head_user, place.officer_user, place.director_user]
    for user in seen:
        answer = browser_of(user).get(page("bloc_list"))
        assert "Khối kinh tế" in text_of(answer)
        assert page("bloc_member_add", bloc.pk) not in answer.content.decode()
        assert browser_of(user).get(page("bloc_member_add", bloc.pk)).status_code == 403
        end = page("bloc_member_end", bloc.pk, member_of(bloc).pk)
        assert browser_of(user).get(end).status_code == 403
    stranger = browser_of(UserFactory(roles=[(Role.HR_OFFICER, place.elsewhere)]))
    assert "Khối kinh tế" not in text_of(stranger.get(page("bloc_list")))
    assert stranger.get(page("bloc_member_add", bloc.pk)).status_code == 404
    opens = {
        browser_of(user).get(page("bloc_open")).status_code
        for user in (place.officer_user, province_user)
    }
    assert opens == {200}
    assert browser_of(place.director_user).get(page("bloc_open")).status_code == 403
    client = browser_of(province_user)
    assert client.get(page("bloc_member_end", bloc.pk, 0)).status_code == 404


def test_a_unit_out_of_reach_cannot_be_chosen(place, bloc):
    officer = actor_for(place.officer_user)
    own = blocs.open_bloc(organiser=place.unit, name="Khối phòng", by=officer, at=AT)
    form = {"unit": place.elsewhere.code, "valid_from": "01/01/2020"}
    answer = browser_of(place.officer_user).post(page("bloc_member_add", own.pk), form)
    assert answer.status_code == 422
    assert not own.memberships.exists()


def test_the_list_takes_as_many_queries_for_many_as_for_one(
    place, bloc, province_user, django_assert_max_num_queries
):
    client = browser_of(province_user)
    client.get(page("bloc_list"))
    with django_assert_max_num_queries(30) as first:
        client.get(page("bloc_list"))
    by = actor_for(province_user)
    for number in range(3):
        more = blocs.open_bloc(organiser=place.province, name=f"Khối {number}", by=by, at=AT)
        unit = UnitFactory(kind="DEPARTMENT", parent=place.province)
        blocs.add_member(bloc=more, unit=unit, valid_from=START, by=by, at=AT)
    with django_assert_max_num_queries(len(first.captured_queries)):
        client.get(page("bloc_list"))
