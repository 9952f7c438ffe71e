"""The two real departments: what their reports state is what the system states."""

from __future__ import annotations

from datetime import date, timedelta
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import transaction

from awards.demo import accounts, case, loader, present
from awards.models import Proposal, RecordedAward
from awards.reports import annual
from awards.reports.annual import DECIDED, PROPOSED
from awards.services.told_verdicts import told_of_dossier
from core import audit
from core.scope import SYSTEM
from emulation.selectors.counts import year_counts
from personnel.models import Appointment, Unit, User
from personnel.selectors.actors import actor_for
from tests.factories.personnel import UserFactory
from tests.support.clock import moment

NOW = moment("2026-11-18 10:00")
TRA_VINH = "tra-vinh-2020"
BAC_GIANG = "bac-giang-2020"
KHUYEN_CONG = "Khen thưởng chuyên đề – Công tác khuyến công giai đoạn 2014–2020"
BLOC = "Khối thi đua các sở quản lý kinh tế ngành"
CONFERENCE = "Giấy khen – Hội nghị điển hình tiên tiến ngành Công Thương năm 2020"


@pytest.fixture(scope="module", autouse=True)
def loaded(django_db_setup, django_db_blocker):
    """Both cases, loaded once for the module and rolled back at its end."""
    with django_db_blocker.unblock(), transaction.atomic():
        for code in (TRA_VINH, BAC_GIANG):
            assert loader.load(code, at=NOW)
        yield
        transaction.set_rollback(True)


pytestmark = pytest.mark.django_db


def report(code, year=2020):
    return annual.build(Unit.objects.get(code=case.read(code).department_code), year)


def lines(built, status):
    return [
        (section.decider, line.label, line.collectives, line.individuals)
        for section in built.part(status)
        for line in section.lines
    ]


def totals(built, status=None):
    found = built.totals(status)
    return (found.collectives, found.individuals)


def test_tra_vinh_states_ten_collectives_and_ninety_one_individuals():
    built = report(TRA_VINH)
    assert totals(built) == (10, 91)
    assert totals(built, DECIDED) == (5, 66)
    assert totals(built, PROPOSED) == (5, 25)


def test_tra_vinh_decided_by_the_director():
    assert sorted(lines(report(TRA_VINH), DECIDED)) == sorted(
        [
            ("UNIT_HEAD", "Tập thể lao động tiên tiến", 5, 0),
            ("UNIT_HEAD", "Lao động tiên tiến", 0, 57),
            ("UNIT_HEAD", "Chiến sĩ thi đua cơ sở", 0, 9),
        ]
    )


def test_tra_vinh_proposed_to_province_and_ministry():
    assert sorted(lines(report(TRA_VINH), PROPOSED)) == sorted(
        [
            ("PROVINCE_CHAIR", "Tập thể lao động xuất sắc", 2, 0),
            ("PROVINCE_CHAIR", "Bằng khen của tỉnh", 1, 20),
            ("PROVINCE_CHAIR", "Chiến sĩ thi đua tỉnh", 0, 1),
            (
                "PROVINCE_CHAIR",
                "Khen thưởng tập thể Sở có thành tích tiêu biểu, xuất sắc",
                1,
                0,
            ),
            (
                "MINISTER",
                "Kỷ niệm chương – Vì sự nghiệp phát triển ngành Công Thương Việt Nam",
                0,
                2,
            ),
            ("MINISTER", KHUYEN_CONG, 1, 2),
        ]
    )


def test_bac_giang_states_what_was_decided_and_proposed():
    built = report(BAC_GIANG)
    assert totals(built, DECIDED) == (17, 24)
    assert totals(built, PROPOSED) == (1, 0)
    assert sorted(lines(built, DECIDED)) == sorted(
        [
            ("UNIT_HEAD", CONFERENCE, 16, 21),
            (
                "PROVINCE_CHAIR",
                "Bằng khen của tỉnh – Phong trào thi đua yêu nước giai đoạn 2015–2020",
                1,
                0,
            ),
            (
                "PROVINCE_CHAIR",
                "Bằng khen của tỉnh – Cải cách hành chính nhà nước giai đoạn 2011–2020",
                0,
                1,
            ),
            (
                "MINISTER",
                "Bằng khen của bộ, ban, ngành – Phòng chống thiên tai và tìm kiếm cứu nạn",
                0,
                1,
            ),
            (
                "PRIME_MINISTER",
                "Bằng khen của Thủ tướng Chính phủ – Phong trào thi đua yêu nước giai đoạn 2015–2020",
                0,
                1,
            ),
        ]
    )
    assert lines(built, PROPOSED) == [("PROVINCE_CHAIR", "Cờ thi đua của tỉnh", 1, 0)]


def test_bac_giang_registered_eight_initiatives():
    unit = Unit.objects.get(code=case.read(BAC_GIANG).department_code)
    assert year_counts(unit, 2020).initiatives == 8


def test_the_flag_went_through_the_bloc():
    flag = Proposal.objects.get(award_type__code="CO_TINH")
    bloc = flag.steps.get(kind="BLOC")
    assert (bloc.outcome, bool(bloc.document)) == ("APPROVED", True)
    assert bloc.bloc.name == BLOC
    assert bloc.bloc.memberships.count() == 4
    (section,) = report(BAC_GIANG).part(PROPOSED)
    assert section.lines[0].via == f"qua {BLOC}"
    assert flag.current_step.kind == "PROVINCE"


def test_upper_decisions_were_recorded_by_the_officer():
    external = RecordedAward.objects.filter(decision__is_external=True, load=None)
    assert external.count() == 4
    officers = set(external.values_list("decision__recorded_by_name", flat=True))
    assert officers <= set(
        User.objects.filter(roles__role="HR_OFFICER").values_list("full_name", flat=True)
    )


def test_nobody_decided_his_own_case():
    director = User.objects.get(username="giamdoc")
    own = RecordedAward.objects.get(staff=director.staff, award_type__code="LDTT", year=2020)
    assert own.decision.signer_name == User.objects.get(username="phogiamdoc").full_name
    for proposal in Proposal.objects.filter(staff__user__isnull=False).select_related(
        "staff__user"
    ):
        acts = proposal.transitions.exclude(name="submit")
        assert not acts.filter(actor_id=proposal.staff.user.pk).exists()


def test_the_present_year_leaves_the_case_alone_and_gives_everybody_work():
    built = annual.build(Unit.objects.get(code="VLG-SCT"), NOW.year)
    assert totals(built, DECIDED) == (1, 2)
    assert totals(built, PROPOSED) == (0, 1)
    states = set(Proposal.objects.filter(year=NOW.year).values_list("state", flat=True))
    assert states == {"DRAFT", "IN_REVIEW", "RETURNED", "DECIDED"}
    here = Proposal.objects.filter(year=NOW.year, current_step__isnull=False)
    assert set(here.values_list("current_step__kind", flat=True)) == {
        *("HEAD", "HR_CHECK", "COUNCIL", "DIRECTOR", "PROVINCE")
    }
    assert here.filter(current_step__due_on__lt=NOW.date()).count() == 1


def test_what_the_province_received_before_the_law_changed_shows_both_laws():
    straddling = Proposal.objects.filter(
        competent_received_on__lt=date(2026, 10, 1), received_on__gt=date(2026, 8, 1)
    )
    assert {one.state for one in straddling} == {"IN_REVIEW"}
    assert {one.object_kind for one in straddling} == {"INDIVIDUAL", "COLLECTIVE"}
    for one in straddling:
        told = told_of_dossier(one, one.revisions.get(), by=SYSTEM, at=NOW)
        assert "2025B" in told.deciding.ruleset
        assert "2026C" in told.beside.ruleset


@pytest.mark.parametrize("day", [date(2026, 9, 30), date(2027, 3, 1)])
def test_before_and_long_after_the_change_nothing_straddles(day):
    plan = case.read(TRA_VINH).parts["present"]["straddling"]
    assert not present.straddles(plan, day)
    assert present.straddles(plan, plan["changed"])


def test_the_departments_of_two_provinces_passed_into_vinh_long_with_their_history():
    today = Unit.objects.get(code="VLG-SCT")
    for code in ("TVH-SCT", "BTE-SCT"):
        former = Unit.objects.get(code=code)
        assert former.dissolved_on == date(2025, 7, 1)
        assert [one.successor for one in former.successions.all()] == [today]
        assert former.parent == today
        assert not former.staff.exists()
    # What was, stays with the department of that time, and whoever leads the new one can see it.
    awards = RecordedAward.objects.filter(year=2020, unit_name__contains="Trà Vinh")
    assert awards.filter(unit__code="TVH-SCT").exists()
    officer = actor_for(User.objects.get(username="canbo"), NOW.date())
    assert awards.visible_to(officer).count() == awards.count()
    assert totals(annual.build(today, 2020)) == (0, 0)


def test_everybody_of_a_merged_department_goes_on_in_the_new_one():
    merged = date(2025, 7, 1)
    before = Appointment.objects.in_force_on(merged - timedelta(days=1)).main()
    after = Appointment.objects.in_force_on(merged).main()
    people = before.filter(unit__code__regex="^(TVH|BTE|VLG)-SCT")
    assert people.count() == 101
    assert set(people.values_list("staff", "post")) == set(
        after.filter(unit__code__startswith="VLG-SCT").values_list("staff", "post")
    )


def test_the_chain_of_the_audit_trail_holds():
    assert audit.seal(at=NOW) > 0
    result = audit.verify()
    assert result.broken is None
    assert result.waiting == 0


def test_loading_again_changes_nothing():
    before = {model: model._base_manager.count() for model in apps.get_models()}
    said = StringIO()
    call_command("seed_demo", case=TRA_VINH, stdout=said)
    assert "đã có, không thay đổi gì" in said.getvalue()
    director = next(one for one in accounts.accounts_of(TRA_VINH) if one.username == "giamdoc")
    assert f"{director.password}  {director.role} · {director.unit}" in said.getvalue()
    assert {model: model._base_manager.count() for model in apps.get_models()} == before


def test_the_list_tells_what_is_loaded():
    said = StringIO()
    call_command("seed_demo", list=True, stdout=said)
    assert said.getvalue().count("(đã nạp)") == 2


def test_unknown_case_is_refused_with_those_known():
    with pytest.raises(CommandError, match=f"{BAC_GIANG}, {TRA_VINH}"):
        call_command("seed_demo", case="ha-noi-2020")


def test_a_log_in_of_somebody_else_stops_the_case(monkeypatch):
    monkeypatch.setattr(loader, "is_loaded", lambda _case: False)
    before = Unit.objects.count()
    with pytest.raises(CommandError, match="giamdoc"):
        call_command("seed_demo", case=TRA_VINH)
    assert Unit.objects.count() == before


def test_accounts_are_shown_with_role_and_unit_until_the_password_changes():
    shown = {account.username: account for account in accounts.demo_accounts()}
    assert shown["giamdoc"].role == "Giám đốc, thủ trưởng cơ quan"
    assert shown["giamdoc"].unit == "Sở Công Thương tỉnh Vĩnh Long"
    assert "phanmemnhansu" not in shown
    assert UserFactory().username not in shown
    changed = User.objects.get(username="giamdoc")
    changed.set_password("mot-mat-khau-khac")
    changed.save(update_fields=["password"])
    assert "giamdoc" not in {account.username for account in accounts.demo_accounts()}


def test_every_role_has_a_log_in():
    roles = set(User.objects.filter(is_service=False).values_list("roles__role", flat=True))
    assert roles >= {
        *("STAFF_MEMBER", "HR_OFFICER", "UNIT_HEAD", "DIRECTOR", "COUNCIL_MEMBER"),
        *("PROVINCE_OFFICER", "PROVINCE_LEADER", "MINISTRY_OFFICER", "AUDITOR", "SYSTEM_ADMIN"),
        "LEGAL_OFFICER",
    }
