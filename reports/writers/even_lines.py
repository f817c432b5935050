"""Break a short label into lines of about the same length.

WeasyPrint fills each line before it starts the next, which leaves 上年度项目预算金 / 额: on the paper.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

# What a line break never divides: a Latin word or a figure, opening marks and what follows,
# closing marks and what stands before them.
_UNIT: Final = re.compile(
    r"[（(《“‘【〔「『\[]*(?:[A-Za-z0-9.%]+|.)[）)》”’】〕」』\]，。、；：？！,;:?!*＊％]*", re.DOTALL
)


def even_lines(text: str, room: float) -> list[str]:
    """``text`` in as few lines of at most ``room`` ems as it takes, the longest as short as possible.

    A text with line breaks of its own, or with a word wider than ``room``, comes back as one item.
    """
    units = _UNIT.findall(text)
    widths = [ems(unit) for unit in units]
    if "\n" in text or sum(widths) <= room or max(widths) > room:
        return [text]
    fewest = len(_fill(units, room))
    spans = {sum(widths[start:end]) for end in range(len(units) + 1) for start in range(end)}
    limits = sorted(span for span in spans if max(widths) <= span <= room)
    return next(lines for lines in (_fill(units, limit) for limit in limits) if len(lines) == fewest)


def ems(text: str) -> float:
    """About how many ems wide ``text`` is in a song typeface."""
    return sum(1.0 if unicodedata.east_asian_width(each) in "WFA" else 0.5625 for each in text)


def _fill(units: Sequence[str], room: float) -> list[str]:
    lines = [""]
    for unit in units:
        if lines[-1] and ems(lines[-1]) + ems(unit) > room:
            lines.append("")
        lines[-1] += unit
    return lines
