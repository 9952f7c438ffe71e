"""What the page tests do with a browser, in short words."""

from django.test import Client
from django.urls import reverse

from tests.factories.personnel import UserFactory


def signed_in(user):
    browser = Client()
    browser.force_login(user)
    return browser


def browser_of(role, unit, **more):
    return signed_in(UserFactory(roles=[(role, unit)], **more))


def page(browser, name, *args, **query):
    return browser.get(reverse(f"personnel:{name}", args=args), query)


def post(browser, url_name, *args, **values):
    return browser.post(reverse(f"personnel:{url_name}", args=args), values)
