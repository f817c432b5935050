"""Forms as exchange JSON (``perfbudget/1``), readable for people too."""

from __future__ import annotations

import json
from collections.abc import Sequence

from projects.document import FormDocument


def write_json(documents: Sequence[FormDocument]) -> bytes:
    """UTF-8: one document as one object, several as an array."""
    objects = [document.to_json() for document in documents]
    text = json.dumps(objects[0] if len(objects) == 1 else objects, ensure_ascii=False, indent=2)
    return f"{text}\n".encode()
