"""The same things said in many words: what the rules must recognise, and what only sounds like it."""

from __future__ import annotations

import pytest

from projects.review.names import Measures, measured_by
from projects.review.reviewing import review
from projects.review.subject import Subject
from tests.projects.review.case import years
from tests.projects.review.made import EFFECT, GOOD_ROWS, OUTPUT, WITH_HISTORY, WITH_LINES, WITH_SCHEDULE, subject

NAMES = (
    (Measures.COUNT, "征订份数 受益户数 编印册数 慰问人次 巡察村居个数 奖励名额 报刊种类 培训课时数 党支部数"),
    (Measures.RATE, "参学率 入住率 上座率 投递准确率 优秀学员比率 兑现率 党费收缴费率 宣传覆盖面 完好比例"),
    (Measures.AMOUNT, "人均补助标准 采购单价 慰问金 房租 稿酬 劳务报酬 经费支出 项目总投入 医药费 接待开支"),
    (Measures.DEGREE, "群众满意度 公众认可度 政策知晓度 覆盖程度"),
    (Measures.OTHER, "手续费率 汇率 工作效率 干部素质 空气质量 学员年龄"),
)


@pytest.mark.parametrize(("measures", "names"), NAMES, ids=lambda each: str(each)[:4])
def test_names(measures: Measures, names: str):
    assert {name: measured_by(name) for name in names.split()} == dict.fromkeys(names.split(), measures)


def _raised(code: str, given: Subject) -> bool:
    return code in {finding.rule for finding in review(given).findings}


def _goal(text: str) -> Subject:
    return subject(texts={"annual_goal": text, "overall_goal": None})


def _short(text: str) -> Subject:
    """A form of few texts, whose goal is the only thing it says."""
    blank = dict.fromkeys(("overview", "basis", "necessity", "safeguards", "implementation_plan", "overall_goal"))
    project = {"name": "老干部活动经费"}
    return subject(WITH_SCHEDULE, rows=(), texts={**blank, "annual_goal": text}, project=project)


def _overview(text: str) -> Subject:
    return subject(texts={"overview": text}, amounts={"prior_year_budget": "150000", "prior_year_executed": "150000"})


def _plan(text: str) -> Subject:
    return subject(texts={"implementation_plan": text})


def _filler(text: str) -> Subject:
    return subject(project={"filler": text})


def _name(text: str) -> Subject:
    return subject(project={"name": text})


def _necessity(text: str) -> Subject:
    return subject(texts={"necessity": text, "overview": "印制手册花20万元，授课花10万元，共30万元。"})


FOUND = (
    (
        "goal-repeats-name",
        _short,
        "老干部活动|1.老干部活动经费支出|主要用于订阅报刊、开展活动|发放老干部慰问金|安排活动经费8万元",
    ),
    ("stale-year", _name, "2023年党报党刊征订费|考录经费（2023年）|2022-2023年精神文明创建经费"),
    (
        "template-residue",
        _goal,
        "填写本年度目标|1.填写目标，应清晰反映产出|本栏应写明产出|目标1：……|XX年培训干部|概述项目目标|待补充|简要说明项目预期产出",
    ),
    ("unexplained-increase", _overview, "面向全区新任村干部开展培训。|促进村集体收入增加。|新增长点不断涌现。"),
    (
        "procurement-mismatch",
        _plan,
        "竞争性磋商确定服务商。|招标确定施工单位。|政府采购投影仪2台。|向社会力量购买服务。",
    ),
    ("personal-data", _filler, "林晓舟 13900001234|林晓舟 139 0000 1234|高若文（5550126）"),
    (
        "duplicate-goal",
        _goal,
        "①加强党员教育管理②加强党员教育管理|（1）加强党员教育管理（2）加强党员教育管理|目标1：加强党员教育\n目标2：加强党员教育",
    ),
    (
        "goal-without-indicator",
        _goal,
        "采写新闻稿300篇|聘请专家6名|修建水渠18公里|评选“最美书记”20名|表彰先进支部十个|更新图书1200册",
    ),
    ("amount-text-mismatch", _necessity, "本年度共需资金36万元。|所需经费33万元。"),
)
RIGHT = (
    ("goal-repeats-name", _short, "及时足额发放补贴|让老干部老有所乐|组织参观4次，丰富生活|保障活动正常开展"),
    (
        "stale-year",
        _name,
        "关于下达2023年补助资金的通知|2021-2025年人才规划实施经费|补发2023年驻村补助|制度修订（2023年修订）",
    ),
    ("template-residue", _goal, "指导支部填写手册，培训120人|推动《登记表》填写规范|“X+1”培训模式，培训120人"),
    (
        "unexplained-increase",
        _overview,
        "首次将社区干部纳入培训范围。|由村书记扩大到两委成员。|新增线上模块开发，需经费15万元。|物价上涨导致费用增加。|上年受疫情影响未全部开展。",
    ),
    ("procurement-mismatch", _plan, "不涉及政府采购。|无需招标。|遵守《政府采购法》。|自行组织授课。"),
    ("personal-data", _filler, "林晓舟|林晓舟、高若文"),
    ("duplicate-goal", _goal, "①培训村干部60人②培训社区干部60人|1.按时发放补贴\n2.按标准发放补贴"),
    (
        "goal-without-indicator",
        _goal,
        "做好“三支一扶”服务|落实三会一课制度|每人每天200元标准|已建成站点45个|全区66个村|做到“两个维护”",
    ),
    ("amount-text-mismatch", _necessity, "印制手册共需资金20万元。|三年累计需要资金90万元。"),
)


def _each(table: tuple[tuple[str, object, str], ...]) -> list[tuple[str, object, str]]:
    return [(code, made, text) for code, made, texts in table for text in texts.split("|")]


@pytest.mark.parametrize(("code", "made", "text"), _each(FOUND))
def test_recognised(code: str, made: object, text: str):
    assert callable(made)
    assert _raised(code, made(text))


@pytest.mark.parametrize(("code", "made", "text"), _each(RIGHT))
def test_left_alone(code: str, made: object, text: str):
    assert callable(made)
    assert not _raised(code, made(text))


def _goal_and_row(goal: str, name: str, target: str) -> Subject:
    return subject(WITH_HISTORY, texts={"annual_goal": goal}, rows=((OUTPUT, "数量", name, target), *GOOD_ROWS[2:5]))


CONFLICTS = (
    ("举办讲座十二场", "讲座场次", "≥10场"),
    ("为62个支部订阅报刊620份", "订阅报刊份数", "≥500份"),
    ("完成档案数字化2万卷", "档案数字化卷数", "≥15000卷"),
    ("走访企业120家次", "走访企业数量", "≥100家"),
)
AGREEMENTS = (
    ("慰问老党员240人，困难党员170人", "慰问党员人数", "410人"),
    ("每月放映1场，覆盖20个村", "电影放映场次", "240场"),
    ("培训干部1.5万人次", "培训干部人次", "15000人次"),
    ("两批次共80人赴外地学习", "外出学习人数", "80人"),
)


@pytest.mark.parametrize(("goal", "name", "target"), CONFLICTS)
def test_conflicts(goal: str, name: str, target: str):
    assert _raised("goal-indicator-conflict", _goal_and_row(goal, name, target))


@pytest.mark.parametrize(("goal", "name", "target"), AGREEMENTS)
def test_agreements(goal: str, name: str, target: str):
    assert not _raised("goal-indicator-conflict", _goal_and_row(goal, name, target))


CATEGORIES = (
    ("社会效益", "医药费报销比例", "≥90%", True),
    ("经济效益", "生态环境改善率", "≥5%", True),
    ("环境效益", "丰富群众文化生活", "丰富", True),
    ("环境效益", "减少纸张使用", "减少", False),
    ("环境效益", "村容村貌", "改善", False),
    ("社会效益", "党员受教育率", "≥90%", False),
)


@pytest.mark.parametrize(("level2", "name", "target", "is_wrong"), CATEGORIES)
def test_categories(level2: str, name: str, target: str, is_wrong: bool):
    given = subject(rows=(*GOOD_ROWS[:5], (EFFECT, level2, name, target)))
    assert _raised("category-mismatch", given) is is_wrong


@pytest.mark.parametrize(
    ("note", "is_wrong"),
    [("2023年较2022年增加10万元", True), ("上年30万，前年20万。", True), ("与上年持平", False), ("新增培训2期", False)],
)
def test_notes_of_change(note: str, is_wrong: bool):
    history = years((2022, "200000", "190000"), (2023, "300000", "290000"))
    assert _raised("history-blank", subject(WITH_LINES, budget_change_note=note, budget_history=history)) is is_wrong
