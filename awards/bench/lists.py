"""Goals P1 and P2: the list of awards over REST and as a page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.core.handlers.wsgi import WSGIHandler
from django.urls import reverse

from awards.bench import pages
from awards.bench.in_process import Bare, Session, Visitor
from awards.bench.measuring import Timings, in_turns, require_same
from awards.bench.organisation import PROVINCE
from awards.bench.results import Line, Setting, floor_note
from personnel.models import Role

_LIMIT = "bare view, one join, no checks"
Search = dict[str, str]


class _Sides(NamedTuple):
    """Who asks the system, who asks the limit, and what for."""

    ours: Visitor
    bare: Visitor
    searches: list[Search]

    def limit(self, search: Search) -> Any:
        """The answer of the hand-written side."""
        return self.bare.get(_bare_address(search)).data


def api_list(setting: Setting) -> Iterator[Line]:
    """The list over REST: signed in, scoped, filtered."""
    for what, sides in _cases(setting):
        for search in sides.searches:
            listed = _as_listed(sides.ours.get(_api_address(search)).data)
            require_same({"API": listed, "raw SQL": sides.limit(search)}, f"P1 {search}")
        timings = _measure(setting, sides, _api_address)
        yield _line(setting, Line("P1", f"API list, 50 awards, {what}", _LIMIT), timings, 1.2)


def html_list(setting: Setting) -> Iterator[Line]:
    """The same list as a page."""
    for what, sides in _cases(setting):
        for search in sides.searches:
            shown = _shown(sides.ours.get(_page_address(search)).body)
            expected = [row["id"] for row in sides.limit(search)["results"]]
            require_same({"page": shown, "raw SQL": expected}, f"P2 {search}")
        timings = _measure(setting, sides, _page_address)
        yield _line(setting, Line("P2", f"page of the same list, {what}", _LIMIT), timings, 3)


def _cases(setting: Setting) -> Iterator[tuple[str, _Sides]]:
    session = Session.of(pages.holder_of(Role.PROVINCE_OFFICER, PROVINCE))
    ours, bare = Visitor(WSGIHandler(), session), Visitor(Bare())
    for with_text, what in ((False, "unit × year"), (True, "unit × year × text")):
        yield (
            what,
            _Sides(ours, bare, list(pages.searches(setting.scale.repeats, with_text=with_text))),
        )


def _measure(setting: Setting, sides: _Sides, address: Callable[[Search], str]) -> Timings:
    def each(visitor: Visitor, address: Callable[[Search], str]) -> Callable[[], None]:
        addresses = [address(search) for search in sides.searches]

        def run() -> None:
            for one in addresses:
                visitor.get(one)

        return run

    return in_turns(
        {
            "hello": each(sides.bare, lambda _search: "/hello"),
            "raw SQL": each(sides.bare, _bare_address),
            "ours": each(sides.ours, address),
        },
        setting.rounds,
    )


def _line(setting: Setting, line: Line, timings: Timings, goal: float) -> Line:
    setting.say(
        floor_note(f"{line.code} {line.work}", timings.milliseconds("hello", setting.scale.repeats))
    )
    times = ", ".join(
        f"{name} {timings.milliseconds(name, setting.scale.repeats).middle:.2f} ms"
        for name in ("ours", "raw SQL")
    )
    return line.with_ratio(timings.ratio("ours", "raw SQL"), goal, times)


def _bare_address(search: Search) -> str:
    return f"/awards?{urlencode(search)}"


def _api_address(search: Search) -> str:
    return pages.address("api:award_list", **search)


def _page_address(search: Search) -> str:
    return pages.address("awards:register", **search)


def _as_listed(data: dict[str, Any]) -> dict[str, Any]:
    return {"more": data["next"] is not None, "results": data["results"]}


def _shown(body: bytes) -> list[int]:
    """The awards a page links to, from top to bottom."""
    link = reverse("awards:award_detail", args=[0]).replace("0", r"(\d+)")
    return [int(pk) for pk in re.findall(rf'<th scope="row"><a href="{link}"', body.decode())]
