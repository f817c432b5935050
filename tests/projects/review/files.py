"""Forms in the exchange format, from a folder, as subjects beside each other."""

from __future__ import annotations

import json
from pathlib import Path

from projects.exchange import document_from
from projects.layouts import latest_layout
from projects.review.neighbourhood import Entry, gathered
from projects.review.subject import Subject
from tests.projects.review.made import framework

_FROM_READERS = {"uncertain", "notes"}


def subjects_in(folder: Path) -> dict[str, Subject]:
    """By the name of the file, in order; forms of one unit are neighbours."""
    entries = []
    for file in sorted(folder.glob("*-*.json")):
        content = {key: value for key, value in json.loads(file.read_text()).items() if key not in _FROM_READERS}
        document = document_from(content)
        layout = latest_layout(document.layout)
        entries.append(Entry(file.stem, document, layout, framework(layout.framework)))
    return dict(zip([entry.key for entry in entries], gathered(entries), strict=True))
