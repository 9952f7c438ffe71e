"""Requests without a network: the site, and a bare Django beside it, called in this process."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

from django.contrib.auth import login
from django.contrib.sessions.backends.db import SessionStore
from django.core.handlers.exception import convert_exception_to_response
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.csrf import get_token

from personnel.models import User

HOST = "localhost"


class Answer(NamedTuple):
    """What came back."""

    status: int
    body: bytes

    @property
    def data(self) -> Any:
        """The body read as JSON."""
        return json.loads(self.body)


class UnexpectedAnswerError(RuntimeError):
    """A request of the measurement was refused."""


class Bare(WSGIHandler):
    """Django with no middleware and the addresses of the hand-written views only."""

    urlconf = "awards.bench.limits"

    def load_middleware(self, is_async: bool = False) -> None:  # noqa: FBT001, FBT002
        """Take the view alone."""
        self._view_middleware: list[Any] = []
        self._template_response_middleware: list[Any] = []
        self._exception_middleware: list[Any] = []
        self._middleware_chain = convert_exception_to_response(self._get_response)  # type: ignore[attr-defined]

    def get_response(self, request: HttpRequest) -> HttpResponseBase:
        """Answer from the bare addresses."""
        request.urlconf = self.urlconf
        return super().get_response(request)


class Session(NamedTuple):
    """What a signed-in browser sends along."""

    cookie: str
    csrf_token: str

    @classmethod
    def of(cls, user: User) -> Session:
        """Sign the account in."""
        request = HttpRequest()
        request.session = SessionStore()
        login(request, user, backend="allauth.account.auth_backends.AuthenticationBackend")
        token = get_token(request)
        request.session.save()
        secret = request.META["CSRF_COOKIE"]
        return cls(f"sessionid={request.session.session_key}; csrftoken={secret}", token)


class Visitor:
    """Somebody who sends requests to one application."""

    def __init__(self, application: WSGIHandler, session: Session | None = None) -> None:
        self.application = application
        self.headers: dict[str, str] = {}
        if session:
            self.headers = {
                "HTTP_COOKIE": session.cookie,
                "HTTP_X_CSRFTOKEN": session.csrf_token,
            }

    def get(self, address: str) -> Answer:
        """Fetch an address.

        Raises:
            UnexpectedAnswerError: the answer is no success.
        """
        return self._send("GET", address, b"", {})

    def post(self, address: str, content: Any, headers: dict[str, str] | None = None) -> Answer:
        """Send JSON to an address.

        Raises:
            UnexpectedAnswerError: the answer is no success.
        """
        return self._send("POST", address, json.dumps(content).encode(), headers or {})

    def _send(self, method: str, address: str, body: bytes, headers: dict[str, str]) -> Answer:
        parts = urlsplit(address)
        environ: dict[str, Any] = {
            "REQUEST_METHOD": method,
            "SCRIPT_NAME": "",
            "PATH_INFO": unquote(parts.path).encode().decode("latin-1"),
            "QUERY_STRING": parts.query,
            "SERVER_NAME": HOST,
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": HOST,
            "REMOTE_ADDR": "127.0.0.1",
            "CONTENT_LENGTH": str(len(body)),
            "CONTENT_TYPE": "application/json",
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(body),
            "wsgi.errors": BytesIO(),
            "wsgi.multithread": True,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
            **self.headers,
            **headers,
        }
        statuses: list[str] = []

        def start(status: str, headers: Any, exc_info: Any = None) -> Any:
            statuses.append(status)
            return lambda _data: None

        response = self.application(environ, start)
        try:
            content = b"".join(response)
        finally:
            response.close()
        status = int(statuses[0].split(" ", 1)[0])
        if not 200 <= status < 300:
            raise UnexpectedAnswerError(
                f"{method} {address}: {status} {content[:300].decode(errors='replace')}"
            )
        return Answer(status, content)
