"""Hypothesis strategies for the figures of a disclosure, made from the document's own description."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from projects.disclosure.codec import MONEY, members
from projects.disclosure.document import DisclosureDocument
from projects.disclosure.edit_shape import SECTIONS
from tests.projects.disclosure.made import made
from tests.strategies import amounts, blank_or, dates, lines_of_text, paragraphs, years

_MOST_ROWS = 3
_BY_NAME: dict[str, st.SearchStrategy[Any]] = {
    "year_printed": years,
    "fiscal_year": years,
    "as_of": dates,
    "min": st.none(),
    "max": st.none(),
    "text": paragraphs,
    "definition": paragraphs,
    "other_matters": paragraphs,
}


def _plain(member: Any) -> st.SearchStrategy[Any]:
    if member.metadata["codec"] is MONEY:
        return amounts
    if member.metadata["codec"].words:
        return st.sampled_from(member.metadata["codec"].words)
    return _BY_NAME.get(member.name, lines_of_text)


def _values(member: Any) -> st.SearchStrategy[Any]:
    metadata = member.metadata
    if "rows" in metadata:
        return st.lists(_objects(metadata["rows"]).filter(_is_shown), max_size=_MOST_ROWS).map(tuple)
    if "kind" in metadata:
        return _objects(metadata["kind"])
    if "items" in metadata:
        return st.lists(lines_of_text, max_size=_MOST_ROWS).map(tuple)
    return blank_or(_plain(member))


def _objects(kind: type) -> st.SearchStrategy[Any]:
    return st.builds(kind, **{member.name: _values(member) for member in members(kind)})


def _is_shown(row: Any) -> bool:
    """Whether a row has a value of its own that is typed: others are no rows of a table."""
    plain = [member for member in members(type(row)) if "codec" in member.metadata and not member.metadata.get("extra")]
    return any(getattr(row, member.name) is not None for member in plain)


_OF_ALL_PAGES = {"title", "issued", "printed_unit"}  # what every page says, and the unit of all amounts
_CHANGED = {path.partition(".")[0] for section in SECTIONS for path in section.paths} - _OF_ALL_PAGES

figures: st.SearchStrategy[DisclosureDocument] = st.builds(
    lambda **values: replace(made(), **values),
    **{member.name: _values(member) for member in members(DisclosureDocument) if member.name in _CHANGED},
)
"""Any document with figures that could be stored; what is not typed as a figure is that of :func:`made`."""
