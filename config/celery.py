"""The Celery application. Workers: `celery -A config.celery worker`, and one `… beat`."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")

app = Celery("vinhdanh")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
