"""How log-in behaves here: accounts are given by an administrator, nobody signs up."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedAccountAdapter(DefaultAccountAdapter):
    """Log-in without sign-up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
