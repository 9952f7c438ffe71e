"""How log-in behaves here: accounts are given by an administrator, nobody signs up."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import LoginForm
from django.http import HttpRequest

from core import clock
from personnel.models import User
from personnel.selectors.actors import actor_for
from personnel.services import accounts


class ClosedAccountAdapter(DefaultAccountAdapter):
    """Log-in without sign-up; a password changes through the service, which leaves a trace."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def set_password(self, user: User, password: str) -> None:
        at = clock.now()
        by = actor_for(user, clock.day_of(at))
        accounts.change_own_password(user=user, password=password, by=by, at=at)


class PlainLoginForm(LoginForm):
    """Name and password; what to do about a forgotten one is said by the page itself."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""
