"""``manage.py check``: the system libraries that printing needs, and the command that installs them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from ctypes import CDLL
from ctypes.util import find_library
from dataclasses import dataclass
from typing import Any, Final

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, Warning, register  # noqa: A004  (Django's name)


@dataclass(frozen=True, slots=True)
class SystemLibrary:
    """A shared library outside Python.

    ``file`` is its name on Linux, ``name`` the one that the linker of any system knows,
    ``package`` Debian's and Ubuntu's package.
    """

    name: str
    file: str
    package: str

    def is_installed(self) -> bool:
        """Whether the library can be loaded."""
        for candidate in (self.file, find_library(self.name)):
            if candidate is None:
                continue
            try:
                CDLL(candidate)
            except OSError:
                continue
            return True
        return False


PANGO: Final = (
    SystemLibrary("pango-1.0", "libpango-1.0.so.0", "libpango-1.0-0"),
    SystemLibrary("pangoft2-1.0", "libpangoft2-1.0.so.0", "libpangoft2-1.0-0"),
)
FONT_SUBSETTER: Final = (SystemLibrary("harfbuzz-subset", "libharfbuzz-subset.so.0", "libharfbuzz-subset0"),)


@register()
def check_pdf_libraries(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:
    """An error without Pango, a warning without the library that makes printing fast."""
    return library_messages(PANGO, FONT_SUBSETTER)


def library_messages(needed: Iterable[SystemLibrary], useful: Iterable[SystemLibrary]) -> list[CheckMessage]:
    """What to install: one error for the ``needed`` libraries, one warning for the ``useful`` ones."""
    messages: list[CheckMessage] = []
    if missing := [library for library in needed if not library.is_installed()]:
        text = f"缺少系统库 {_names(missing)}，不能打印 PDF。"
        messages.append(Error(text, hint=_remedy(missing), id="reports.E001"))
    if missing := [library for library in useful if not library.is_installed()]:
        text = f"缺少系统库 {_names(missing)}，打印会慢很多倍，文件也更大。"
        messages.append(Warning(text, hint=_remedy(missing), id="reports.W001"))
    return messages


def _names(libraries: Iterable[SystemLibrary]) -> str:
    return "、".join(library.file for library in libraries)


def _remedy(libraries: Iterable[SystemLibrary]) -> str:
    packages = " ".join(library.package for library in libraries)
    return f"请安装：apt-get install -y --no-install-recommends {packages}"
