"""Looking at pages as a person signed in, without script."""

import re

from django.test import Client
from django.urls import reverse


def browser_of(user):
    client = Client()
    client.force_login(user)
    return client


def text_of(answer):
    """What a person reads in the page, in one line."""
    body = answer.content.decode()
    body = re.sub(r"(?s)<(script|style|svg|dialog).*?</\1>", " ", body)
    main = body[body.find("<main") :]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def page(name, *args, **query):
    url = reverse(f"emulation:{name}", args=args)
    return url + ("?" + "&".join(f"{key}={value}" for key, value in query.items()) if query else "")
