"""The hidden sheet of a template: its stamp, what it was made of, and what every marked place means; signed."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl.worksheet.worksheet import Worksheet

from projects.document import FormDocument
from reports.template.model import Stamp
from reports.template.signing import read_signed, write_signed

HIDDEN_SHEET = "_template"
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
    """Fill the hidden sheet."""
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
    write_signed(sheet, stamp, content)


def read_stamp(texts: Sequence[str]) -> Stamp | None:
    """The stamp of the texts of column A; ``None`` for a sheet that no template of this installation has."""
    signed = read_signed(texts)
    return Stamp(**json.loads(signed[0])) if signed else None


def read_carried(texts: Sequence[str]) -> Carried | None:
    """Everything that the texts of column A hold; ``None`` as in :func:`read_stamp`."""
    signed = read_signed(texts)
    if signed is None:
        return None
    data: Any = json.loads(signed[1])
    return Carried(
        stamp=Stamp(**json.loads(signed[0])),
        document=FormDocument.from_json(data["document"]),
        inputs=tuple((row, column, path) for row, column, path in data["inputs"]),
        labels=tuple((row, column, text) for row, column, text in data["labels"]),
        lines={int(row): LineRow(*line) for row, line in data["lines"].items()},
    )
