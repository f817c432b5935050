from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from projects.catalog import Kind
from reports.template.sheet_values import typed_text


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (20, "General", "20"),
        (20.0, "General", "20"),
        (44.88, "General", "44.88"),
        (0.1 + 0.2, "General", "0.3"),
        (1234567.5, "#,##0.00", "1,234,567.50"),
        (0.955, "0.0%", "95.5%"),
        (0.95, "0%", "95%"),
        (12, '0"期"', "12期"),
        (12, '"≥"0"期"', "≥12期"),
        (3.5, "0.##", "3.5"),
        (3, "0.##", "3"),
        (5000, "¥#,##0", "¥5,000"),
        (1e20, "General", "100000000000000000000"),
        (True, "General", "是"),
        (False, "General", "否"),
        (date(2026, 1, 31), "yyyy-mm-dd", "2026-01-31"),
        ("≥90%", "@", "≥90%"),
        (None, "General", ""),
    ],
)
def test_text_fields_take_what_the_cell_shows(value: Any, number_format: str, text: str) -> None:
    assert typed_text(value, number_format, Kind.TEXT) == text


@pytest.mark.parametrize(
    ("value", "number_format", "kind", "text"),
    [
        (1234567.891, "#,##0", Kind.MONEY, "1234567.891"),
        (0.2555, "0%", Kind.PERCENT, "25.55%"),
        (25, "General", Kind.PERCENT, "25"),
        (0.25, '0.00"%"', Kind.PERCENT, "0.25"),
        (datetime.fromisoformat("2026-01-31 08:00"), "General", Kind.DATE, "2026-01-31"),
    ],
)
def test_figures_are_taken_in_full(value: Any, number_format: str, kind: Kind, text: str) -> None:
    assert typed_text(value, number_format, kind) == text
