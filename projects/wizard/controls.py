"""The value cells of the wizard: which control, its text, and what stands beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from projects.catalog import Field, Kind
from projects.checking import unread_reason
from projects.document import FormDocument
from projects.drafts import row_path, row_text, text_at
from projects.layouts import FieldCell, LineColumn
from projects.layouts.model import Choice
from projects.models import Line, PerformanceForm
from projects.values import CODED_PATTERN, Shown, parse_coded, printed
from projects.wizard.copied import CopiedNote, copied_note
from projects.wizard.readings import TARGET, Chips, amount_in_yuan, target_chips

NEW_ROW = "new-row"
"""Stands for the key in the prototype of a row, which the browser copies."""

_TEMPLATES = {
    Kind.TEXT: "line",
    Kind.NARRATIVE: "narrative",
    Kind.MONEY: "money",
    Kind.PERCENT: "percent",
    Kind.POINTS: "percent",
    Kind.NUMBER: "line",
    Kind.DATE: "date",
    Kind.PERIOD: "line",
    Kind.FLAG: "flag",
    Kind.CODED: "line",
    Kind.SUBJECTS: "subjects",
}


@dataclass(frozen=True, slots=True)
class Token:
    """One chosen subject; ``text`` is how it is saved."""

    text: str
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Control:
    """One value cell. ``message`` says why its text could not be taken; ``reading`` is an amount in yuan."""

    path: str
    label: str
    field: Field
    text: str
    required: bool = False
    help: str = ""
    message: str = ""
    reading: str = ""
    chips: Chips | None = None
    unit: str = ""
    choices: tuple[Choice, ...] = ()
    member: str = ""
    copied: CopiedNote | None = None

    @property
    def kind(self) -> str:
        if not self.field.editable:
            return "fixed"
        return "choice" if self.choices else self.field.kind.value

    @property
    def template(self) -> str:
        name = self.kind if self.kind in ("fixed", "choice") else _TEMPLATES[self.field.kind]
        return f"projects/wizard/controls/{name}.html"

    @property
    def has_own_text(self) -> bool:
        """Whether the text is none of the choices; it is kept as one more."""
        return bool(self.text) and all(choice.value != self.text for choice in self.choices)

    @property
    def tokens(self) -> list[Token]:
        parts = (part.strip() for part in re.split(r"[,，;；\n]+", self.text))
        return [_token(part) for part in parts if part]


def _token(text: str) -> Token:
    coded = parse_coded(text)
    whole = CODED_PATTERN.format(code=coded.code, name=coded.name or "") if coded.code else text
    return Token(whole, coded.code or "", coded.name or "")


def cell_control(form: PerformanceForm, cell: FieldCell, document: FormDocument) -> Control:
    """The control of a cell; derived values are shown as the paper prints them."""
    shown = Shown.by(form.layout).for_cell(cell)
    editable = cell.field.editable
    text = text_at(form, cell.path) if editable else printed(cell, document.at(cell.path), shown)
    return Control(
        path=cell.path,
        label=cell.label,
        field=cell.field,
        text=text,
        required=cell.required,
        help=cell.help,
        message=unread_reason(form.layout, cell.path, text) if cell.path in form.unread else "",
        reading=amount_in_yuan(cell.field, text, shown),
        unit=unit_of(cell, shown),
        choices=cell.choices,
        copied=copied_note(form, cell.path, text),
    )


def row_control(form: PerformanceForm, lines: str, row: Line, column: LineColumn) -> Control:
    """The control of a cell of a row."""
    path = row_path(lines, row, column.value)
    text = row_text(form, lines, row, column.value)
    shown = Shown.by(form.layout).for_cell(column)
    return Control(
        path=path,
        label=column.name,
        field=column.field,
        text=text,
        required=column.required,
        help=column.help,
        message=unread_reason(form.layout, path, text) if path in form.unread else "",
        reading=amount_in_yuan(column.field, text, shown),
        chips=target_chips(text) if column.value == TARGET else None,
        unit=unit_of(column, shown),
        choices=column.choices,
        member=column.value,
        copied=copied_note(form, path, text),
    )


def new_control(form: PerformanceForm, lines: str, column: LineColumn) -> Control:
    """The control of a cell of the prototype row."""
    return Control(
        path=f"{lines}[{NEW_ROW}].{column.value}",
        label=column.name,
        field=column.field,
        text="",
        required=column.required,
        help=column.help,
        chips=() if column.value == TARGET else None,
        unit=unit_of(column, Shown.by(form.layout)),
        choices=column.choices,
        member=column.value,
    )


def unit_of(source: FieldCell | LineColumn, shown: Shown) -> str:
    """What stands behind a figure: the unit of money, the sign of a percentage, 分 of points."""
    return {Kind.MONEY: shown.for_cell(source).money_unit, Kind.PERCENT: "%", Kind.POINTS: "分"}.get(
        source.field.kind, ""
    )
