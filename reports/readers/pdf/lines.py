"""Letters of a PDF page to lines, and lines to paragraphs.

A PDF says where letters stand, not where a paragraph ends. What tells is the room that was left: a line whose next
word would still have fitted was ended by its writer; any other was ended by the edge.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, Final

from reports.readers.pdf.clipping import Clip, shown_at
from reports.readers.pdf.spacing import Spacing
from reports.writers.pdf_marks import LINE, TYPED_LINE

UNKNOWN: Final = "〓"
"""Stands for a letter whose font does not say what it is."""

_CID: Final = re.compile(r"\(cid:\d+\)")
# Word processors that share a glyph between characters name the wrong one of them in the PDF.
_LOOKALIKES: Final = re.compile("[\u2f00-\u2fd5\uf900-\ufaff]")
_OPENING: Final = "（《“‘〔【「『〈[(<"
_CLOSING: Final = frozenset("）》”’〕】」』〉])>，。、；：？！,.;:?!%％*＊…")
_SENTENCE_END: Final = frozenset("。；;！!？?：:”")
_QUOTES: Final = "“”‘’"
_WITHIN_WORDS: Final = ".,:;%)]"  # ``80%2026`` is one word
_NUMBERED: Final = re.compile(
    r"\s*(?:\d{1,2}[、．)）]|\d{1,2}\.(?!\d)|[一二三四五六七八九十]{1,3}[、．.]|[（(][一二三四五六七八九十\d]{1,3}[)）]|[①-⑳]|第[一二三四五六七八九十\d]{1,3}[条章节项])"
)
_WORD_LETTER: Final = re.compile(r"[^\W_\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")
_SPACE_BETWEEN_WORDS: Final = 0.25  # of the size of type
_SPACE_BETWEEN_CHARACTERS: Final = 0.7  # lines that are spread to the edges stay below
_BESIDE_WORD: Final = 0.25  # what programs leave between a Chinese character and a word or number
_ASKEW: Final = 0.05  # rise of a line to its length
_TAB: Final = 2.5
_SAME: Final = 0.1  # points that rounding may make
_CUT: Final = 0.6  # of the size of type; a line with less room was full to the last letter
_FULL_PITCH, _TYPED_PITCH = LINE * 0.75, TYPED_LINE * 0.75  # points between the lines that our own printing sets
_PITCH_EXACT: Final = 0.03


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter and its box, in points from the upper left corner of the page, and the line it stands on."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    baseline: float
    shown: tuple[float, float]
    """A point of the page where it counts: its middle, or what is nearest to it within its clip."""

    @property
    def middle(self) -> float:
        """Height of its middle."""
        return (self.top + self.bottom) / 2

    @property
    def size(self) -> float:
        """The height of the type."""
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Line:
    """Letters beside each other; spaces at the end count to its width."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    baseline: float
    head: float
    """Width of what cannot be divided at its beginning: a character or a word with the marks that stay with it."""

    @property
    def size(self) -> float:
        """The height of the type."""
        return self.bottom - self.top


def letters_of(page: Any, clips: Sequence[Clip] = ()) -> list[Letter]:
    """What stands upright on a page of pdfplumber, each with its clip if any; watermarks lie askew."""
    letters = []
    for at, char in enumerate(page.chars):
        lies_level = abs(char["matrix"][1]) < _ASKEW * abs(char["matrix"][0])
        if not (char["upright"] and char["bottom"] > char["top"] and lies_level):
            continue
        x0, x1, top, bottom = char["x0"], char["x1"], char["top"], char["bottom"]
        middle = (x0 + x1) / 2, (top + bottom) / 2
        shown = shown_at(*middle, clips[at]) if clips else middle
        letters.append(Letter(_character(char["text"]), x0, x1, top, bottom, -char["matrix"][5], shown))
    return letters


def _character(text: str) -> str:
    if _CID.fullmatch(text) or text == "\ufffd":
        return UNKNOWN
    if _LOOKALIKES.search(text):
        text = unicodedata.normalize("NFKC", text)
    return "".join(" " if letter in "\xa0\t\r\n" else letter for letter in text if letter != "\x00")


def lines_of(letters: Iterable[Letter], *, has_tabs: bool = False) -> list[Line]:
    """Lines from top to bottom; ``has_tabs`` makes a tab of a wide gap."""
    rows: list[list[Letter]] = []
    middle = 0.0
    for letter in sorted(letters, key=lambda letter: letter.middle):
        if rows and abs(letter.middle - middle) < 0.5 * min(letter.size, rows[-1][0].size):
            rows[-1].append(letter)
        else:
            rows.append([letter])
            middle = letter.middle
    lines = (_line(sorted(row, key=lambda letter: (letter.x0, letter.x1)), has_tabs=has_tabs) for row in rows)
    return [line for line in lines if line.text.strip()]


def _line(row: Sequence[Letter], *, has_tabs: bool) -> Line:
    kept = [row[0]]
    for letter in row[1:]:
        # Bold type is sometimes made by printing every letter twice.
        is_double = letter.text == kept[-1].text and letter.x0 - kept[-1].x0 < 0.25 * (letter.x1 - letter.x0)
        if not is_double:
            kept.append(letter)
    pieces = [kept[0].text]
    for before, letter in pairwise(kept):
        pieces.append(_gap(before, letter, has_tabs=has_tabs) + letter.text)
    inked = [letter for letter in kept if letter.text.strip()] or kept
    return Line(
        text="".join(pieces),
        x0=inked[0].x0,
        x1=kept[-1].x1,
        top=min(letter.top for letter in inked),
        bottom=max(letter.bottom for letter in inked),
        baseline=inked[0].baseline,
        head=_head(inked) - inked[0].x0,
    )


def _gap(before: Letter, letter: Letter, *, has_tabs: bool) -> str:
    gap = (letter.x0 - before.x1) / letter.size
    if has_tabs and gap > _TAB:
        return "\t"
    if before.text.isspace() or letter.text.isspace() or letter.text in _CLOSING or before.text in _OPENING:
        return ""
    are_words = _WORD_LETTER.match(before.text) and _WORD_LETTER.match(letter.text)
    return " " if gap > (_SPACE_BETWEEN_WORDS if are_words else _SPACE_BETWEEN_CHARACTERS) else ""


def _head(letters: Sequence[Letter]) -> float:
    """Where the part ends that cannot be divided."""
    at = 0
    while at < len(letters) - 1 and _stay_together(letters[at].text, letters[at + 1].text):
        at += 1
    return letters[at].x1


def _stay_together(before: str, after: str) -> bool:
    """Whether no line ends between two letters (after Unicode's annex 14, which not every program follows)."""
    if before in _OPENING or after in _CLOSING or before in _QUOTES or after in _QUOTES:
        return True
    return bool(_WORD_LETTER.match(after)) and (bool(_WORD_LETTER.match(before)) or before in _WITHIN_WORDS)


@dataclass(frozen=True, slots=True)
class Setting:
    """How a cell, or the text between tables, is set: the edges of its lines and the habits of its writer.

    Lines of a centred cell were divided to look even, so their ends tell nothing. ``is_own`` says that our own
    printing set it, which makes the line after every typed line end stand a hair lower.
    """

    left: float
    right: float
    spacing: Spacing
    is_centred: bool = False
    is_own: bool = False


def paragraphs(lines: Sequence[Line], setting: Setting) -> Iterator[str]:
    """The paragraphs of lines that stand below each other; blank ones only where they are certain."""
    setting = replace(setting, spacing=Spacing((line.text for line in lines), wider=setting.spacing))
    text = ""
    for number, line in enumerate(lines):
        if not number:
            text = line.text
            continue
        ends = line_ends(lines[number - 1], line, setting)
        if not ends:
            text = joined(text, lines[number - 1], line, setting)
            continue
        yield text.rstrip()
        yield from [""] * (ends - 1)
        text = line.text
    if text.strip():
        yield text.rstrip()


def line_ends(before: Line, line: Line, setting: Setting) -> int:
    """How many line ends were typed between two lines; 0 where the first was only full."""
    if setting.is_own:
        pitch = line.baseline - before.baseline
        count = round(pitch / _TYPED_PITCH)
        if count and abs(pitch - _TYPED_PITCH * count) < _PITCH_EXACT:
            return count
        if abs(pitch - _FULL_PITCH) < _PITCH_EXACT:
            return 0
    return int(_ends_paragraph(before, line, setting))


def _ends_paragraph(before: Line, line: Line, setting: Setting) -> bool:
    is_within_number = before.text[-1:].isdigit() and line.text[:1].isdigit()
    is_numbered = bool(_NUMBERED.match(line.text)) and not is_within_number
    if setting.is_centred:
        return is_numbered
    if had_room(before, line, setting.right):
        return True
    if is_numbered and before.text.rstrip()[-1:] in _SENTENCE_END:
        return True
    is_indented = line.x0 - setting.left > 1.5 * line.size or line.text.startswith(("\u3000", "  "))
    return is_indented and before.x0 - setting.left < 1.5 * line.size


def had_room(before: Line, line: Line, right: float) -> bool:
    """Whether what ``line`` begins with would still have fitted into the line before it."""
    needed = line.head
    if bool(_WORD_LETTER.match(before.text.rstrip()[-1:])) != bool(_WORD_LETTER.match(line.text[:1])):
        needed += _BESIDE_WORD * line.size
    return right - before.x1 > needed + _SAME


def joined(text: str, before: Line, line: Line, setting: Setting) -> str:
    """A paragraph that ended with the line ``before`` so far, continued with ``line``.

    A space is put where two words meet that were divided between words, and where the writer always puts one.
    """
    if text[-1:].isspace() or not text:
        return text + line.text.lstrip()
    last, first = text[-1], line.text[:1]
    if _WORD_LETTER.match(last) and _WORD_LETTER.match(first):
        is_cut = setting.right - before.x1 < _CUT * line.size or (last.isdigit() and first.isdigit())
        return text + ("" if is_cut else " ") + line.text
    return text + (" " if setting.spacing.has_space(last, first) else "") + line.text
