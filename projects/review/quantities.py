"""Quantities in Chinese prose and what they count: 1万人次, 5名以上, 不少于15万元, 100%, 每人每月2000元, 三期培训班.

Built on the numbers and units of target values. What measures nothing is passed over: dates, ordinals, numbers of
documents, titles in 《》, and turns of phrase with a numeral (四个意识, 三会一课).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from indicators.target import Operator
from indicators.target_amounts import NUMBER, Amount, amount_at, any_of
from indicators.target_words import MONEY_BASES, MONEY_UNITS, OPERATOR_SIGNS, OPERATOR_WORDS, SUFFIX_OPERATORS


class Family(StrEnum):
    """Units that may stand for one another when one thing is counted."""

    PEOPLE = "人"
    EVENTS = "次"
    THINGS = "个"
    PERCENT = "%"
    MONEY = "元"
    TIME = "时间"
    SIZE = "大小"  # lengths, areas, weights: each unit for itself
    OTHER = ""


_FAMILIES: dict[Family, str] = {
    Family.PEOPLE: "人 名 位 人次 人天 人日 户 户次",
    Family.EVENTS: "次 期 场 场次 班 班次 批 批次 届 轮 遍 趟 节 门 堂 件次 项次 课次 节次 期次",
    Family.THINGS: (
        "个 家 所 支 只 项 件 条 宗 起 例 份 本 册 篇 张 幅 部 集 版 则 套 组 台 台套 辆 架 艘 座 栋 幢 间 处 口 盏 棵"
        " 株 头 根 块 把 双 枚 箱 袋 瓶 盒 桶 卷 床 床位 标段"
    ),
    Family.TIME: (
        "周岁 岁 年 月 周 天 日 小时 分钟 秒 个月 个小时 季度 个季度 学期 个学期 工作日 个工作日 自然日 个自然日"
        " 课时 学时"
    ),
}
_FAMILIES[Family.SIZE] = (
    "米 千米 公里 延米 平方米 平方公里 平方千米 ㎡ m² m2 亩 公顷 立方米 m³ m3 吨 千克 公斤 千瓦 千瓦时"
)
_FAMILY_OF = {unit: family for family, units in _FAMILIES.items() for unit in units.split()} | {"%": Family.PERCENT}


def family_of(unit: str) -> Family:
    """The family of a unit of the target grammar; what stands below a line does not matter."""
    head = unit.partition("/")[0]
    return Family.MONEY if head in MONEY_UNITS else _FAMILY_OF.get(head, Family.OTHER)


def may_count_the_same(one: str, other: str) -> bool:
    """Whether two units can count one thing; 个 counts everything but people (11个教室, 11间)."""
    families = {family_of(one), family_of(other)}
    return (
        one == other
        or (len(families) == 1 and not families & {Family.OTHER, Family.SIZE})
        or ({"个", "项"} & {one, other} != set() and families <= {Family.EVENTS, Family.THINGS})
    )


@dataclass(frozen=True, slots=True)
class Stated:
    """One quantity of a text.

    ``value`` is in base units (元 for 万元), ``upper`` the end of a range or the same. ``before`` and ``after`` are
    the words of the clause around it, ``each`` what it is meant per (``每人每月``; "" for a whole).
    """

    value: Decimal
    upper: Decimal
    unit: str
    operator: Operator
    before: str
    after: str
    written: str
    each: str
    start: int
    end: int
    is_prefixed: bool  # 不少于5人 bounds; 5人以上 more often only rounds

    @property
    def family(self) -> Family:
        return family_of(self.unit)

    @property
    def base_unit(self) -> str:
        """元 for every unit of money; all other units stay."""
        head, slash, below = self.unit.partition("/")
        base = next((base for base in MONEY_BASES if head.endswith(base)), head) if head in MONEY_UNITS else head
        return base + slash + below

    @property
    def phrase(self) -> str:
        """The words around the figure, which say what it counts."""
        return self.before + self.after


_BREAK = re.compile(r"[，；;。：:、（）()\n！？!?【】|]|,(?![0-9]{3})")
_SENTENCE_END = re.compile(r"[；;。\n！？!?]")
_YEAR = "(?:19|20)[0-9]{2}"
_NO_QUANTITY = re.compile(
    r"《[^》]{0,100}》"
    rf"|[〔\[(（【〈]\s*{_YEAR}\s*[〕\])）】〉]\s*第?\s*[0-9]*\s*[号次]?"
    r"|第\s*[0-9一二两三四五六七八九十百]+\s*(?:季度|[^\s，。；]{0,1})"
    r"|[1-4一二三四]\s*季度"
    rf"|{_YEAR}\s*(?:[-—~～至到]+\s*(?:{_YEAR}|[0-9]{{2}}))?\s*(?:年度?|学年)(?:\s*[0-9]{{1,2}}\s*月)?(?:\s*[0-9]{{1,2}}\s*[日号])?"
    rf"|{_YEAR}[-/.][0-9]{{1,2}}(?:[-/.][0-9]{{1,2}})?"
    r"|[0-9]{1,2}\s*(?:[-—~～至到]+\s*[0-9]{1,2}\s*)?月(?:份|底|末|初|中旬|上旬|下旬|前)?(?:\s*[0-9]{1,2}\s*[日号])?"
    r"|[0-9]{1,2}\s*[日号](?:前|之前|以前)"
    r"|[一二三四五六七八九十]{1,3}月份?"
    r"|“[^”0-9]{1,12}”"  # “三支一扶” is a name
)
_TURN_OF_PHRASE = re.compile(
    r"[一二两三四五六七八九十双](?![一二两三四五六七八九十百千万])[一-鿿][一二两三四五六七八九十双](?![一二两三四五六七八九十百千万])[一-鿿]"
    r"|[一二两三四五六七八九十]个?(?:意识|自信|维护|全面|确立|代表|务必|坚持|清单|服从|文明|现代化|中心|基本|大|化|位一体|会一课"
    r"|新|委|老|好|强|优|有|创|建|公|风|体|支队伍)"
)
_OPERATORS = OPERATOR_SIGNS | {word: operator for operator, words in OPERATOR_WORDS.items() for word in words}
_OPERATOR_BEFORE = re.compile(
    rf"(?:{any_of([*OPERATOR_SIGNS, *(word for words in OPERATOR_WORDS.values() for word in words), '不下', '近'])})"
    r"\s*$"
)
_OPERATOR_BEHIND = re.compile(rf"\s*(?P<word>{any_of([*(w for w in SUFFIX_OPERATORS if w != '内'), '以上'])})")
_RANGE = re.compile(r"\s*(?:[-－–—―~～至到]|--|——)\s*")
_EACH = re.compile(
    r"(?:每一?(?:[人名位户村镇街家次场期班天日月季年周届部台辆件本份项支间批]|个?(?:社区|村居?|单位|支部|街道|季度|学期|学员"
    r"|月|人|季|站点|党组织|街|镇|县|区|站|点)|[^\s，。；、每]{1,4}?)|[人户村月年日]均)"
)
_LETTER = re.compile(r"[A-Za-z_./-]")


def quantities(text: str | None) -> tuple[Stated, ...]:
    """Every quantity with a unit, in the order of the text."""
    return _quantities(text) if text else ()


@lru_cache(maxsize=4096)
def _quantities(text: str) -> tuple[Stated, ...]:
    return tuple(_read(text))


def _read(text: str) -> Iterator[Stated]:
    passed_over = [_spans(_NO_QUANTITY, text), _spans(_TURN_OF_PHRASE, text)]
    breaks = [0, *(match.end() for match in _BREAK.finditer(text)), len(text) + 1]
    at = 0
    while match := NUMBER.search(text, at):
        at = match.end()
        inside = max(_end_of_span_at(spans, match.start()) for spans in passed_over)
        if inside:
            at = max(inside, at)
            continue
        amount, upper = _amounts(text, match)
        at = max((upper or amount).end, at)
        if _is_quantity(text, match, amount, upper):
            clause = _clause(breaks, match.start(), text)
            yield _stated(text, match.start(), amount, upper, clause)


def _spans(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    return [match.span() for match in pattern.finditer(text)]


def _end_of_span_at(spans: list[tuple[int, int]], at: int) -> int:
    """Where the span that covers a place ends; 0 when none does. Spans are in order and apart."""
    index = bisect_right(spans, at, key=lambda span: span[0]) - 1
    return spans[index][1] if index >= 0 and at < spans[index][1] else 0


def _clause(breaks: list[int], at: int, text: str) -> tuple[int, int]:
    index = bisect_right(breaks, at)
    return breaks[index - 1], min(breaks[index] - 1, len(text))


def _amounts(text: str, match: re.Match[str]) -> tuple[Amount, Amount | None]:
    first = amount_at(text, match, len(text))
    mark = _RANGE.match(text, first.end)
    second = mark and NUMBER.match(text, mark.end())
    if not mark or not second:
        return first, None
    upper = amount_at(text, second, len(text))
    if not upper.unit or (first.unit and first.unit != upper.unit):
        return first, None
    return first, upper


def _is_quantity(text: str, match: re.Match[str], amount: Amount, upper: Amount | None) -> bool:
    if not (upper or amount).unit:
        return False
    if match.start() and _LETTER.match(text[match.start() - 1]):
        return False
    if amount.is_chinese and amount.quantity.number == 1 and not amount.quantity.multiplier:
        return False  # 一批, 一次性
    return text[amount.end : amount.end + 1] != "年" or amount.unit != "周"  # 100周年


def _stated(text: str, start: int, amount: Amount, upper: Amount | None, clause: tuple[int, int]) -> Stated:
    end = (upper or amount).end
    operator, is_prefixed = Operator.NONE, False
    before = text[clause[0] : start]
    found = _OPERATOR_BEFORE.search(before)
    if found:
        word = found.group().strip()
        operator = _OPERATORS.get(word, Operator.GE if word == "不下" else Operator.ABOUT)
        before, is_prefixed = before[: found.start()], True
    behind = _OPERATOR_BEHIND.match(text, end)
    if behind:
        operator = operator or SUFFIX_OPERATORS[behind["word"]]
        if SUFFIX_OPERATORS[behind["word"]] is Operator.ABOUT:
            operator = Operator.ABOUT
    if amount.is_more:
        operator = operator or Operator.ABOUT
    stop = behind.end() if behind else end
    value, high = _values(amount, upper)
    return Stated(
        value=value,
        upper=high,
        unit=(upper or amount).unit,
        operator=Operator.RANGE if upper else operator,
        before=before.strip(),
        after=text[stop : max(stop, clause[1])].strip(),
        written=text[start : behind.end() if behind else end],
        each="".join(_EACH.findall(before)),
        start=start,
        end=stop,
        is_prefixed=is_prefixed,
    )


def _values(amount: Amount, upper: Amount | None) -> tuple[Decimal, Decimal]:
    if upper is None:
        return amount.quantity.value, amount.quantity.value
    if amount.unit or amount.quantity.multiplier:
        return amount.quantity.value, upper.quantity.value
    scale = upper.quantity.value / upper.quantity.number if upper.quantity.number else Decimal(1)
    return amount.quantity.number * scale, upper.quantity.value
