"""What stands on every page around the form: page numbers, running heads and feet."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from reports.readers.pdf.page import Between, PageContent

_HEAD, _FOOT = 48.0, 56.0  # points at the top and at the bottom of a page where only furniture stands
_RUNNING_HEAD, _SMALL_TYPE = 75.0, 11.5  # a running head is the first line of its page, above this and no larger
_BESIDE_NUMBER: Final = 18.0  # points above the page number where the foot may begin
_EDGE: Final = 0.12  # of the height: page numbers alone on their line stand within it
_PAGE_NUMBER: Final = re.compile(
    r"第\s*\d+\s*页|[-—–－·]\s*\d+\s*[-—–－·]|\d+\s*/\s*\d+|(?:第\s*\d+\s*页)?[\s,，/]*共\s*\d+\s*页|Page\s+\d+.*|\d{1,4}",
    re.IGNORECASE,
)
_COUNTED: Final = re.compile(r"第\s*\d+\s*页[\s,，/]*共\s*\d+\s*页")
_CODE: Final = re.compile(r"核验码\s*[0-9A-Z]{4}-[0-9A-Z]{4}")  # the foot of our own official papers
_DIGITS: Final = re.compile(r"\d+")


def without_furniture(pages: Sequence[PageContent]) -> None:
    """Take it off every page; it is no part of any form."""
    repeated = Counter(key for page in pages for key in {_key(block) for block in _marginal(page)})
    for page in pages:
        foot = min((block.line.top for block in _lines(page) if _is_foot(block, page)), default=page.height)
        page.blocks[:] = [
            block
            for block in page.blocks
            if not isinstance(block, Between)
            or not (
                _is_page_number(block, page)
                or block.line.top >= foot - _BESIDE_NUMBER
                or _CODE.fullmatch(block.line.text.strip())
                or (_in_margin(block, page) and repeated[_key(block)] > 1)
            )
        ]


def _lines(page: PageContent) -> list[Between]:
    return [block for block in page.blocks if isinstance(block, Between)]


def _marginal(page: PageContent) -> list[Between]:
    return [block for block in _lines(page) if _in_margin(block, page)]


def _in_margin(block: Between, page: PageContent) -> bool:
    is_first = block is page.blocks[0] and block.line.bottom < _RUNNING_HEAD and block.line.size < _SMALL_TYPE
    return is_first or block.line.bottom < _HEAD or _in_foot(block, page)


def _in_foot(block: Between, page: PageContent) -> bool:
    return block.line.top > page.height - _FOOT


def _is_foot(block: Between, page: PageContent) -> bool:
    """Whether it is the line of the foot that has the page number, among other things."""
    return _in_foot(block, page) and bool(_COUNTED.search(block.line.text))


def _is_page_number(block: Between, page: PageContent) -> bool:
    is_near_edge = block.line.bottom < page.height * _EDGE or block.line.top > page.height * (1 - _EDGE)
    return is_near_edge and bool(_PAGE_NUMBER.fullmatch(block.line.text.strip()))


def _key(block: Between) -> tuple[int, str]:
    return round(block.line.top / 3), _DIGITS.sub("0", block.line.text)
