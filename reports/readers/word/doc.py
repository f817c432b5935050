"""Old Word documents (.doc of Word 97–2003 and of WPS): the same texts and tables as of a .docx."""

from __future__ import annotations

import re
import struct
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from reports.readers.kinds import DAMAGED
from reports.readers.limits import DEFAULT_LIMITS, Limits
from reports.readers.ole import CompoundFile
from reports.readers.source import SourceBlock, SourceFile, SourceText, Unreadable
from reports.readers.word import doc_format as word
from reports.readers.word.doc_format import Paragraph, Properties, WordFile
from reports.readers.word.numbers import ListCounter
from reports.readers.word.table import WordCell, unfolded

_TOO_OLD: Final = "这是 Word 95 或更早的文件，不能直接读取。请用 WPS 或 Word 打开后另存为 .docx，再上传。"
_NO_TEXT: Final = "这份 Word 里没有文字。请上传能选中文字的文件，或者先用文字识别软件转成文字。"
_SAME_EDGE: Final = 30  # twips between edges that are one line on the paper
_UNKNOWN_WIDTH: Final = 1000
_CELL_KIND: Final = 20  # bytes of the kind of one cell in the definition of a row
_DEEPEST: Final = 8
_FIELD: Final = re.compile("\x13[^\x13\x14\x15]*(?:\x14([^\x13\x15]*))?\x15")
_CHARACTERS: Final = str.maketrans(
    {"\x0b": "\n", "\x1e": "-", "\x1f": None} | dict.fromkeys("\x01\x02\x03\x04\x05\x08")
)


@dataclass(slots=True)
class _Table:
    """A table whose rows are still coming in; every row has its cells and the properties of its end."""

    rows: list[tuple[list[list[_Block]], Properties]] = field(default_factory=list)
    cells: list[list[_Block]] = field(default_factory=list)
    cell: list[_Block] = field(default_factory=list)

    def end_cell(self) -> None:
        self.cells.append(self.cell)
        self.cell = []

    def end_row(self, properties: Properties) -> None:
        self.rows.append((self.cells, properties))
        self.cells = []


_Block = str | _Table


def read(name: str, content: bytes, limits: Limits = DEFAULT_LIMITS) -> SourceFile:
    """Raises :class:`Unreadable`: damaged, too old, too large, or without any text."""
    try:
        file = WordFile(CompoundFile(content))
        blocks = tuple(_blocks(file, limits))
    except word.TooOld as error:
        raise Unreadable(_TOO_OLD) from error
    except (ValueError, IndexError, struct.error) as error:
        raise Unreadable(DAMAGED) from error
    if not blocks:
        raise Unreadable(_NO_TEXT)
    return SourceFile(name, "doc", blocks)


def _blocks(file: WordFile, limits: Limits) -> Iterator[SourceBlock]:
    tables = texts = cells = 0
    lists = file.lists()
    for block in (*_structure(file.paragraphs(), lists), *_structure(file.boxes(), lists)):
        if isinstance(block, str):
            if block.strip():
                texts += 1
                where = f"第 {tables} 个表后" if tables else "正文"
                yield SourceText(block.strip("\n").rstrip(), f"{where}第 {texts} 段")
            continue
        tables, texts = tables + 1, 0
        place = f"第 {tables} 个表"
        cells += sum(len(row) for row, _ in block.rows)
        limits.check_table(place, 1, max((len(row) for row, _ in block.rows), default=0))
        limits.check_table(f"到{place}为止", cells, 1)
        table = unfolded(_cells(block, place), place)
        if table.cells:
            yield table


def _structure(paragraphs: Iterable[Paragraph], lists: ListCounter) -> Iterator[_Block]:
    """Paragraphs and tables in order; a table within a cell stands among the blocks of the cell."""
    stack: list[_Table] = []
    for paragraph in paragraphs:
        properties = paragraph.properties
        depth = properties.number(word.DEPTH) or int(properties.flag(word.IN_TABLE))
        depth = min(max(depth, 0), _DEEPEST)
        yield from _closed(stack, depth)
        stack += [_Table() for _ in range(depth - len(stack))]
        text = _clean(paragraph.text)
        if text.strip():
            text = lists.label(str(properties.number(word.LIST)), properties.number(word.LIST_DEPTH)) + text
        if not stack:
            yield text
        elif properties.flag(word.INNER_ROW_END if depth > 1 else word.ROW_END):
            stack[-1].end_row(properties)
        else:
            stack[-1].cell.append(text)
            if properties.flag(word.INNER_CELL_END) if depth > 1 else paragraph.mark == "\x07":
                stack[-1].end_cell()
    yield from _closed(stack, 0)


def _closed(stack: list[_Table], depth: int) -> Iterator[_Block]:
    """End the tables that are deeper than ``depth``; what is no part of a cell comes out."""
    while len(stack) > depth:
        table = stack.pop()
        if stack:
            stack[-1].cell.append(table)
        else:
            yield table


def _clean(text: str) -> str:
    """Without the codes of fields and the places of pictures."""
    while _FIELD.search(text):
        text = _FIELD.sub(lambda match: match[1] or "", text)
    return text.translate(_CHARACTERS).rstrip("\x13\x14\x15")


def _cells(table: _Table, place: str) -> list[WordCell]:
    """The cells with their spans; a cell that only continues another is left out."""
    rows = [(cells, _Row.of(properties, len(cells))) for cells, properties in table.rows]
    edges = _clustered(edge for _, row in rows for edge in row.edges)
    found: list[WordCell] = []
    above: dict[int, WordCell] = {}
    for number, (cells, row) in enumerate(rows):
        here: dict[int, WordCell] = {}
        last: WordCell | None = None
        for ordinal, blocks in enumerate(cells):
            left, right = (bisect_right(edges, edge) - 1 for edge in row.edges[ordinal : ordinal + 2])
            if last is not None and ordinal in row.joined_to_left:
                last.right = max(last.right, right)
                continue
            start = above.get(left)
            if start is not None and start.right == right and ordinal in row.joined_to_above:
                start.bottom = number + 1
                here[left] = last = start
                continue
            name = f"{place}第 {number + 1} 行第 {ordinal + 1} 列"
            last = WordCell(number, number + 1, left, max(right, left + 1), name)
            last.blocks = [block if isinstance(block, str) else _cells(block, f"{name}内的表") for block in blocks]
            here[left] = last
            found.append(last)
        above = here
    return found


@dataclass(frozen=True, slots=True)
class _Row:
    """Edges of its cells in twips, and which of them are merged."""

    edges: tuple[int, ...]
    joined_to_left: frozenset[int]
    joined_to_above: frozenset[int]

    @classmethod
    def of(cls, properties: Properties, cells: int) -> _Row:
        """From the definition of the row and the changes made to it ([MS-DOC] 2.9.317 TDefTableOperand)."""
        edges: list[int] = []
        left: set[int] = set()
        above: set[int] = set()
        for definition in properties.all(word.TABLE_CELLS):
            count = definition[0]
            edges = list(struct.unpack_from(f"<{count + 1}h", definition, 1))
            kinds = definition[1 + 2 * (count + 1) :]
            flags = [int.from_bytes(kinds[at : at + 2], "little") for at in range(0, len(kinds), _CELL_KIND)]
            left = {cell for cell, flag in enumerate(flags) if flag & 3 == 1}
            above = {cell for cell, flag in enumerate(flags) if flag >> 5 & 3 == 1}
        for first, end in properties.all(word.TABLE_MERGE):
            left.update(range(first + 1, end))
        for cell, flag in properties.all(word.TABLE_VERTICAL_MERGE):
            (above.add if flag == 1 else above.discard)(cell)
        if len(edges) <= cells:
            edges = [cell * _UNKNOWN_WIDTH for cell in range(cells + 1)]
        return cls(tuple(edges), frozenset(left), frozenset(above))


def _clustered(edges: Iterable[int]) -> list[int]:
    kept: list[int] = []
    for edge in sorted(set(edges)):
        if not kept or edge - kept[-1] > _SAME_EDGE:
            kept.append(edge)
    return kept
