"""What the page frame shows around a page: menu entries and the places it links to.

The frame belongs to ``core``, the words and addresses to the apps above it. Each app therefore
registers its entries from ``AppConfig.ready()``::

    from core.web.navigation import NavEntry, navigation

    navigation.register(
        NavEntry("people", _("Nhân sự"), "users", "people:list", order=40,
                 action="people.view"))
    )
    navigation.set_link("search", "core:search")

An address that does not resolve is left out of the page instead of breaking it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise

LINK_SLOTS = ("home", "search", "palette", "notifications", "help", "account")
"""Places the frame can link to: start, search, palette results, notices, guide, own account."""


@dataclass(frozen=True)
class NavEntry:
    """One entry of the main menu; ``action`` empty means every signed-in user sees it."""

    key: str
    label: str | Promise
    icon: str
    url_name: str
    order: int = 100
    action: str = ""
    namespaces: tuple[str, ...] = ()


@dataclass(frozen=True)
class ShownEntry:
    """A menu entry made ready for one request."""

    key: str
    label: str | Promise
    icon: str
    url: str
    current: bool


@dataclass(frozen=True)
class Profile:
    """What the user menu says about the signed-in person."""

    name: str
    roles: tuple[str, ...] = ()
    record_url: str = ""


@dataclass(frozen=True)
class Capacity:
    """Somebody on whose behalf the signed-in person may work; ``url`` is posted to."""

    name: str
    detail: str
    url: str


@dataclass(frozen=True)
class Acting:
    """In whose name the signed-in person works, and in whose names else he may.

    Attributes:
        current: set while he works on behalf of somebody; its address ends that.
        offers: the others he may choose.
        list_url: the page that says what was given to him, and lets him give.
    """

    current: Capacity | None = None
    offers: tuple[Capacity, ...] = ()
    list_url: str = ""


@dataclass
class Navigation:
    """Registry of menu entries, link slots and providers; one instance serves the process."""

    _entries: dict[str, NavEntry] = field(default_factory=dict)
    _links: dict[str, str] = field(default_factory=lambda: {"search": "core:search"})
    _profile: Callable[[HttpRequest], Profile] | None = None
    _unread: Callable[[HttpRequest], int] | None = None
    _acting: Callable[[HttpRequest], Acting] | None = None

    def register(self, *entries: NavEntry) -> None:
        """Add entries; registering a key again replaces it, so ``ready()`` may run twice."""
        for entry in entries:
            self._entries[entry.key] = entry

    def set_link(self, slot: str, url_name: str) -> None:
        """Say which named address fills one of ``LINK_SLOTS``."""
        if slot not in LINK_SLOTS:
            raise ValueError(f"Unknown link slot {slot!r}; expected one of {LINK_SLOTS}")
        self._links[slot] = url_name

    def set_profile(self, provider: Callable[[HttpRequest], Profile]) -> None:
        """Say who describes the signed-in user (name, roles at units, own record)."""
        self._profile = provider

    def set_unread(self, provider: Callable[[HttpRequest], int]) -> None:
        """Say who counts the unread notices of the signed-in user."""
        self._unread = provider

    def set_acting(self, provider: Callable[[HttpRequest], Acting]) -> None:
        """Say who knows on whose behalf the signed-in user works or may work."""
        self._acting = provider

    def link(self, slot: str) -> str:
        """Address of a slot, or an empty string when nobody serves it."""
        return resolve(self._links.get(slot, ""))

    def entries_for(self, request: HttpRequest, current: str = "") -> list[ShownEntry]:
        """Entries this user may open, in order; ``current`` names the marked one."""
        user = getattr(request, "user", None)
        if user is None or not user.is_authenticated:
            return []
        actor = getattr(request, "actor", None)
        namespace = _namespace(request)
        shown = []
        for entry in sorted(self._entries.values(), key=lambda item: (item.order, item.key)):
            url = resolve(entry.url_name)
            if not url or not _permitted(actor, entry.action):
                continue
            marked = entry.key == current if current else namespace in _spaces(entry)
            shown.append(ShownEntry(entry.key, entry.label, entry.icon, url, marked))
        return shown

    def profile_for(self, request: HttpRequest) -> Profile:
        """Name and roles of the signed-in user; falls back to the account's own name."""
        if self._profile is not None:
            return self._profile(request)
        user: Any = request.user
        return Profile(name=user.get_full_name() or user.get_username())

    def acting_for(self, request: HttpRequest) -> Acting:
        """In whose name the signed-in user works; in his own when nobody says otherwise."""
        return self._acting(request) if self._acting is not None else Acting()

    def unread_for(self, request: HttpRequest) -> int:
        """Number of unread notices; 0 when nobody counts them."""
        return self._unread(request) if self._unread is not None else 0


def resolve(url_name: str) -> str:
    """Address of a named page, or an empty string when it does not exist (yet)."""
    if not url_name:
        return ""
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""


def _namespace(request: HttpRequest) -> str:
    match = getattr(request, "resolver_match", None)
    return match.namespace.split(":")[0] if match and match.namespace else ""


def _spaces(entry: NavEntry) -> Sequence[str]:
    return entry.namespaces or (entry.url_name.split(":")[0],)


def _permitted(actor: object, action: str) -> bool:
    if not action:
        return True
    may_somewhere = getattr(actor, "may_somewhere", None)
    return bool(may_somewhere and may_somewhere(action))


navigation = Navigation()
"""The registry the page frame reads."""
