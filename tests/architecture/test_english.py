"""Pages in English: only by choice, everywhere, for every role."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.apps import apps
from django.conf import settings
from django.test import Client
from django.urls import resolve, reverse

from awards.domain.steps import StepKind
from awards.models import ProposalTransition
from awards.services import review
from core import outbox
from core.models.audit import AuditEvent
from core.models.notification import Notification
from personnel.models import Role, User
from tests.factories.awards import (
    AT,
    YEAR,
    Government,
    ProposalFactory,
    advance,
    assessed,
    decide,
    make_government,
)
from tests.factories.emulation import InitiativeFactory, RegistrationFactory, recognised
from tests.factories.personnel import StaffFactory, UserFactory
from tests.support.clock import stopped_at

pytestmark = pytest.mark.django_db
VIETNAMESE_WORD = re.compile(r"[\w/&.-]*[À-ỹ][\w/&.-]*")
# Numbers of legal texts are written alike in every language.
NUMBER_OF_TEXT = re.compile(r"\b\d+/(?:\d{4}/)?[\w-]*[A-ZĐ][\w-]*")
EXAMPLES = ("For example", "e.g.")
COOKIE = settings.LANGUAGE_COOKIE_NAME


def browser(user: User | None = None, language: str = "") -> Client:
    """A browser with English as its own language, and perhaps a language chosen."""
    client = Client(headers={"accept-language": "en-US,en;q=0.9"})
    if user is not None:
        client.force_login(user)
    if language:
        client.cookies[COOKIE] = language
    return client


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


# --- The choice -----------------------------------------------------------------------------


def test_a_browser_in_english_gets_vietnamese() -> None:
    text = page(browser(), reverse("account_login"))
    assert '<html lang="vi"' in text
    assert "Đăng nhập" in text


def test_the_choice_is_kept_in_a_cookie_no_script_reads() -> None:
    client = browser()
    login = reverse("account_login")
    answer = client.post(reverse("set_language"), {"language": "en", "next": login})
    assert answer.headers["Location"] == login
    cookie = answer.cookies[COOKIE]
    assert (cookie.value, cookie["samesite"], bool(cookie["httponly"])) == ("en", "Lax", True)
    text = page(client, login)
    assert '<html lang="en"' in text
    assert "Đăng nhập" not in text
    client.post(reverse("set_language"), {"language": "vi", "next": login})
    assert '<html lang="vi"' in page(client, login)


def test_a_choice_does_not_lead_to_another_site() -> None:
    answer = browser().post(
        reverse("set_language"), {"language": "en", "next": "https://evil.test/"}
    )
    assert answer.headers["Location"] == "/"


def test_an_unknown_language_is_vietnamese() -> None:
    assert '<html lang="vi"' in page(browser(language="fr"), reverse("account_login"))


def test_the_menu_offers_both_languages_and_marks_the_one_in_use() -> None:
    text = page(browser(UserFactory(), "en"), "/")
    assert 'value="en" lang="en" aria-pressed="true"' in text
    assert 'value="vi" lang="vi" aria-pressed="false"' in text


def test_answers_say_their_language_and_what_it_depends_on() -> None:
    answer = browser(language="en").get(reverse("account_login"))
    assert answer.headers["Content-Language"] == "en"
    assert "Cookie" in answer.headers["Vary"]
    assert "Accept-Language" not in answer.headers["Vary"]


def test_the_api_answers_in_vietnamese() -> None:
    answer = browser(language="en").get("/api/v1/units/")
    assert answer.headers["Content-Language"] == "vi"
    assert answer.json()["title"] == "Chưa đăng nhập"


# --- What is kept ---------------------------------------------------------------------------


def test_what_an_english_reader_does_is_kept_in_vietnamese(gov: Government) -> None:
    proposal = ProposalFactory(gov=gov)
    head = browser(User.objects.get(pk=gov.director.user_id), "en")
    with stopped_at("2021-01-12"):
        answer = head.post(
            reverse("proposals:act", args=[proposal.pk, "approve"]), {"version": proposal.version}
        )
    assert answer.status_code == 302
    record = ProposalTransition.objects.latest("pk")
    assert (record.data["step"], record.data["next"]) == (
        "Trưởng đơn vị đề nghị",
        "Thẩm định hồ sơ",
    )
    assert AuditEvent.objects.latest("pk").data["step"] == "Trưởng đơn vị đề nghị"
    outbox.drain(at=AT)
    notice = Notification.objects.filter(kind="awards.step_open").latest("pk")
    assert notice.title.startswith("Chờ bạn xét")


# --- Every page -----------------------------------------------------------------------------


@pytest.fixture
def gov() -> Government:
    return make_government()


@pytest.fixture
def full(gov: Government) -> Government:
    """A year with something on every page."""
    people = [assessed(StaffFactory(unit=gov.division)) for _ in range(4)]
    decide(gov, *(ProposalFactory(gov=gov, staff=one) for one in people[:2]))
    advance(gov, ProposalFactory(gov=gov, code="BK_TINH", staff=people[0]), StepKind.PROVINCE)
    ProposalFactory(gov=gov, code="KNC", staff=people[1], qualifier="Công Thương")
    work = recognised(InitiativeFactory(authors=[people[2]], by=gov.officer))
    ProposalFactory(gov=gov, code="CSTDCS", staff=people[2], initiatives=[work])
    ProposalFactory(gov=gov, staff=people[3], submit=False)
    returned = ProposalFactory(gov=gov, code="GIAYKHEN", staff=people[3])
    review.act(returned, "return", by=gov.director, at=AT, comment="Thiếu giấy tờ")
    ProposalFactory(gov=gov, code="TTLDTT", subject_unit=gov.division)
    registration = RegistrationFactory(staff=people[0], year__unit=gov.department)
    InitiativeFactory(authors=[people[0]], year=registration.emulation_year.year)
    outbox.drain(at=AT)
    return gov


def data() -> list[str]:
    """Every text people or the law wrote, longest first."""
    found: set[str] = set()

    def add(value: Any) -> None:
        if isinstance(value, str):
            found.update(line.strip() for line in value.splitlines())
        elif isinstance(value, dict):
            for one in value.values():
                add(one)
        elif isinstance(value, list | tuple):
            for one in value:
                add(one)

    for model in apps.get_models():
        if model._meta.app_label in {"core", "legal", "personnel", "emulation", "awards"}:
            for row in model._default_manager.values():
                add(list(row.values()))
    return sorted((one for one in found if VIETNAMESE_WORD.search(one)), key=len, reverse=True)


def words_left(text: str, written: list[str]) -> list[str]:
    """Vietnamese words a page shows that are nobody's data."""
    shown = re.sub(r"(?s)<(script|style)\b.*?</\1>", " ", text)
    shown = re.sub(r'(?s)<[^>]+(?:\blang="vi"|class="initials")[^>]*>.*?</', " ", shown)
    values = re.findall(
        r'\b(?:title|placeholder|aria-label|data-label|alt|content)="([^"]*)"', shown
    )
    shown = unescape(" ".join([re.sub(r"(?s)<[^>]+>", " \n ", shown), *values]))
    for one in written:
        shown = shown.replace(one, " ")
    shown = NUMBER_OF_TEXT.sub(" ", shown)
    lines = [line.strip() for line in shown.splitlines() if VIETNAMESE_WORD.search(line)]
    return [line for line in lines if not line.startswith(EXAMPLES)]


def walk(client: Client, start: str) -> Iterator[tuple[str, str]]:
    """Pages reached over links: of each view two addresses, the menu first."""
    waiting, seen, visits = [start], {start}, {}
    while waiting:
        address = waiting.pop(0)
        view = resolve(urlsplit(address).path).view_name
        visits[view] = visits.get(view, 0) + 1
        if visits[view] > 2:
            continue
        answer = client.get(address)
        if not answer.headers["Content-Type"].startswith("text/html"):
            continue
        text = answer.content.decode()
        yield address, text
        for link in map(unescape, re.findall(r'href="(/[^"#]*)"', text)):
            if link not in seen and not link.startswith(("/static/", "/admin/", "/style-guide/")):
                seen.add(link)
                waiting.append(link)


OTHERS = (Role.STAFF_MEMBER, Role.SYSTEM_ADMIN, Role.DATA_OFFICER, Role.LEGAL_OFFICER)
ROLES = [role for role in Role if role not in OTHERS]


@pytest.mark.parametrize("role", Role)
def test_every_page_speaks_english(full: Government, role: Role) -> None:
    if role in ROLES:
        user = User.objects.get(pk=full.actor(role).user_id)
    else:
        staff = StaffFactory(unit=full.division)
        user = UserFactory(staff=staff, roles=[(role, full.department)])
    written = data()
    left: dict[str, list[str]] = {}
    pages = 0
    with stopped_at("2021-01-12"):
        for address, text in walk(browser(user, "en"), f"/?nam={YEAR}"):
            assert '<html lang="en"' in text or "<html" not in text, address
            pages += 1
            if found := words_left(text, written):
                left[address] = found
    assert left == {}
    assert pages > 5


def test_the_walk_would_notice_vietnamese(full: Government) -> None:
    director = User.objects.get(pk=full.director.user_id)
    assert "Việc của tôi" in words_left(page(browser(director), "/"), data())
