"""Values in the JSON of the demo, by path."""

from __future__ import annotations

import re
from typing import Any

_STEP = re.compile(r"[a-z0-9_]+")


def put_at(data: Any, path: str, value: Any) -> None:
    """Put ``value`` where a path such as ``indicators[2].target`` leads."""
    *way, last = (int(step) if step.isdigit() else step for step in _STEP.findall(path))
    for step in way:
        data = data[step]
    data[last] = value
