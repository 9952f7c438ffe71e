"""Calling the API as somebody, and reading its problems."""

from rest_framework.test import APIClient

REGISTRATIONS = "/api/v1/registrations/"
INITIATIVES = "/api/v1/initiatives/"


def client_of(user):
    client = APIClient()
    client.force_login(user)
    return client


def problem(answer, status, code):
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    body = answer.json()
    assert (body["status"], body["code"]) == (status, code)
    return body
