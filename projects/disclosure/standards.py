"""绩效标准: the sentence of a standard, and the grades as they are understood from it."""

from __future__ import annotations

import re

from projects.disclosure.checks.grade_ranges import stated_ranges
from projects.disclosure.document import Standard, Threshold

_PERCENT = re.compile(r"[%％]")
_NUMBER = re.compile(r"(?P<number>[0-9]+(?:\.[0-9]+)?)\s*(?P<unit>[\u4e00-\u9fff]?)")
_NO_UNITS = ("", *"以为至到是及的得优良中差")


def read_standard(text: str) -> Standard:
    """``90%（含）以上为优；…`` with its unit and thresholds."""
    units = [match["unit"] for match in _NUMBER.finditer(text) if match["unit"] not in _NO_UNITS]
    unit = "%" if _PERCENT.search(text) else units[0] if units else None
    thresholds = (Threshold(found.grade, found.low, found.high) for found in stated_ranges(text))
    return Standard(text, unit, tuple(thresholds))
