"""What people and Excel write, as the field wants it typed."""

from __future__ import annotations

import re
import unicodedata

from projects.disclosure.edit_shape import FieldKind

_DATES = {
    FieldKind.DAY: re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?"),
    FieldKind.MONTH: re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*(?:月|(?:[-/.月]\s*\d{1,2}\s*日?))?"),
}


def as_typed(text: str, kind: FieldKind) -> str:
    """``text`` without blanks at its ends; days and months as 2026-01-31 and 2026-01, in plain digits."""
    text = text.strip()
    if kind not in _DATES:
        return text
    plain = unicodedata.normalize("NFKC", text)
    match = _DATES[kind].fullmatch(plain)
    return "-".join(part.zfill(2) for part in match.groups()) if match else plain
