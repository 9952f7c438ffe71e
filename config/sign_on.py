"""A province's own sign-on."""

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter


class SignOnAccountAdapter(DefaultSocialAccountAdapter):
    """To be filled."""
