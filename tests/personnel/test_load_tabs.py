"""The pages of loads stand among those of people and units."""

import pytest
from django.test import Client

from personnel.models import Role
from tests.factories.personnel import UserFactory, grant

pytestmark = pytest.mark.django_db


def signed_in(role, unit):
    user = UserFactory()
    grant(user, role, unit)
    client = Client()
    client.force_login(user)
    return client


def test_an_officer_comes_back_to_people_and_units(country):
    page = signed_in(Role.HR_OFFICER, country.industry).get("/nap-du-lieu/").content.decode()
    assert 'href="/nhan-su/"' in page
    assert 'href="/nhan-su/don-vi/"' in page
    assert 'href="/nap-du-lieu/" aria-current="page"' in page


def test_an_auditor_finds_the_history_among_them(country):
    page = signed_in(Role.AUDITOR, country.industry).get("/nap-du-lieu/lich-su/").content.decode()
    assert 'href="/nap-du-lieu/lich-su/" aria-current="page"' in page
    assert 'href="/nhan-su/don-vi/"' in page
