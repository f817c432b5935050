"""Filling in offline: a workbook of any layout to be filled in with Excel or WPS, and read back exactly.

The workbook is the official paper with input cells. Every row and column of it bears a hidden mark, and a hidden
sheet holds the stamp, the document the workbook was made of and what every marked place means; so the reading does
not depend on where rows have moved to.
"""

from reports.template.marked import marked_copy
from reports.template.model import CellMistake, FilledTemplate, Stamp, TemplateReading
from reports.template.read import read_if_template, read_template, stamp_of
from reports.template.write import template_workbook

__all__ = [
    "CellMistake",
    "FilledTemplate",
    "Stamp",
    "TemplateReading",
    "marked_copy",
    "read_if_template",
    "read_template",
    "stamp_of",
    "template_workbook",
]
