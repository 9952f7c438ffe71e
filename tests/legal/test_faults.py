"""Rules that fail: kept once, shown to those who repair, closed, opened again."""

import re
from datetime import datetime, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.errors import Forbidden, InvalidInput, NotVisible, Stale
from core.models import AuditEvent
from core.scope import SYSTEM
from legal.models import RuleFault
from legal.rules.base import registry
from legal.rules.evaluate import evaluate, evaluate_many
from legal.rules.evaluate import faults as engine_faults
from legal.rules.facts import YearRecord
from legal.rules.registry import reviewed_rulebook
from legal.rules.tally import Outcome
from legal.services import fault_retention, faults
from legal.services.cases.reading import read_cases
from tests.factories.faults import BROKEN, RULE, failing, made_fault
from tests.factories.legal import load_catalogue, person
from tests.factories.personnel import UnitFactory, UserFactory, actor_with
from tests.legal.case_values import file_awards

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 20, 9, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
LATER = AT + timedelta(hours=2)


def keep(at=AT, **changes):
    verdict, facts = failing(**changes)
    return faults.record_faults(verdict, facts, by=SYSTEM, at=at)


# --- The engine says what failed ------------------------------------------------------------


def test_a_failing_rule_is_an_error_whose_words_stay_away_from_readers():
    verdict, _facts = failing()
    finding = verdict.findings[0]
    assert (verdict.code, finding.outcome) == ("ERROR", Outcome.ERROR)
    assert "threshold min_grade is not a code: 5" in finding.error
    assert "threshold" not in str(verdict.as_dict())


def test_a_rule_that_cannot_explain_is_a_fault_too():
    facts = person(year=2026, grades={2026: YearRecord(2026, "SUPERB")})
    verdict = evaluate("LDTT", facts, reviewed_rulebook(BROKEN.received_on))
    assert faults.record_faults(verdict, facts, by=SYSTEM, at=AT) >= 1
    assert "SUPERB" in RuleFault.objects.get(rule=RULE).error


def test_a_joint_provision_that_fails_for_one_leaves_the_others_their_answer(monkeypatch):
    def only_known(self, subject):
        if subject.ref == "staff:2":
            raise RuntimeError("no such thing")
        return ""

    monkeypatch.setattr(registry["Luat2022_D23_K2"], "why_outside", only_known)
    people = [person("EXCELLENT", 2026, ref=f"staff:{number}") for number in (1, 2, 3)]
    book = reviewed_rulebook(BROKEN.received_on)
    together = evaluate_many(["CSTDCS"], people, book)["CSTDCS"]
    for index, one in enumerate(people):
        alone = evaluate("CSTDCS", one, book)
        assert together.verdict(index) == alone
        errors = [finding.error for finding in engine_faults(alone)]
        assert errors == (["RuntimeError: no such thing"] if index == 1 else [])
        assert (alone.code == "ERROR") == (index == 1)


# --- Keeping --------------------------------------------------------------------------------


def test_a_fault_is_kept_once_with_all_it_takes_to_repeat_it():
    assert keep() == 1
    assert keep(at=LATER) == 1
    fault = RuleFault.objects.get()
    assert (fault.rule, fault.award, fault.times) == (RULE, "LDTT", 2)
    assert (fault.first_seen, fault.last_seen) == (AT, LATER)
    assert fault.set_names == ("2025B/1",)
    assert fault.received_on == BROKEN.received_on
    assert fault.facts["name"] == ""
    assert fault.facts["ref"] == "staff:1"
    assert AuditEvent.objects.filter(action="rule_fault.found").count() == 1


def test_other_facts_are_another_case_up_to_a_limit(monkeypatch):
    monkeypatch.setattr(faults, "CASES_PER_RULE", 3)
    for number in range(5):
        keep(ref=f"staff:{number}")
    assert RuleFault.objects.count() == 3
    keep(ref="staff:0", at=LATER)
    assert RuleFault.objects.get(facts__ref="staff:0").times == 2


def test_a_verdict_without_fault_keeps_nothing_and_asks_nothing(django_assert_num_queries):
    facts = person(year=2026)
    verdict = evaluate("LDTT", facts, reviewed_rulebook(BROKEN.received_on))
    with django_assert_num_queries(0):
        assert faults.record_faults(verdict, facts, by=SYSTEM, at=AT) == 0


def test_what_cannot_be_kept_does_not_take_the_page_with_it():
    verdict, facts = failing(ref="x\0y" if connection.vendor == "postgresql" else "staff:1")
    if connection.vendor != "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE legal_rulefault RENAME TO legal_rulefault_gone")
    assert faults.record_faults(verdict, facts, by=SYSTEM, at=AT) == 1
    # The transaction around it can go on.
    assert not AuditEvent.objects.filter(action__startswith="rule_fault").exists()


# --- Repairing ------------------------------------------------------------------------------


@pytest.fixture
def officer():
    return actor_with("LEGAL_OFFICER", UnitFactory())


def test_a_fault_is_closed_with_a_note_and_opens_again_when_it_is_met(officer):
    fault = made_fault(AT)
    faults.resolve_fault(fault.pk, note=" Sửa ngưỡng. ", by=officer, at=LATER)
    fault.refresh_from_db()
    assert (fault.resolved_at, fault.resolved_note) == (LATER, "Sửa ngưỡng.")
    assert fault.resolved_by_name == officer.signature
    with pytest.raises(Stale, match="báo sửa xong"):
        faults.resolve_fault(fault.pk, note="Lại.", by=officer, at=LATER)
    keep(at=LATER)
    fault.refresh_from_db()
    assert (fault.is_open, fault.times, fault.resolved_note) == (True, 2, "")
    again = AuditEvent.objects.get(action="rule_fault.again")
    assert again.data["note"] == "Sửa ngưỡng."
    assert AuditEvent.objects.filter(action="rule_fault.resolved").count() == 1


def test_old_cases_let_their_facts_go_until_they_are_met_again(repairer, officer):
    repaired = made_fault(AT)
    faults.resolve_fault(repaired.pk, note="Sửa ngưỡng.", by=officer, at=LATER)
    keep(ref="staff:2")
    assert fault_retention.count_old_cases(AT) == 0
    # One was met last before the moment, the other repaired after it.
    between = AT + timedelta(hours=1)
    assert fault_retention.empty_old_cases(between, LATER) == 1
    assert RuleFault.objects.exclude(facts={}).get() == repaired
    assert fault_retention.empty_old_cases(LATER + timedelta(1), LATER) == 1
    assert fault_retention.count_old_cases(LATER + timedelta(1)) == 0
    assert "Đã xóa dữ kiện" in repairer.get(reverse("legal:faults")).content.decode()
    page = repairer.get(reverse("legal:fault", args=[repaired.pk])).content.decode()
    assert "xóa theo thời hạn lưu trữ" in page
    assert reverse("legal:fault_file", args=[repaired.pk]) not in page
    assert "đã được xóa theo thời hạn" in faults.fault_case(RuleFault.objects.get(pk=repaired.pk))
    keep(at=LATER)
    assert RuleFault.objects.get(pk=repaired.pk).facts["ref"] == "staff:1"


@pytest.mark.parametrize("note", ["", "  ", "x" * 2001])
def test_what_was_repaired_must_be_said(officer, note):
    with pytest.raises(InvalidInput, match="Cần ghi đã sửa gì"):
        faults.resolve_fault(made_fault(AT).pk, note=note, by=officer, at=LATER)


def test_only_those_who_look_after_rules_close_faults(officer):
    other = actor_with("HR_OFFICER", UnitFactory())
    with pytest.raises(Forbidden):
        faults.resolve_fault(made_fault(AT).pk, note="x", by=other, at=LATER)
    with pytest.raises(NotVisible):
        faults.resolve_fault(0, note="x", by=officer, at=LATER)


def test_whether_the_case_fails_still_is_found_out():
    load_catalogue()
    fault = made_fault(AT)
    assert faults.fails_still(fault) is False  # the set that is in force has no such threshold
    RuleFault.objects.update(facts={"object": "robot"})
    fault.refresh_from_db()
    assert faults.fails_still(fault) is None


def test_the_case_of_a_fault_is_a_file_that_reads_back():
    load_catalogue()
    fault = made_fault(AT)
    text = faults.fault_case(fault)
    assert text.startswith(f"# Lỗi quy tắc {RULE}, gặp 1 lần.\n# TypeError: threshold")
    case = read_cases(text, file_awards()).cases[0]
    assert (case.problems, case.awards, case.sets) == ((), ("LDTT",), ("2025B/1",))
    assert case.facts.ref == "staff:1"
    assert case.facts.grades[2026].ref == "assessment:2026"
    RuleFault.objects.update(facts={"object": "robot"})
    fault.refresh_from_db()
    assert "robot" in faults.fault_case(fault)


# --- Pages and command ----------------------------------------------------------------------


@pytest.fixture
def repairer(client):
    load_catalogue()
    client.force_login(UserFactory(roles=[("SYSTEM_ADMIN", UnitFactory())]))
    return client


def text_of(response):
    return re.sub(r"\s+", " ", response.content.decode())


def test_the_list_says_when_there_is_none(repairer):
    assert "Không có lỗi nào đang chờ" in text_of(repairer.get(reverse("legal:faults")))
    page = text_of(repairer.get(f"{reverse('legal:faults')}?xem=da-sua"))
    assert "Chưa có lỗi nào được báo sửa" in page


def test_a_fault_is_listed_opened_taken_and_closed(repairer):
    fault = made_fault(AT)
    page = text_of(repairer.get(reverse("legal:faults")))
    assert "Điều 24 khoản 1 điểm a" in page
    assert "threshold min_grade" in page
    page = text_of(repairer.get(reverse("legal:fault", args=[fault.pk])))
    assert "Thử lại hôm nay: quy tắc tính được" in page
    response = repairer.get(reverse("legal:fault_file", args=[fault.pk]))
    assert "attachment" in response["Content-Disposition"]
    assert RULE in response.content.decode()
    refused = repairer.post(reverse("legal:fault", args=[fault.pk]), {"comment": ""})
    assert refused.status_code == 422
    assert "Cần ghi đã sửa gì" in text_of(refused)
    done = repairer.post(
        reverse("legal:fault", args=[fault.pk]), {"comment": "Sửa\0 ngưỡng"}, follow=True
    )
    assert "Không có lỗi nào đang chờ" in text_of(done)
    page = text_of(repairer.get(f"{reverse('legal:faults')}?xem=da-sua"))
    assert "Sửa ngưỡng" in page
    assert "đã báo sửa xong" in text_of(repairer.get(reverse("legal:fault", args=[fault.pk])))


def test_an_unknown_fault_is_not_found(repairer):
    assert repairer.get(reverse("legal:fault", args=[0])).status_code == 404


def test_the_list_costs_the_same_however_long(repairer):
    keep()
    address = reverse("legal:faults")
    repairer.get(address)
    with CaptureQueriesContext(connection) as one:
        repairer.get(address)
    for number in range(20):
        keep(ref=f"staff:{number}")
    with CaptureQueriesContext(connection) as many:
        repairer.get(address)
    assert len(many) == len(one)


def test_only_those_who_repair_see_the_tab(client):
    load_catalogue()
    client.force_login(UserFactory(roles=[("HR_OFFICER", UnitFactory())]))
    assert reverse("legal:faults") not in text_of(client.get(reverse("legal:try_case")))
    client.force_login(UserFactory(roles=[("LEGAL_OFFICER", UnitFactory())]))
    assert reverse("legal:faults") in text_of(client.get(reverse("legal:try_case")))


def said(*args):
    out = StringIO()
    call_command("rule_faults", *args, stdout=out)
    return out.getvalue()


def test_the_command_prints_faults_and_their_cases(officer):
    load_catalogue()
    assert said() == "Có 0 lỗi quy tắc.\n"
    fault = made_fault(AT)
    assert f"{fault.pk}  đang chờ  {RULE}  LDTT  ×1  TypeError" in said()
    assert said("--case", str(fault.pk)) == faults.fault_case(fault)
    faults.resolve_fault(fault.pk, note="Sửa.", by=officer, at=LATER)
    assert said() == "Có 0 lỗi quy tắc.\n"
    assert "đã sửa" in said("--all")
    with pytest.raises(CommandError, match="Không có lỗi quy tắc số 0"):
        said("--case", "0")
