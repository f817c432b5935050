"""Target values (指标值) as finance staff write them: ``>=5000人``, ``22 期，培训覆盖率 100%``, ``健全``.

:func:`parse_target` reads any text, refuses none, and keeps every character: ``parse_target(s).format() == s``.
The grammar and what it decides in doubtful cases: ``docs/decisions/0004-target-grammar.md``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from indicators.target_amounts import DIGIT, NUMBER, NUMERAL, Amount, amount_at, any_of
from indicators.target_types import (
    DisplayPart,
    DisplayRole,
    Kind,
    Measure,
    Part,
    Quality,
    Quantity,
    Role,
    Target,
)
from indicators.target_words import OPERATOR_SIGNS, OPERATOR_WORDS, SUFFIX_OPERATORS, Operator

__all__ = [
    "DisplayPart",
    "DisplayRole",
    "Kind",
    "Measure",
    "Operator",
    "Part",
    "Quality",
    "Quantity",
    "Role",
    "Target",
    "parse_target",
]

# How a text falls into clauses.
_CLOSING = {"（": "）)", "(": ")）", "【": "】", "[": "]", "〔": "〕", "《": "》", "“": "”", "「": "」", "『": "』"}
_CLOSERS = frozenset("".join(_CLOSING.values()))
_BRACKETS = re.escape("".join([*_CLOSING, *_CLOSERS]))
_BOUNDARY = re.compile(rf"[，；。、\n\r]|(?<!&[gl][te]);|,(?!(?<={DIGIT},){DIGIT}{{3}}(?!{DIGIT}))|[{_BRACKETS}]")
_ORDINAL = re.compile(rf"\s*(?:{DIGIT}{{1,2}}|{NUMERAL})\s*")
_LIST_NUMBER = re.compile(
    rf"(?:\s*(?:[①-⑳]|[（(](?:{DIGIT}{{1,2}}|{NUMERAL})[)）]|{DIGIT}{{1,2}}[.．](?!{DIGIT})"
    rf"|(?:{DIGIT}{{1,2}}|{NUMERAL})[、)）])(?=\s*[\w“《≥≤><=]))?\s*"
)

# What stands before a number.
_OPERATORS = OPERATOR_SIGNS | {word: operator for operator, words in OPERATOR_WORDS.items() for word in words}
_OPERATOR = re.compile(
    rf"(?:{any_of(sign for sign in OPERATOR_SIGNS if len(sign) > 2)}"
    r"|[>＞<＜=＝][ 　]?[=＝]|[=＝][>＞<＜]|[≥≧⩾≤≦⩽≈>＞<＜=＝]"
    rf"|{any_of(word for words in OPERATOR_WORDS.values() for word in words if word != '约')}"
    r"|(?<![节条合预履签违集公制简缩])约)$"
)
_LONGEST_OPERATOR = 12
_ASCII_SIGNS = str.maketrans("＞＜＝", "><=", " 　")
_BLANKS = " \t\r\n\v\f　\xa0$"  # $ is what is left of a formula
_NAME_EDGES = _BLANKS + ":：(（①②③④⑤⑥⑦⑧⑨⑩"
_NAME_FILLER = re.compile(r"(?:(?<=[率度数量额比例])(?:达|为|是)|达到)$")
_CONJUNCTIONS = {"", "且", "并", "或", "并且", "同时", "但"}
_GLUED_BEFORE = re.compile(r"[A-Za-zＡ-Ｚａ-ｚ_.．/／#№^×*\-－–—~～第前〔\[]")

# What follows an amount.
_RANGE_MARK = re.compile(r"(?:[（(]含[)）])?\s*(?:[-－–—―~～至到]|--|——)\s*")
_SUFFIX = re.compile(
    rf"\s*(?:[（(]\s*含\s*[)）])?(?P<word>{any_of(SUFFIX_OPERATORS)})(?![容部控外涵游级])(?:[（(]\s*含[^）)]{{0,4}}[)）])?"
)
_TIME_UNITS = ("年", "月", "周", "天", "日", "小时", "分钟", "秒", "季度", "学期")
_GLUED_AFTER = re.compile(rf"[A-Za-zＡ-Ｚａ-ｚ_\]〕]|[.．]{DIGIT}")

# Figures that measure nothing.
_DASH = r"\s*[-—－~～至]\s*"
_YEAR = "(?:19|20)[0-9]{2}"
_DATE_WITH_YEAR = re.compile(
    rf"{_YEAR}(?:{_DASH}(?:{_YEAR}|[0-9]{{2}}))?\s*年(?:[0-9]{{1,2}}(?:{_DASH}[0-9]{{1,2}})?月(?:[0-9]{{1,2}}[日号])?)?"
    rf"|{_YEAR}[-/.][0-9]{{1,2}}[-/.][0-9]{{1,2}}(?!{DIGIT})|{_YEAR}[-/][0-9]{{1,2}}(?![0-9%％])"
)
_DATE_IN_YEAR = re.compile(
    rf"[0-9]{{1,2}}(?:{_DASH}[0-9]{{1,2}})?\s*月(?!以|内)(?:[0-9]{{1,2}}[日号])?"
    r"|[0-9]{1,2}\s*[日号](?=之?前|以前)|[1-4]\s*季度末?(?!以)"
)
_RATIO = re.compile(rf"{DIGIT}+(?:[.．]{DIGIT}+)?(?:\s*(?:[:：×*xX/／]|分之)\s*{DIGIT}+(?:[.．]{DIGIT}+)?)+")


def parse_target(text: str) -> Target:
    """Read ``text``; what has no figure is kept as a :class:`Quality`. Never raises."""
    return _Reader(text).read()


def _clauses(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of every clause; separators inside brackets or quotation marks separate nothing."""
    separators: list[tuple[int, int]] = []
    opened: list[tuple[str, int]] = []
    for match in _BOUNDARY.finditer(text):
        mark = match.group()
        if mark in _CLOSING:
            opened.append((_CLOSING[mark], len(separators)))
        elif mark not in _CLOSERS:
            separators.append(match.span())
        elif opened and mark in opened[-1][0]:
            del separators[opened.pop()[1] :]
    start = 0
    for clause_end, next_start in separators:
        follows = text[next_start : next_start + 1]
        if text[clause_end] == "、" and not follows.isdigit() and _ORDINAL.fullmatch(text, start, clause_end):
            continue  # 1、完成率100%: a list number, no figure
        yield start, clause_end
        start = next_start
    yield start, len(text)


class _Reader:
    """Walks through the text once; ``_at`` is how far ``_parts`` reach."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._parts: list[Part] = []
        self._readings: list[Measure | Quality] = []
        self._words_start: int | None = None  # of words that a clause without a figure continues

    def read(self) -> Target:
        for start, end in _clauses(self._text):
            self._clause(start, end)
        if not self._readings and (signs := self._text.strip()):  # "/" or "—" alone
            self._parts, self._at = [], 0
            self._readings.append(Quality(signs))
            start = self._text.index(signs)
            self._emit(Role.WORDS, start, start + len(signs))
        self._emit(Role.FILL, len(self._text), len(self._text))
        return Target(tuple(self._parts), tuple(self._readings))

    def _emit(self, role: Role, start: int, end: int) -> None:
        """Add the piece from ``start`` to ``end``, and as FILL what lies before it."""
        if start > self._at:
            self._parts.append(Part(Role.FILL, self._text[self._at : start]))
        if end > start:
            self._parts.append(Part(role, self._text[start:end]))
        self._at = end

    def _clause(self, start: int, end: int) -> None:
        list_number = _LIST_NUMBER.match(self._text, start, end)
        begin = list_number.end() if list_number else start
        self._emit(Role.FILL, begin, begin)
        measure = self._measures(end)
        words_start, words_end = self._stripped(self._at, end)
        words = self._text[words_start:words_end]
        if measure:
            self._words_start = None if measure.unit or not words else words_start
        if not any(map(str.isalnum, words)):
            return
        last = self._readings[-1] if self._readings else None
        if measure:
            self._readings[-1] = replace(measure, trailing=words)
        elif last is None or self._words_start is None:
            self._readings.append(Quality(words))
            self._words_start = words_start
        else:
            words = self._text[self._words_start : words_end]
            self._readings[-1] = Quality(words) if isinstance(last, Quality) else replace(last, trailing=words)
        self._emit(Role.WORDS, words_start, words_end)

    def _stripped(self, start: int, end: int) -> tuple[int, int]:
        while start < end and self._text[start] in _BLANKS:
            start += 1
        while end > start and self._text[end - 1] in _BLANKS:
            end -= 1
        return start, end

    def _measures(self, end: int) -> Measure | None:
        """Read the measures of the clause; returns the last one, which words may follow."""
        last: Measure | None = None
        position = self._at
        while match := NUMBER.search(self._text, position, end):
            if last and self._text[self._stripped(self._at, end)[0]] in _CLOSING:
                break  # what stands in brackets explains the figure before
            found = self._measure(match, end, after=last)
            last = found or last
            position = self._at if found else max(match.end(), self._end_of_ratio_or_date(match))
        if last is None and (match := NUMBER.match(self._text, self._at, end)) and match["digits"]:
            last = self._measure(match, end, after=None, before_words=True)
        return last

    def _end_of_ratio_or_date(self, match: re.Match[str], *, has_operator: bool = False) -> int:
        """Where the ratio (1:20) or date that begins at ``match`` ends; 0 when it is neither.

        ≥6月 is a duration, so after an operator only dates with a year count.
        """
        if not match["digits"]:
            return 0
        start = match.start("digits")
        other = _RATIO.match(self._text, start) or _DATE_WITH_YEAR.match(self._text, start)
        if not other and not has_operator:
            other = _DATE_IN_YEAR.match(self._text, start)
        return other.end() if other else 0

    def _operator_before(self, start: int) -> tuple[Operator, int, int]:
        """The operator written before the number at ``start``, and where it stands."""
        end = self._stripped(self._at, start)[1]
        match = _OPERATOR.search(self._text[max(self._at, end - _LONGEST_OPERATOR) : end])
        if not match:
            return Operator.NONE, start, start
        return _OPERATORS[match.group().translate(_ASCII_SIGNS)], end - len(match.group()), end

    def _measure(
        self, match: re.Match[str], end: int, *, after: Measure | None, before_words: bool = False
    ) -> Measure | None:
        """The measure around the number at ``match``, or ``None`` when the number measures nothing.

        ``after`` is the measure before it in the clause; ``before_words`` lets words follow that are no unit.
        """
        operator, name_end, operator_end = self._operator_before(match.start())
        if self._end_of_ratio_or_date(match, has_operator=bool(operator)):
            return None
        name = self._text[self._at : name_end].strip(_NAME_EDGES)
        name = _LIST_NUMBER.sub("", name, count=1)
        if not self._may_precede(name, match, operator, after):
            return None
        amounts = self._amounts(match, end)
        unit = amounts[-1].unit or amounts[0].unit
        suffix = self._suffix(amounts[-1].end, end, unit)
        stop = suffix.end() if suffix else amounts[-1].end
        rest_start, rest_end = self._stripped(stop, end)
        is_certain = operator or unit or suffix or amounts[-1].quantity.multiplier or before_words
        if not is_certain and rest_start < rest_end:
            return None
        if not unit and _GLUED_AFTER.match(self._text, stop, end):
            return None
        if amounts[0].is_chinese and not self._is_numeral_certain(name, operator, unit, stop, end):
            return None
        measure = Measure(
            operator=_combined(operator, suffix, amounts),
            quantities=_quantities(amounts),
            unit=unit,
            name="" if name in _CONJUNCTIONS else _NAME_FILLER.sub("", name),
        )
        self._emit_measure(measure.name, (name_end, operator_end), amounts, stop)
        self._readings.append(measure)
        return measure

    def _may_precede(self, name: str, match: re.Match[str], operator: Operator, after: Measure | None) -> bool:
        """Whether ``name`` can be the name of the figure at ``match``."""
        if name in _CONJUNCTIONS:
            return True
        if after and not after.unit:
            return False  # its words go on to the end of the clause
        is_glued = not operator and _GLUED_BEFORE.match(self._text[match.start() - 1])
        return not is_glued and any(map(str.isalnum, name))

    def _amounts(self, match: re.Match[str], end: int) -> tuple[Amount, ...]:
        """One amount, or the two of a range."""
        first = amount_at(self._text, match, end)
        mark = None if first.is_more else _RANGE_MARK.match(self._text, first.end, end)
        upper = mark and NUMBER.match(self._text, mark.end(), end)
        if not mark or not upper:
            return (first,)
        second = amount_at(self._text, upper, end)
        if first.unit and first.unit != second.unit:
            return (first,)
        return first._replace(pieces=(*first.pieces, (Role.OPERATOR, first.end, mark.end()))), second

    def _suffix(self, start: int, end: int, unit: str) -> re.Match[str] | None:
        suffix = _SUFFIX.match(self._text, start, end)
        if suffix and suffix["word"] == "内" and not unit.endswith(_TIME_UNITS):
            return None
        return suffix

    def _is_numeral_certain(self, name: str, operator: Operator, unit: str, stop: int, end: int) -> bool:
        """Whether a Chinese numeral counts: 十二期 and 不少于三十 do, 三个代表 and 一次性 do not."""
        if stop < end and self._text[stop].isalnum():
            return False
        return bool(operator or unit) or (not name and stop == end)

    def _emit_measure(self, name: str, operator: tuple[int, int], amounts: tuple[Amount, ...], stop: int) -> None:
        if name:
            start = self._text.index(name, self._at)
            self._emit(Role.NAME, start, start + len(name))
        self._emit(Role.OPERATOR, *operator)
        for amount in amounts:
            for role, start, end in amount.pieces:
                self._emit(role, start, end)
        self._emit(Role.OPERATOR, self._at, stop)


def _combined(operator: Operator, suffix: re.Match[str] | None, amounts: tuple[Amount, ...]) -> Operator:
    """One operator out of what stands before and behind the figure."""
    behind = SUFFIX_OPERATORS[suffix["word"]] if suffix else Operator.NONE
    if len(amounts) > 1:
        return Operator.RANGE
    if behind is Operator.ABOUT:
        return behind  # 控制在10个左右
    if operator or behind:
        return operator or behind
    return Operator.GT if amounts[0].is_more else Operator.NONE


def _quantities(amounts: tuple[Amount, ...]) -> tuple[Quantity, ...]:
    """The figures; in a range the unit and, if it fits, the multiplier of the upper one hold for both."""
    if len(amounts) == 1:
        return (amounts[0].quantity,)
    lower, upper = amounts[0].quantity, amounts[1].quantity
    is_shared = not lower.multiplier and not amounts[0].unit and lower.number <= upper.number
    if is_shared:
        lower = replace(lower, power=upper.power)
    return lower, upper
