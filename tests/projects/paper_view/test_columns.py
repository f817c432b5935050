from __future__ import annotations

from decimal import Decimal

import pytest

from projects.paper.grid import Band, Cell, CellStyle, Row, RowGroup
from projects.paper_view.columns import BandColumns, columns_of

WIDTHS = [Decimal(width) for width in (18, 16, 14, 20, 7, 25)]


def band(*rows: tuple[Cell, ...]) -> Band:
    return Band(tuple(RowGroup((Row(cells),)) for cells in rows))


def label(span: int) -> Cell:
    return Cell("甲", CellStyle.LABEL, span)


def value(span: int) -> Cell:
    return Cell("", col_span=span, path="project.name")


def widths(columns: BandColumns) -> list[tuple[str, bool]]:
    return [(column.width, column.is_label) for column in columns.sheet_columns(like_paper=False)]


def test_a_section_keeps_only_the_edges_it_uses() -> None:
    columns = columns_of(band((label(1), value(2), label(1), value(2)), (label(1), value(5))), WIDTHS)
    assert columns.edges == (0, 1, 3, 4, 6)
    assert columns.shares == (Decimal("0.18"), Decimal("0.30"), Decimal("0.20"), Decimal("0.32"))


def test_spans_are_counted_in_the_columns_of_the_section() -> None:
    content = band((label(1), value(2), label(1), value(2)), (label(1), value(5)))
    columns = columns_of(content, WIDTHS)
    placed = [[(at, cell.col_span) for _, at, cell in columns.placed(group)] for group in content.groups]
    assert placed == [[(0, 1), (1, 1), (2, 1), (3, 1)], [(0, 1), (1, 3)]]


def test_labels_have_one_width_and_values_of_about_one_size_share_the_rest() -> None:
    columns = columns_of(band((label(1), value(2), label(1), value(2))), WIDTHS)
    assert widths(columns) == [("", True), ("", False), ("", True), ("", False)]


def test_narrow_columns_keep_their_share() -> None:
    tree = band((Cell("一级", CellStyle.GROUP), Cell("二级", CellStyle.GROUP), value(3), value(1)))
    assert widths(columns_of(tree, WIDTHS)) == [("", True), ("16.00%", False), ("", False), ("25.00%", False)]


def test_where_labels_are_many_every_column_is_as_wide_as_on_paper() -> None:
    columns = columns_of(band((label(1), value(2), label(1), value(2))), WIDTHS)
    assert [(column.width, column.is_label) for column in columns.sheet_columns(like_paper=True)] == [
        ("18.00%", False),
        ("30.00%", False),
        ("20.00%", False),
        ("32.00%", False),
    ]


def test_a_label_over_several_columns_makes_none_of_them_a_label_column() -> None:
    columns = columns_of(band((label(2), value(4)), (value(1), value(5))), WIDTHS)
    assert columns.labels == frozenset()


@pytest.mark.parametrize(("column", "span", "share"), [(0, 1, "0.18"), (1, 3, "0.82"), (0, 4, "1")])
def test_the_share_of_several_columns_is_their_sum(column: int, span: int, share: str) -> None:
    columns = columns_of(band((label(1), value(2), label(1), value(2))), WIDTHS)
    assert columns.share(column, span) == Decimal(share)
