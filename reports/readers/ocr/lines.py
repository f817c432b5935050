"""The torn lines of an indicator table as its rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from indicators.framework import Category, Framework
from reports.readers.ocr.row import after_label
from reports.readers.ocr.template import label_key
from reports.readers.ocr.text import is_rubbish, is_same, likeness, odd_characters
from reports.readers.source import SourceCell

_NAME_ALIKE = 0.7
_MOST = 0.6  # the share of lines that makes a column one that is filled
_CERTAIN = 0.95
_MOST_LINES = 40  # without a name that are shared between two names
_ABOVE = 0.01  # in a tie a row rather belongs to the name above it
_FAR = 5.0  # what a second beginning of a target within one row costs
_TARGET_BEGINS = tuple("≥≤><=＞＜＝0123456789")


@dataclass(slots=True)
class TornLine:
    """One torn row of the table, parted into the table's columns.

    ``slipped`` are the columns whose text stood in one cell with another's.
    """

    cells: tuple[SourceCell, ...]
    columns: list[list[str]]
    slipped: set[int] = field(default_factory=set)

    def text(self, column: int) -> str:
        return " ".join(piece for piece in self.columns[column] if piece)

    def is_filled(self, column: int) -> bool:
        return not is_rubbish(self.text(column))


@dataclass(slots=True)
class IndicatorLines:
    """The torn lines of one indicator; ``named`` counts those that carry its category's name.

    ``is_inferred``: the category was told by the row's place alone; ``is_level1_sure``: both that it may be have the
    same 一级指标.
    """

    lines: list[TornLine] = field(default_factory=list)
    name: str = ""
    category: Category | None = None
    named: int = 0
    is_inferred: bool = False
    is_level1_sure: bool = False


class LineGrouper:
    """Finds which lines are one indicator.

    ``level2`` and ``target`` are the numbers of their columns; ``own`` those of the columns that say something of the
    indicator itself.
    """

    def __init__(self, framework: Framework | None, level1: int | None, level2: int, own: Sequence[int], target: int):
        self._categories = framework.categories if framework else ()
        self._level1, self._level2, self._own, self._target = level1, level2, tuple(own), target

    def rows(self, lines: Sequence[TornLine]) -> list[IndicatorLines]:
        """The indicators in order, each with all its lines."""
        anchors, floats = self._anchors(lines)
        if not anchors:
            return []
        for gap, above in self._shares(anchors, floats):
            anchors[gap].lines += floats[gap + 1][:above]
            if gap + 1 < len(anchors):
                anchors[gap + 1].lines[:0] = floats[gap + 1][above:]
        anchors[0].lines[:0] = floats[0]
        first = lines[0].text(self._level1) if self._level1 is not None else "-"
        self._find_categories(anchors, is_centred=is_rubbish(first) or not anchors[0].name)
        return anchors

    def _anchors(self, lines: Sequence[TornLine]) -> tuple[list[IndicatorLines], list[list[TornLine]]]:
        """The lines with a category's name, and those before, between and after them."""
        anchors: list[IndicatorLines] = []
        floats: list[list[TornLine]] = [[]]
        usual = self._usual(lines)
        for line in lines:
            self._part_name(line)
            name = label_key(line.text(self._level2))
            if name and is_rubbish(name):
                name = ""
            if name and anchors and not floats[-1] and self._goes_on(anchors[-1], name):
                anchors[-1].name += name
                anchors[-1].lines.append(line)
                anchors[-1].named += 1
            elif name or (self._is_whole(line, usual) and not self._is_lower_half(line, anchors)):
                anchors.append(IndicatorLines([line], name, named=1))
                floats.append([])
            else:
                floats[-1].append(line)
        return anchors, floats

    def _part_name(self, line: TornLine) -> None:
        """A name and the beginning of the next column in one cell."""
        after = self._level2 + 1
        whole = line.text(self._level2)
        if " " not in whole or line.text(after):
            return
        for category in sorted(self._categories, key=lambda one: -len(one.level2)):
            rest = after_label(whole, label_key(category.level2))
            if rest and not any(label_key(rest) == label_key(mark) for mark in (category.mark,)):
                line.columns[self._level2] = [whole[: -len(rest)].strip()]
                line.columns[after] = [rest]
                return

    def _goes_on(self, anchor: IndicatorLines, name: str) -> bool:
        """Whether ``name`` is the rest of a name that began in the line above."""
        if not anchor.name or self._closest(anchor.name)[1] > _CERTAIN:
            return False
        longer = anchor.name + name
        names = (label_key(name) for one in self._categories for name in (one.printed, one.level2))
        return any(name.startswith(longer) for name in names)

    def _is_whole(self, line: TornLine, usual: Sequence[int]) -> bool:
        """A further indicator of the same category: all columns are filled that usually are."""
        return len(usual) > 1 and all(line.is_filled(column) for column in usual)

    def _usual(self, lines: Sequence[TornLine]) -> list[int]:
        """The columns that most lines fill."""
        telling = [line for line in lines if sum(map(line.is_filled, self._own)) > 1]
        return [
            column for column in self._own if sum(line.is_filled(column) for line in telling) >= _MOST * len(telling)
        ]

    def _is_lower_half(self, line: TornLine, anchors: Sequence[IndicatorLines]) -> bool:
        """Whether a line shows the lower half of the characters above it, which reads as odd ones."""
        if not anchors:
            return False
        above = anchors[-1].lines[-1]
        texts = ((label_key(line.text(column)), label_key(above.text(column))) for column in self._own)
        return any(len(text) > 2 and len(text) == len(upper) and odd_characters(text) for text, upper in texts)

    def _shares(self, anchors: Sequence[IndicatorLines], floats: Sequence[Sequence[TornLine]]) -> list[tuple[int, int]]:
        """How many of the lines below each anchor belong to it, the others to the next one.

        A name stands in the middle of its row, and a row has one target: the sharing that fits best.
        """
        # best[k]: (cost, shares) where the first k lines of the last gap were given to the anchor above it
        best: dict[int, tuple[float, list[int]]] = {0: (0.0, [])}
        above_of_first = len(floats[0])
        for number, anchor in enumerate(anchors):
            gap = floats[number + 1]
            is_last = number + 1 == len(anchors)
            following: dict[int, tuple[float, list[int]]] = {}
            for given, (cost, shares) in best.items():
                before = floats[number][given:] if number else floats[0]
                above = above_of_first if number == 0 else len(before)
                for share in [len(gap)] if is_last or len(gap) > _MOST_LINES else range(len(gap) + 1):
                    total = cost + abs(above - share) + self._clashes([*before, *anchor.lines, *gap[:share]])
                    total += 0.1 * (len(gap) - share)
                    known = following.get(share)
                    if known is None or total < known[0]:
                        following[share] = (total, [*shares, share])
            best = following
        shares = min(best.values(), key=lambda way: way[0])[1]
        return list(enumerate(shares))

    def _clashes(self, lines: Sequence[TornLine]) -> float:
        starts = sum(line.text(self._target).strip().startswith(_TARGET_BEGINS) for line in lines)
        return _FAR * max(0, starts - 1)

    def _closest(self, name: str) -> tuple[Category | None, float]:
        """The category whose name is most alike, and how much."""
        best: tuple[Category | None, float] = (None, 0.0)
        for category in self._categories:
            alike = max(likeness(name, label_key(category.level2)), likeness(name, label_key(category.printed)))
            if alike > best[1]:
                best = (category, alike)
        return best

    def _find_categories(self, rows: Sequence[IndicatorLines], *, is_centred: bool) -> None:
        """By the name; where a name stands under several 一级指标, the one that comes next in the framework.

        Rows without a name share that of a row above or, where names stand in the middle of their rows, below.
        """
        at = 0
        for row in rows:
            closest, alike = self._closest(row.name) if row.name else (None, 0.0)
            if closest is None or alike < _NAME_ALIKE:
                continue
            twins = [number for number, one in enumerate(self._categories) if is_same(one.level2, closest.level2)]
            at = next((number for number in twins if number >= at), twins[0])
            row.category = self._categories[at]
        self._fill_gaps(rows)
        for row, owner in zip(rows, self._owners(rows, is_centred=is_centred), strict=True):
            if not row.name and owner is not None:
                row.category, row.is_inferred = owner.category, is_centred
                row.is_level1_sure = self._is_between(rows, row)

    def _is_between(self, rows: Sequence[IndicatorLines], row: IndicatorLines) -> bool:
        """Whether the named rows above and below belong to one 一级指标."""
        at = next(number for number, one in enumerate(rows) if one is row)
        above = next((one.category for one in reversed(rows[:at]) if one.name), None)
        below = next((one.category for one in rows[at:] if one.name), None)
        return above is not None and below is not None and above.level1 == below.level1

    def _fill_gaps(self, rows: Sequence[IndicatorLines]) -> None:
        """Names that are rubbish: the category that the framework has between those above and below."""
        order = {category: number for number, category in enumerate(self._categories)}
        named = [row for row in rows if row.name]
        for number, row in enumerate(named):
            if row.category is not None or self._is_own_name(row.name):
                continue
            above = max((order[one.category] for one in named[:number] if one.category), default=-1)
            below = min((order[one.category] for one in named[number + 1 :] if one.category), default=len(order))
            if above + 1 < below:
                row.category = self._categories[above + 1 if above >= 0 else below - 1]
                row.is_inferred = True

    def _is_own_name(self, name: str) -> bool:
        """Whether a name that the framework lacks is one all the same: it ends as the framework's do."""
        return any(label_key(category.level2)[-2:] == name[-2:] for category in self._categories)

    def _owners(self, rows: Sequence[IndicatorLines], *, is_centred: bool) -> list[IndicatorLines | None]:
        """For each row the named row that it shares a category with."""
        named = [number for number, row in enumerate(rows) if row.name]
        if not named:
            return [None] * len(rows)
        if not is_centred:
            return [rows[max((at for at in named if at <= number), default=named[0])] for number in range(len(rows))]
        # ways[k]: cost and ends so far, where the rows from k on are the next name's
        ways: dict[int, tuple[float, list[int]]] = {0: (0.0, [])}
        for number, at in enumerate(named):
            following = named[number + 1] if number + 1 < len(named) else len(rows)
            longer: dict[int, tuple[float, list[int]]] = {}
            for start, (cost, ends) in ways.items():
                is_fixed = following == len(rows) or following - at > _MOST_LINES
                for end in [following] if is_fixed else range(at + 1, following + 1):
                    is_blank = not any(rows[at].lines[0].is_filled(column) for column in self._own)
                    total = cost + abs((at - start) - (end - at - 1)) + _FAR * is_blank * (end - start - 1)
                    total += _ABOVE * (at - start)
                    if end not in longer or total < longer[end][0]:
                        longer[end] = (total, [*ends, end])
            ways = longer
        ends = min(ways.values(), key=lambda way: way[0])[1]
        owners: list[IndicatorLines | None] = []
        for at, end in zip(named, ends, strict=True):
            owners += [rows[at]] * (end - len(owners))
        return owners


def without_shadows(lines: Sequence[TornLine], column: int) -> tuple[list[list[str]], bool]:
    """The pieces of a column line by line, without lines that only show the lower half of the one above.

    Also whether there were such lines.
    """
    kept: list[list[str]] = []
    had_shadows = False
    for line in lines:
        text = line.text(column)
        if not text or is_rubbish(text):
            continue
        above = " ".join(piece for piece in kept[-1] if piece) if kept else ""
        if above and _is_shadow(label_key(text), label_key(above)):
            had_shadows = True
            continue
        kept.append(line.columns[column])
    return kept, had_shadows


def _is_shadow(text: str, above: str) -> bool:
    if len(text) != len(above) or len(text) < 3:
        return False
    return text != above and (
        bool(odd_characters(text)) or any(one == other for one, other in zip(text, above, strict=True))
    )
