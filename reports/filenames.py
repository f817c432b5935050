"""Names of files that people get: Chinese, safe on every system, unique in a folder."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from projects.models import PerformanceForm

_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f\s]+')
# Without width or turning the direction round: exe.pdf could be shown as fdp.exe.
_INVISIBLE = re.compile(r"[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufffe\uffff\U000e0000-\U000e0fff]")
_LONGEST = 60  # characters; 180 bytes of UTF-8 leave room below the usual 255


def form_name(form: PerformanceForm) -> str:
    """``2020年-组织部-VR党建宣教中心经费``, without extension."""
    return safe_name(f"{form.fiscal_year}年-{form.unit.name}-{form.name or '未命名项目'}")


def safe_name(text: str) -> str:
    """``text`` without what a file system forbids, and no hidden file."""
    return _FORBIDDEN.sub(" ", _INVISIBLE.sub("", text)).strip(" .")[:_LONGEST].rstrip(" .") or "未命名"


def unique_names(names: Iterable[str]) -> Iterator[str]:
    """The second of the same name gets ``-2``; capitals do not tell names apart on every system."""
    taken: set[str] = set()
    for name in names:
        unique, number = name, 1
        while unique.casefold() in taken:
            number += 1
            unique = f"{name}-{number}"
        taken.add(unique.casefold())
        yield unique
