"""The paragraphs and tables of a source as a disclosure is read: one line a paragraph, torn ones joined."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from projects.values import plain_text
from reports.disclosure_reading.numbering import is_title
from reports.disclosure_reading.spaced_tables import with_spaced_tables
from reports.readers.kinds import Kind
from reports.readers.ocr.text import closed_up
from reports.readers.source import SourceBlock, SourceFile, SourceTable, SourceText

_BULLET = re.compile(r"^\s*[-*•·●○■◆▪]+\s+")
_LEADERS = re.compile(r"\s*(?:[.．·…]{3,}|-{3,})\s*[0-9]{1,3}\s*$")  # to the page number of a table of contents
# One blank where nobody types one; the page numbers of a table of contents do not count.
_TORN_BLANK = re.compile(
    r"[\u4e00-\u9fff] (?:[\u4e00-\u9fff]|[0-9]+(?![0-9]|\s*$))|[0-9] [\u4e00-\u9fff]", re.MULTILINE
)
_TORN_SHARE = 1 / 400  # of the characters, from which on a text was recognised and not typed
_ENDED = re.compile(r"[。；：！？.;:!?”\"』」）)]\s*$")
_BEGINS = re.compile(
    r"^\s*(?:[一二三四五六七八九十]{1,3}[、是.．]|第[一二三四五六七八九十]{1,3}(?:部分|[章节条])|[（(][一二三四五六七八九十0-9]{1,3}[)）]"
    r"|[0-9]{1,2}\s*[、.．)）]|[0-9]{3,7}\s*[\u4e00-\u9fff（(]|[\u4e00-\u9fff]{0,6}(?:职责|目标|指标|标准)(?:描述)?\s*[:：])"
)
_PROSE = re.compile(r"[，。；,;]")
_LONG = 24  # characters: a line so long without an end goes on in the next one


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph; ``place`` names it for people."""

    text: str
    place: str = ""


Item = Line | SourceTable


def items_of(source: SourceFile) -> list[Item]:
    """Everything in reading order; blanks of a text recognition are closed up, paragraphs torn by it joined."""
    found = with_spaced_tables(source.blocks) if source.kind == Kind.TEXT else source.blocks
    blocks = list(_by_lines(found))
    is_recognised = _is_recognised(block.text for block in blocks if isinstance(block, Line))
    if not is_recognised and source.kind != "pdf":
        return blocks
    tidy = [_closed(block) if is_recognised else block for block in blocks]
    return list(_joined(tidy))


def _by_lines(blocks: Iterable[SourceBlock]) -> Iterator[Item]:
    for block in blocks:
        if isinstance(block, SourceText):
            for text in block.text.split("\n"):
                plain = plain_text(_LEADERS.sub("", _BULLET.sub("", text)))
                if plain:
                    yield Line(plain, block.place)
        else:
            yield block


def _is_recognised(texts: Iterable[str]) -> bool:
    text = "\n".join(texts)
    return len(_TORN_BLANK.findall(text)) > len(text) * _TORN_SHARE


def _closed(item: Item) -> Item:
    if isinstance(item, Line):
        return replace(item, text=closed_up(item.text))
    return replace(item, cells=tuple(replace(cell, text=_closed_cell(cell.text)) for cell in item.cells))


def _closed_cell(text: str) -> str:
    closed = closed_up(text)
    return re.sub(r"(?<=[0-9.])\s+(?=[0-9.])", "", closed) if re.fullmatch(r"[0-9.,\s%]+", closed) else closed


def _joined(items: Iterable[Item]) -> Iterator[Item]:
    torn: Line | None = None
    for item in items:
        if torn and isinstance(item, Line) and _goes_on(torn.text, item.text):
            torn = Line(torn.text + item.text, torn.place)
            continue
        if torn:
            yield torn
        torn = item if isinstance(item, Line) else None
        if torn is None:
            yield item
    if torn:
        yield torn


def _goes_on(text: str, following: str) -> bool:
    is_open = len(text) >= _LONG and not _ENDED.search(text) and _PROSE.search(text)
    is_heading = bool(_BEGINS.match(text)) and is_title(text)
    return bool(is_open) and not is_heading and not _BEGINS.match(following)
