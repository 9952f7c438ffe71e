"""Stored verdicts judged again: the same answer, or every difference in words."""

from copy import deepcopy
from dataclasses import replace
from datetime import date

import pytest

from legal.rules.base import registry
from legal.rules.evaluate import checksum, evaluate
from legal.rules.plain import facts_from_plain
from legal.rules.rulebook import Rulebook
from legal.selectors.rulebooks import rule_set_version, rulebooks_for
from legal.services.replay import replay
from tests.factories.legal import load_catalogue
from tests.legal.golden_files import find_set, stored_verdicts

STORED = stored_verdicts()


def case(award="CSTDCS", code="2025B/1"):
    return deepcopy(next(one for one in STORED if f"{award} · {code}" in one["name"]))


def again(stored):
    return replay(stored, find_set=find_set)


@pytest.mark.parametrize("stored", STORED, ids=lambda one: one["name"])
def test_a_stored_verdict_comes_out_as_it_was_kept(stored):
    found = again(stored)
    assert found.differences == ()
    assert found.same
    assert found.sets_found


def test_whether_the_program_is_the_same_is_told_apart_from_the_answer():
    stored = case()
    stored["verdict"]["checksum"] = checksum()
    assert again(stored).code_same
    stored["verdict"]["checksum"] = "0" * 64
    found = again(stored)
    assert (found.same, found.code_same) == (True, False)


# --- Differences in words -------------------------------------------------------------------


def test_another_answer_is_named():
    stored = case()
    stored["verdict"].update(code="BARRED", blocking=True, contradictions=["Hai mức."])
    found = again(stored)
    assert not found.same
    assert found.differences[:3] == (
        "Kết luận: trước là “Không được xét”, nay là “Cần người xét đánh giá”.",
        "Trước chặn đề nghị, nay không chặn.",
        "Mâu thuẫn dữ liệu nêu ra không còn như trước.",
    )
    assert found.verdict.code == "NEEDS_JUDGEMENT"


def test_a_condition_that_came_out_otherwise_is_named():
    stored = case()
    first, *others = stored["verdict"]["findings"]
    assert others
    others[0]["outcome"] = "ERROR"
    first["parts"][0]["message"] = "Khác."
    rules = first["parts"][0]["rule"], others[0]["rule"]
    differences = again(stored).differences
    assert len(differences) == 2
    assert f"Điều kiện {rules[0]}: trước ghi “Khác.”, nay ghi “" in differences[0]
    assert f"Điều kiện {rules[1]}: trước là Lỗi khi xét, nay là " in differences[1]


def test_other_details_of_a_condition_are_named():
    stored = case()
    stored["verdict"]["findings"][0].update(standing="SECOND_HAND", remedy="x")
    assert again(stored).differences == (
        f"Điều kiện {stored['verdict']['findings'][0]['rule']}: khác ở standing, remedy.",
    )


def test_conditions_that_were_added_or_dropped_are_named():
    stored = case()
    dropped = stored["verdict"]["findings"].pop()["rule"]
    stored["verdict"]["findings"][0]["parts"][0]["rule"] = "Luat_Cu"
    differences = "\n".join(again(stored).differences)
    assert "Điều kiện Luat_Cu không còn được hỏi." in differences
    assert f"Điều kiện {dropped} trước chưa được hỏi." in differences


def test_versions_that_are_not_known_any_more_are_named():
    stored = case()
    stored["verdict"]["sets"][0]["sha256"] = "f" * 64
    found = again(stored)
    assert (found.same, found.sets_found, found.verdict) == (False, False, None)
    assert found.differences == (
        "Không còn bản 1 của bộ quy tắc 2025B với nội dung lúc đó (mã băm ffffffffffff).",
    )


def test_facts_that_are_missing_or_unreadable_are_said():
    stored = case()
    for facts, words in (
        (None, "không giữ dữ kiện"),
        ({"object": "robot"}, "không còn đọc được: “object” phải là"),
    ):
        found = again({**stored, "facts": facts})
        assert (found.same, found.verdict) == (False, None)
        assert words in found.differences[0]


def test_a_rule_the_program_has_no_more_is_named(monkeypatch):
    monkeypatch.delitem(registry, "Luat2022_D23_K1")
    assert again(case()).differences == ("Chương trình không còn quy tắc Luat2022_D23_K1.",)


def test_a_verdict_under_no_law_stays_one():
    stored = case()
    stored["verdict"].update(code="NO_RULE", sets=[], findings=[], ruleset="", blocking=False)
    assert again(stored).same


# --- Versions of the database -----------------------------------------------------------------


@pytest.mark.django_db
def test_a_verdict_by_versions_of_the_database_is_judged_again():
    load_catalogue()
    stored = case()
    day = date.fromisoformat(stored["received_on"])
    book = rulebooks_for(day, judged_on=day)[0]
    facts = facts_from_plain(stored["facts"])
    stored["verdict"] = evaluate("CSTDCS", facts, book).as_dict()
    assert replay(stored).same
    # What only advised when it was judged does not block now because it was published since.
    row = rule_set_version("2025B", 1)
    assert row.published
    draft = Rulebook((replace(row, published=False),), day)
    stored["verdict"] = evaluate("CSTDCS", facts, draft).as_dict()
    assert replay(stored).same
