"""The wiring as a Django app, so that its commands are found and Celery is set up once."""

from importlib import import_module

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Makes Celery known to every process."""

    name = "config"
    verbose_name = "Cấu hình"

    def ready(self) -> None:
        # Tasks declared with `shared_task` bind to this app in every process, web included.
        import_module("config.celery")
