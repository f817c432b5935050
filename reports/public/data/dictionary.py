"""The data dictionary: every column and every place of the JSON, derived from what defines them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from projects.catalog import FIELDS, LINE_FIELDS
from projects.disclosing.public_text import READER_KEYS
from projects.disclosure import codec as disclosure_codec
from projects.disclosure.document import DisclosureDocument
from projects.disclosure.labels import label_of
from projects.models import LINE_MODELS
from reports.public.data.table import Column, text
from reports.public.data.tables import KIND_WORDS, MONEY_KIND, PEOPLE, TABLES, label_of_form, label_of_line

_TEXT = "文字"
_ROW = "[0]"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: where it stands (a file, or a part of the JSON), its key or path, its name, and what it holds."""

    place: str
    key: str
    label: str
    kind: str


DICTIONARY_COLUMNS: tuple[Column, ...] = (
    text("place", "所在", lambda entry: entry.place),
    text("key", "键或路径", lambda entry: entry.key),
    text("label", "名称", lambda entry: entry.label),
    text("kind", "内容", lambda entry: entry.kind),
)


def dictionary() -> Iterator[Entry]:
    """Tables first, then the JSON of a budget and of a form."""
    for table in TABLES:
        for column in table.columns:
            yield Entry(f"{table.key}.csv", column.key, column.label, column.kind)
    yield from (
        Entry("budget（JSON）", path.replace(_ROW, "[]"), label_of(path).replace(label_of(_ROW), "各项"), kind)
        for path, kind in _of_disclosure()
        if path.removesuffix(_ROW) not in READER_KEYS
    )
    yield from (Entry("form（JSON）", *line) for line in _of_form())


def _of_disclosure(kind: Any = DisclosureDocument, below: str = "") -> Iterator[tuple[str, str]]:
    for member in disclosure_codec.members(kind):
        path = f"{below}.{member.name}" if below else member.name
        metadata = member.metadata
        if "kind" in metadata:
            yield from _of_disclosure(metadata["kind"], path)
        elif "rows" in metadata:
            yield from _of_disclosure(metadata["rows"], f"{path}{_ROW}")
        elif "items" in metadata:
            yield f"{path}{_ROW}", _TEXT
        else:
            yield path, MONEY_KIND if metadata["codec"] is disclosure_codec.MONEY else _TEXT


def _of_form() -> Iterator[tuple[str, str, str]]:
    for path, field in FIELDS.items():
        if field.column and path not in PEOPLE:
            yield path, label_of_form(path), KIND_WORDS.get(field.kind, _TEXT)
    for lines, members in LINE_FIELDS.items():
        title = LINE_MODELS[lines]._meta.verbose_name
        for member, field in members.items():
            label = f"{title} {label_of_line(lines, member)}"
            yield f"{lines}[].{member}", label, KIND_WORDS.get(field.kind, _TEXT)
