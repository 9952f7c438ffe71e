"""Rule-sets of some units belong to the legal officers whose reach holds all of these units."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.urls import reverse

from core.errors import Forbidden, GuardRefused
from legal.models import RuleSet, RuleSetVersion
from legal.services import rule_set_drafts, rule_set_edits, rule_set_steps
from personnel.models import Unit
from tests.awards.web.pages import as_user, text_of
from tests.factories.personnel import AT, UnitFactory, UserFactory, actor_for, fresh
from tests.factories.rule_sets import LATER, change, open_draft, place, publish, version_of
from tests.support.clock import stopped_at

pytestmark = pytest.mark.django_db

OUTSIDE = "ngoài phạm vi của bạn"


@pytest.fixture(autouse=True)
def _day():
    with stopped_at("2020-11-30"):
        yield


@pytest.fixture
def law():
    """Two provinces with two legal officers each, and two of the whole country."""
    state = UnitFactory(kind="STATE", code="VN")
    north = UnitFactory(kind="PROVINCE", code="BAC", parent=state)
    south = UnitFactory(kind="PROVINCE", code="NAM", parent=state)
    office = UnitFactory(kind="DEPARTMENT", code="NAM-SO", parent=south)
    fresh(state, north, south, office)
    users = {
        name: UserFactory(roles=[("LEGAL_OFFICER", unit)])
        for name, unit in {
            "north": north,
            "north2": north,
            "south": south,
            "south2": south,
            "office": office,
            "state": state,
            "state2": state,
        }.items()
    }
    actors = {name: actor_for(user) for name, user in users.items()}
    return SimpleNamespace(users=users, **actors)


def opened(by, *codes, layer="PROVINCE", code="BX2020"):
    """A new set of these units, with its first draft."""
    return rule_set_drafts.open_set(
        code=code, layer=layer, name="Quy định riêng", valid_from=date(2020, 1, 1),
        scope_codes=codes, by=by, at=AT,
    )  # fmt: skip


def in_use(law, *codes, layer="PROVINCE"):
    """A published set of these units."""
    version = opened(law.state, *codes, layer=layer)
    head = rule_set_edits.set_head(
        valid_from=version.valid_from, valid_to=None, document_codes=["LUAT_2003"],
        scope_codes=codes, note="Trích lời quy định.", both=False,
    )  # fmt: skip
    change(version, head, law.state)
    publish(version, sent_by=law.state, by=law.state2)
    return version_of("BX2020")


def bound(version, *codes):
    """The edit that binds a draft to these units."""
    return rule_set_edits.set_head(
        valid_from=version.valid_from, valid_to=version.valid_to,
        document_codes=version.document_codes, scope_codes=codes, note=version.note, both=False,
    )  # fmt: skip


# --- Officer and set ------------------------------------------------------------------------

TABLE = [
    # layer, units of the set, officers who may work on it
    ("PROVINCE", ["BAC"], {"north", "state"}),
    ("PROVINCE", ["NAM"], {"south", "state"}),
    ("PROVINCE", ["NAM-SO"], {"office", "south", "state"}),
    ("PROVINCE", ["BAC", "NAM"], {"state"}),
    ("INSTALLATION", ["NAM-SO"], {"office", "south", "state"}),
    ("INSTALLATION", ["VN"], {"state"}),
    ("INSTALLATION", [], {"north", "office", "south", "state"}),
]
NOBODYS = "không đơn vị nào mang"


@pytest.mark.parametrize(("layer", "codes", "may"), TABLE)
@pytest.mark.parametrize("who", ["north", "south", "office", "state"])
def test_a_set_belongs_to_the_officers_of_all_its_units(law, who, layer, codes, may):
    version = in_use(law, *codes, layer=layer)
    officer = getattr(law, who)
    tries = (
        lambda: opened(officer, *codes, layer=layer, code="KHAC"),
        lambda: open_draft("BX2020", officer),
        lambda: change(
            RuleSetVersion.objects.get(rule_set__code="BX2020", state="DRAFT"),
            rule_set_edits.set_head(
                valid_from=version.valid_from, valid_to=None, document_codes=(),
                scope_codes=codes, note="Thêm lời.", both=False,
            ),
            officer,
        ),
        lambda: rule_set_steps.perform_step(
            version_of("BX2020"), "ask_retirement", by=officer, at=LATER, comment="Bãi bỏ."
        ),
    )  # fmt: skip
    if who not in may:
        open_draft("BX2020", law.state)
    for attempt in tries:
        if who in may:
            attempt()
        else:
            with pytest.raises(Forbidden, match=OUTSIDE):
                attempt()


def test_the_national_sets_are_any_legal_officers(law):
    draft = open_draft("2025B", law.office)
    assert change(draft, rule_set_edits.remove_entry(place("LDTT:0")), law.north)


@pytest.mark.parametrize("step", ["publish", "return"])
def test_whoever_sends_in_finds_the_second_officer_in_the_same_reach(law, step):
    version = opened(law.south, "NAM")
    change(version, bound_with_source(version, "NAM"), law.south)
    rule_set_steps.perform_step(version, "submit", by=law.south, at=LATER)
    for other in (law.north, law.office):
        with pytest.raises(Forbidden, match=OUTSIDE):
            rule_set_steps.perform_step(version, step, by=other, at=LATER, comment="Xem lại.")
    rule_set_steps.perform_step(version, step, by=law.south2, at=LATER, comment="Đã xem.")
    assert version_of("BX2020").state == {"publish": "PUBLISHED", "return": "DRAFT"}[step]


def bound_with_source(version, *codes):
    """The same with a source, so that it may be sent in."""
    return rule_set_edits.set_head(
        valid_from=version.valid_from, valid_to=version.valid_to, document_codes=["LUAT_2003"],
        scope_codes=codes, note="Trích lời quy định.", both=False,
    )  # fmt: skip


@pytest.mark.parametrize("layer", ["PROVINCE", "INSTALLATION"])
def test_a_code_no_unit_bears_is_left_to_those_who_reach_every_unit(law, layer):
    draft = opened(law.state, "NAM", "KHONGCO", layer=layer)
    for officer in (law.south, law.north):
        with pytest.raises(Forbidden, match=NOBODYS):
            change(draft, bound(draft, "NAM"), officer)
        with pytest.raises(Forbidden, match=NOBODYS):
            opened(officer, "KHONGCO", layer=layer, code="KHAC")
    change(draft, bound_with_source(draft, "NAM", "KHONGCO"), law.state)
    with pytest.raises(GuardRefused, match="không đơn vị nào mang mã “KHONGCO”"):
        rule_set_steps.perform_step(draft, "submit", by=law.state, at=LATER)
    # Once a unit bears the code, the set is that unit's.
    fresh(UnitFactory(kind="PROVINCE", code="KHONGCO", parent=Unit.objects.get(code="VN")))
    publish(version_of("BX2020"), sent_by=law.state, by=law.state2)


def test_a_set_that_lost_its_unit_waits_for_those_who_reach_every_unit(law):
    version = opened(law.south, "NAM")
    change(version, bound_with_source(version, "NAM"), law.south)
    rule_set_steps.perform_step(version, "submit", by=law.south, at=LATER)
    RuleSetVersion.objects.filter(pk=version.pk).update(scope_codes=["KHONGCO"])
    RuleSet.objects.filter(pk=version.rule_set_id).update(scope_codes=["KHONGCO"])
    line = "Công bố bộ quy tắc"
    assert line in text_of(as_user(law.users["state"]).get("/"))
    assert line not in text_of(as_user(law.users["south2"]).get("/"))


# --- Changing the units ---------------------------------------------------------------------


@pytest.mark.parametrize("codes", [["NAM"], ["BAC", "NAM"], ["VN"]])
def test_a_draft_is_not_carried_into_another_reach(law, codes):
    draft = opened(law.north, "BAC")
    with pytest.raises(Forbidden, match=OUTSIDE):
        change(draft, bound(draft, *codes), law.north)
    assert version_of("BX2020").scope_codes == ["BAC"]


def test_the_units_a_set_binds_now_count_until_another_version_is_in_use(law):
    in_use(law, "NAM")
    draft = open_draft("BX2020", law.state)
    change(draft, bound(draft, "BAC"), law.state)
    for officer in (law.north, law.south):
        with pytest.raises(Forbidden, match=OUTSIDE):
            rule_set_steps.perform_step(version_of("BX2020", 2), "submit", by=officer, at=LATER)
    publish(draft, sent_by=law.state, by=law.state2)
    assert RuleSet.objects.get(code="BX2020").scope_codes == ["BAC"]
    open_draft("BX2020", law.north)


# --- The pages ------------------------------------------------------------------------------


def test_the_page_says_why_and_offers_nothing_to_change(law):
    in_use(law, "NAM")
    stranger, own = as_user(law.users["north"]), as_user(law.users["south"])
    address = reverse("legal:rule_set_version", args=["BX2020", 1])
    assert OUTSIDE in text_of(stranger.get(address))
    assert OUTSIDE not in text_of(own.get(address))
    for name, args in (("rule_set_open", []), ("rule_set_step", ["ask_retirement"])):
        page = reverse(f"legal:{name}", args=["BX2020", 1, *args])
        for answer in (stranger.get(page), stranger.post(page, {"comment": "Bãi bỏ."})):
            assert answer.status_code == 403
            assert OUTSIDE in text_of(answer)
        assert own.get(page).status_code == 200


def test_the_forms_of_a_draft_are_closed_to_others(law):
    draft = opened(law.south, "NAM")
    page = reverse("legal:rule_set_edit", args=["BX2020", draft.number, "thoi-ky"])
    address = reverse("legal:rule_set_version", args=["BX2020", 1])
    stranger, own = as_user(law.users["north"]), as_user(law.users["south"])
    assert stranger.get(page).status_code == 403
    assert own.get(page).status_code == 200
    assert page not in text_of(stranger.get(address))
    assert page in text_of(own.get(address))


def test_a_new_set_for_another_reach_is_refused(law):
    sent = {"name": "Quy định", "code": "BX2020", "layer": "PROVINCE", "valid_from": "01/01/2020",
            "last_day": "", "scopes": "NAM", "copy_of": "", "note": ""}  # fmt: skip
    answer = as_user(law.users["north"]).post(reverse("legal:rule_set_new"), sent)
    assert answer.status_code == 403
    assert f"{OUTSIDE}: {Unit.objects.get(code='NAM').name} (NAM)" in text_of(answer)
    assert not RuleSet.objects.filter(code="BX2020").exists()
    # What was typed is still there.
    assert 'value="01/01/2020"' in text_of(answer)


def test_units_are_named_wherever_a_set_tells_them(law):
    version = in_use(law, "NAM")
    reader, name = as_user(law.users["north"]), Unit.objects.get(code="NAM").name
    for address in ("rule_sets", "rule_set_version"):
        args = ["BX2020", 1] if address == "rule_set_version" else []
        assert f"{name} (NAM)" in text_of(reader.get(reverse(f"legal:{address}", args=args)))
    draft = open_draft("BX2020", law.state)
    words = change(draft, bound(version, "BAC", "KHONGCO"), law.state)
    north = Unit.objects.get(code="BAC").name
    assert words == [
        f"Đơn vị áp dụng: {name} (NAM) → {north} (BAC), KHONGCO (không đơn vị nào mang mã này)"
    ]
    page = reverse("legal:rule_set_edit", args=["BX2020", 2, "thoi-ky"])
    assert f"Đang ghi: {north} (BAC)" in text_of(as_user(law.users["state"]).get(page))
