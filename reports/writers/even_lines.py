"""Break a short label into lines of about the same length.

WeasyPrint fills each line before it starts the next, which leaves 上年度项目预算金 / 额: on the paper.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import accumulate, combinations
from typing import Final

# What a line break never divides: a Latin word or a figure, opening marks and what follows,
# closing marks and what stands before them.
_UNIT: Final = re.compile(
    r"[（(《“‘【〔「『\[]*(?:[A-Za-z0-9.%]+|.)[）)》”’】〕」』\]，。、；：？！,;:?!*＊％]*", re.DOTALL
)

# A longer text is not a label; trying all its line widths would take too long.
_MOST_UNITS: Final = 60


def even_lines(text: str, room: float) -> list[str]:
    """``text`` in as few lines of at most ``room`` ems as it takes, the longest as short as possible.

    A text with line breaks of its own, with a word wider than ``room`` or longer than any label
    comes back in one piece.
    """
    units = _UNIT.findall(text)
    widths = [ems(unit) for unit in units]
    if "\n" in text or sum(widths) <= room or max(widths) > room or len(units) > _MOST_UNITS:
        return [text]
    fewest = len(_fill(units, room))
    edges = accumulate(widths, initial=0.0)
    limits = sorted(right - left for left, right in combinations(edges, 2) if right - left <= room)
    fitting = (_fill(units, limit) for limit in limits if limit >= max(widths))
    return next((lines for lines in fitting if len(lines) == fewest), _fill(units, room))


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
