"""Grids: where cells stand, and cutting a group of rows."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.paper.grid import Band, Cell, CellStyle, Grid, Row, RowGroup, split_group


def rows(*cells: list[Cell]) -> tuple[Row, ...]:
    return tuple(Row(tuple(each)) for each in cells)


def grid_of(group: RowGroup, columns: int = 3, head: tuple[Row, ...] = ()) -> Grid:
    return Grid(title="", columns=(Decimal(1),) * columns, bands=(Band((group,), head),))


def picture(grid: Grid, columns: int) -> list[str]:
    """One letter (the first of the text) for every place, row by row; ``.`` where nothing stands."""
    places: dict[tuple[int, int], str] = {}
    height = 0
    for row, column, cell in grid.placed():
        for at_row in range(row, row + cell.row_span):
            for at_column in range(column, column + cell.col_span):
                assert (at_row, at_column) not in places, "two cells on one place"
                places[at_row, at_column] = cell.text[:1] or " "
        height = max(height, row + cell.row_span)
    return ["".join(places.get((row, column), ".") for column in range(columns)) for row in range(height)]


# One 一级 over four rows, two 二级 over two rows each.
TREE = RowGroup(
    rows(
        [Cell("A", row_span=4), Cell("b", row_span=2), Cell("1")],
        [Cell("2")],
        [Cell("c", row_span=2), Cell("3")],
        [Cell("4")],
    )
)


def test_cells_stand_beside_what_spans_from_above():
    assert picture(grid_of(TREE), 3) == ["Ab1", "Ab2", "Ac3", "Ac4"]
    assert [(row, column, cell.text) for row, column, cell in grid_of(TREE).placed()] == [
        (0, 0, "A"),
        (0, 1, "b"),
        (0, 2, "1"),
        (1, 2, "2"),
        (2, 1, "c"),
        (2, 2, "3"),
        (3, 2, "4"),
    ]


def test_heads_come_first_and_spans_may_end_anywhere():
    head = rows([Cell("H", CellStyle.HEAD, col_span=2), Cell("h", CellStyle.HEAD)])
    group = RowGroup(rows([Cell("x"), Cell("y", row_span=2), Cell("z")], [Cell("v"), Cell("w")]))
    assert picture(grid_of(group, head=head), 3) == ["HHh", "xyz", "vyw"]


def test_a_wide_span_is_passed_over():
    group = RowGroup(rows([Cell("x", col_span=2, row_span=2), Cell("y")], [Cell("z")]))
    assert picture(grid_of(group), 3) == ["xxy", "xxz"]


def test_cutting_between_two_parts_repeats_only_what_spans_both():
    top, bottom = split_group(TREE, 2)
    assert top == RowGroup(rows([Cell("A", row_span=2), Cell("b", row_span=2), Cell("1")], [Cell("2")]))
    assert bottom == RowGroup(rows([Cell("A（续）", row_span=2), Cell("c", row_span=2), Cell("3")], [Cell("4")]))


def test_cutting_inside_a_part_repeats_both():
    top, bottom = split_group(TREE, 1)
    assert top == RowGroup(rows([Cell("A"), Cell("b"), Cell("1")]))
    assert bottom == RowGroup(
        rows(
            [Cell("A（续）", row_span=3), Cell("b（续）"), Cell("2")],
            [Cell("c", row_span=2), Cell("3")],
            [Cell("4")],
        )
    )


def test_the_mark_is_not_repeated_and_blanks_get_none():
    _, bottom = split_group(TREE, 1)
    _, rest = split_group(bottom, 1)
    assert rest.rows[0].cells[0].text == "A（续）"
    blank = RowGroup(rows([Cell("", row_span=2), Cell("1")], [Cell("2")]))
    assert split_group(blank, 1)[1].rows[0].cells[0].text == ""


def test_the_mark_may_be_another():
    assert split_group(TREE, 2, mark=" (cont.)")[1].rows[0].cells[0].text == "A (cont.)"


@pytest.mark.parametrize("at", [0, 4, -1, 9])
def test_a_cut_outside_is_a_mistake_of_the_caller(at):
    with pytest.raises(ValueError, match="cannot cut a group of 4 rows"):
        split_group(TREE, at)


@st.composite
def groups(draw) -> tuple[RowGroup, int]:
    """A full group of rows made of rectangles, and its number of columns."""
    columns, height = draw(st.integers(1, 4)), draw(st.integers(2, 6))
    taken: set[tuple[int, int]] = set()
    made: list[Row] = []
    for row in range(height):
        cells = []
        for column in range(columns):
            if (row, column) in taken:
                continue
            free = next((c for c in range(column, columns) if (row, c) in taken), columns) - column
            width = draw(st.integers(1, free))
            span = draw(st.integers(1, height - row))
            taken |= {(r, c) for r in range(row, row + span) for c in range(column, column + width)}
            cells.append(Cell(draw(st.sampled_from("abcxyz")), col_span=width, row_span=span))
        made.append(Row(tuple(cells)))
    return RowGroup(tuple(made)), columns


@given(groups(), st.data())
def test_a_cut_group_shows_the_same_in_the_same_places(made, data):
    group, columns = made
    at = data.draw(st.integers(1, len(group.rows) - 1))
    whole = picture(grid_of(group, columns), columns)
    assert "." not in "".join(whole)
    top, bottom = split_group(group, at)
    assert picture(grid_of(top, columns), columns) == whole[:at]
    assert picture(grid_of(bottom, columns), columns) == whole[at:]
