"""Run the whole system on this machine: site, worker, timetable and broker."""

import errno
import fcntl
import os
import socket
import sys
import urllib.error
import urllib.request
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connections, transaction
from redis import Redis, RedisError

from config import broker, demo, processes
from config.schedule import readable_timetable
from config.supervisor import Child, StopRequest, Supervisor

DEFAULT_PORT = 8000


class Command(BaseCommand):
    """`python3 manage.py start`; may be repeated at any time, everything kept lies in `var/`."""

    help = "Chạy toàn bộ hệ thống trên máy này và in địa chỉ truy cập."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--port",
            type=int,
            help=f"cổng của trang web (mặc định {DEFAULT_PORT} hoặc cổng kế tiếp)",
        )
        parser.add_argument("--host", default="127.0.0.1", help="địa chỉ lắng nghe")
        parser.add_argument("--workers", type=int, default=2, help="số tiến trình web")
        parser.add_argument("--no-demo", action="store_true", help="không nạp dữ liệu minh hoạ")

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepare the data, start the processes, stay until a signal or a failure."""
        var = settings.VAR_DIR
        with _only_one(var / "start.lock"), Supervisor(var / "log") as supervisor:
            try:
                self._run(supervisor, options)
            except StopRequest:
                self._say("\nĐang dừng …")
        self._say("Đã dừng mọi tiến trình.")

    def _run(self, supervisor: Supervisor, options: dict[str, Any]) -> None:
        with self._listen(options["port"], options["host"]) as door:
            self._run_behind(door, supervisor, options)

    def _run_behind(
        self, door: socket.socket, supervisor: Supervisor, options: dict[str, Any]
    ) -> None:
        # The door is ours from the first moment: while data are prepared nobody takes the port.
        address = _address(options["host"], door.getsockname()[1])
        env = environment_at(address) | {"REDIS_URL": self._broker(supervisor)}
        self._prepare_data(demo_wanted=not options["no_demo"])
        _let_go_of_the_database()
        self._say("Đang khởi động trang web, tiến trình nền và bộ hẹn giờ …")
        for name, command, patience in _commands(door, options["workers"]):
            supervisor.start(
                name,
                command,
                env=env,
                cwd=settings.BASE_DIR,
                patience=patience,
                hand_over=door if name == "web" else None,
            )
        if not supervisor.wait_until(lambda: _healthy(f"{address}healthz"), patience=60):
            raise self._failure(supervisor.fallen())
        self._announce(address)
        raise self._failure(supervisor.watch())

    def _listen(self, asked: int | None, host: str) -> socket.socket:
        try:
            return processes.listen(asked or DEFAULT_PORT, host, tries=1 if asked else 100)
        except OSError as error:
            if asked and error.errno == errno.EADDRINUSE:
                raise CommandError(
                    f"Cổng {asked} đang có chương trình khác dùng. Hãy chọn cổng khác bằng --port."
                ) from error
            raise CommandError(f"Không mở được cổng tại {host}: {error}") from error

    def _broker(self, supervisor: Supervisor) -> str:
        if settings.REDIS_URL:
            try:
                Redis.from_url(settings.REDIS_URL, socket_connect_timeout=5).ping()
            except RedisError as error:
                raise CommandError(f"Không kết nối được REDIS_URL: {error}") from error
            return str(settings.REDIS_URL)
        self._say("Đang khởi động hàng đợi công việc …")
        try:
            server = broker.start(settings.VAR_DIR / "broker", keep=True)
        except broker.BrokerError as error:
            raise CommandError(
                f"Không chạy được hàng đợi kèm sẵn: {error}. Hãy cài Redis và đặt REDIS_URL."
            ) from error
        supervisor.adopt("broker", server.process, server.log)
        return server.url

    def _prepare_data(self, *, demo_wanted: bool) -> None:
        self._say("Đang chuẩn bị cơ sở dữ liệu …")
        try:
            connections["default"].ensure_connection()
        except OperationalError as error:
            found = connections["default"].settings_dict
            place = f"{found['HOST']}:{found['PORT']}" if found["HOST"] else found["NAME"]
            raise CommandError(f"Không kết nối được cơ sở dữ liệu {place}: {error}") from error
        call_command("migrate", interactive=False, verbosity=0)
        call_command("load_legal", stdout=StringIO())
        if demo_wanted and "seed_demo" in get_commands() and demo.wanted():
            self._say(f"Đang dựng dữ liệu minh hoạ {demo.CASE} (chỉ lần đầu) …")
            # All or nothing: a Ctrl-C in the middle must not leave half a year behind.
            with transaction.atomic():
                call_command("seed_demo", case=demo.CASE, verbosity=0)

    def _announce(self, address: str) -> None:
        self._say(f"\nVinh Danh đang chạy tại {address}")
        self._say(f"Thư gửi đi: {getattr(settings, 'EMAIL_FILE_PATH', 'máy chủ thư')}")
        self._say(f"Nhật ký tiến trình: {settings.VAR_DIR / 'log'}")
        accounts = demo.accounts()
        if accounts:
            self._say("\nTài khoản minh hoạ:")
            width = max(len(account.username) for account in accounts)
            for account in accounts:
                self._say(f"  {account.username:{width}}  {account.password}  {account.role}")
        self._say("\nNhấn Ctrl-C để dừng.")

    def _failure(self, child: Child | None) -> CommandError:
        if child is None:
            return CommandError(f"Trang web không trả lời. Xem {settings.VAR_DIR / 'log'}.")
        status = child.process.returncode
        return CommandError(
            f"Tiến trình «{child.name}» đã dừng (mã {status}), nên hệ thống dừng theo. "
            f"Nhật ký: {child.log}\n{processes.tail(child.log)}"
        )

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()


def _address(host: str, port: int) -> str:
    """Where people find the site; listening everywhere includes this machine's own address."""
    shown = "127.0.0.1" if host in {"", "0.0.0.0"} else host  # noqa: S104
    return f"http://{shown}:{port}/"


def environment_at(address: str) -> dict[str, str]:
    """What the processes know: links in e-mails lead here, unless the operator says where."""
    return {"BASE_URL": address.rstrip("/")} | os.environ | {"PYTHONUNBUFFERED": "1"}


def _commands(door: socket.socket, workers: int) -> list[tuple[str, list[str], float]]:
    python = [sys.executable, "-m"]
    celery = [*python, "celery", "-A", "config.celery"]
    timetable = readable_timetable(settings.VAR_DIR / "schedule")
    return [
        (
            "worker",
            [*celery, "worker", "--concurrency=2", "--without-mingle", "--without-gossip"],
            20,
        ),
        ("beat", [*celery, "beat", f"--schedule={timetable}", "--pidfile="], 5),
        (
            "web",
            [
                *python,
                "gunicorn",
                "config.wsgi",
                f"--bind=fd://{door.fileno()}",
                "--worker-class=gthread",
                f"--workers={workers}",
                "--threads=8",
                "--graceful-timeout=8",
                "--no-control-socket",
            ],
            10,
        ),
    ]


def _let_go_of_the_database() -> None:
    """Close connections, and the pool with its threads: the rest of our life is only watching."""
    for connection in connections.all(initialized_only=True):
        connection.close()
        if connection.vendor == "postgresql":
            connection.close_pool()  # type: ignore[attr-defined]


def _healthy(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=2) as answer:  # noqa: S310 - our own address
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


@contextmanager
def _only_one(path: Path) -> Iterator[None]:
    """Two runs on the same `var/` would take each other's broker files and timetable."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise CommandError(
                f"Hệ thống đang chạy rồi trên thư mục {path.parent}. Hãy dừng nó trước."
            ) from error
        yield
