"""The title of a layout as it is found above a form."""

from __future__ import annotations

import re

from projects.layouts import Layout
from reports.readers.ocr.text import closed_up, folded

_NAME = re.compile(r"\{(\w+)\}")
_PATTERNS = {
    "number": r"(?:\d{1,3}\s*[.、．)）]\s*)?",
    "year": r"\d{4}",
    "project_name": r"(?P<project_name>.+?)",
}
_ANY = r".*?"


class TitlePattern:
    """Tells a title of ``layout`` from other lines, and finds the project's name in it."""

    def __init__(self, layout: Layout) -> None:
        self._patterns = [re.compile(_expression(title)) for title in set(layout.titles.values())]

    def fits(self, line: str) -> bool:
        """Whether the line is the title of a form."""
        return any(pattern.fullmatch(folded(line)) for pattern in self._patterns)

    def project_name(self, line: str) -> str:
        """The project's name as the title has it; blank where the layout's title has none."""
        for pattern in self._patterns:
            found = pattern.fullmatch(closed_up(line))
            if found and "project_name" in found.groupdict():
                return found["project_name"].strip()
        return ""


def _expression(title: str) -> str:
    """The title with its names as patterns; blanks do not count."""
    parts = _NAME.split(title)
    fixed = [re.escape(re.sub(r"\s", "", part)) for part in parts[::2]]
    names = [_PATTERNS.get(name, _ANY) for name in parts[1::2]]
    return "".join(part for pair in zip(fixed, [*names, ""], strict=True) for part in pair)
