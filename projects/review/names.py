"""What an indicator's name says that it measures: a count, an amount of money, a rate, a grade."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from projects.review.texts import plain, without_brackets

_UNIT_IN_BRACKETS = re.compile(r"[（(](?P<unit>[^（()）]{1,4})[)）]\s*$")
_RATE = re.compile(
    r"(?:(?<![效频速功概汇税利])(?<!(?<![缴交收付])费)率|比率|比例|比重|占比|之比|百分比|覆盖面)$"
)  # no 手续费率
_RATIO = re.compile(r"比值|(?:与|较|比)(?:去年|上年|上一年|同期|往年).*比?$|倍数$")
_DEGREE = re.compile(r"(?:满意|知晓|认可|认同|参与|支持|信任|完成|覆盖|达成|好评|知名|关注|获得感?)程?度$")
_AMOUNT = re.compile(
    r"(?:经费|费用|费|补贴|补助|成本|金额|资金|款|(?:补助|补偿|赔偿|慰问|抚恤|救助|奖励|保险|保证|奖|租|佣|酬|公积)金|津贴|工资"
    r"|薪酬|酬劳|报酬|稿酬|总额|预算|单价|价格|售价|房租|支出|开支|(?:资金|经费|财政|项目|总)投入"
    r"|(?:人均|户均|每[人户村次期场月年天日])[^，。；]{0,8}标准|(?:补助|补贴|奖励|发放|供养|资助|收费|费用|经费|支付|慰问)标准"
    r"|(?:控制|预算|执行|资金|金额|成本|经费|投入|投资|支出)(?:总)?(?:数|额|量))$"
)
_COUNT = re.compile(
    r"(?:(?<![指系参分倍基级岁])数|数量|(?<![质力能重音流])量|人次|次数|场次|班次|批次|频次|户次|件次|期次|课次|名额|种类)$"
)
_GRADE = re.compile(r"性$")
GRADES = frozenset("健全 完备 合规 规范 完善 合理 有效 及时 良好 齐全 完整 达标 公开 公平 公正 安全 稳定".split())
"""The words that a …性 is graded by."""
_TAIL = re.compile(r"(?:指标|情况|达到|不低于|不少于)+$")
_GROWTH = re.compile(r"增|涨|升|提高|扩大|同比|环比|翻番|超额")


class Measures(StrEnum):
    """What a name measures."""

    COUNT = "计数"
    AMOUNT = "金额"
    RATE = "比率"
    RATIO = "与往年之比"
    DEGREE = "程度"
    GRADE = "定性"
    OTHER = ""

    @property
    def is_percentage(self) -> bool:
        return self in (Measures.RATE, Measures.DEGREE)


@lru_cache(maxsize=4096)
def measured_by(name: str | None) -> Measures:
    """By the last word of the name, which is its head in Chinese."""
    head = plain(without_brackets(name or ""))
    bare = _TAIL.sub("", head) or head
    for measures, pattern in (
        (Measures.RATIO, _RATIO),
        (Measures.RATE, _RATE),
        (Measures.DEGREE, _DEGREE),
        (Measures.AMOUNT, _AMOUNT),
        (Measures.COUNT, _COUNT),
        (Measures.GRADE, _GRADE),
    ):
        if pattern.search(bare):
            return measures
    return Measures.OTHER


def is_growth(name: str | None) -> bool:
    """Whether the name measures a change, which may exceed a hundred percent."""
    return bool(_GROWTH.search(name or ""))


def unit_in_name(name: str | None) -> str:
    """The unit that stands in brackets behind a name: ``培训人数（人）``."""
    match = _UNIT_IN_BRACKETS.search(name or "")
    return match["unit"] if match else ""


_UNIT_OF_COUNT = re.compile(
    r"(?P<whole>人次|场次|班次|批次|户次|件次|课次|期次)(?:数量?)?$|(?P<unit>[人次期场户件篇天套台辆册本份项家个部间名节处座])数量?$"
)
_UNITS_BY_NOUN: tuple[tuple[str, str], ...] = (
    ("党员|干部|学员|人员|职工|教师|学生|人才|对象|群众|书记|放映员|管理员|指导员|毕业生|选调生|老人|儿童", "人"),
    ("车辆|汽车|用车", "辆"),
    ("培训班|班次|讲座|培训", "期"),
    ("课程", "门"),
    ("电影|演出|活动|会议|比赛", "场"),
    ("图书|书籍|手册|资料|档案", "册"),
    ("设备|电脑|计算机|打印机|终端|服务器", "台"),
    ("软件|系统", "套"),
    ("课件|影片|专题片|电教片|视频", "部"),
    ("教室|房间|办公室", "间"),
    ("检查|调研|巡查|宣传|慰问|维修|维护", "次"),
    ("信息|预警|线索", "条"),
    ("家庭|农户|住户", "户"),
    ("企业|商户", "家"),
    ("社区|村|站点|示范点|项目|组织|支部|单位|平台|阵地|案件", "个"),
)


def unit_of_count(name: str | None) -> str:
    """The unit that a count of this name would have; "" where the name does not tell."""
    bare = plain(without_brackets(name or ""))
    match = _UNIT_OF_COUNT.search(bare)
    if match:
        return match["whole"] or match["unit"]
    nouns = [(found.end(), unit) for words, unit in _UNITS_BY_NOUN for found in re.finditer(words, bare)]
    return max(nouns)[1] if nouns else ""
