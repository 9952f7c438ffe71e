"""The requests of units, people, accounts and personal data."""

from __future__ import annotations

from typing import Any

from tests.access.matrix import Ask

SEES_UNIT = (("personnel.view_unit", "division"),)
SEES_PERSON = (("personnel.view_staff", "division"),)
ANYWHERE: dict[str, Any] = {"lacking": 403, "elsewhere": 200}
ACCOUNT: dict[str, Any] = {"lacking": 403}


def unit(world: Any) -> tuple[str]:
    return (world.division.code,)


def person(world: Any) -> tuple[str]:
    return (world.person.code,)


def recipient(world: Any) -> tuple[str]:
    return (world.recipient.code,)


def place(world: Any) -> tuple[str, int]:
    return (world.person.code, world.person.appointments.get().pk)


def grade(world: Any) -> tuple[str, int]:
    return (world.person.code, 2020)


def discipline(world: Any) -> tuple[str, int]:
    return (world.person.code, world.discipline.pk)


def bar(world: Any) -> tuple[str, int]:
    return (world.person.code, world.bar.pk)


def unit_grade(world: Any) -> tuple[str, int]:
    return (world.division.code, 2020)


def absence(world: Any) -> tuple[str, int]:
    return (world.person.code, world.absence.pk)


def account(world: Any) -> tuple[int]:
    return (world.account.pk,)


def correction(world: Any) -> tuple[int]:
    return (world.correction.pk,)


def _form(action: str, url: str, args: Any, seen_by: Any) -> Ask:
    return Ask(action, f"personnel:{url}", args, seen_by=seen_by)


UNITS = [
    Ask("personnel.view_unit", "personnel:unit_detail", unit),
    Ask("personnel.view_unit", "api:unit_detail", unit),
    Ask("personnel.view_unit", "awards:unit_history", unit),
    Ask("personnel.view_unit", "personnel:unit_lineage", unit),
    Ask("personnel.view_unit", "api:unit_lineage", unit),
    Ask("personnel.view_unit", "personnel:unit_grades", unit),
    _form("personnel.change_unit", "unit_assess", unit, SEES_UNIT),
    _form("personnel.change_unit", "unit_grade_correct", unit_grade, SEES_UNIT),
    _form("personnel.change_unit", "unit_grade_withdraw", unit_grade, SEES_UNIT),
    Ask("personnel.change_unit", "personnel:unit_open", **ANYWHERE),
    *(
        _form("personnel.change_unit", f"unit_{step}", unit, SEES_UNIT)
        for step in ("rename", "correct", "code", "move", "merge", "split", "dissolve")
    ),
]

STAFF = [
    Ask("personnel.view_staff", "personnel:staff_detail", person),
    Ask("personnel.view_staff", "api:staff_detail", person),
    Ask("personnel.view_staff", "personnel:guarded_part", person),
    Ask("personnel.view_staff", "personnel:conduct", person),
    Ask("personnel.view_staff", "personnel:bars", person),
    Ask("personnel.view_staff", "api:staff_identity", person),
    Ask("personnel.view_staff", "emulation:staff_part", person),
    Ask("personnel.view_staff", "awards:person_history", person),
    Ask("personnel.view_staff", "awards:person_uses", person),
    Ask("personnel.view_staff", "api:staff_initiative_uses", person),
    Ask("personnel.change_staff", "personnel:staff_hire", **ANYWHERE),
    *(
        _form("personnel.change_staff", step, person, SEES_PERSON)
        for step in (
            "staff_edit",
            "staff_transfer",
            "staff_leave",
            "staff_assess",
            "post_begin",
            "spouse_set",
            "discipline_add",
            "bar_add",
            "absence_add",
        )
    ),
    *(
        _form("personnel.change_staff", step, part, SEES_PERSON)
        for step, part in (
            ("place_correct", place),
            ("place_withdraw", place),
            ("grade_correct", grade),
            ("grade_withdraw", grade),
            ("discipline_correct", discipline),
            ("discipline_end", discipline),
            ("discipline_withdraw", discipline),
            ("bar_correct", bar),
            ("bar_lift", bar),
            ("bar_withdraw", bar),
            ("absence_correct", absence),
            ("absence_withdraw", absence),
        )
    ),
    Ask(
        "personnel.change_staff",
        "personnel:staff_leave",
        person,
        lambda world: {"on": "11/01/2021", "version": world.person.version},
        "post",
        302,
        seen_by=SEES_PERSON,
    ),
    Ask(
        "personnel.change_staff",
        "api:staff_upsert",
        lambda _world: ("HRM-1",),
        lambda world: {
            "code": "NV-99",
            "full_name": "Thạch Văn Ơn",
            "category": "WORKER",
            "joined_on": "2020-01-02",
            "unit": world.division.code,
            "post": "Nhân viên",
        },
        "put",
        201,
        seen_by=SEES_PERSON,
        named_by=SEES_UNIT,
        lacking=400,
        elsewhere=400,
    ),
]

RECIPIENTS = [
    Ask("personnel.view_recipient", "awards:recipient_history", recipient),
    Ask("personnel.view_recipient", "personnel:recipient_detail", recipient),
    Ask("personnel.view_recipient", "api:recipient_detail", recipient),
    Ask("personnel.view_recipient", "personnel:recipient_list", **ANYWHERE),
    Ask("personnel.change_recipient", "personnel:recipient_add", **ANYWHERE),
    Ask(
        "personnel.change_recipient",
        "personnel:recipient_edit",
        recipient,
        seen_by=(("personnel.view_recipient", "division"),),
    ),
]

ACCOUNTS = [
    Ask("personnel.manage_accounts", "personnel:account_list", **ANYWHERE),
    Ask("personnel.manage_accounts", "personnel:account_create", **ANYWHERE),
    *(
        Ask("personnel.manage_accounts", f"personnel:{page}", account, **ACCOUNT)
        for page in (
            "account_detail",
            "role_grant",
            "account_delegations",
            "account_delegate",
            "account_deputy_pick",
        )
    ),
    Ask(
        "personnel.manage_accounts",
        "personnel:role_end",
        lambda world: (world.account.pk, world.assignment.pk),
        **ACCOUNT,
    ),
    Ask(
        "personnel.manage_accounts",
        "personnel:account_switch",
        account,
        lambda _world: {"active": "0"},
        "post",
        302,
        **ACCOUNT,
    ),
]

PRIVATE = [
    *(
        _form("personnel.view_identity", url, person, SEES_PERSON)
        for url in ("identity_look", "identity_set")
    ),
    Ask("personnel.view_identity", "personnel:identity_find", **ANYWHERE),
    Ask(
        "personnel.view_identity",
        "api:staff_looks",
        person,
        lambda _world: {"purpose": "CHECK"},
        "post",
        201,
        seen_by=SEES_PERSON,
    ),
    Ask("personnel.view_looks", "api:staff_looks", person, seen_by=SEES_PERSON),
    _form("personnel.view_sensitive", "sensitive_look", person, SEES_PERSON),
    _form("personnel.change_sensitive", "sensitive_edit", person, SEES_PERSON),
    Ask("personnel.manage_privacy", "personnel:privacy", **ANYWHERE),
    Ask("personnel.view_looks", "personnel:looks_log", **ANYWHERE),
    Ask("personnel.view_looks", "personnel:looks_export", method="post", **ANYWHERE),
    Ask("personnel.view_correction", "personnel:correction_list", **ANYWHERE),
    Ask("personnel.view_correction", "personnel:correction_detail", correction),
    Ask("personnel.view_correction", "api:correction_detail", correction),
    Ask(
        "personnel.answer_correction",
        "personnel:correction_step",
        lambda world: (world.correction.pk, "refuse"),
        lambda world: {"comment": "Chưa đủ giấy tờ.", "version": world.correction.version},
        "post",
        302,
        seen_by=(("personnel.view_correction", "division"),),
        near="person",
    ),
    Ask(
        "personnel.answer_correction",
        "api:correction_steps",
        correction,
        lambda world: {
            "name": "refuse",
            "comment": "Chưa đủ giấy tờ.",
            "version": world.correction.version,
        },
        "post",
        200,
        seen_by=(("personnel.view_correction", "division"),),
        near="person",
    ),
]

LOADS = [Ask("personnel.view_loads", "loads:detail", lambda world: (world.load.pk,))]

ASKS = [*UNITS, *STAFF, *RECIPIENTS, *ACCOUNTS, *PRIVATE, *LOADS]
