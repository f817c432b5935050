"""Hypothesis strategies for the figures of a disclosure, made from the document's own description."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from projects.disclosure.codec import MONEY, members
from projects.disclosure.document import DisclosureDocument
from projects.disclosure.edit_shape import SECTIONS
from projects.disclosure.subject_amounts import Fund
from tests.projects.disclosure.made import made
from tests.strategies import amounts, blank_or, dates, lines_of_text, paragraphs, years

_MOST_ROWS = 3
_FIRST_OF_LISTS = {"name", "unit", "term", "code", "number", "project"}
_BY_NAME: dict[str, st.SearchStrategy[Any]] = {
    "year_printed": years,
    "fiscal_year": years,
    "as_of": dates,
    "fund": st.sampled_from([fund.value for fund in Fund]),
    "text": paragraphs,
    "definition": paragraphs,
    "other_matters": paragraphs,
}
_KINDS = {"ProcurementRow": ("total", "subtotal", "item"), "SubjectSpending": ("基本支出", "项目支出")}


def _plain(owner: type, member: Any) -> st.SearchStrategy[Any]:
    if member.metadata["codec"] is MONEY:
        return amounts
    if member.name == "kind":
        return st.sampled_from(_KINDS[owner.__name__])
    return _BY_NAME.get(member.name, lines_of_text)


def _values(owner: type, member: Any) -> st.SearchStrategy[Any]:
    metadata = member.metadata
    if "rows" in metadata:
        return st.lists(_objects(metadata["rows"]).filter(_is_shown), max_size=_MOST_ROWS).map(tuple)
    if "kind" in metadata:
        return _objects(metadata["kind"])
    if "items" in metadata:
        return st.just(())
    return blank_or(_plain(owner, member))


def _objects(kind: type) -> st.SearchStrategy[Any]:
    return st.builds(kind, **{member.name: _values(kind, member) for member in members(kind)})


def _is_shown(row: Any) -> bool:
    """Whether a row has a value of its own that is typed: others are no rows of a table."""
    plain = [member for member in members(type(row)) if "codec" in member.metadata and not member.metadata.get("extra")]
    return any(getattr(row, member.name) is not None for member in plain)


_OF_ALL_PAGES = {"title", "issued", "printed_unit", "legal_basis", "performance"}  # texts, and the unit of all amounts
_CHANGED = {path.partition(".")[0] for section in SECTIONS for path in section.paths} - _OF_ALL_PAGES

figures: st.SearchStrategy[DisclosureDocument] = st.builds(
    lambda **values: replace(made(), **values),
    **{
        member.name: _values(DisclosureDocument, member)
        for member in members(DisclosureDocument)
        if member.name in _CHANGED
    },
)
"""Any document with figures that could be stored; what is not typed as a figure is that of :func:`made`."""
