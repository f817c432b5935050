"""Whatever stands in a file, reading it never breaks, and what comes out could be stored or is said."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from projects.exchange import document_from
from projects.layouts import layouts_to_choose
from reports.readers.matching import match
from reports.readers.matching.script import FieldRow, TableStep, script_of
from reports.readers.source import SourceBlock, SourceCell, SourceFile, SourceTable, SourceText


def _vocabulary() -> list[str]:
    """Labels, heads, titles and names of categories of every layout."""
    words: dict[str, None] = {}
    for layout in layouts_to_choose():
        words |= dict.fromkeys(layout.title("application", 2024).split("\n"))
        for step in script_of(layout).steps:
            match step:
                case FieldRow():
                    words |= dict.fromkeys(token.text for token in step.tokens if token.text)
                case TableStep():
                    words |= dict.fromkeys(column.head for column in step.columns)
    return [word for word in words if word and "{" not in word]


WORDS = _vocabulary()
values = st.one_of(
    st.sampled_from(
        ["", "产出指标", "数量指标", "2024", "20.5", "2024-01-01", "是", "≥90%", "【103】水务局", "合计", "<p>修渠</p>"]
    ),
    st.text(max_size=6),
)
texts = st.sampled_from(WORDS) | values
stored = st.none() | st.decimals(allow_nan=False, allow_infinity=False, places=2) | st.dates() | st.booleans()


@st.composite
def cells(draw: st.DrawFn, row: int) -> list[SourceCell]:
    made: list[SourceCell] = []
    column = 0
    for text in draw(st.lists(texts, max_size=6)):
        span = draw(st.integers(1, 2))
        value: Decimal | date | bool | None = draw(stored)
        down = draw(st.integers(1, 2))
        made.append(SourceCell(row, column, text, down, span, value, f"R{row}", draw(st.sampled_from(["", "不清"]))))
        column += span
    return made


@st.composite
def tables(draw: st.DrawFn) -> SourceTable:
    rows = [draw(cells(row)) for row in range(draw(st.integers(1, 10)))]
    return SourceTable(tuple(cell for row in rows for cell in row), "表", has_columns=draw(st.booleans()))


blocks: st.SearchStrategy[SourceBlock] = tables() | st.builds(SourceText, texts)


@given(content=st.lists(blocks, max_size=5), is_chosen=st.booleans(), data=st.data())
@settings(max_examples=60)
def test_reading_anything_gives_documents_that_could_be_stored(
    content: list[SourceBlock], is_chosen: bool, data: st.DataObject
) -> None:
    layout = data.draw(st.sampled_from(layouts_to_choose())).slug if is_chosen else None
    reading = match(SourceFile("表.xlsx", "xlsx", tuple(content)), layout=layout)
    assert reading.forms or reading.problems
    for form in reading.forms:
        assert document_from(form.document.to_json()) == form.document
