"""The worked case: the draft amendment's "or" becomes "and" as data, made by people on screen.

One legal officer changes the standard of the grass-roots fighter, another publishes it. From then
on a dossier is judged by it; a verdict stored before gives the same answer when it is run again.
"""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from legal.management.case_output import verdict_lines
from legal.rules.evaluate import evaluate
from legal.rules.rulebook import Rulebook
from legal.rules.verdict import Verdict
from legal.selectors.rulebooks import rule_set_version, rulebooks_for
from legal.web.explaining import shown
from tests.factories.legal import person
from tests.factories.personnel import UnitFactory, UserFactory
from tests.factories.rule_sets import confirm_all, legal_officer, version_of
from tests.support.clock import stopped_at

pytestmark = pytest.mark.django_db

RECEIVED = date(2026, 11, 10)
COMPARED = (
    "đã đối chiếu với Điều 1 khoản 3, Quyết định thử nghiệm (06/QĐ-TN, ban hành 20/11/2020) "
    "ngày 27/11/2020 bởi Trần Thị Hạnh"
)
# Where the alternatives of Article 23(2) stand.
PLACE = "muc=CSTDCS:1&quy_tac=Luat2022_D23_K2"


@pytest.fixture(autouse=True)
def _day():
    with stopped_at("2026-11-10"):
        yield


@pytest.fixture
def officers():
    unit = UnitFactory()
    browsers = []
    for name in ("Trần Thị Hạnh", "Lê Văn Khoa"):
        browser = Client()
        browser.force_login(UserFactory(roles=[("LEGAL_OFFICER", unit)], full_name=name))
        browsers.append(browser)
    return browsers


def judged():
    """Excellent work and no initiative: enough while one of the two is."""
    facts = person("EXCELLENT", year=2026, as_of=RECEIVED)
    (book,) = rulebooks_for(RECEIVED, judged_on=RECEIVED)
    return facts, evaluate("CSTDCS", facts, book)


def alternatives(verdict):
    """What was found at Article 23(2)."""
    return next(row for row in verdict.findings if row.rule == "Luat2022_D23_K2").outcome.value


def write(browser, kind, query, **data):
    address = f"{reverse('legal:rule_set_edit', args=['2026C', 2, kind])}?{query}"
    data["version"] = version_of("2026C", 2).version
    shown = browser.post(address, data).content.decode()
    data["da_xem"] = shown.split('name="da_xem" value="')[1].split('"')[0]
    return browser.post(address, data, follow=True).content.decode()


def opened(browser, number=1):
    """A draft of the set of 2026, from the version with this number."""
    browser.post(reverse("legal:rule_set_open", args=["2026C", number]))


def step(browser, name, number=2):
    sent = {"version": version_of("2026C", number).version}
    address = reverse("legal:rule_set_step", args=["2026C", number, name])
    return browser.post(address, sent, follow=True)


def test_or_becomes_and_without_a_developer(officers):
    hanh, khoa = officers
    facts, advised = judged()
    assert alternatives(advised) == "MET"
    assert not advised.sets[0].published

    opened(hanh)
    told = write(hanh, "cach-noi", PLACE, join="ALL")
    assert "từ “một trong” thành “tất cả”" in told
    write(
        hanh, "doi-chieu", PLACE,
        document="LUAT_06_2026", article="Điều 1 khoản 3", on="09/11/2026", with_parts="on",
    )  # fmt: skip
    confirm_all(version_of("2026C", 2), legal_officer(77, "Trần Thị Hạnh"))
    # Until it is published nobody is judged by it.
    assert judged()[1] == advised
    assert "chờ một cán bộ pháp chế khác công bố" in step(hanh, "submit").content.decode()
    assert step(hanh, "publish").status_code == 403
    assert "Bản này đang áp dụng" in step(khoa, "publish").content.decode()

    _facts, decided = judged()
    assert decided.sets[0].published
    assert alternatives(decided) == "NOT_MET"
    assert decided.blocking
    told = {one.rule: one.confirmed for one in decided.findings}
    assert told["Luat2022_D23_K2"] == COMPARED
    assert COMPARED in "\n".join(verdict_lines(decided))
    assert shown(decided).conditions[0].confirmed

    # What was stored before is judged again by what only reminded then.
    kept = Verdict.from_dict(advised.as_dict())
    sets = tuple(rule_set_version(row.code, row.version, row.sha256) for row in kept.sets)
    again = evaluate("CSTDCS", facts, Rulebook(sets, RECEIVED))
    assert (again.code, again.findings) == (kept.code, kept.findings)


def test_a_replay_by_a_version_no_longer_in_use_gives_the_same_answer(officers):
    hanh, khoa = officers
    opened(hanh)
    confirm_all(version_of("2026C", 2), legal_officer(77, "Trần Thị Hạnh"))
    step(hanh, "submit")
    step(khoa, "publish")
    facts, kept = judged()
    assert alternatives(kept) == "MET"
    opened(hanh, 2)
    address = f"{reverse('legal:rule_set_edit', args=['2026C', 3, 'cach-noi'])}?{PLACE}"
    data = {"join": "ALL", "version": 1}
    shown = hanh.post(address, data).content.decode()
    hanh.post(address, {**data, "da_xem": shown.split('name="da_xem" value="')[1].split('"')[0]})
    confirm_all(version_of("2026C", 3), legal_officer(77, "Trần Thị Hạnh"))
    step(hanh, "submit", 3)
    step(khoa, "publish", 3)
    assert version_of("2026C", 2).state == "RETIRED"
    _facts, now = judged()
    assert alternatives(now) == "NOT_MET"
    sets = tuple(rule_set_version(row.code, row.version, row.sha256) for row in kept.sets)
    again = evaluate("CSTDCS", facts, Rulebook(sets, RECEIVED))
    assert again.as_dict() == kept.as_dict()
