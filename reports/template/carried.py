"""The hidden sheet of a template: its stamp, what it was made of, and what every marked place means.

It is signed, so that what is read there is what was written there. The key is one of its own, made of the site's: the
process that reads uploaded files has to know it and must know no other.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.utils.crypto import salted_hmac
from openpyxl.worksheet.worksheet import Worksheet

from projects.document import FormDocument
from reports.template.model import Stamp
from reports.writers.xlsx_looks import set_text

HIDDEN_SHEET = "_template"
_SALT = "reports.template"
_PIECE = 30_000  # characters of a cell
_MOST_PIECES = 2_000
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class LineRow:
    """A sheet row that belongs to a table; the category is that of a tree of indicators."""

    lines: str
    level1: str = ""
    level2: str = ""


@dataclass(frozen=True, slots=True)
class Carried:
    """What the template was made of.

    ``inputs`` are (row, column, exchange path) by the marks of row and column, ``labels`` the same with the printed
    texts, ``lines`` tells the rows of tables by their mark.
    """

    stamp: Stamp
    document: FormDocument
    inputs: tuple[tuple[int, int, str], ...]
    labels: tuple[tuple[int, int, str], ...]
    lines: dict[int, LineRow]


def write_carried(sheet: Worksheet, carried: Carried) -> None:
    """Fill the hidden sheet: the stamp to be read by people, too, the rest in pieces, the signature over all."""
    stamp = json.dumps(dataclasses.asdict(carried.stamp), ensure_ascii=False)
    content = json.dumps(
        {
            "format": _FORMAT,
            "document": carried.document.to_json(),
            "inputs": carried.inputs,
            "labels": carried.labels,
            "lines": {str(row): dataclasses.astuple(line) for row, line in carried.lines.items()},
        }
    )
    pieces = [content[at : at + _PIECE] for at in range(0, len(content), _PIECE)]
    for row, text in enumerate([stamp, _signature(stamp + content), *pieces], 1):
        set_text(sheet.cell(row, 1), text)


def read_stamp(texts: Sequence[str]) -> Stamp | None:
    """The stamp of the texts of column A; ``None`` for a sheet that no template of this installation has."""
    if not _is_genuine(texts):
        return None
    return Stamp(**json.loads(texts[0]))


def read_carried(texts: Sequence[str]) -> Carried | None:
    """Everything that the texts of column A hold; ``None`` as in :func:`read_stamp`."""
    stamp = read_stamp(texts)
    if stamp is None:
        return None
    data: Any = json.loads("".join(texts[2:]))
    return Carried(
        stamp=stamp,
        document=FormDocument.from_json(data["document"]),
        inputs=tuple((row, column, path) for row, column, path in data["inputs"]),
        labels=tuple((row, column, text) for row, column, text in data["labels"]),
        lines={int(row): LineRow(*line) for row, line in data["lines"].items()},
    )


def signing_keys() -> list[str]:
    """The keys of templates, the one in use first: the setting ``TEMPLATE_KEYS``, else made of the site's keys."""
    if given := getattr(settings, "TEMPLATE_KEYS", None):
        return list(given)
    site_keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [salted_hmac(_SALT, "", secret=key, algorithm="sha256").hexdigest() for key in site_keys]


def _signer() -> Signer:
    keys = signing_keys()
    return Signer(key=keys[0], salt=_SALT, fallback_keys=[*keys[1:]])


def _signature(text: str) -> str:
    return _signer().signature(text)


def _is_genuine(texts: Sequence[str]) -> bool:
    if not 2 < len(texts) <= _MOST_PIECES:
        return False
    signer = _signer()
    try:
        signer.unsign(f"{texts[0]}{''.join(texts[2:])}{signer.sep}{texts[1]}")
    except BadSignature:
        return False
    return True
