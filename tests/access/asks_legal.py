"""The requests of the catalogue, the documents, the rules and the rule-sets."""

from __future__ import annotations

from typing import Any

from tests.access.matrix import Ask


def _nothing(_world: Any) -> tuple[()]:
    return ()


def _no_data(_world: Any) -> dict[str, Any]:
    return {}


ASKS = [
    Ask("legal.view_catalogue", "legal:catalogue", lacking=403, elsewhere=200),
    Ask(
        "legal.view_catalogue",
        "legal:award_type",
        lambda _world: ("LDTT",),
        lacking=403,
        elsewhere=200,
    ),
    *(
        Ask("legal.view_catalogue", name, args, data, lacking=403, elsewhere=200)
        for name, args, data in (
            ("legal:documents", _nothing, _no_data),
            ("legal:search", _nothing, lambda _world: {"q": "sang kien"}),
            ("legal:document", lambda _world: ("LUAT_06_2022",), _no_data),
            ("legal:rule", lambda _world: ("Luat2022_D23_K2",), _no_data),
            ("legal:compare", lambda _world: ("LDTT",), _no_data),
            ("api:legal_document_list", _nothing, _no_data),
            ("api:legal_rule_list", _nothing, _no_data),
        )
    ),
    Ask("legal.manage_local_forms", "legal:add_form", lacking=403, elsewhere=200),
    *(
        Ask("legal.view_catalogue", name, args, lacking=403, elsewhere=200)
        for name, args in (
            ("legal:rule_sets", lambda _world: ()),
            ("legal:try_case", lambda _world: ()),
            ("legal:case_example", lambda _world: ("01-ca-nhan",)),
            ("legal:rule_set_version", lambda _world: ("2025B", 1)),
            ("api:rule_set_list", lambda _world: ()),
        )
    ),
    *(
        Ask("legal.view_catalogue", name, args, elsewhere=200)
        for name, args in (
            ("api:legal_document_detail", lambda _world: ("LUAT_06_2022",)),
            ("api:legal_rule_detail", lambda _world: ("Luat2022_D23_K2",)),
            ("api:rule_set_detail", lambda _world: ("2025B",)),
            ("api:rule_set_version_detail", lambda _world: ("2025B", 1)),
        )
    ),
    Ask(
        "legal.view_catalogue",
        "legal:rule_set",
        lambda _world: ("2025B",),
        ok=302,
        elsewhere=302,
    ),
    *(
        Ask("legal.edit_rule_sets", name, args, lacking=403, elsewhere=200)
        for name, args in (
            ("legal:rule_set_new", lambda _world: ()),
            ("legal:rule_set_open", lambda _world: ("2025B", 1)),
            ("legal:rule_set_edit", lambda _world: ("2026C", 2, "thoi-ky")),
        )
    ),
    *(
        Ask("legal.repair_rules", name, args, lacking=403, elsewhere=200)
        for name, args in (
            ("legal:faults", lambda _world: ()),
            ("legal:fault", lambda world: (world.rule_fault.pk,)),
            ("legal:fault_file", lambda world: (world.rule_fault.pk,)),
        )
    ),
    Ask(
        "legal.publish_rule_sets",
        "legal:rule_set_step",
        lambda world: (world.sent_rule_set.rule_set.code, 2, "return"),
        lambda world: {"comment": "Bổ sung.", "version": world.sent_rule_set.version},
        "post",
        302,
        lacking=403,
        elsewhere=302,
    ),
]
