"""Machine clients come in by their token: nothing of log-in concerns them, and no log-in is theirs."""

import pytest
from django.test import Client
from django.urls import reverse

from personnel.models import Role
from tests.accounts.browsing import enter, events_of
from tests.factories.personnel import UserFactory
from tests.personnel.test_api import new_client, token_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def account(country):
    return UserFactory(is_service=True, roles=[(Role.HR_OFFICER, country.industry)])


def calling(account, capsys):
    token = token_of(new_client(capsys, account)).json()["access_token"]
    return Client(headers={"Authorization": f"Bearer {token}"})


def test_a_token_asks_for_no_second_factor_and_knows_no_lock(account, capsys, settings):
    settings.MFA_REQUIRED_ROLES = ["HR_OFFICER"]
    machine = calling(account, capsys)
    for _ in range(6):
        enter(account, "sai")
    assert enter(account, "sai").status_code == 429
    assert machine.get("/api/v1/units/").status_code == 200
    assert token_of(new_client(capsys, account)).status_code == 200


def test_a_machine_does_not_sign_in_nor_get_a_password(account, mailoutbox):
    for password in ("", "sai", "!"):
        assert enter(account, password).status_code == 200
    account.email = "may@example.vn"
    account.save(update_fields=["email"])
    Client().post(reverse("account_reset_password"), {"email": "may@example.vn"})
    links = [line for mail in mailoutbox for line in mail.body.split() if "/reset/key/" in line]
    for link in links:
        browser = Client()
        form = browser.get(link[link.index("/accounts/") :], follow=True)
        sent = {"password1": "sen-hong-thap-muoi-7", "password2": "sen-hong-thap-muoi-7"}
        assert browser.post(form.redirect_chain[-1][0], sent).status_code in (400, 422)
    account.refresh_from_db()
    assert not account.has_usable_password()
    assert "signed_in" not in events_of(account)


def test_pages_are_not_opened_by_a_token(account, capsys):
    machine = calling(account, capsys)
    assert machine.get(reverse("personnel:my_account")).status_code == 302
