"""The pair of web server and worker, started as `make demo` starts it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from perfbudget.serve import BASE_DIR, commands

Serve = Callable[[], "subprocess.Popen[str]"]


@pytest.fixture
def port() -> int:
    """A port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def environment(tmp_path: Path, port: int) -> dict[str, str]:
    """A site of its own, with an empty database."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "perfbudget.settings",
        "VAR_DIR": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{tmp_path}/site.sqlite3",
        "PORT": str(port),
        "WEB_CONCURRENCY": "1",
    }


@pytest.fixture
def serve(environment: dict[str, str]) -> Iterator[Serve]:
    """Start the pair; it is stopped at the end whatever happened."""
    started = []

    def start() -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-m", "perfbudget.serve"],
            cwd=BASE_DIR,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.terminate()
        process.communicate()


def migrate(environment: dict[str, str]) -> None:
    command = [sys.executable, "manage.py", "migrate", "--no-input", "--verbosity", "0"]
    subprocess.run(command, cwd=BASE_DIR, env=environment, check=True)


def output_until(process: subprocess.Popen[str], text: str) -> str:
    """What the process printed up to the line with ``text``."""
    assert process.stdout
    printed = ""
    for line in process.stdout:
        printed += line
        if text in line:
            return printed
    pytest.fail(f"ended without {text!r}:\n{printed}")


def test_the_site_answers_and_stops_when_asked(serve: Serve, environment: dict[str, str], port: int) -> None:
    migrate(environment)
    process = serve()

    assert f"http://127.0.0.1:{port}/" in output_until(process, "网站已启动")
    with urlopen(f"http://127.0.0.1:{port}/") as response:
        assert response.status == 200
    process.send_signal(signal.SIGINT)
    rest, _ = process.communicate(timeout=30)

    assert "正在停止" in rest
    assert process.returncode == 0
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0


def test_the_site_stops_when_its_worker_does(serve: Serve) -> None:
    process = serve()  # without tables the worker cannot work

    output, _ = process.communicate(timeout=60)

    assert "后台任务意外停止" in output
    assert process.returncode == 1


def test_a_port_in_use_is_named(serve: Serve, port: int) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()
        process = serve()
        output, _ = process.communicate(timeout=30)

    assert output == f"端口 {port} 已被占用。请先停止占用它的程序，或换一个端口：PORT={port + 1} make demo\n"
    assert process.returncode == 1


def test_processes_and_threads_come_from_the_environment() -> None:
    web = commands("127.0.0.1", 8000, {"WEB_CONCURRENCY": "3", "WEB_THREADS": "8"})["网站"]

    assert web[web.index("--workers") + 1] == "3"
    assert web[web.index("--threads") + 1] == "8"
