"""The process that reads one uploaded file: no database, no secrets, bounded memory and time.

``reports.readers.confined`` starts it. The first line of its input is a request as JSON, the rest is the file;
every line of its output is a message as JSON: ``{"progress": [1, 8]}``, ``{"answer": …}`` or ``{"failure": "…"}``.
"""

from __future__ import annotations

import json
import resource
import sys
import traceback
from collections.abc import Callable
from typing import Any, BinaryIO, Final

import django
from django.conf import settings

# Frameworks and subject codes are read from their files by modules that define models, too.
_APPS: Final = ["django.contrib.contenttypes", "django.contrib.auth", "indicators", "projects", "reports"]

Progress = Callable[[int, int], None]


def main() -> None:
    """Read the file that the input holds."""
    request = json.loads(sys.stdin.buffer.readline())
    limits = request["limits"]
    _confine(limits["memory_bytes"], limits["seconds"], limits["file_bytes"])
    settings.configure(**request["settings"], INSTALLED_APPS=_APPS, DATABASES={}, USE_TZ=True)
    django.setup()
    out = sys.stdout.buffer
    sys.stdout = sys.stderr  # a library that prints must not disturb the messages
    try:
        _read(request, sys.stdin.buffer.read(), out)
    except MemoryError:
        _send(out, {"failure": "memory"})
    except Exception:  # noqa: BLE001  (the parent logs it and says so)
        _send(out, {"failure": traceback.format_exc()})


def _confine(memory: int, seconds: int, written: int) -> None:
    """``written`` bytes a temporary file: the library that writes the marked copy of a template needs some."""
    for what, limit in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, written),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (limit, limit))


def _read(request: dict[str, Any], content: bytes, out: BinaryIO) -> None:
    def progress(done: int, of: int) -> None:
        _send(out, {"progress": [done, of]})

    _send(out, {"answer": _READERS[request["reader"]](request, content, progress)})


def _forms(request: dict[str, Any], content: bytes, progress: Progress) -> list[dict[str, Any]]:
    from reports.readers.limits import Limits  # noqa: PLC0415  (under the limits, and with settings)
    from reports.readers.reading import read_file  # noqa: PLC0415
    from reports.readers.wire import to_wire  # noqa: PLC0415

    limits = Limits(**request["limits"])
    readings = read_file(request["name"], content, layout=request["layout"], progress=progress, limits=limits)
    return [to_wire(reading) for reading in readings]


def _disclosures(request: dict[str, Any], content: bytes, progress: Progress) -> list[dict[str, Any]]:
    from reports.disclosure_reading.files import disclosures_in  # noqa: PLC0415  (see above)
    from reports.disclosure_reading.wire import to_wire  # noqa: PLC0415
    from reports.readers.limits import Limits  # noqa: PLC0415

    found = disclosures_in(request["name"], content, Limits(**request["limits"]), progress)
    return [to_wire(each) for each in found]


def _department_book(request: dict[str, Any], content: bytes, progress: Progress) -> dict[str, Any]:  # noqa: ARG001
    from reports.department_book import read_department_book  # noqa: PLC0415  (see above)
    from reports.readers.limits import Limits  # noqa: PLC0415

    return read_department_book(content, Limits(**request["limits"])).to_wire()


_READERS: Final = {"forms": _forms, "disclosures": _disclosures, "department_book": _department_book}


def _send(out: BinaryIO, message: dict[str, Any]) -> None:
    out.write(json.dumps(message, ensure_ascii=False).encode("utf-8", errors="replace") + b"\n")
    out.flush()


if __name__ == "__main__":
    main()
