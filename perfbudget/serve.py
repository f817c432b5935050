"""Serve the site on one machine: the web server and the background worker, as one program.

``python -m perfbudget.serve`` starts gunicorn and ``manage.py db_worker``. Ctrl-C or a
SIGTERM stops both; if one of them ends by itself, the other is stopped too and the exit
code is 1, so that a service manager restarts the pair.

Environment: ``HOST`` (127.0.0.1), ``PORT`` (8000), ``WEB_CONCURRENCY`` (2 processes of
gunicorn), ``WEB_THREADS`` (4 threads in each).
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from types import FrameType

BASE_DIR = Path(__file__).resolve().parent.parent
START_SECONDS = 60
STOP_SECONDS = 30
POLL_SECONDS = 0.2

Processes = dict[str, "subprocess.Popen[bytes]"]


class StopRequestedError(Exception):
    """Somebody asked the pair to stop."""


def commands(host: str, port: int, environment: Mapping[str, str]) -> dict[str, list[str]]:
    """Return what to run, by the name that messages use."""
    web = [
        *(sys.executable, "-m", "gunicorn", "perfbudget.wsgi"),
        *("--bind", f"{host}:{port}"),
        *("--workers", environment.get("WEB_CONCURRENCY", "2")),
        *("--threads", environment.get("WEB_THREADS", "4")),
        *("--max-requests", "1000", "--max-requests-jitter", "100"),
        "--no-control-socket",
        *("--log-level", "warning"),
    ]
    if Path("/dev/shm").is_dir():  # noqa: S108 - heartbeat files belong in memory, not on a slow disk
        web += ["--worker-tmp-dir", "/dev/shm"]  # noqa: S108 - as above
    worker = [sys.executable, str(BASE_DIR / "manage.py"), "db_worker", "--queue-name", "*"]
    return {"网站": web, "后台任务": worker}


def main(environment: Mapping[str, str] = os.environ) -> int:
    """Run the pair until it is stopped; return the exit code."""
    host, port = environment.get("HOST", "127.0.0.1"), int(environment.get("PORT", "8000"))
    if not _is_free(host, port):
        _say(f"端口 {port} 已被占用。请先停止占用它的程序，或换一个端口：PORT={port + 1} make demo")
        return 1
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _request_stop)
    processes: Processes = {}
    try:
        for name, command in commands(host, port, environment).items():
            # A session of its own: Ctrl-C reaches this program only, which stops both in order.
            processes[name] = subprocess.Popen(  # noqa: S603 - own programs, numbers from the owner
                command, cwd=BASE_DIR, start_new_session=True
            )
        if _is_serving(host, port, processes):
            _say(f"网站已启动：http://{host}:{port}/ （按 Ctrl-C 停止）")
        _say(f"{_wait_for_an_end(processes)}意外停止，另一个程序随之停止。")
        return 1
    except StopRequestedError:
        _say("正在停止……")
        return 0
    finally:
        _stop(processes)


def _is_free(host: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def _is_serving(host: str, port: int, processes: Processes) -> bool:
    """Wait until the site takes connections; ``False`` if it does not in time."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and all(p.poll() is None for p in processes.values()):
        with socket.socket() as probe:
            if probe.connect_ex((host, port)) == 0:
                return True
        time.sleep(POLL_SECONDS)
    return False


def _wait_for_an_end(processes: Processes) -> str:
    while True:
        for name, process in processes.items():
            if process.poll() is not None:
                return name
        time.sleep(POLL_SECONDS)


def _stop(processes: Processes) -> None:
    """Ask every process to finish what it is doing; kill what does not in time."""
    for process in processes.values():
        process.terminate()
    deadline = time.monotonic() + STOP_SECONDS
    for process in processes.values():
        try:
            process.wait(max(0, deadline - time.monotonic()))
        except (subprocess.TimeoutExpired, StopRequestedError):
            process.kill()
            process.wait()


def _request_stop(_number: int, _frame: FrameType | None) -> None:
    raise StopRequestedError


def _say(text: str) -> None:
    print(text, flush=True)  # noqa: T201 - for the terminal that started this program


if __name__ == "__main__":
    sys.exit(main())
