"""How log-in behaves here: accounts are given by an administrator, nobody signs up."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import LoginForm
from django.http import HttpRequest


class ClosedAccountAdapter(DefaultAccountAdapter):
    """Log-in without sign-up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class PlainLoginForm(LoginForm):
    """Name and password; what to do about a forgotten one is said by the page itself."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""
