"""Target values (指标值) as finance staff write them: ``>=5000人``, ``22 期，培训覆盖率 100%``, ``健全``.

:func:`parse_target` reads any text, refuses none, and keeps every character: ``parse_target(s).format() == s``.
The grammar and what it decides in doubtful cases: ``docs/decisions/0004-target-grammar.md``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

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
from indicators.target_words import (
    DENOMINATORS,
    MONEY_UNITS,
    MULTIPLIERS,
    NOT_AFTER_CHINESE_NUMERALS,
    OPERATOR_SIGNS,
    OPERATOR_WORDS,
    SUFFIX_OPERATORS,
    UNITS,
    WORDS_LIKE_UNITS,
    Operator,
)

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


def _any_of(words: Iterable[str]) -> str:
    """A pattern of ``words``, longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


# Numbers. Chinese numerals up to 9999; 万 and 亿 behind them are multipliers as behind digits.
_N = "[0-9０-９]"
_DIGITS = rf"(?:{_N}{{1,3}}(?:,{_N}{{3}})+(?!{_N})|{_N}+)(?:[.．]{_N}+)?"
_D = "[一二两三四五六七八九]"
_TENS = f"{_D}?十{_D}?"
_HUNDREDS = f"{_D}百(?:零{_D}|{_D}十{_D}?)?"
_NUMERAL = (
    f"(?<![零〇一二两三四五六七八九十百千])"
    f"(?:{_D}千(?:零{_TENS}|零{_D}|{_HUNDREDS})?|{_HUNDREDS}|{_TENS}|{_D})"
    f"(?![零〇一二两三四五六七八九十百千])"
)
_CHINESE_DIGITS = {"一": 1, "二": 2, "两": 2} | {digit: value for value, digit in enumerate("三四五六七八九", 3)}
_CHINESE_TENS = {"十": 10, "百": 100, "千": 1000}
_NUMBER = re.compile(
    rf"(?P<whole>百分之?百)|(?P<percent>百分之\s*)?(?:(?P<digits>(?:(?<![\w%％‰)）])[-−－+＋])?{_DIGITS})|(?P<numeral>{_NUMERAL}))"
)

# What follows a number.
_ABOVE = _any_of({*UNITS, *MONEY_UNITS})
_BELOW = _any_of({*UNITS, *MONEY_UNITS, *DENOMINATORS})
_UNIT = rf"(?:{_ABOVE})(?![A-Za-z0-9])(?:\s*(?:[/／]\s*每?|每)(?:{_BELOW})(?![A-Za-z0-9]))?"
_MULTIPLIER = _any_of(MULTIPLIERS)
_TAIL = re.compile(
    rf"\s*(?P<more>[余多])?(?:(?P<unit>{_UNIT})|(?P<multiplier>{_MULTIPLIER})(?P<more2>[余多])?\s*(?P<unit2>{_UNIT})?)"
)
_RANGE_MARK = re.compile(r"\s*(?:[-－–—―~～至到]|--|——)\s*")
_SUFFIX = re.compile(
    rf"\s*(?:[（(]\s*含\s*[)）])?(?P<word>{_any_of(SUFFIX_OPERATORS)})(?!容|部|控|外|涵|游|级)(?:[（(]\s*含[^）)]{{0,4}}[)）])?"
)
_RATIO = re.compile(rf"{_N}+(?:[.．]{_N}+)?(?:\s*(?:[:：×*xX/／]|分之)\s*{_N}+(?:[.．]{_N}+)?)+")
_DASH = r"\s*[-—－~～至]\s*"
_YEAR = "(?:19|20)[0-9]{2}"
_DATE_WITH_YEAR = re.compile(
    rf"{_YEAR}(?:{_DASH}(?:{_YEAR}|[0-9]{{2}}))?\s*年(?:[0-9]{{1,2}}(?:{_DASH}[0-9]{{1,2}})?月(?:[0-9]{{1,2}}[日号])?)?"
    rf"|{_YEAR}[-/.][0-9]{{1,2}}[-/.][0-9]{{1,2}}(?!{_N})|{_YEAR}[-/][0-9]{{1,2}}(?![0-9%％])"
)
_DATE_IN_YEAR = re.compile(
    rf"[0-9]{{1,2}}(?:{_DASH}[0-9]{{1,2}})?\s*月(?!以|内)(?:[0-9]{{1,2}}[日号])?"
    rf"|[0-9]{{1,2}}\s*[日号](?=之?前|以前)|[1-4]\s*季度"
)

# What stands before a number.
_OPERATORS = OPERATOR_SIGNS | {word: operator for operator, words in OPERATOR_WORDS.items() for word in words}
_OPERATOR = re.compile(
    rf"(?:{_any_of(sign for sign in OPERATOR_SIGNS if len(sign) > 2)}|[>＞<＜=＝]\s?[=＝]|[=＝][>＞<＜]|[≥≧⩾≤≦⩽≈>＞<＜=＝]"
    rf"|{_any_of(word for words in OPERATOR_WORDS.values() for word in words if word != '约')}"
    rf"|(?<![节条合预履签违集公制简缩大])约)$"
)
_LONGEST_OPERATOR = 12
_BLANKS = " \t\r\n\v\f　\xa0$"
_NO_NUMBER_AFTER = re.compile(r"[A-Za-zＡ-Ｚａ-ｚ_.．/／#№^×*\-－–—~～:第前〔\[]")
_NAME_TAIL = re.compile(r"(?:[\s:：$（(]|达到|达|为|是)+$")
_CONJUNCTIONS = {"", "且", "并", "或", "至", "到", "并且", "同时", "但"}

# How a text falls into clauses.
_BOUNDARY = re.compile(rf"[，；;。、\n\r]|,(?!(?<={_N},){_N}{{3}}(?!{_N}))|[（(【\[〔《“「『]|[)）】\]〕》”」』]")
_CLOSING = dict(zip("（(【[〔《“「『", "）)】]〕》”」』", strict=True)) | {"（": "）)", "(": ")）"}
_CLOSERS = frozenset(")）】]〕》”」』")
_LIST_NUMBER = re.compile(
    rf"\s*(?:[①-⑳]|[（(](?:{_N}{{1,2}}|[一二三四五六七八九十]{{1,3}})[)）]|{_N}{{1,2}}(?:[.．](?!{_N})|[)）]))?\s*"
)
_ORDINAL_CLAUSE = re.compile(rf"\s*(?:{_N}{{1,2}}|[一二三四五六七八九十]{{1,3}})\s*")
_CHINESE_RUN = re.compile(r"[㐀-䶿一-鿿]+")
_NAMES_END_WITH = frozenset("率度数性比例")


def parse_target(text: str) -> Target:
    """Read ``text``; what has no figure is kept as a :class:`Quality`. Never raises."""
    return _Reader(text).read()


def _clauses(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of every clause: separators inside brackets or quotation marks separate nothing."""
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
    for separator_start, separator_end in separators:
        clause = text[start:separator_start]
        follows = text[separator_end : separator_end + 1]
        if text[separator_start] == "、" and follows and not follows.isdigit() and _ORDINAL_CLAUSE.fullmatch(clause):
            continue  # 1、完成率100%: a list number, no figure
        yield start, separator_start
        start = separator_end
    yield start, len(text)
