"""Sheets that were printed to a PDF: texts longer than their cells, cells that a page cuts."""

from __future__ import annotations

from types import SimpleNamespace

from reports.readers.pdf.joining import join
from reports.readers.pdf.lines import Line
from reports.readers.pdf.openings import Opening, openings_of
from reports.readers.pdf.page import Box, Ruled
from tests.reports.readers.pdf.test_reader import cells_of, read, row, table

CLIPPED = ".clip { height: 18px; overflow: hidden }"


def test_a_text_longer_than_its_cell_stays_in_its_cell() -> None:
    lines = "<br>".join(f"第{number}项：检查设备。" for number in range(1, 5))
    source = read(
        table(
            row("实施内容", f'<div class="clip">{lines}</div>', ""),
            row("实施期限", "全年", "按月检查"),
            row("负责部门", "设备科", ""),
        ),
        CLIPPED,
    )
    texts = {(line, column): text for line, column, _, _, text in cells_of(source)}
    assert texts[0, 1] == "第1项：检查设备。\n第2项：检查设备。\n第3项：检查设备。\n第4项：检查设备。"
    assert texts[1, 1] == "全年"
    assert texts[2, 1] == "设备科"


def test_a_line_that_is_missing_where_a_page_ends_is_an_opening() -> None:
    level = [("h", 0.0, 90.0, 10.0), ("h", 30.0, 90.0, 50.0)]
    edges = [{"orientation": kind, "x0": x0, "x1": x1, "top": y, "bottom": y} for kind, x0, x1, y in level]
    edges += [{"orientation": "v", "x0": x, "x1": x, "top": 10.0, "bottom": 50.0} for x in (0.0, 30.0, 90.0)]
    assert openings_of(SimpleNamespace(edges=edges)) == [Opening(0.0, 30.0, 50.0)]


def test_halves_of_an_open_cell_are_one_cell_and_its_text_counts_once() -> None:
    upper, lower = half(is_upper=True), half(is_upper=False)
    join(upper, lower, 1.0)
    assert [(box.row, box.end_row, box.text) for box in upper.boxes] == [
        (0, 2, "产出"),
        (0, 1, "数量"),
        (1, 2, "质量"),
    ]


def half(*, is_upper: bool) -> Ruled:
    """One row on one page: a cell that goes on on the other page, and a whole one."""
    cut = Box(0, 1, 0, 30, "", [line("产出")], is_open_above=not is_upper, is_open_below=is_upper)
    whole = Box(0, 1, 30, 90, "", [line("数量" if is_upper else "质量")])
    return Ruled([cut, whole], 1, 0, 90, 10, 50, 50, 1 if is_upper else 2, "")


def line(text: str) -> Line:
    return Line(text, 2, 12, 20, 30, 28, 5)
