"""One case for every rule: a form that is wrong, forms that nearly are, and a form that lacks the data."""

from __future__ import annotations

from tests.projects.review import cases_of_indicators, cases_of_texts
from tests.projects.review.case import Case

CASES: dict[str, Case] = cases_of_indicators.CASES | cases_of_texts.CASES
