"""Uploaded files, read in a process of their own: what a file does there, it does not do to the server.

The parsers are other people's, some of them not in Python. A file that makes one loop, swallow memory or crash
costs one process its life and gives one sentence to its owner.
"""

from __future__ import annotations

import json
import logging
import os
import selectors
import subprocess
import sys
import time
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import closing
from dataclasses import asdict, replace
from tempfile import TemporaryDirectory
from typing import IO, Any, Final

from django.conf import settings

from reports.department_book.model import BookReading
from reports.readers.limits import MIB, Limits
from reports.readers.result import FileReading
from reports.readers.source import Unreadable
from reports.readers.wire import from_wire
from reports.template.signing import signing_keys

_LOG: Final = logging.getLogger(__name__)
_CHUNK: Final = 1024 * 1024
_SECONDS_WAITED: Final = 25  # by a person, with a process of the web server
_REMEDY: Final = "请用 WPS 或 Office 打开后另存一份，或者拆成几个文件，再上传。"
# What the process is told of the site: where layouts and frameworks are. The only secret it learns is the keys of
# templates.
_SETTINGS: Final = ("BASE_DIR", "FIXTURES_DIR", "LAYOUT_DIRS", "AUTH_USER_MODEL", "LANGUAGE_CODE", "TIME_ZONE")
_ENVIRONMENT: Final = ("PATH", "LANG", "LC_ALL", "PYTHONPATH", "VIRTUAL_ENV", "LD_LIBRARY_PATH")


class _TimeIsUp(Exception):
    pass


def read_confined(
    name: str,
    content: bytes,
    layout: str | None = None,
    progress: Callable[[int, int], None] | None = None,
    limits: Limits | None = None,
) -> list[FileReading]:
    """As :func:`reports.readers.reading.read_file`, in a child process with bounded time and memory.

    ``limits`` are those of the settings unless given. A child that is stopped or dies gives a reading with the
    problem as its only content; nothing is raised for bad files.
    """
    request = {"reader": "forms", "layout": layout}
    try:
        return [from_wire(reading) for reading in answer_confined(name, content, request, progress, limits)]
    except Unreadable as unreadable:
        return [FileReading(name, (), problems=(unreadable.message,))]


def read_book_confined(name: str, content: bytes) -> BookReading:
    """As :func:`reports.department_book.read_department_book`, in the same way as :func:`read_confined`."""
    limits = Limits.from_settings()
    limits = replace(limits, seconds=min(limits.seconds, _SECONDS_WAITED))
    try:
        return BookReading.from_wire(answer_confined(name, content, {"reader": "department_book"}, limits=limits))
    except Unreadable as unreadable:
        return BookReading(problem=unreadable.message)


def answer_confined(
    name: str,
    content: bytes,
    request: Mapping[str, Any],
    progress: Callable[[int, int], None] | None = None,
    limits: Limits | None = None,
) -> Any:
    """What a reader of the child makes of a file, as JSON; ``request`` names the ``reader`` and what it wants to know.

    Raises :class:`~reports.readers.source.Unreadable` also where the child was stopped or died.
    """
    limits = limits or Limits.from_settings()
    limits.check_file(len(content))
    try:
        # Closed at once where ``progress`` raises, so that the child does not go on reading for nobody.
        with (
            TemporaryDirectory(prefix="reading-") as scratch,
            closing(_messages(_request(name, request, limits), content, limits.seconds, scratch)) as messages,
        ):
            for message in messages:
                if "progress" in message and progress:
                    progress(*message["progress"])
                if "failure" in message:
                    raise Unreadable(_failure(name, message["failure"], limits))
                if "answer" in message:
                    return message["answer"]
    except _TimeIsUp as stopped:
        raise Unreadable(f"读了 {limits.seconds} 秒还没有读完，已停止。文件太大或已损坏。{_REMEDY}") from stopped
    _LOG.warning("The process that read %r ended without an answer", name)
    raise Unreadable(f"读到一半，读取程序退出了：文件太大、已损坏或有恶意内容。{_REMEDY}")


def _request(name: str, wanted: Mapping[str, Any], limits: Limits) -> bytes:
    told = {key: getattr(settings, key) for key in _SETTINGS if hasattr(settings, key)}
    told["TEMPLATE_KEYS"] = signing_keys()
    request = {**wanted, "name": name, "limits": asdict(limits), "settings": told}
    return json.dumps(request, default=str).encode() + b"\n"


def _failure(name: str, failure: str, limits: Limits) -> str:
    if failure == "memory":
        return f"读取要用的内存超过上限 {limits.memory_bytes // MIB} MB，已停止。{_REMEDY}"
    _LOG.error("Reading %r failed:\n%s", name, failure)
    return f"读取时程序出错，没有读完，已记入服务器日志。{_REMEDY}"


def _messages(request: bytes, content: bytes, seconds: int, scratch: str) -> Generator[dict[str, Any], None, None]:
    """What the child says, until it ends; its temporary files go to ``scratch``. Raises :class:`_TimeIsUp`."""
    told = {key: os.environ[key] for key in _ENVIRONMENT if key in os.environ}
    deadline = time.monotonic() + seconds
    child = subprocess.Popen(
        [sys.executable, "-m", "reports.readers.confined_child"],
        cwd=settings.BASE_DIR,
        env=told | {"PYTHONIOENCODING": "utf-8", "TMPDIR": scratch},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert child.stdin is not None
    assert child.stdout is not None
    try:
        try:
            # The child reads all of its input before it says anything.
            child.stdin.write(request)
            child.stdin.write(content)
            child.stdin.close()
        except BrokenPipeError:
            return
        for line in _lines(child.stdout, deadline):
            yield json.loads(line)
    finally:
        child.kill()
        child.stdout.close()
        child.wait()


def _lines(stream: IO[bytes], deadline: float) -> Iterator[bytes]:
    rest = b""
    with selectors.DefaultSelector() as selector:
        selector.register(stream, selectors.EVENT_READ)
        while True:
            if not selector.select(max(deadline - time.monotonic(), 0)):
                raise _TimeIsUp
            piece = os.read(stream.fileno(), _CHUNK)
            if not piece:
                return
            *lines, rest = (rest + piece).split(b"\n")
            yield from lines
