"""Sentences that break an amount down: ``收入100万元，其中：甲60万元，乙40万元``.

A breakdown is a tree of :class:`Node`. Behind 其中, 主要是, 包括 … and inside brackets stand the parts of the amount
before; a semicolon leads back to the parts above, a full stop to the beginning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from projects.disclosure.figures import Figure, figures_in, sign_of

_MARKER = re.compile(
    r"(?:其中|主要(?:是|为|用于|包括|有|安排|由)?|(?<!不)包括|包含|分别(?:是|为|用于)?|具体(?:是|为|包括))[：:，,]?(?:(?:是|为|用于)[：:]?)?"
)
_COMPARED = re.compile(r"(?:较|比|与|同)[^，,。；;]{0,12}?(?:上年|去年|上一年|往年|[0-9]{4}\s*年)|同比")
_CHANGE_ALONE = re.compile(r"^[，,、]?\s*(?:减少|增加|下降|增长|降低|压减|提高)(?:了)?\s*$")  # of the amount before it
_OTHER_YEAR = re.compile(r"(?:上年|去年|上一年)(?:预算)?(?:数|支出|收入)?(?:为|是|安排)$")
_DELIMITERS = re.compile(r"[，,。；;：:]")
_STOPS = re.compile(r"[。；;]")
_ITEM_NUMBER = re.compile(
    r"^\s*(?:[（(][一二三四五六七八九十0-9]{1,2}[)）]|[0-9]{1,2}\s*[.．、]|[一二三四五六七八九十]{1,2}[、是])"
)
_LEADING = re.compile(r"^(?:[、，,；;。：:\s]|和(?![谐平睦])|以及|及(?!时)|与|[（(])+")
_YEAR = re.compile(r"^(?:19|20)[0-9]{2}\s*年(?:度)?")
_TRAILING = re.compile(
    r"(?:[（(]?(?:为|是|约|共计|总计|合计|计|共|达到?|列支|(?:项目)?(?:支出)?(?:预算)?安排(?:资金|支出)?|预计|拟)|(?:预算)?"
    r"(?:减少|增加|下降|增长|降低|压减|提高)(?:了)?)+$"
)
_REASON = re.compile(r"^[，,、\s]*(?P<reason>(?:其?主要|原因|因|由于|是由于|系|是因).+)$", re.DOTALL)
_STOP = re.compile(r"[；;。）)]")
_BALANCED = re.compile(r"[（(][^（）()]*[)）]|“[^”]*”|《[^》]*》|\"[^\"]*\"")


@dataclass(slots=True)
class Node:
    """One amount: its name, in yuan (a decrease is negative), its parts, and the reason given behind it.

    ``lead`` are the words before it; ``is_change`` says that it compares with another year; ``changes`` are such
    comparisons of this amount.
    """

    name: str
    amount: Decimal
    lead: str
    is_change: bool = False
    reason: str = ""
    parts: list[Node] = field(default_factory=list)
    changes: list[Node] = field(default_factory=list)

    def walk(self) -> Iterator[Node]:
        """The node and everything below it."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting += reversed([*node.changes, *node.parts])


@dataclass(slots=True)
class _Level:
    """Where the next amount belongs; ``last`` is the amount before it, be it a comparison."""

    nodes: list[Node]
    opener: str = ""  # "", "marker" or "bracket"
    has_semicolon: bool = False
    is_change: bool = False
    last: Node | None = None


def broken_down(text: str, tops: str = "") -> list[Node]:
    """The amounts of a text as trees, in order.

    ``tops`` is a pattern of names that are never parts of one another: where one of them comes, the parts of the one
    before are over, whatever the punctuation says.
    """
    figures = list(figures_in(text))
    ends = [figure.start for figure in figures[1:]] + [len(text)] * bool(figures)
    walker = _Walker(re.compile(tops) if tops else None)
    end_before = 0
    for figure, following in zip(figures, ends, strict=True):
        reason = _reason(text[figure.end : following], is_last=following == len(text))
        walker.take(text[end_before : figure.start], figure, reason)
        end_before = figure.end
    return walker.roots


class _Walker:
    """Goes through the amounts of a text and keeps the level on which the next one stands."""

    def __init__(self, top_names: re.Pattern[str] | None) -> None:
        self.roots: list[Node] = []
        self._levels = [_Level(self.roots)]
        self._top_names = top_names

    def take(self, lead: str, figure: Figure, reason: str) -> None:
        """The next amount, with the words before it and the reason behind it."""
        if _OTHER_YEAR.search(lead):
            return
        name = _name(lead)
        self._move(lead, name)
        if self._is_top(name):
            self._leave()
        level = self._levels[-1]
        is_compared = bool(_COMPARED.search(_STOPS.split(lead)[-1])) or bool(level.nodes and _CHANGE_ALONE.match(lead))
        sign = sign_of(_tail_clause(lead)) if is_compared or level.is_change else 1
        node = Node(name, figure.amount * (sign or 1), lead, is_compared or level.is_change, reason)
        compared = level.nodes[-1] if level.nodes and is_compared and not level.nodes[-1].is_change else None
        (compared.changes if compared else level.nodes).append(node)
        level.last = node

    def _is_top(self, name: str) -> bool:
        return bool(self._top_names and self._top_names.search(name))

    def _move(self, lead: str, name: str) -> None:
        """Close and open levels as the punctuation and the words before an amount say."""
        hidden = _BALANCED.sub(lambda match: "□" * len(match.group()), lead)
        stops = [match.end() for match in _STOPS.finditer(hidden)]
        begin = stops[-1] if stops else 0
        markers = list(_MARKER.finditer(hidden, begin))
        marker = markers[-1] if markers else None
        is_continued = marker is not None and not hidden[begin : marker.start()].strip()
        for sign in hidden[: marker.start()] if marker else hidden:
            if sign in "）)":
                self._close_bracket()
            elif sign == "。" and not is_continued:
                del self._levels[1:]
            elif sign in "；;":
                self._semicolon(name)
            elif sign in "（(":
                self._open("bracket", lead)
        told_again = self._named(lead[begin : marker.start()]) if marker and stops else None
        if told_again:
            self._levels[1:] = [_Level(told_again.parts, "marker", is_change=told_again.is_change)]
        elif marker and not (self._levels[-1].opener == "bracket" and not self._levels[-1].nodes):
            self._open("marker", lead[marker.start() :])

    def _open(self, opener: str, lead: str) -> None:
        above = self._levels[-1]
        owner = above.last
        if owner and owner.is_change and not sign_of(lead) and above.nodes and not above.nodes[-1].is_change:
            owner = above.nodes[-1]  # the parts are of the amount that was compared, not of the difference
        if owner:
            self._levels.append(_Level(owner.parts, opener, is_change=owner.is_change))

    def _named(self, words: str) -> Node | None:
        """The amount that a new sentence takes up by its name alone to tell its parts."""
        name = words.strip()
        found = (node for root in self.roots for node in root.walk() if node.name == name and not node.parts)
        return next(found, None) if name else None

    def _close_bracket(self) -> None:
        depths = [depth for depth, level in enumerate(self._levels) if level.opener == "bracket"]
        if depths:
            del self._levels[depths[-1] :]

    def _semicolon(self, name: str) -> None:
        """Parts of parts are over; the parts of the whole are, where commas parted them so far."""
        levels = self._levels
        above = levels[-2].nodes if len(levels) > 1 else []
        is_below_top = bool(above) and self._is_top(above[-1].name) and not self._is_top(name)
        if levels[-1].opener == "bracket" or is_below_top:
            levels[-1].has_semicolon = True
            return
        while len(levels) > 2 and levels[-1].opener == "marker":
            levels.pop()
        level = levels[-1]
        if len(levels) == 2 and level.opener == "marker" and len(level.nodes) > 1 and not level.has_semicolon:
            levels.pop()
        else:
            level.has_semicolon = True

    def _leave(self) -> None:
        """Back to the level where a name of the same rank stands."""
        for depth, level in enumerate(self._levels[:-1]):
            if any(self._is_top(node.name) for node in level.nodes):
                del self._levels[depth + 1 :]
                return


def _tail_clause(lead: str) -> str:
    return _DELIMITERS.split(lead)[-1] or lead


def _name(lead: str) -> str:
    """The name that the words before an amount end with."""
    hidden = _BALANCED.sub(lambda match: "□" * len(match.group()), lead)
    start = 0
    for match in re.finditer(rf"{_MARKER.pattern}|{_DELIMITERS.pattern}|[（(）)]", hidden):
        start = match.end()
    name = _LEADING.sub("", _ITEM_NUMBER.sub("", lead[start:]))
    name = _TRAILING.sub("", name.strip()) or name.strip()
    return name.strip(" \u3000、：:")


def _reason(behind: str, *, is_last: bool) -> str:
    stop = _STOP.search(behind)
    if not stop and not is_last:
        return ""
    match = _REASON.match(behind[: stop.start()] if stop else behind)
    return match["reason"].strip() if match else ""


def year_in(lead: str) -> int | None:
    """The last year that the words before an amount name."""
    years = re.findall(r"(?<![0-9])((?:19|20)[0-9]{2})\s*年", lead)
    return int(years[-1]) if years else None
