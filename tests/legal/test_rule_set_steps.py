"""Versions of rule-sets: opening, changing, two people, what the database refuses."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, InternalError, connection, transaction

from core.errors import Forbidden, GuardRefused, IllegalTransition, InvalidInput, Stale
from core.models import AuditEvent
from core.scope import Actor, Principal
from legal.domain.drafts import NoSuchPlaceError
from legal.models import RuleSet, RuleSetTransition, RuleSetVersion
from legal.selectors import rulebooks
from legal.services import publication, rule_set_drafts, rule_set_edits, rule_set_steps
from legal.services.rule_set_confirmation import Paper
from tests.factories.personnel import AT
from tests.factories.rule_sets import (
    LATER,
    PAPER,
    change,
    compared,
    confirm_all,
    confirmed,
    legal_officer,
    open_draft,
    open_set,
    place,
    publish,
    version_of,
)

pytestmark = pytest.mark.django_db

HANH = legal_officer(1, "Trần Thị Hạnh")
KHOA = legal_officer(2, "Lê Văn Khoa")
STRANGER = Actor(3, "hoa", "Hoa")


def step(version, name, by, **more):
    return rule_set_steps.perform_step(version, name, by=by, at=LATER, **more)


# --- Opening and changing -------------------------------------------------------------------


def test_a_draft_begins_with_what_is_in_use():
    draft = open_draft("2025B", HANH)
    former = version_of("2025B")
    assert (draft.number, draft.state, draft.content) == (2, "DRAFT", former.content)
    assert not draft.is_from_file
    assert former.state == "PUBLISHED"
    told = AuditEvent.objects.filter(action="legal.rule_set.open").last()
    assert told.actor_name == "Trần Thị Hạnh"


def test_a_set_has_one_open_draft_at_a_time():
    open_draft("2025B", HANH)
    with pytest.raises(InvalidInput, match="bản dự thảo số 2"):
        open_draft("2025B", KHOA)


def test_only_legal_officers_write_rule_sets():
    with pytest.raises(Forbidden, match="cán bộ pháp chế"):
        open_draft("2025B", STRANGER)
    draft = open_draft("2025B", HANH)
    with pytest.raises(Forbidden):
        change(draft, rule_set_edits.remove_entry(place("LDTT:0")), STRANGER)
    with pytest.raises(Forbidden):
        step(draft, "submit", STRANGER)


def test_a_change_is_told_in_words():
    draft = open_draft("2025B", HANH)
    before = draft.content_sha256
    words = change(draft, rule_set_edits.set_join(place("CSTDCS:1"), "ALL"), HANH)
    assert any("từ “một trong” thành “tất cả”" in one for one in words)
    assert draft.content_sha256 != before
    record = draft.transitions.last()
    assert (record.name, record.actor_name) == ("change", "Trần Thị Hạnh")
    assert "tất cả" in record.comment


def test_what_changes_nothing_writes_nothing():
    draft = open_draft("2025B", HANH)
    acts = RuleSetTransition.objects.count()
    assert change(draft, rule_set_edits.set_join(place("CSTDCS:1"), "ANY"), HANH) == []
    assert (RuleSetTransition.objects.count(), draft.version) == (acts, 1)


def test_a_stale_form_is_refused_with_what_others_did():
    draft = open_draft("2025B", HANH)
    change(draft, rule_set_edits.remove_entry(place("LDTT:1")), KHOA)
    with pytest.raises(Stale) as refused:
        change(draft, rule_set_edits.remove_entry(place("LDTT:0")), HANH, expected_version=1)
    assert refused.value.changes[0]["by"] == "Lê Văn Khoa"


def test_another_number_has_to_be_confirmed_again():
    draft = open_draft("2025B", HANH)
    edit = rule_set_edits.set_numbers(place("LDTT:0"), thresholds={"min_grade": "EXCELLENT"})
    words = change(draft, edit, HANH)
    entry = draft.content["awards"]["LDTT"][0]
    assert entry["standing"] == "TO_BE_CONFIRMED"
    assert any("hoàn thành tốt nhiệm vụ → hoàn thành xuất sắc nhiệm vụ" in one for one in words)
    confirmed(draft, "LDTT:0", HANH)
    entry = draft.content["awards"]["LDTT"][0]
    assert entry["confirmed"] == {
        "by": "Trần Thị Hạnh",
        "on": "2020-11-27",
        "document": "Điều 1 khoản 3, Quyết định thử nghiệm (06/QĐ-TN, ban hành 20/11/2020)",
    }


def test_a_note_alone_leaves_the_comparison_as_it_is():
    draft = open_draft("2025B", HANH)
    edit = rule_set_edits.set_numbers(
        place("LDTT:0"), thresholds={"min_grade": "GOOD"}, note="Xem cả phụ lục."
    )
    change(draft, edit, HANH)
    assert draft.content["awards"]["LDTT"][0]["standing"] == "TEXT_READ"


def test_removing_a_part_lets_the_whole_wait_again():
    draft = open_draft("2025B", HANH)
    change(draft, rule_set_edits.remove_entry(place("CSTDCS:1:0")), HANH)
    assert draft.content["awards"]["CSTDCS"][1]["standing"] == "TO_BE_CONFIRMED"


@pytest.mark.parametrize("where", ["LDTT:99", "KHONG_CO:0", "CSTDCS:0:7", "CSTDCS:99999"])
def test_a_place_that_is_gone_is_told(where):
    draft = open_draft("2025B", HANH)
    with pytest.raises(InvalidInput, match="Không còn mục này"):
        change(draft, rule_set_edits.remove_entry(place(where)), HANH)


@pytest.mark.parametrize("where", ["CSTDCS:" + "9" * 5000, "CSTDCS:x", "CSTDCS:-1"])
def test_an_address_that_names_no_place_is_told_apart(where):
    with pytest.raises(NoSuchPlaceError):
        place(where)


@pytest.mark.parametrize(
    ("paper", "more", "fields"),
    [
        (Paper(), {"article": " ", "on": date(2021, 1, 1)}, {"document", "article", "on"}),
        (Paper(number="06/QĐ-TN"), {}, {"other_title", "other_issued_on"}),
        (replace(PAPER, code="LUAT_06_2022"), {}, {"document"}),
        (replace(PAPER, issued_on=date(2020, 11, 28)), {}, {"on"}),
        # Its law of 2026 cannot have been read on a day of 2020.
        (Paper("LUAT_06_2026"), {"on": date(2020, 1, 1)}, {"on"}),
        (Paper("KHONG_CO"), {}, {"document"}),
    ],
)
def test_a_comparison_needs_a_document_there_was_an_article_and_a_day(paper, more, fields):
    with pytest.raises(InvalidInput) as refused:
        compared("LDTT:0", paper=paper, **more)
    assert {problem.field for problem in refused.value.problems} == fields


@pytest.mark.parametrize(
    ("code", "document", "words"),
    [
        ("2026C", "ND_91_2017", "hết hiệu lực từ 01/01/2024, trước khi bộ quy tắc bắt đầu"),
        ("A", "ND_91_2017", "sau khi bộ quy tắc đã hết thời kỳ"),
    ],
)
def test_a_document_that_never_holds_in_the_period_confirms_nothing(code, document, words):
    draft = open_draft(code, HANH)
    with pytest.raises(InvalidInput) as refused:
        change(draft, compared("LDTT:0", paper=Paper(document)), HANH)
    (problem,) = refused.value.problems
    assert problem.field == "document"
    assert words in problem.reason


# --- Two people -----------------------------------------------------------------------------


def test_one_sends_in_and_another_publishes():
    draft = open_draft("2025B", HANH)
    publish(draft, sent_by=HANH, by=KHOA)
    former = version_of("2025B")
    assert (draft.state, draft.published_by_name) == ("PUBLISHED", "Lê Văn Khoa")
    assert (former.state, former.retired_at) == ("RETIRED", LATER)
    assert former.transitions.last().name == "supersede"


def test_nobody_publishes_or_returns_what_he_sent_in():
    draft = open_draft("2025B", KHOA)
    step(draft, "submit", HANH)
    deputy = Actor(
        9, "phapche9", "Nguyễn An", grants=HANH.grants, principal=Principal(1, "Trần Thị Hạnh")
    )
    for same in (HANH, deputy):
        for name in ("publish", "return"):
            with pytest.raises(Forbidden, match="Trần Thị Hạnh gửi duyệt"):
                step(draft, name, same, comment="Chưa được.")
    # Whoever acted for somebody binds him too.
    step(draft, "withdraw", HANH)
    step(draft, "submit", deputy)
    with pytest.raises(Forbidden):
        step(draft, "publish", HANH)
    assert version_of("2025B").state == "PUBLISHED"


def test_a_returned_version_says_why_and_is_a_draft_again():
    draft = open_draft("2025B", HANH)
    step(draft, "submit", HANH)
    with pytest.raises(IllegalTransition):
        change(draft, rule_set_edits.remove_entry(place("LDTT:0")), HANH)
    with pytest.raises(InvalidInput):
        step(draft, "return", KHOA)
    step(draft, "return", KHOA, comment="Điều 24 chưa ghi khoản.")
    assert draft.state == "DRAFT"
    assert draft.transitions.last().comment == "Điều 24 chưa ghi khoản."


def test_retiring_takes_two_people_too():
    version = version_of("C")
    with pytest.raises(GuardRefused, match="Chưa ai đề nghị"):
        step(version, "retire", KHOA)
    step(version, "ask_retirement", HANH, comment="Văn bản đã bị bãi bỏ.")
    with pytest.raises(Forbidden, match="cần một cán bộ pháp chế khác"):
        step(version, "retire", HANH)
    step(version, "retire", KHOA)
    assert (version.state, version.retired_at) == ("RETIRED", LATER)


def test_a_retirement_asked_for_can_be_dropped():
    version = version_of("C")
    step(version, "ask_retirement", HANH, comment="Văn bản đã bị bãi bỏ.")
    names = [option.transition.name for option in rule_set_steps.available(version, KHOA)]
    assert names == ["keep", "retire"]
    step(version, "keep", KHOA)
    with pytest.raises(GuardRefused):
        step(version, "retire", KHOA)


def test_nobody_supersedes_by_hand():
    with pytest.raises(GuardRefused):
        step(version_of("C"), "supersede", KHOA)


def test_with_problems_nothing_is_published():
    draft = open_draft("2026C", HANH)
    with pytest.raises(GuardRefused) as refused:
        step(draft, "submit", HANH)
    assert len(refused.value.problems) > 3
    assert "chưa ai đối chiếu" in refused.value.message
    confirm_all(draft, HANH)
    assert publication.problems(draft) == []
    publish(draft, sent_by=HANH, by=KHOA)
    assert version_of("2026C", 2).state == "PUBLISHED"
    assert version_of("2026C").state == "RETIRED"


# --- What the database itself refuses -------------------------------------------------------


def raw(sql, *values):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)


@pytest.mark.parametrize("state", ["PUBLISHED", "RETIRED"])
@pytest.mark.parametrize(
    "change_to",
    [
        "content = '{}'",
        "content_sha256 = 'x'",
        "number = 77",
        "valid_to = NULL",
        "scope_codes = '[\"A\"]'",
        "state = 'DRAFT'",
        "published_by_name = 'Ai đó'",
        "made_by_name = 'Ai đó'",
    ],
)
def test_a_published_version_is_frozen_also_for_raw_sql(state, change_to):
    draft = open_draft("2025B", HANH)
    publish(draft, sent_by=HANH, by=KHOA)
    version = version_of("2025B", 2 if state == "PUBLISHED" else 1)
    assert version.state == state
    with pytest.raises((IntegrityError, InternalError), match="frozen"):
        raw(f"UPDATE legal_rulesetversion SET {change_to} WHERE id = %s", version.pk)  # noqa: S608
    with pytest.raises((IntegrityError, InternalError), match="frozen"):
        raw("DELETE FROM legal_rulesetversion WHERE id = %s", version.pk)
    assert version_of("2025B", version.number).content_sha256 == version.content_sha256


def test_a_draft_is_not_frozen():
    draft = open_draft("2025B", HANH)
    raw("UPDATE legal_rulesetversion SET note = 'Thử' WHERE id = %s", draft.pk)
    assert version_of("2025B", 2).note == "Thử"


@pytest.mark.parametrize("state", ["PUBLISHED", "DRAFT"])
def test_two_versions_in_use_or_two_drafts_are_refused(state):
    row = RuleSet.objects.get(code="2025B")
    draft = open_draft("2025B", HANH)
    values = RuleSetVersion.objects.filter(pk=draft.pk).values().get()
    values.update(id=None, number=9, state=state, published_at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        RuleSetVersion.objects.create(**values)
    assert row.versions.count() == 2


def test_the_database_refuses_that_the_sender_publishes():
    draft = open_draft("2025B", HANH)
    step(draft, "submit", HANH)
    version_of("2025B").transitions.count()
    with pytest.raises(IntegrityError), transaction.atomic():
        RuleSetVersion.objects.filter(pk=draft.pk).update(published_by_id=1, published_at=AT)


def test_history_is_append_only():
    open_draft("2025B", HANH)
    with pytest.raises((IntegrityError, InternalError), match="append-only"):
        raw("DELETE FROM legal_rulesettransition")


def test_who_wrote_in_a_version_does_not_publish_it_though_another_sent_it():
    draft = open_draft("2025B", KHOA)
    change(draft, rule_set_edits.set_join(place("CSTDCS:1"), "ALL"), HANH)
    confirmed(draft, "CSTDCS:1", HANH)
    step(draft, "submit", KHOA)
    for first in (HANH, KHOA):
        with pytest.raises(Forbidden, match="không tự công bố"):
            step(draft, "publish", first)
    step(draft, "publish", legal_officer(3, "Phạm Thu Trang"))
    assert draft.published_by_name == "Phạm Thu Trang"


def test_who_only_opened_a_copy_may_publish_what_another_wrote():
    draft = open_draft("2025B", KHOA)
    change(draft, rule_set_edits.remove_entry(place("LDTT:1")), HANH)
    step(draft, "submit", HANH)
    step(draft, "publish", KHOA)
    assert draft.published_by_name == "Lê Văn Khoa"


def test_a_draft_judges_nobody():
    before = rulebooks.speaking_entries()
    draft = open_draft("2026C", HANH)
    change(draft, rule_set_edits.set_join(place("CSTDCS:1"), "ALL"), HANH)
    assert rulebooks.speaking_entries() == before
    open_set(HANH)
    assert rulebooks.speaking_entries() == before


# --- New sets -------------------------------------------------------------------------------


def test_a_new_set_begins_empty_or_as_a_copy_that_waits_to_be_confirmed():
    empty = open_set(HANH)
    assert (empty.state, empty.content["awards"]) == ("DRAFT", {})
    copied = open_set(HANH, code="TINH2", copy_of=version_of("2025B"))
    standings = {row["standing"] for rows in copied.content["awards"].values() for row in rows}
    assert standings == {"TO_BE_CONFIRMED"}


def test_a_code_no_unit_bears_is_nobodys_where_there_is_no_unit_at_all():
    with pytest.raises(Forbidden, match="không đơn vị nào mang: BX"):
        rule_set_drafts.open_set(
            code="TINH1", layer="PROVINCE", name="Quy định của tỉnh", valid_from=AT.date(),
            scope_codes=["BX"], by=HANH, at=AT,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"code": "bn 1"}, "code"),
        ({"code": "2025B"}, "code"),
        ({"layer": "NATIONAL"}, "layer"),
        ({"name": " "}, "name"),
        ({"valid_to": AT.date()}, "valid_to"),
    ],
)
def test_a_faulty_new_set_names_the_field(changes, field):
    with pytest.raises(InvalidInput) as refused:
        open_set(HANH, **changes)
    assert [problem.field for problem in refused.value.problems] == [field]
