from __future__ import annotations

from decimal import Decimal
from io import BytesIO

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

from projects.paper.grid import Band, Cell, CellStyle, Grid, Paper, Row, RowGroup
from reports.writers.xlsx import cell_positions, write_xlsx

LEGAL = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff", include_characters="\n\t")
TEXTS = st.one_of(
    st.sampled_from(["", "=100%", "+1", "-", "@x", "#N/A", "2020-01-01", "'", "_x0041_", "0", "第一段\n第二段"]),
    st.text(LEGAL, max_size=80),
)
AMOUNTS = st.decimals(-(10**8), 10**8, places=2)


@st.composite
def cells(draw: st.DrawFn, col_span: int, row_span: int) -> Cell:
    style = draw(st.sampled_from(CellStyle))
    if style is not CellStyle.MONEY:
        return Cell(draw(TEXTS), style, col_span, row_span)
    amount = draw(AMOUNTS)
    return Cell(str(amount), style, col_span, row_span, number=amount, decimals=2)


@st.composite
def groups(draw: st.DrawFn, width: int) -> RowGroup:
    """Rows tiled with cells of random spans that stay inside the group."""
    height = draw(st.integers(1, 3))
    taken: set[tuple[int, int]] = set()
    rows = []
    for row in range(height):
        started = []
        for column in range(width):
            if (row, column) in taken:
                continue
            free = next((end for end in range(column, width) if (row, end) in taken), width) - column
            col_span, row_span = draw(st.integers(1, free)), draw(st.integers(1, height - row))
            taken |= {(row + down, column + right) for down in range(row_span) for right in range(col_span)}
            started.append(draw(cells(col_span, row_span)))
        rows.append(Row(tuple(started)))
    return RowGroup(tuple(rows))


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    columns = draw(st.lists(st.integers(1, 9), min_size=1, max_size=4))
    width = len(columns)
    head = Row(tuple(Cell("列", CellStyle.HEAD) for _ in columns))
    bands = [
        Band(tuple(draw(st.lists(groups(width), min_size=1, max_size=2))), head=(head,) if draw(st.booleans()) else ())
        for _ in range(draw(st.integers(1, 2)))
    ]
    left, centre, right = (draw(st.sampled_from(["", "年份（2020）"])) for _ in range(3))
    title = draw(st.sampled_from(["", "标题"]))
    return Grid(title, tuple(map(Decimal, columns)), tuple(bands), left, centre, right)


@given(st.lists(grids(), min_size=1, max_size=2))
@settings(max_examples=60, deadline=None)
def test_sheet_equals_the_grid_cell_by_cell(drawn: list[Grid]) -> None:
    paper = Paper("表", tuple(drawn))
    result = write_xlsx([paper])
    sheet = load_workbook(BytesIO(result.content)).worksheets[0]
    positions = list(cell_positions(paper))

    assert [place.cell for place in positions] == [cell for grid in drawn for _, _, cell in grid.placed()]
    assert result.stripped == ()
    covered: set[tuple[int, int]] = set()
    for place in positions:
        area, read = place.area, sheet[place.area.coordinate]
        here = {
            (row, column) for row in range(area.top, area.bottom + 1) for column in range(area.left, area.right + 1)
        }
        assert not covered & here
        covered |= here
        if place.cell.number is not None:
            assert Decimal(str(read.value)) == place.cell.number
            assert read.number_format == "0.00"
        else:
            assert unescape(read.value or "") == place.cell.text  # openpyxl leaves _x005F_ as it stands
            assert read.data_type == ("s" if place.cell.text else "n")
    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert {place.area.coordinate for place in positions if place.area.is_merged} <= {
        area.split(":")[0] for area in merged
    }
