"""Fixtures of the whole suite. The lane (SQLite or PostgreSQL) comes from `DATABASE_URL`."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from kombu import pools

from config import broker as embedded_broker
from config import processes
from config.celery import app
from tests.support import browser as chromium
from tests.support import databases, guards
from tests.support.clock import stopped_at

# --- Database -------------------------------------------------------------------------------


def _run_name(config: pytest.Config) -> str:
    return os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))[:12]


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest, tmp_path_factory: Any, django_db_blocker: Any
) -> Iterator[None]:
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    shared: Path = tmp_path_factory.getbasetemp()
    if worker != "main":
        shared = shared.parent
    guards.let_teardown_pass()
    run = _run_name(request.config)
    with django_db_blocker.unblock():
        remove = databases.prepare(shared, run, worker)
    yield
    with django_db_blocker.unblock():
        remove()
        if worker == "main":
            databases.remove_template(run)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """The controller of a run with several workers removes what they were copied from."""
    run = getattr(session.config, "workerinput", None) is None and getattr(
        session.config.option, "testrunuid", None
    )
    if run and os.environ.get("DATABASE_URL", "").startswith("postgres"):
        databases.remove_template(run[:12])


# --- What the second lane of a whole run leaves out --------------------------------------------

# A test that asks for none of these meets no database, so the other lane has told all there is.
_DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup"}
# What a page shows, its forms and refusals stand in folders and files of these names. The selectors
# and services below are asked on both databases, and so is every page of every role (test_english).
_PAGES = ("web", "_pages.py")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if os.environ.get("TEST_WITH_DATABASE_ONLY"):
        left_out = [item for item in items if not _differs_by_database(item)]
        items[:] = [item for item in items if _differs_by_database(item)]
        config.hook.pytest_deselected(items=left_out)


def _differs_by_database(item: pytest.Item) -> bool:
    if item.get_closest_marker("postgres"):
        return True
    folder, ending = _PAGES
    about_pages = folder in item.path.parts or item.path.name.endswith(ending)
    if item.get_closest_marker("one_database") or about_pages:
        return False
    asked = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or bool(asked & _DATABASE_FIXTURES)


# --- What a test needs, and may not get here ------------------------------------------------


def pytest_runtest_setup(item: pytest.Item) -> None:
    for lane, vendor in (("postgres", "postgresql"), ("sqlite", "sqlite")):
        if item.get_closest_marker(lane) and connection.vendor != vendor:
            pytest.skip(f"runs on {vendor} only")
    if item.get_closest_marker("journey") and chromium.executable() is None:
        reason = "no Chromium on this machine (CHROMIUM may name one)"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)


@pytest.fixture
def broker(settings: Any, tmp_path_factory: Any) -> Iterator[str]:
    """The address of a real broker, known to Celery for the duration of the test."""
    started = None
    url = os.environ.get("REDIS_URL_TEST", "")
    if not url:
        started = embedded_broker.start(tmp_path_factory.mktemp("broker"), keep=False)
        url = started.url
    # A queue for each worker of the run, so that none takes another's tasks.
    number = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    url = f"{url.rpartition('/')[0]}/{number + 1}"
    settings.OUTBOX_NUDGE = True
    before = app.conf.broker_url
    app.conf.update(broker_url=url, broker_read_url=url, broker_write_url=url)
    try:
        yield url
    finally:
        app.conf.update(broker_url=before, broker_read_url=before, broker_write_url=before)
        # Celery keeps its pools for the process, and a closed one cannot be opened again.
        pools.reset()
        app.amqp._producer_pool = app._pool = None
        if started:
            processes.stop(started.process, patience=5)


@pytest.fixture
def clock_at() -> Any:
    """`with clock_at("2020-11-30"):` stops every clock at eight that morning."""
    return stopped_at


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A headless Chromium for the journeys."""
    # Playwright runs an event loop in this thread, and Django would refuse every query in it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with chromium.launched() as running:
        yield running
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def live_server(django_db_setup: None, live_server: Any) -> Any:
    """The running site, started only once the test database is in place.

    Started earlier it would take the database for one in memory and share one connection between
    all its threads.
    """
    return live_server


@pytest.fixture
def page(browser: Any, live_server: Any) -> Iterator[Any]:
    """A new page at desktop width, relative addresses leading to the running site."""
    context = browser.new_context(
        base_url=live_server.url,
        viewport={"width": 1366, "height": 768},
        locale="vi-VN",
        timezone_id="Asia/Ho_Chi_Minh",
    )
    context.set_default_timeout(15_000)
    yield context.new_page()
    context.close()


# --- Result for the runner of both lanes ----------------------------------------------------


def pytest_terminal_summary(terminalreporter: Any, exitstatus: int) -> None:
    target = os.environ.get("TEST_RESULT_FILE")
    if target:
        stats = terminalreporter.stats
        counts = {key: len(stats.get(key, ())) for key in ("passed", "failed", "error", "skipped")}
        Path(target).write_text(json.dumps(counts), encoding="ascii")
