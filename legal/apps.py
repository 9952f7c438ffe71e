"""The app's registration with Django."""

from django.apps import AppConfig


class LegalConfig(AppConfig):
    name = "legal"
    verbose_name = "Pháp luật"
