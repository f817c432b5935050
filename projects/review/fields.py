"""Between the places of a layout, which findings name, and the paths of the exchange format."""

from __future__ import annotations

from projects.catalog import FIELDS, SLOT_KEYS, slot_of
from projects.document import FormDocument


def exchange_path(document: FormDocument, field: str) -> str:
    """``field`` as the exchange format has it.

    A fixed place (``payment_schedule[3月底].percent``) becomes the row that it shows, where the document has that row;
    a value that joins two others (``project.period``) becomes the last of them.
    """
    slot = slot_of(field)
    if slot:
        rows = getattr(document, slot.lines)
        key = slot.row_key(document.fiscal_year)
        index = next((at for at, row in enumerate(rows) if getattr(row, SLOT_KEYS[slot.lines]) == key), None)
        return field if index is None else f"{slot.lines}[{index}].{slot.member}"
    parts = FIELDS[field].parts if field in FIELDS else ()
    return f"{field.rpartition('.')[0]}.{parts[-1]}" if parts else field
