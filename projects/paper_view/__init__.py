"""The paper as a browser draws it, read only: cells with changes and remarks."""

from projects.paper_view.cells import SheetSource
from projects.paper_view.draw import draw
from projects.paper_view.model import CellRemarks, Sheet, SheetBand, SheetCell, SheetColumn, SheetRow, anchor_of

__all__ = [
    "CellRemarks",
    "Sheet",
    "SheetBand",
    "SheetCell",
    "SheetColumn",
    "SheetRow",
    "SheetSource",
    "anchor_of",
    "draw",
]
