"""Hypothesis strategies for documents that the exchange schema allows, made from the document's own description."""

from __future__ import annotations

import dataclasses
import re
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from projects.document import (
    BudgetYear,
    Codec,
    Coded,
    Expenditure,
    FormDocument,
    FundingSource,
    Indicator,
    PaymentPeriod,
    Procurement,
    ProjectFacts,
)
from projects.money import LARGEST_AMOUNT

_MARKUP = re.compile(r"</?[A-Za-z][^<>]*>")
_CHARACTERS = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])
_MOST_ROWS = 3

# What the schema wants in every object of these kinds.
_NEVER_BLANK: dict[type, set[str]] = {
    ProjectFacts: {"name"},
    FundingSource: {"name"},
    BudgetYear: {"year"},
    Expenditure: {"subject"},
    Procurement: {"item"},
    PaymentPeriod: {"by"},
}
_LINES_OF_PARAGRAPHS = {"basis", "note", "description", "text", "budget_change_note"}


def _is_text(text: str) -> bool:
    return bool(text) and text == text.strip() and not _MARKUP.search(text)


def _not_minus_nothing(amount: Decimal) -> Decimal:
    return amount or Decimal("0.00")


lines_of_text = st.text(_CHARACTERS, min_size=1, max_size=20).filter(_is_text)
"""One line."""
paragraphs = st.lists(lines_of_text, min_size=1, max_size=3).map("\n".join).filter(_is_text)
amounts = st.decimals(min_value=-LARGEST_AMOUNT, max_value=LARGEST_AMOUNT, places=2).map(_not_minus_nothing)
percents = st.decimals(min_value=-999, max_value=999, places=4)
years = st.integers(1990, 2100)
dates = st.dates(min_value=date(1, 1, 1))
flags = st.booleans()


def blank_or(strategy: st.SearchStrategy) -> st.SearchStrategy:
    return st.none() | strategy


codeds = st.builds(Coded, blank_or(lines_of_text), blank_or(lines_of_text)).filter(lambda c: c.code or c.name)
_texts_by_year = st.dictionaries(years.map(str), blank_or(lines_of_text), max_size=2)

_BY_CODEC: dict[Codec, st.SearchStrategy] = {
    Codec.TEXT: lines_of_text,
    Codec.MONEY: amounts,
    Codec.PERCENT: percents,
    Codec.DATE: dates,
    Codec.FLAG: flags,
    Codec.NUMBER: years,
    Codec.TEXTS_BY_YEAR: _texts_by_year,
}


def _values(owner: type, member: dataclasses.Field[Any]) -> st.SearchStrategy:
    codec: Codec = member.metadata["codec"]
    kind: Any = member.metadata.get("kind")
    if codec is Codec.LIST:
        rows = codeds if kind is Coded else _objects(kind).filter(_counts)
        return st.lists(rows, max_size=_MOST_ROWS, unique=kind is Coded).map(tuple)
    if codec is Codec.OBJECT:
        values = codeds if kind is Coded else _objects(kind)
        return values if kind is not Coded or member.name in _NEVER_BLANK.get(owner, ()) else blank_or(values)
    if member.name == "of_which":  # a mark, which ordinary lines do not carry
        return st.sampled_from([None, True])
    is_long = codec is Codec.TEXT and (owner.__name__ == "Narratives" or member.name in _LINES_OF_PARAGRAPHS)
    values = paragraphs if is_long else _BY_CODEC[codec]
    return values if member.name in _NEVER_BLANK.get(owner, ()) else blank_or(values)


def _objects(kind: type) -> st.SearchStrategy:
    members = [member for member in dataclasses.fields(kind) if "codec" in member.metadata]
    return st.builds(kind, **{member.name: _values(kind, member) for member in members})


def _counts(row: Any) -> bool:
    """Whether a row has what makes it one: an indicator a name or a target, others any value."""
    if isinstance(row, Indicator):
        return bool(row.level3 or row.target)
    return any(getattr(row, member.name) is not None for member in dataclasses.fields(row))


documents: st.SearchStrategy[FormDocument] = st.builds(
    FormDocument,
    layout=st.just("weihai"),
    fiscal_year=years,
    **{
        member.name: _values(FormDocument, member)
        for member in dataclasses.fields(FormDocument)
        if "codec" in member.metadata
    },
)
"""Any document that could be stored."""
