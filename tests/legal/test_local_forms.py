"""Forms an installation adds."""

from datetime import date

import pytest

from core import clock
from core.errors import Forbidden, InvalidInput
from core.models import AuditEvent
from core.scope import Actor, Grant
from legal.models import AwardType
from legal.permissions import require_view
from legal.services.local_forms import add_local_form
from tests.factories.legal import load_catalogue

pytestmark = pytest.mark.django_db


def actor(role):
    return Actor(7, "hoa", "Nguyễn Thị Hoa", grants=(Grant(role, 1, 1, 10),))


def add(role="HR_OFFICER", **changes):
    values = {
        "code": "dp_thu_khen",
        "name": "Thư  khen của Giám đốc",
        "object_kinds": ["COLLECTIVE", "INDIVIDUAL"],
        "level": "UNIT",
        "valid_from": date(2020, 1, 1),
    }
    return add_local_form(by=actor(role), at=clock.now(), **{**values, **changes})


def test_a_local_form_is_stored_and_told_to_the_audit():
    row = add()
    assert (row.code, row.name, row.short_name) == (
        "DP_THU_KHEN",
        "Thư khen của Giám đốc",
        "Thư khen của Giám đốc",
    )
    assert row.object_kinds == ["INDIVIDUAL", "COLLECTIVE"]
    assert (row.deciders, row.is_local, row.standing) == (["UNIT_HEAD"], True, "TO_BE_CONFIRMED")
    event = AuditEvent.objects.get(action="legal.add_local_form")
    assert event.data["code"] == "DP_THU_KHEN"


def test_loading_the_law_leaves_local_forms_alone():
    add()
    load_catalogue()
    assert AwardType.objects.get(code="DP_THU_KHEN").is_local


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"code": "THU_KHEN"}, "code"),
        ({"code": "DP_"}, "code"),
        ({"code": "DP_THƯ"}, "code"),
        ({"code": "DP_" + "X" * 40}, "code"),
        ({"name": "  "}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"short_name": "x" * 81}, "short_name"),
        ({"citation": "x" * 401}, "citation"),
        ({"object_kinds": []}, "object_kinds"),
        ({"object_kinds": ["ANIMAL"]}, "object_kinds"),
        ({"level": "HUYEN"}, "level"),
        ({"family": "OTHER"}, "family"),
    ],
)
def test_a_faulty_field_is_named(changes, field):
    with pytest.raises(InvalidInput) as caught:
        add(**changes)
    assert [problem.field for problem in caught.value.problems] == [field]
    assert not AwardType.objects.filter(is_local=True).exists()


def test_every_faulty_field_is_told_at_once():
    with pytest.raises(InvalidInput) as caught:
        add(code="X", name="", level="HUYEN")
    assert {problem.field for problem in caught.value.problems} == {"code", "name", "level"}


def test_a_code_is_given_once():
    add()
    with pytest.raises(InvalidInput, match="đã có trong danh mục"):
        add()


@pytest.mark.parametrize("role", ["HR_OFFICER", "PROVINCE_OFFICER"])
def test_those_who_may(role):
    assert add(role).pk


@pytest.mark.parametrize("role", ["STAFF_MEMBER", "UNIT_HEAD", "DIRECTOR", "AUDITOR"])
def test_those_who_may_not(role):
    with pytest.raises(Forbidden):
        add(role)
    require_view(actor(role))


def test_without_a_role_nothing_is_seen():
    with pytest.raises(Forbidden):
        require_view(Actor(7, "hoa", "Hoa"))
