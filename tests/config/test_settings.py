"""What the settings promise: formats, databases, keys and headers."""

import importlib
import json
import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import environ
import pytest
from django.db import connection
from django.template import engines
from django.test import Client
from django.utils.formats import get_format

from config.schedule import ENTRIES
from config.settings import databases, keys

ROOT = Path(__file__).parents[2]


def render(source: str, **context: Any) -> str:
    return engines["django"].from_string(source).render(context)


def test_numbers_are_grouped_the_vietnamese_way() -> None:
    assert render("{% load humanize %}{{ n|intcomma }}", n=1284) == "1.284"
    assert render("{% load l10n %}{{ n|localize }}", n=0.5) == "0,5"


def test_years_and_keys_are_not_grouped() -> None:
    assert render("{{ year }} /people/{{ pk }}/", year=2020, pk=1284) == "2020 /people/1284/"


def test_dates_are_day_month_year() -> None:
    assert render("{{ day }}", day=date(2020, 2, 7)) == "07/02/2020"
    assert render("{{ at }}", at=datetime(2020, 2, 7, 1, 5, tzinfo=UTC)) == "08:05 07/02/2020"
    assert get_format("DATE_INPUT_FORMATS")[0] == "%d/%m/%Y"


@pytest.mark.sqlite
@pytest.mark.django_db
def test_sqlite_runs_with_wal_and_foreign_keys() -> None:
    with connection.cursor() as cursor:
        for pragma, value in (
            ("journal_mode", "wal"),
            ("foreign_keys", 1),
            ("busy_timeout", 20000),
        ):
            cursor.execute(f"PRAGMA {pragma}")
            assert cursor.fetchone() == (value,)


def test_sqlite_takes_the_write_lock_at_the_start() -> None:
    parsed = databases.tuned(environ.Env.db_url_config("sqlite:///x.sqlite3"), pool_size=0)
    assert parsed["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_postgresql_is_pooled_and_fails_fast() -> None:
    parsed = databases.tuned(environ.Env.db_url_config("postgres://u:p@h:5432/d"), pool_size=7)
    assert parsed["CONN_MAX_AGE"] == 0
    assert parsed["OPTIONS"]["pool"] == {"min_size": 1, "max_size": 7, "timeout": 5}


def test_other_engines_are_refused() -> None:
    with pytest.raises(ValueError, match="DATABASE_URL"):
        databases.tuned(environ.Env.db_url_config("mysql://u:p@h/d"), pool_size=0)


def test_secret_is_made_once_and_for_the_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "var" / "secret_key"
    first = keys.kept_secret(path)
    assert len(first) > 60
    assert keys.kept_secret(path) == first
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_all_who_start_at_once_get_the_same_key(tmp_path: Path) -> None:
    path = tmp_path / "var" / "field_key"
    with ThreadPoolExecutor(8) as several:
        found = set(several.map(keys.kept_secret, [path] * 32))
    assert len(found) == 1
    assert len(found.pop()) >= 64
    assert [one.name for one in path.parent.iterdir()] == ["field_key"]


def settings_of(module: str, *names: str, **env: str) -> dict[str, Any]:
    """Read settings in a process of their own, with nothing but the given environment."""
    code = (
        "import json, sys, importlib\n"
        f"found = importlib.import_module('config.settings.{module}')\n"
        "print(json.dumps({name: getattr(found, name, None) for name in sys.argv[1:]}, default=str))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *names],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **env},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_production_has_no_secret_of_its_own() -> None:
    with pytest.raises(RuntimeError, match="SECRET_KEY"):
        settings_of("production", "DEBUG")


def test_production_has_no_key_of_its_own_for_enciphered_fields() -> None:
    with pytest.raises(RuntimeError, match="FIELD_KEYS"):
        settings_of("production", "DEBUG", SECRET_KEY="x" * 60)


def test_production_is_strict() -> None:
    found = settings_of(
        "production",
        "DEBUG",
        "SECURE_SSL_REDIRECT",
        "SESSION_COOKIE_SECURE",
        "CSRF_COOKIE_SECURE",
        "OUTBOX_NUDGE",
        "EMAIL_HOST",
        "VAR_DIR",
        VAR_DIR="",
        SECRET_KEY="x" * 60,
        FIELD_KEYS="y" * 60,
        ALLOWED_HOSTS="khenthuong.example",
        EMAIL_URL="smtp://mail.example:25",
        REDIS_URL="redis://localhost:1/0",
    )
    assert found == {
        "DEBUG": False,
        "SECURE_SSL_REDIRECT": True,
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "OUTBOX_NUDGE": True,
        "EMAIL_HOST": "mail.example",
        "VAR_DIR": str(ROOT / "var"),
    }


def test_local_runs_without_configuration(tmp_path: Path) -> None:
    found = settings_of(
        "local", "DEBUG", "ALLOWED_HOSTS", "EMAIL_FILE_PATH", "OUTBOX_NUDGE", VAR_DIR=str(tmp_path)
    )
    assert found == {
        "DEBUG": False,
        "ALLOWED_HOSTS": ["localhost", "127.0.0.1", "[::1]"],
        "EMAIL_FILE_PATH": str(tmp_path / "mail"),
        "OUTBOX_NUDGE": False,
    }


def test_every_timed_task_exists() -> None:
    app = importlib.import_module("config.celery").app
    app.loader.import_default_modules()
    assert {entry.task for entry in ENTRIES} <= set(app.tasks)
    assert all(entry.why for entry in ENTRIES)


@pytest.mark.django_db
def test_pages_tell_the_browser_what_is_allowed(client: Client) -> None:
    answer = client.get("/accounts/login/")
    assert answer.status_code == 200
    assert "Forgot" not in answer.content.decode()
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert answer.headers["Permissions-Policy"].startswith("accelerometer=()")
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/accounts/password/change/", "/admin/"])
def test_pages_ask_for_log_in(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 302
    assert "/login/" in answer.headers["Location"]


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/nhan-su/nguoi/%00/", "/api/v1/units/?q=%00", "/?trang=%00"])
def test_a_null_character_in_an_address_is_refused(client: Client, address: str) -> None:
    assert client.get(address).status_code == 400


def test_behind_a_proxy_guesses_are_counted_by_visitor() -> None:
    given = {
        "SECRET_KEY": "x" * 60,
        "FIELD_KEYS": "y" * 60,
        "ALLOWED_HOSTS": "khenthuong.example",
        "EMAIL_URL": "smtp://mail.example:25",
    }
    name = "ALLAUTH_TRUSTED_PROXY_COUNT"
    assert settings_of("production", name, **given) == {name: None}
    assert settings_of("production", name, BEHIND_TLS_PROXY="true", **given) == {name: 1}


def test_a_sign_on_is_read_from_the_environment_and_absent_without(tmp_path: Path) -> None:
    given = {"VAR_DIR": str(tmp_path)}
    name = "SOCIALACCOUNT_PROVIDERS"
    assert settings_of("local", name, **given) == {name: {}}
    sign_on = {"OIDC_SERVER_URL": "https://sso.example/realms/tinh", "OIDC_CLIENT_ID": "vd"}
    app = settings_of("local", name, **given, **sign_on)[name]["openid_connect"]["APPS"][0]
    assert app["settings"]["server_url"] == "https://sso.example/realms/tinh"
    with pytest.raises(RuntimeError, match="OIDC_SERVER_URL"):
        settings_of("local", name, **given, **sign_on | {"OIDC_SERVER_URL": "http://sso.vn"})


@pytest.mark.django_db
def test_nobody_signs_up(client: Client) -> None:
    client.post(
        "/accounts/signup/",
        {"username": "guest", "password1": "a-long-Passw0rd", "password2": "a-long-Passw0rd"},
    )
    assert not importlib.import_module("personnel.models").User.objects.exists()


@pytest.mark.django_db
def test_health_and_readiness_need_no_log_in(client: Client) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"database": True, "cache": True})


@pytest.mark.django_db
def test_readiness_tells_a_cache_that_is_away(client: Client, settings: Any) -> None:
    backend = "django.core.cache.backends.redis.RedisCache"
    settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": "redis://127.0.0.1:1/0"}}
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (503, {"database": True, "cache": False})
