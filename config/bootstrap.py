"""Makes `.venv` from the hash-pinned lock and continues inside it. Standard library only.

A stamp in `.venv` says which lock was installed, by its SHA-256. `test` and `quality` need the
development lock, everything else the runtime lock; the development lock contains the other, so
an environment that once had it keeps it.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple, NoReturn

MINIMUM_PYTHON = (3, 11)
DEVELOPMENT_COMMANDS = frozenset({"test", "quality"})
ROOT = Path(__file__).resolve().parent.parent


class Stamp(NamedTuple):
    """Which lock an environment was made from."""

    kind: str
    digest: str


class Layout(NamedTuple):
    """Where things lie in a working tree."""

    root: Path

    @property
    def venv(self) -> Path:
        return self.root / ".venv"

    @property
    def python(self) -> Path:
        return self.venv / "bin" / "python"

    @property
    def stamp(self) -> Path:
        return self.venv / "lock-stamp"

    def lock(self, kind: str) -> Path:
        return self.root / "config" / "locks" / f"{kind}.lock"

    def digest(self, kind: str) -> str:
        return hashlib.sha256(self.lock(kind).read_bytes()).hexdigest()


def ensure(argv: list[str]) -> None:
    """Return inside an environment that fits `argv`; make it and start again when needed."""
    if sys.version_info < MINIMUM_PYTHON:
        needed = ".".join(map(str, MINIMUM_PYTHON))
        _give_up(f"Cần Python {needed} trở lên; đang chạy Python {sys.version.split()[0]}.")
    layout = Layout(ROOT)
    inside = Path(sys.prefix).resolve() == layout.venv.resolve()
    if os.environ.get("BOOTSTRAP") == "off" or (not inside and _in_other_environment()):
        return
    wanted = "dev" if argv[1:2] and argv[1] in DEVELOPMENT_COMMANDS else "run"
    try:
        changed = prepare(layout, wanted)
    except KeyboardInterrupt:
        _give_up("\nĐã dừng giữa chừng. Chạy lại lệnh để làm tiếp.")
    if inside and not changed:
        return
    os.execv(layout.python, [str(layout.python), *argv])  # noqa: S606


def prepare(layout: Layout, wanted: str) -> bool:
    """Make or complete the environment; return whether anything was installed."""
    if satisfied(layout, wanted):
        return False
    with _one_at_a_time(layout.root):
        # Another process may have done the work while this one waited.
        if satisfied(layout, wanted):
            return False
        kind = "dev" if "dev" in (wanted, _stamp_kind(layout)) else "run"
        _make(layout)
        layout.stamp.unlink(missing_ok=True)
        _install(layout, kind)
        layout.stamp.write_text(f"{kind} {layout.digest(kind)}\n", encoding="ascii")
    return True


def satisfied(layout: Layout, wanted: str) -> bool:
    """Return whether the environment was made from today's lock of the wanted kind."""
    stamp = read_stamp(layout)
    if stamp is None or not layout.python.exists():
        return False
    return stamp.kind in {"dev", wanted} and stamp.digest == layout.digest(stamp.kind)


def read_stamp(layout: Layout) -> Stamp | None:
    """Return the environment's stamp, or None when there is none that can be read."""
    try:
        kind, digest = layout.stamp.read_text(encoding="ascii").split()
    except (OSError, ValueError):
        return None
    return Stamp(kind, digest) if kind in {"run", "dev"} else None


def _stamp_kind(layout: Layout) -> str:
    stamp = read_stamp(layout)
    return stamp.kind if stamp else ""


def _in_other_environment() -> bool:
    # Production and containers bring their own environment, made from the same lock.
    return sys.prefix != sys.base_prefix and find_spec("django") is not None


def _make(layout: Layout) -> None:
    if layout.python.exists():
        return
    _say("Đang tạo môi trường Python trong .venv …")
    uv = shutil.which("uv")
    if uv:
        command = [uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(layout.venv)]
    else:
        if find_spec("venv") is None or find_spec("ensurepip") is None:
            _give_up(
                "Python này thiếu mô-đun venv. Trên Debian, Ubuntu: apt-get install python3-venv"
            )
        command = [sys.executable, "-m", "venv", "--clear", str(layout.venv)]
    _run(command, "Không tạo được .venv.")


def _install(layout: Layout, kind: str) -> None:
    lock = layout.lock(kind)
    total = sum(1 for line in lock.read_text(encoding="utf-8").splitlines() if "==" in line)
    what = "chạy và kiểm thử" if kind == "dev" else "chạy"
    _say(f"Đang cài {total} gói để {what} (lần đầu mất khoảng một phút) …")
    options = ["--require-hashes", "--requirement", str(lock)]
    uv = shutil.which("uv")
    failed = "Không cài được các gói. Kiểm tra kết nối mạng tới kho gói Python rồi chạy lại."
    if uv:
        _run([uv, "pip", "install", "--python", str(layout.python), *options], failed)
        return
    pip = [str(layout.python), "-m", "pip", "--disable-pip-version-check", "--no-input"]
    _run_counting([*pip, "install", "--progress-bar", "off", *options], total, failed)


def _run(command: list[str], failed: str) -> None:
    if subprocess.run(command, cwd=ROOT, check=False).returncode:
        _give_up(failed)


def _run_counting(command: list[str], total: int, failed: str) -> None:
    """Run pip, showing how far it is; its own words are shown only when it fails."""
    words: list[str] = []
    seen = 0
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        try:
            for line in process.stdout or ():
                words.append(line)
                if line.startswith("Collecting "):
                    seen += 1
                    _progress(seen, total)
                elif line.startswith("Installing "):
                    _say("  … đang chép vào .venv")
        except BaseException:
            process.terminate()
            raise
    if process.returncode:
        sys.stderr.writelines(words[-30:])
        _give_up(failed)


def _progress(seen: int, total: int) -> None:
    if seen % 20 == 0 or seen == total:
        _say(f"  … {seen}/{total}")


@contextmanager
def _one_at_a_time(root: Path) -> Iterator[None]:
    try:
        import fcntl  # noqa: PLC0415 - absent on Windows, where nothing guards this
    except ImportError:
        yield
        return
    folder = root / "var"
    folder.mkdir(exist_ok=True)
    with (folder / "bootstrap.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            _say("Một lệnh khác đang chuẩn bị môi trường; đang chờ …")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _give_up(reason: str) -> NoReturn:
    _say(reason)
    sys.exit(1)
