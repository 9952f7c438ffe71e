"""The requests of proposals, review, decisions, the register, reports and eligibility."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.access.matrix import Ask

VIEWED = ("awards.view", "division")
RECEIVED = {
    "province": ("awards.view_received", "province"),
    "ministry": ("awards.view_received", "ministry"),
}

#   step              its action               the unit that acts   and who has seen it by then
STEPS = {
    "head":           ("awards.endorse",        "division",   ()),
    "check":          ("awards.check",          "department", ()),
    "council":        ("awards.record_council", "department", ()),
    "director":       ("awards.lead",           "department", ()),
    "province_check": ("awards.province_check", "province",   ("province",)),
    "province":       ("awards.province_lead",  "province",   ("province",)),
    "ministry":       ("awards.ministry_lead",  "ministry",   ("ministry",)),
}  # fmt: skip


def pk(name: str) -> Callable[[Any], tuple[int]]:
    return lambda world: (world.proposals[name].pk,)


def act(name: str, what: str) -> Callable[[Any], tuple[int, str]]:
    return lambda world: (world.proposals[name].pk, what)


def said(which: str, /, **more: str) -> Callable[[Any], dict[str, Any]]:
    return lambda world: {
        "comment": "Bổ sung minh chứng.",
        "version": world.proposals[which].version,
        **more,
    }


def seen(name: str) -> tuple[tuple[str, str], ...]:
    return (VIEWED, *(RECEIVED[level] for level in STEPS[name][2]))


def _steps() -> list[Ask]:
    asks = []
    for name, (action, place, _seen) in STEPS.items():
        common: dict[str, Any] = {"place": place, "seen_by": seen(name), "near": f"of_{name}"}
        asks += [
            Ask(action, "proposals:act", act(name, "return"), said(name), "post", 302, **common),
            Ask(
                action,
                "api:proposal_steps",
                pk(name),
                said(name, name="return"),
                "post",
                200,
                **common,
            ),
        ]
    return asks


def _judging() -> list[Ask]:
    """Who makes the dossier judges while he may change it, then whoever may act in its step."""
    asks = [
        Ask(
            "awards.propose",
            "proposals:judge",
            pk("draft"),
            judged("draft"),
            "post",
            302,
            seen_by=(VIEWED,),
            near="of_draft",
        ),
        Ask(
            "awards.propose",
            "api:proposal_judgements",
            pk("draft"),
            judged("draft"),
            "post",
            201,
            seen_by=(VIEWED,),
            near="of_draft",
        ),
    ]
    for name, (action, place, _seen) in STEPS.items():
        common: dict[str, Any] = {"place": place, "seen_by": seen(name), "near": f"of_{name}"}
        asks.append(Ask(action, "proposals:judge", pk(name), judged(name), "post", 302, **common))
    return asks


def judged(which: str) -> Callable[[Any], dict[str, Any]]:
    return lambda world: {
        "rule": "Luat2022_D24_K1_b",
        "ok": "1",
        "version": world.proposals[which].version,
    }


def _proposal_list(_world: Any) -> tuple[str]:
    return ("awards.proposals",)


PROPOSALS = [
    Ask("awards.view", "proposals:detail", pk("check")),
    Ask("awards.view", "proposals:replay", lambda world: (*pk("check")(world), 1)),
    Ask("awards.view", "api:proposal_detail", pk("check")),
    Ask("awards.view", "api:proposal_steps", pk("check")),
    Ask("awards.view", "api:proposal_judgements", pk("check")),
    Ask("awards.view", "api:proposal_likenesses", pk("check")),
    Ask("awards.view", "api:proposal_received", pk("check")),
    Ask(
        "awards.view_received", "proposals:detail", pk("ministry"), place="ministry", also=(VIEWED,)
    ),
    Ask(
        "awards.view_received",
        "api:proposal_detail",
        pk("ministry"),
        place="ministry",
        also=(VIEWED,),
    ),
    Ask("awards.propose", "proposals:create", lacking=403, elsewhere=200),
    Ask("awards.propose", "loads:upload", _proposal_list, lacking=403, elsewhere=200),
    Ask("awards.propose", "loads:template", _proposal_list, lacking=403, elsewhere=200),
    Ask("awards.propose", "proposals:edit", pk("draft"), seen_by=(VIEWED,), near="of_draft"),
    Ask(
        "awards.propose",
        "proposals:act",
        act("draft", "withdraw"),
        said("draft"),
        "post",
        302,
        seen_by=(VIEWED,),
        near="of_draft",
    ),
    Ask(
        "awards.propose",
        "api:proposal_steps",
        pk("draft"),
        said("draft", name="withdraw"),
        "post",
        200,
        seen_by=(VIEWED,),
        near="of_draft",
    ),
    *_steps(),
    *_judging(),
    # Nothing looks like the draft: who may answer is told so.
    Ask(
        "awards.propose",
        "api:proposal_likenesses",
        pk("draft"),
        lambda world: {
            "refs": ["proposal:1"],
            "note": "Thành tích khác.",
            "version": world.proposals["draft"].version,
        },
        "post",
        400,
        seen_by=(VIEWED,),
        near="of_draft",
    ),
    Ask("awards.propose", "proposals:acknowledge", pk("draft"), seen_by=(VIEWED,), near="of_draft"),
    Ask(
        "awards.record_external",
        "proposals:correct_received",
        pk("director"),
        lambda world: {
            "day": "11/01/2021",
            "reason": "Theo dấu công văn đến.",
            "version": world.proposals["director"].version,
        },
        "post",
        302,
        seen_by=(VIEWED,),
        near="of_director",
    ),
    # What lies at a level that works elsewhere is answered by the officer of the department.
    Ask(
        "awards.record_external",
        "proposals:act",
        act("prime_minister", "return"),
        said("prime_minister", document="99/VPCP"),
        "post",
        302,
        seen_by=(VIEWED, RECEIVED["province"]),
        near="of_prime_minister",
    ),
    Ask(
        "awards.record_bloc",
        "proposals:act",
        act("bloc", "return"),
        said("bloc", document="05/BB-KTĐ"),
        "post",
        302,
        place="province",
        also=(("awards.record_external", "department"),),
        seen_by=(("awards.view", "department"), RECEIVED["province"]),
    ),
    Ask(
        "awards.annul",
        "proposals:act",
        act("decided", "annul"),
        said("decided", number="07/QĐ-SCT", decided_on="11/01/2021"),
        "post",
        302,
        seen_by=(VIEWED,),
        near="of_decided",
    ),
]

REGISTER = [
    Ask("awards.view_register", "awards:award_detail", lambda world: (world.award.pk,)),
    Ask("awards.view_register", "api:award_detail", lambda world: (world.award.pk,)),
    Ask(
        "awards.view_decided",
        "awards:award_detail",
        lambda world: (world.ministry_award.pk,),
        place="ministry",
        also=(("awards.view_register", "division"),),
    ),
    Ask(
        "awards.view_decided",
        "api:decision_detail",
        lambda world: (world.ministry_award.decision_id,),
        place="ministry",
        also=(("awards.view_register", "division"), ("awards.view_register", "ministry")),
    ),
    Ask(
        "awards.view_register",
        "awards:decision_detail",
        lambda world: (world.award.decision_id,),
        also=(("awards.view_register", "department"),),
    ),
    Ask("awards.back_enter", "awards:back_entry", lacking=403, elsewhere=200),
    Ask(
        "awards.view_report",
        "reports:annual",
        data=lambda world: {"unit": world.division.code, "nam": 2020},
        lacking=403,
    ),
    Ask(
        "awards.view_report",
        "api:annual_report",
        data=lambda world: {"unit": world.division.code, "year": 2020},
        seen_by=(("personnel.view_unit", "division"),),
    ),
]


def _person(world: Any) -> tuple[str]:
    return (world.person.code,)


def _division(world: Any) -> tuple[str]:
    return (world.division.code,)


ELIGIBILITY = [
    *(
        Ask("awards.view_eligibility", name, _person)
        for name in (
            "awards:person_standing",
            "awards:person_standing_part",
            "awards:person_forecast",
            "api:person_eligibility",
        )
    ),
    *(
        Ask("awards.view_eligibility", name, _division)
        for name in (
            "awards:unit_standing",
            "awards:unit_standing_part",
            "awards:people_standing",
            "awards:people_standing_file",
            "api:collective_eligibility",
        )
    ),
    Ask(
        "awards.view_eligibility",
        "api:unit_eligibility",
        _division,
        lambda _world: {"award": "LDTT"},
    ),
    *(
        Ask(
            "awards.view_eligibility",
            name,
            data=lambda world: {"don_vi": world.division.code},
            lacking=403,
        )
        for name in (
            "awards:missed",
            "awards:missed_file",
            "awards:forecast",
            "awards:forecast_file",
        )
    ),
    *(
        Ask(
            "awards.view_eligibility",
            name,
            data=lambda world: {"unit": world.division.code},
            lacking=403,
        )
        for name in ("api:missed_candidates", "api:forecast")
    ),
]

QUOTAS = [
    Ask(
        "awards.view_register",
        "proposals:quotas",
        data=lambda world: {"unit": world.division.code, "nam": 2020},
        lacking=403,
    ),
    Ask("awards.view_register", "proposals:quota_people", _division),
    Ask("awards.view_register", "api:unit_quotas", _division, lambda _world: {"year": 2020}),
]

ASKS = [*PROPOSALS, *REGISTER, *ELIGIBILITY, *QUOTAS]
