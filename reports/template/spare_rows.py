"""Blank rows to fill in: under every 二级指标 of a tree, and at the end of every other table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any

from indicators.framework import Framework
from projects.document import FormDocument, Indicator
from projects.layouts import Layout, LineTable

_UNDER_BLANK, _UNDER_FILLED = 3, 2  # rows of a 二级指标 without and with indicators
_BEHIND = 8  # rows at the end of a plain table
_BEHIND_INDICATORS = 15


def with_spare_rows(layout: Layout, framework: Framework, document: FormDocument) -> FormDocument:
    """The document with blank rows behind its own ones in every list that the layout shows as a table."""
    more: dict[str, Any] = {
        table.lines: (*getattr(document, table.lines), *_spare(table, framework, document)) for table in layout.tables()
    }
    return replace(document, **more)


def row_kind(lines: str) -> Any:
    """The class of the rows of a list."""
    return next(member.metadata["kind"] for member in fields(FormDocument) if member.name == lines)


def _spare(table: LineTable, framework: Framework, document: FormDocument) -> Iterator[Any]:
    if not table.is_tree:
        kind = row_kind(table.lines)
        yield from (kind() for _ in range(_BEHIND_INDICATORS if kind is Indicator else _BEHIND))
        return
    filled = Counter((row.level1, row.level2) for row in document.indicators)
    for category in framework.categories:
        blank = Indicator(level1=category.level1, level2=category.level2)
        yield from [blank] * (_UNDER_FILLED if filled[category.level1, category.level2] else _UNDER_BLANK)
