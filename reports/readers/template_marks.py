"""The hidden marks in the workbooks of :mod:`reports.template`, which are no content of the form."""

from __future__ import annotations

import re

MARK = re.compile(r"template-(?P<kind>row|column)-(?P<number>\d{1,6})")


def is_mark(text: object) -> bool:
    """Whether a cell holds one."""
    return isinstance(text, str) and bool(MARK.fullmatch(text))
