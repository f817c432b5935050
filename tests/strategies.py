"""Hypothesis strategies for documents that the exchange schema allows."""

from __future__ import annotations

import re
from dataclasses import fields
from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from projects.document import (
    Amounts,
    BudgetYear,
    Coded,
    Expenditure,
    FormDocument,
    FundingSource,
    Indicator,
    Narratives,
    PaymentPeriod,
    Procurement,
    ProjectFacts,
)
from projects.money import LARGEST_AMOUNT

_MARKUP = re.compile(r"</?[A-Za-z][^<>]*>")
_CHARACTERS = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])


def _is_text(text: str) -> bool:
    return bool(text) and text == text.strip() and not _MARKUP.search(text)


lines_of_text = st.text(_CHARACTERS, min_size=1, max_size=20).filter(_is_text)
"""One line."""
paragraphs = st.lists(lines_of_text, min_size=1, max_size=3).map("\n".join).filter(_is_text)
amounts = st.decimals(min_value=-LARGEST_AMOUNT, max_value=LARGEST_AMOUNT, places=2).map(lambda d: d or Decimal("0.00"))
percents = st.decimals(min_value=-999, max_value=999, places=4)
years = st.integers(1990, 2100)
dates = st.dates(min_value=date(1, 1, 1))
flags = st.booleans()


def blank_or(strategy: st.SearchStrategy) -> st.SearchStrategy:
    return st.none() | strategy


codeds = st.builds(Coded, blank_or(lines_of_text), blank_or(lines_of_text)).filter(lambda c: c.code or c.name)


def _list(strategy: st.SearchStrategy, **options: object) -> st.SearchStrategy:
    return st.lists(strategy, max_size=3, **options).map(tuple)


_subjects = _list(codeds, unique=True)
_texts_by_year = st.dictionaries(years.map(str), blank_or(lines_of_text), max_size=2)

_facts = st.builds(
    ProjectFacts,
    name=lines_of_text,
    category=blank_or(codeds),
    functional_subjects=_subjects,
    economic_subjects=_subjects,
    start_date=blank_or(dates),
    end_date=blank_or(dates),
    **{name: blank_or(flags) for name in ("has_subprojects", "government_procurement", "five_expenses")},
    **{
        name: blank_or(lines_of_text) for name in ("code", "nature", "leader", "filler", "phone", "address", "postcode")
    },
)
_indicators = st.builds(
    Indicator,
    **{name: blank_or(lines_of_text) for name in ("goal", "level1", "level2", "level3", "target", "standard")},
    **{name: blank_or(paragraphs) for name in ("description", "basis")},
    history=blank_or(_texts_by_year),
).filter(lambda indicator: indicator.level3 or indicator.target)

documents = st.builds(
    FormDocument,
    layout=st.just("weihai"),
    fiscal_year=years,
    region=blank_or(codeds),
    department=blank_or(codeds),
    unit=blank_or(codeds),
    project=_facts,
    amounts=st.builds(Amounts, **{each.name: blank_or(amounts) for each in fields(Amounts)}),
    funding_sources=_list(st.builds(FundingSource, lines_of_text, blank_or(amounts), st.sampled_from([None, True]))),
    budget_history=_list(st.builds(BudgetYear, years, blank_or(amounts), blank_or(amounts))),
    budget_change_note=blank_or(paragraphs),
    expenditures=_list(st.builds(Expenditure, codeds, blank_or(amounts), blank_or(paragraphs), blank_or(paragraphs))),
    procurements=_list(st.builds(Procurement, lines_of_text, blank_or(lines_of_text), blank_or(amounts))),
    payment_schedule=_list(st.builds(PaymentPeriod, lines_of_text, blank_or(percents))),
    narratives=st.builds(Narratives, **{each.name: blank_or(paragraphs) for each in fields(Narratives)}),
    indicators=_list(_indicators),
)
"""Any document that could be stored."""
