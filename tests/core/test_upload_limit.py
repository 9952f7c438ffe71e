"""A body that is far too large is refused by the length it declares, before anything is kept."""

from __future__ import annotations

import io
import tracemalloc

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpResponse
from django.test import Client

from core.imports import registry
from core.imports.reading import LARGEST_FILE
from core.models import Load
from core.web.upload_limit import LARGEST_BODY, UploadLimitMiddleware
from tests.core.toy_importer import ToyImporter
from tests.factories.personnel import UnitFactory, UserFactory, grant

MEGABYTE = 1024 * 1024


class Endless(io.RawIOBase):
    """A body that counts what is read of it and never holds it."""

    def __init__(self) -> None:
        self.taken = 0

    def read(self, size: int = -1) -> bytes:
        assert 0 < size <= MEGABYTE
        self.taken += size
        return b"x" * size


def request_of(length, kind="multipart/form-data; boundary=x"):
    body = Endless()
    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": "/nap-du-lieu/loai/toy.names/",
        "CONTENT_TYPE": kind,
        "CONTENT_LENGTH": str(length),
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "wsgi.input": body,
    }
    return WSGIRequest(environ), body


def passed_on(request):
    return HttpResponse("in order")


def test_two_hundred_megabytes_are_refused_without_being_held(db):
    # What the first page loads is not of interest here.
    UploadLimitMiddleware(passed_on)(request_of(LARGEST_BODY + 1)[0])
    request, body = request_of(200 * MEGABYTE)
    tracemalloc.start()
    answer = UploadLimitMiddleware(passed_on)(request)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert answer.status_code == 413
    assert "Tệp lớn hơn 20 MB" in answer.content.decode()
    assert peak < 20 * MEGABYTE
    assert body.taken == 200 * MEGABYTE, "taken off the line, so that the browser shows the answer"


def test_more_than_any_upload_is_not_even_read(db):
    request, body = request_of(5 * 1024 * MEGABYTE)
    assert UploadLimitMiddleware(passed_on)(request).status_code == 413
    assert body.taken == 0


def test_a_machine_gets_a_problem_it_can_read(db):
    request, _body = request_of(30 * MEGABYTE, "application/json")
    answer = UploadLimitMiddleware(passed_on)(request)
    assert answer.status_code == 413
    assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("length", ["", "0", str(LARGEST_BODY), "x", "-1"])
def test_everything_else_is_passed_on(length):
    request, body = request_of(length)
    assert UploadLimitMiddleware(passed_on)(request).content == b"in order"
    assert body.taken == 0


@pytest.mark.parametrize("size", [LARGEST_FILE + 1, LARGEST_BODY + 1])
def test_a_page_says_that_a_file_is_too_large(db, monkeypatch, size):
    monkeypatch.setattr(registry, "_IMPORTERS", dict(registry._IMPORTERS))
    registry.register(ToyImporter())
    user = UserFactory()
    grant(user, "HR_OFFICER", UnitFactory())
    client = Client()
    client.force_login(user)
    file = io.BytesIO(b"x" * size)
    file.name = "ds.csv"
    answer = client.post("/nap-du-lieu/loai/toy.names/", {"file": file})
    assert answer.status_code == (422 if size == LARGEST_FILE + 1 else 413)
    assert "20 MB" in answer.content.decode()
    assert not Load.objects.exists()
