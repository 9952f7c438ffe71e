"""Tables follow the direction of the apps, agree with their migrations and keep their guards."""

from io import StringIO

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db.models import ForeignKey, ManyToManyField, Model

from core.db import guards

RANK = {"core": 0, "legal": 1, "personnel": 1, "emulation": 2, "awards": 3}
OURS = [
    model for model in apps.get_models(include_auto_created=True) if model._meta.app_label in RANK
]


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_foreign_keys_point_down(model: type[Model]) -> None:
    source = model._meta.app_label
    upward = []
    for field in model._meta.get_fields():
        if not isinstance(field, ForeignKey | ManyToManyField):
            continue
        target = field.related_model._meta
        # The user table is Django's own seam: an app may refer to whoever plays that part.
        if target.label == settings.AUTH_USER_MODEL or target.app_label not in RANK:
            continue
        if target.app_label != source and RANK[target.app_label] >= RANK[source]:
            upward.append(f"{field.name} -> {target.label}")
    assert upward == []


@pytest.mark.django_db
def test_models_and_migrations_agree() -> None:
    said = StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=said, stderr=said)
    except SystemExit:
        pytest.fail(said.getvalue())


def test_one_short_initial_migration_per_app() -> None:
    for label in RANK:
        folder = settings.BASE_DIR / label / "migrations"
        assert sorted(path.name for path in folder.glob("0*.py")) in ([], ["0001_initial.py"])


@pytest.mark.django_db
def test_guards_are_in_the_database() -> None:
    assert guards.missing() == []


@pytest.mark.django_db
def test_system_checks_are_silent() -> None:
    call_command("check", databases=["default"], fail_level="WARNING")
