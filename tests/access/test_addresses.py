"""No address is left out: each is asked for by the matrix, listed, or open for a stated reason."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from tests.access.test_lists import LISTS
from tests.access.test_matrix import ASKS

# The account of the person himself, and the ways in and out; held by tests of sign-in.
SIGN_IN = (
    "account_",
    "mfa_",
    "openid_connect_",
    "socialaccount_",
    "idp:",
    "admin:",
    "usersessions_",
)

OWN = "of the signed-in person himself, whoever he is; of others it answers 404"
FORM = "part of a form: searches or shows only what the form beside it may choose"
LINES = "each line is judged like the single act, which the matrix asks for"
# Loads are their owners': what may be loaded is judged by the action of the importer, in its tests.
SAME = "a step beside those asked for, behind the same check of the person or unit"
LISTED = "opens to everybody and lists what he may see; judged with the lists"
OPEN = "no case behind it"

REASONS = {
    OWN: {
        "work:inbox", "work:notices", "work:notices_read", "work:notice",
        "personnel:my_record", "personnel:my_data", "personnel:my_looks",
        "personnel:correction_send", "personnel:my_account", "personnel:my_devices_end",
        "personnel:my_device_end", "personnel:acting_start", "personnel:acting_stop",
        "personnel:delegation_list", "personnel:delegation_give", "personnel:delegation_detail",
        "personnel:delegation_end", "personnel:deputy_pick", "api:delegation_list",
    },
    FORM: {
        "proposals:preview", "proposals:deciders", "proposals:grounds", "proposals:pick", "emulation:pick_registrant",
        "emulation:pick_collective", "emulation:pick_author", "emulation:pick_member",
        "awards:back_entry_pick",
    },
    LINES: {"proposals:together", "proposals:decide", "emulation:registration_bulk"},
    SAME: {
        "personnel:leave_correct", "personnel:staff_return", "personnel:post_end",
        "personnel:review_close", "personnel:unit_cancel", "personnel:identity_clear",
        "personnel:privacy_notice", "personnel:sensitive_on", "personnel:sensitive_off",
        "personnel:retention_edit", "personnel:account_unlock", "personnel:account_sign_out",
        "personnel:account_factor_reset", "personnel:account_password", "personnel:account_unlink", "api:back_entry",
        "reports:records", "reports:records_file", "reports:annual_file",
    },
    LISTED: {
        "personnel:unit_list", "emulation:year_list", "emulation:bloc_list",
        "awards:decision_list", "api:decision_list", "api:correction_list",
    },
    OPEN: {"core:style_guide", "core:style_guide_pick", "set_language", "api:openapi", "api:docs"},
}  # fmt: skip


def names(resolver: Any = None, space: str = "") -> Iterator[str]:
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from names(entry, inner)
        elif isinstance(entry, URLPattern) and entry.name:
            yield f"{space}{entry.name}"


def test_every_address_is_asked_for_or_open_for_a_reason():
    known = {name for name in names() if not name.startswith(SIGN_IN)}
    asked = {ask.url for ask in ASKS} | {address for _kind, address, _query, _read in LISTS}
    reasoned = set().union(*REASONS.values())
    loads = {name for name in known if name.startswith("loads:")}
    assert known - asked - reasoned - loads == set()
    # Nothing is excused that does not exist, or that is asked for after all.
    assert reasoned - known == set()
    assert reasoned & asked == set()
    assert loads
