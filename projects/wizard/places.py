"""Where on the page a path points to: rows go by their key there, by their index in a document."""

from __future__ import annotations

import re
from dataclasses import dataclass

from indicators.framework import Framework
from projects.checking import submission_problems
from projects.document import FormDocument
from projects.models import PerformanceForm
from projects.storage import has_content, lines_of

_INDEXED = re.compile(r"(?P<lines>[a-z_]+)\[(?P<index>\d+)\](?P<rest>.*)")
_KEYED = re.compile(r"(?P<lines>[a-z_]+)\[(?P<key>[0-9a-f-]{36})\](?P<rest>.*)")


@dataclass(frozen=True, slots=True)
class PlacedProblem:
    """A problem with the fragment that leads to its cell on the page (to its section where it has none)."""

    place: str
    label: str
    message: str
    section: str
    section_title: str


class Places:
    """The paths of one form as the page names them."""

    def __init__(self, form: PerformanceForm) -> None:
        self._form = form
        self._keys = {
            table.lines: [str(row.key) for row in lines_of(form, table.lines) if has_content(table.lines, row)]
            for table in form.layout.tables()
        }

    def of(self, path: str) -> str:
        """The path with its row by key; "" where the page has no such row."""
        match = _INDEXED.fullmatch(path)
        if not match:
            return path
        keys = self._keys.get(match["lines"], [])
        key = next(iter(keys[int(match["index"]) :]), "")
        return f"{match['lines']}[{key}]{match['rest']}" if key else ""

    def label(self, path: str) -> str:
        """The Chinese name of a path, rows by their number on the paper."""
        match = _KEYED.fullmatch(path)
        keys = self._keys.get(match["lines"], []) if match else []
        if match and match["key"] in keys:
            path = f"{match['lines']}[{keys.index(match['key'])}]{match['rest']}"
        return self._form.layout.label_of(path)


def problems_of(form: PerformanceForm, framework: Framework, document: FormDocument) -> list[PlacedProblem]:
    """What keeps the form from being sent up, with links."""
    places = Places(form)
    titles = {section.key: section.title for section in form.layout.sections}
    return [
        PlacedProblem(
            place=(form.layout.table(problem.path) is None and places.of(problem.path)) or problem.section,
            label=places.label(problem.path),
            message=problem.message,
            section=problem.section,
            section_title=titles.get(problem.section, ""),
        )
        for problem in submission_problems(form.layout, framework, document, form.unread)
    ]
