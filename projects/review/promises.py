"""What the texts promise in figures, and which indicator speaks of the same thing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import islice

from indicators.target import Measure, Operator
from projects.review.kinds import Kind
from projects.review.quantities import Family, Stated, family_of, may_count_the_same, quantities
from projects.review.reading import Row
from projects.review.texts import items, plain

_MOST_PROMISES = 40  # figures of a text that are compared; no form has so many
_RATE_WORD = re.compile(r"(?P<stem>[一-鿿]{2})(?:比?率|程?度|比例|占比|比重)")
_SHARE = re.compile(r"占比|比例|比重")
_SHARED = re.compile(r"[和与及](?=[^和与及]*(?:率|度|比例))|均|都|分别")
_STEM_BEHIND = re.compile(
    r"^(?:以上|左右)?的?(?P<stem>覆盖|完成|合格|满意|到位|及时|参与|达标|执行|发放|知晓|普及|入户|签约|办结|整改|建成|通过|落实)"
)
_STEM_BEFORE = re.compile(
    r"(?P<stem>覆盖|完成|合格|满意|到位|及时|参与|达标|执行|发放|知晓|普及|签约|办结|整改|通过|落实)[^一-鿿]*(?:达到?|为|到)?$"
)
_GENERIC = frozenset(
    "数量 人数 人次 次数 场次 班次 期数 开展 完成 举办 组织 工作 全区 全市 全县 全年 年度 本年 计划 经费 项目"
    " 以上 不少 少于 达到 每年 每月 实施 进行 各类 各项 相关 活动 建设 服务 情况 指标 人员 对象 优秀 确保 保障".split()
)
_DELIVERY = re.compile(
    r"举办|开展|完成|培训|组织|评选|评出|表彰|奖励|发放|新建|建设|建成|建立|购置|购买|采购|制作|拍摄|打造|培育|慰问|走访|编印|印刷|编辑"
    r"|采写|撰写|刊发|刊登|播出|播放|推送|编写|编制|制定|制订|出台|聘请|聘任|聘用|印制|承办|主办|组建|设置|设立|搭建|投放|投递|悬挂|张贴|考录|录用"
    r"|选拔|选树|遴选|命名|创作|展演|展出|巡演|宣讲|授课|考察|参观|观摩|租赁|租用|清理|拆除|绿化|硬化|铺设|筛查|义诊|调解|巡察|督导|归档|录入|孵化"
    r"|印发|实施|培养|引进|招聘|招录|选派|选聘|发展|创建|维修|改造|安装|补助|补贴|资助|扶持|帮扶|放映|演出|订阅|征订|提供|达到|实现"
    r"|落实|召开|接待|服务|受益|覆盖|整顿|办理|处理|解决|推出|推荐|拍|开设|成立|更新|配备|扫描|整理|检查|督查|调研|宣传|发布|报送"
    r"|挂牌|授牌|认定|轮训|教育|参训|参加|新增|扩建|修建|修筑|兴建|整修|修缮|资助|体检|保障|抽检|检测|检验|整治|治理|维护|养护|制片|摄制|结案|帮助|救助|签约|随访|修复|栽植|种植"
)
_SCOPE = re.compile(
    r"(?:全[区市县镇街国省]|共有|现有|目前|已有|辖区|下辖|依托|拥有|其中|包括|涉及|由)[^，。；]{0,4}$|已(?:经)?[^，。；]{2,10}$"
)
_PER_HEAD = re.compile(r"每(?!年)|人均|户均|均")
_MANY_YEARS = re.compile(r"(?:[2-5二两三四五]|几)年(?:内|间|时间|来)|累计|十[三四五]五|规划期")
_STANDARD = re.compile(r"标准|规定|要求|上限|限额|年龄|工龄|党龄|面积|原则上|以上学历|及以上")


@dataclass(frozen=True, slots=True)
class Promise:
    """One figure of a text; ``point`` is the goal or sentence in which it stands."""

    stated: Stated
    point: str
    stem: str  # of a rate: 覆盖 of 培训覆盖率

    @property
    def shown(self) -> str:
        """The figure with the words around it, as evidence."""
        bound = self.stated.operator.value if self.stated.is_prefixed else ""
        return f"{self.stated.before[-10:]}{bound}{self.stated.written}{self.stated.after[:10]}"


def promises(text: str) -> tuple[Promise, ...]:
    """Every figure of a text that counts something, point by point."""
    return tuple(islice(_promises(text), _MOST_PROMISES))


def _promises(text: str) -> Iterator[Promise]:
    for point in items(text):
        for stated in quantities(point):
            if stated.family not in (Family.TIME, Family.OTHER):
                yield from (Promise(stated, point, stem) for stem in _stems(stated))


def _stems(stated: Stated) -> tuple[str, ...]:
    """The words that say of what a percentage is; two rates may share it (合格率和到位率均为100%)."""
    if stated.family is not Family.PERCENT:
        return ("",)
    words = [match["stem"] for match in _RATE_WORD.finditer(stated.before)]
    if len(words) > 1 and _SHARED.search(stated.before):
        return tuple(dict.fromkeys(words))
    return (_stem(stated),)


def _stem(stated: Stated) -> str:
    """The word that says of what a single percentage is."""
    words = list(_RATE_WORD.finditer(stated.before))
    if words:
        return words[-1]["stem"]
    behind = _STEM_BEHIND.match(stated.after) or _RATE_WORD.search(stated.after)
    before = _STEM_BEFORE.search(stated.before)
    found = behind or before
    return found["stem"] if found else ""


def is_deliverable(promise: Promise) -> bool:
    """Whether the text promises to deliver this much in the year: words of doing stand around the figure."""
    if promise.stated.family is Family.PERCENT:
        return is_of_this_year(promise)
    return is_of_this_year(promise) and bool(_DELIVERY.search(promise.stated.phrase))


def is_of_this_year(promise: Promise) -> bool:
    """Whether a figure may speak of what the year brings: no amount, standard, size of a place or share of a person."""
    stated = promise.stated
    if stated.family is Family.MONEY or not stated.value or _MANY_YEARS.search(promise.point):
        return False
    if stated.family is Family.PERCENT:
        return bool(promise.stem)
    is_share_of_one = _PER_HEAD.search(stated.each) or _STANDARD.search(stated.phrase)
    return not is_share_of_one and not _SCOPE.search(stated.before)


@lru_cache(maxsize=8192)
def _pairs(text: str) -> frozenset[str]:
    """The neighbouring characters of the Chinese words of a text, without those that say nothing."""
    words = re.findall(r"[一-鿿A-Za-z]{2,}", text)
    pairs = {word[at : at + 2] for word in words for at in range(len(word) - 1)}
    return frozenset(pairs - _GENERIC)


def shared_words(promise: Promise, row: Row) -> frozenset[str]:
    """What the words around a figure have in common with the indicator's name and description."""
    around = promise.stated.before[-16:] + "，" + promise.stated.after[:16]
    return _pairs(around) & _pairs(f"{row.name}，{row.indicator.description or ''}")


def speaks_of(promise: Promise, row: Row) -> bool:
    """Whether an indicator is about the thing that a figure of the text counts."""
    if promise.stated.family is Family.PERCENT:
        return _is_same_rate(promise, row)
    if not any(_is_comparable(promise.stated, figure) for figure in row.figures):
        return False
    return bool(shared_words(promise, row)) and _is_same_work(promise, row)


_ACTIONS = re.compile(
    r"培训|轮训|发展|慰问|表彰|奖励|评选|引进|招聘|招录|选派|选聘|补贴|补助|救助|资助|检查|督查|调研|采购|购置|制作|拍摄|放映|演出|印刷"
    r"|维修|改造|新建|走访|帮扶|体检|宣传|考核|就业|参观|征订|更新|整顿"
)
_PEOPLE = re.compile(
    r"党员|干部|群众|学员|教师|书记|人才|老人|老年|青年|青少年|妇女|儿童|企业家|职工|公务员|村民|居民|学生|选调生|毕业生|志愿者|专家"
    r"|指导员|管理员|放映员|党务工作者|组织员|工作队|积极分子|发展对象"
)


def _is_same_work(promise: Promise, row: Row) -> bool:
    """Whether neither what is done nor for whom tells the two apart."""
    around = promise.stated.before[-16:] + "，" + promise.stated.after[:16]
    named = f"{row.name}，{row.indicator.description or ''}"
    for words in (_ACTIONS, _PEOPLE):
        mine, theirs = set(words.findall(around)), set(words.findall(named))
        if mine and theirs and not mine & theirs:
            return False
    return True


_ANYBODY = re.compile(r"服务对象|受益(?:对象|群众)|社会公众|公众|群众")


def is_same_rate_of_same_thing(promise: Promise, row: Row) -> bool:
    """Whether two rates are of one thing as well: their words agree, or one of them does not say of what it is."""
    own = _pairs(_ANYBODY.sub("", promise.stated.before[-20:].rpartition(promise.stem)[0]))
    theirs = _pairs(_ANYBODY.sub("", row.name.rpartition(promise.stem)[0]))
    return not own or not theirs or bool(own & theirs)


def is_countable_as(promise: Promise, row: Row) -> bool:
    """Whether the units alone would let the figure count what the indicator counts."""
    return any(_is_comparable(promise.stated, figure) for figure in row.figures)


def _is_comparable(stated: Stated, figure: Measure) -> bool:
    return bool(figure.unit) and may_count_the_same(stated.unit, figure.unit)


def _is_same_rate(promise: Promise, row: Row) -> bool:
    if not promise.stem or not any(figure.unit in ("%", "") for figure in row.figures):
        return False
    if promise.stem == "满意":
        return row.kind is Kind.SATISFACTION or "满意" in row.name
    return promise.stem == _last_stem(row.name)


def _last_stem(name: str) -> str:
    words = list(_RATE_WORD.finditer(plain(name)))
    return words[-1]["stem"] if words else ""


_SAME_STEMS = tuple(
    frozenset(words.split())
    for words in (
        "参训 参与 参加 出勤 到课 培训 轮训",
        "及时 按时 准时 按期",
        "完成 办结 完结 落实",
        "合格 达标 通过 及格",
        "到位 拨付 发放 支付 兑现",
        "覆盖 普及",
    )
)


def _has_like_rate(promise: Promise, row: Row) -> bool:
    """Whether a rate of the row goes by another word for the same."""
    stem = _last_stem(row.name)
    return any(promise.stem in words and stem in words for words in _SAME_STEMS) and row.is_share


def is_carried_by(promise: Promise, rows: Iterable[Row]) -> bool:
    """Whether some indicator holds the promise: one of the same thing, or one with the same figure and unit."""
    return any(
        speaks_of(promise, row)
        or _has_figure(promise, row)
        or _has_bare_number(promise, row)
        or _has_like_rate(promise, row)
        for row in rows
    )


def _has_bare_number(promise: Promise, row: Row) -> bool:
    """Whether the row has the number without its unit, and speaks of the thing (``unit-missing`` tells the rest)."""
    numbers = [figure.number for figure in row.figures if not figure.unit]
    return promise.stated.value in numbers and bool(shared_words(promise, row))


def _has_figure(promise: Promise, row: Row) -> bool:
    """The same figure and unit; for a percentage a common word as well, and no other rate."""
    stated = promise.stated
    if not any(_is_comparable(stated, figure) and says_the_same(stated, figure) for figure in row.figures):
        return False
    if stated.family is not Family.PERCENT or promise.stem in row.name:
        return True
    shared = shared_words(promise, row)
    is_share_of_both = bool(_SHARE.search(stated.before) and _SHARE.search(row.name))  # their last words say little
    return bool(shared) and (not row.measures.is_percentage or (is_share_of_both and len(shared) > 1))


def says_the_same(stated: Stated, figure: Measure) -> bool:
    """Whether a figure of the text and a target tell the same number.

    An exact target keeps a bound of the text; two different bounds of one thing are two promises.
    """
    value, low, high = stated.value, figure.values[0], figure.values[-1]
    if stated.value <= low <= stated.upper or low <= value <= high:
        return True
    if Operator.ABOUT in (stated.operator, figure.operator):
        return abs(value - low) * 5 <= max(value, low)
    is_exact = figure.operator in (Operator.EQ, Operator.NONE, Operator.RANGE)
    return is_exact and is_kept(stated, figure)


def is_kept(stated: Stated, figure: Measure) -> bool:
    """Whether reaching the target keeps what the text bounds (不少于15, 不超过20)."""
    if not stated.is_prefixed:
        return False
    if stated.operator in (Operator.GE, Operator.GT):
        return figure.values[0] >= stated.value
    return stated.operator in (Operator.LE, Operator.LT) and figure.values[-1] <= stated.value


def figure_of(stated: Stated, row: Row) -> Measure | None:
    """The figure of a target that can be compared with a figure of the text."""
    for figure in row.figures:
        if stated.family is Family.PERCENT:
            if figure.unit == "%" or (not figure.unit and row.measures.is_percentage):
                return figure
        elif _is_comparable(stated, figure) or family_of(figure.unit) is stated.family:
            return figure
    return None


def sums_and_products(stated: Iterable[Stated]) -> frozenset[Decimal]:
    """The totals that parts of a text may add up to or be multiplied to (87个村 × 12 × 1场)."""
    parts = list(stated)
    totals = {sum((part.value for part in parts), Decimal(0))}
    totals |= {one.value * other.value for one in parts for other in parts if one is not other}
    return frozenset(totals | {total * 12 for total in totals} | {total * 4 for total in totals})
