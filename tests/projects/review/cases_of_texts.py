"""Cases of the rules about texts, amounts, times and departments."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from projects.document import (
    Duty,
    FundingSource,
)
from tests.projects.review.case import BLANK, TREES, Case, department, schedule
from tests.projects.review.made import (
    GOOD_ROWS,
    OUTPUT,
    WITH_LINES,
    WITH_PERIOD,
    WITH_SCHEDULE,
    YEAR,
    form,
    only,
    subject,
)

CASES: dict[str, Case] = {
    "required-field-blank": Case(
        subject(texts={"necessity": None}),
        "narratives.necessity",
        "项目设立的必要性",
        (subject(), subject(texts={"remarks": None})),
        subject(WITH_SCHEDULE, texts={"necessity": None}),  # has no such cell
    ),
    "schedule-blank": Case(
        subject(WITH_SCHEDULE, payment_schedule=schedule(None, "40", "80", "100")),
        "payment_schedule[3月底].percent",
        "3月底",
        (subject(WITH_SCHEDULE, payment_schedule=schedule("0", "40", "80", "100")),),
        subject(payment_schedule=schedule(None, None, None, None)),  # has no schedule
    ),
    "history-blank": Case(
        subject(amounts={"prior_year_budget": "200000"}),
        "amounts.prior_year_executed",
        "上年度项目执行数",
        (subject(), subject(amounts={"prior_year_budget": "290000", "prior_year_executed": "0"})),
        subject(WITH_SCHEDULE, amounts={"prior_year_budget": "200000"}),
    ),
    "personal-data": Case(
        subject(project={"filler": "高若文 13900001234"}),
        "project.filler",
        "电话",
        (subject(project={"filler": "高若文", "phone": "13900001234"}), subject(project={"name": "2024年1号楼维修"})),
        subject(project={"filler": None}),
    ),
    "goal-indicator-conflict": Case(
        subject(texts={"annual_goal": "培训村干部200人，提高履职能力。"}),
        "indicators[1].target",
        "200人",
        (
            subject(texts={"annual_goal": "培训村干部120人，提高履职能力。"}),
            only(
                *GOOD_ROWS[:1],
                (OUTPUT, "数量", "培训村干部人数", "130人"),
                texts={"annual_goal": "培训村干部不少于100人。"},
            ),
            subject(texts={"annual_goal": "培训村干部70人、培训后备村干部50人。"}),
            subject(texts={"annual_goal": "慰问困难村干部15人。"}),
            subject(texts={"overview": "全区现有村干部640人，其中新任的120人。"}),
        ),
        only(texts={"annual_goal": "培训村干部200人。"}),
        "没有可比较的定量指标",
    ),
    "goal-without-indicator": Case(
        subject(texts={"annual_goal": "培训村干部120人，评选优秀学员十五名。"}),
        "narratives.annual_goal",
        "十五名",
        (
            subject(texts={"annual_goal": "培训年满55周岁的村干部，迎接建区30周年，落实“三个一”制度。"}),
            subject(texts={"annual_goal": "按每人每天450元的标准培训，投入30万元。"}),
            subject(texts={"annual_goal": "培训村干部80人，培训后备村干部40人。"}),
        ),
        subject(texts={"annual_goal": None}),
    ),
    "duplicate-goal": Case(
        subject(texts={"annual_goal": "1.提高村干部履职能力。\n2.提高村干部履职能力。"}),
        "narratives.annual_goal",
        "1条重复",
        (
            subject(texts={"annual_goal": "1.第一季度提高村干部办事能力。\n2.第二季度提高村干部办事能力。"}),
            subject(texts={"annual_goal": "1.按月发放误工补助。2.按标准发放误工补助。"}),
        ),
        subject(texts={"annual_goal": None}),
    ),
    "duplicate-narrative": Case(
        subject(texts={"overall_goal": "让群众办事少跑腿，少填表", "necessity": "让群众办事少跑腿，少填表。"}),
        "narratives.overall_goal",
        "内容相同",
        (subject(texts={"remarks": "无", "necessity": "无"}), subject()),
        BLANK,
    ),
    "goal-repeats-name": Case(
        subject(texts={"annual_goal": "村干部培训项目", "overall_goal": "用于支付培训场地租金。"}),
        "narratives.overall_goal",
        "资金用途",
        (
            subject(texts={"annual_goal": "用于支付场地租金，保障培训正常开展。", "overall_goal": None}),
            subject(texts={"annual_goal": "村干部培训项目"}),  # the other goal says something
        ),
        BLANK,
    ),
    "copied-from-other-project": Case(
        subject(neighbours=[form(project={"name": "后备干部培训"})]),
        "indicators[0]",
        "后备干部培训",
        (
            subject(
                neighbours=[
                    form(
                        rows=TREES,
                        project={"name": "行道树栽植"},
                        texts=dict.fromkeys(("annual_goal", "overall_goal"), "绿化街道"),
                    )
                ]
            ),
            subject(
                neighbours=[
                    form(
                        rows=(*GOOD_ROWS[:1], *TREES),
                        project={"name": "行道树栽植"},
                        texts={"annual_goal": "绿化", "overall_goal": "绿化街道，改善环境。"},
                    )
                ]
            ),
        ),
        subject(),
        "没有本单位本年度的其他项目",
    ),
    "template-residue": Case(
        subject(texts={"overview": "请填写项目背景、内容和范围"}),
        "narratives.overview",
        "请填写",
        (subject(texts={"overview": "村民需填写申请表的，由村干部代办；教材×2套。"}),),
        BLANK,
    ),
    "stale-year": Case(
        subject(project={"name": "2022年村干部履职培训"}),
        "project.name",
        "2022年",
        (
            subject(project={"name": "2024年村干部履职培训"}),
            subject(project={"name": "结算2022年村干部培训尾款"}),
            subject(texts={"annual_goal": "落实《2022年培训方案》，执行2021-2025年规划。"}),
        ),
        subject(project={"name": None}, texts={"annual_goal": None}),
    ),
    "amount-unit-suspect": Case(
        subject(
            texts={"overview": "本年度预算30万元。"},
            amounts={"total": "3000000000", "current_year": "3000000000"},
        ),
        "amounts.current_year",
        "相差一万倍",
        (subject(texts={"overview": "本年度预算30万元。"}), subject(notes=[("amounts.total", "other", "手写更正")])),
        subject(amounts={"total": None, "current_year": None}),
    ),
    "sum-mismatch": Case(
        subject(WITH_PERIOD, amounts={"fiscal": "250000", "other": "40000"}),
        "amounts.current_year",
        "少",
        (
            subject(WITH_PERIOD, amounts={"fiscal": "250000", "other": "50000"}),
            subject(
                WITH_LINES,
                funding_sources=(
                    FundingSource("财政拨款收入", Decimal(300000)),
                    FundingSource("其中申请当年预算拨款", Decimal(300000), of_which=True),
                ),
            ),
        ),
        subject(),
        "没有可以相加的分项金额",
    ),
    "amount-text-mismatch": Case(
        only(*(row if row[1] != "成本" else (OUTPUT, "成本", "培训总成本", "≤32.5万元") for row in GOOD_ROWS)),
        "indicators[4].target",
        "325,000元",
        (
            subject(texts={"overview": "预算30万元，其中课时费12万元。"}),
            subject(texts={"overview": "培训120人，共计6期，每人2500元。总计安排经费不少于25万元。"}),
            only((OUTPUT, "成本", "人均培训成本", "≤2500元")),
        ),
        subject(amounts={"total": None, "current_year": None}),
        "没有填写预算金额",
    ),
    "procurement-mismatch": Case(
        subject(texts={"implementation_plan": "上半年公开采购投影设备，下半年授课。"}),
        "project.government_procurement",
        "采购",
        (
            subject(
                texts={"implementation_plan": "上半年公开采购投影设备。"}, project={"government_procurement": True}
            ),
            subject(texts={"implementation_plan": "本项目不涉及政府采购。", "safeguards": "《政府采购法》"}),
        ),
        subject(WITH_SCHEDULE, texts={"implementation_plan": "采购投影设备"}),
    ),
    "unit-cost-outlier": Case(
        subject(neighbours=[form(project={"name": "村干部轮训"}, amounts={"current_year": "12000"})]),
        "amounts.current_year",
        "25倍",
        (
            subject(neighbours=[form(project={"name": "村干部轮训"}, amounts={"current_year": "240000"})]),
            subject(neighbours=[form(project={"name": "防汛演练"}, amounts={"current_year": "12000"})]),
        ),
        subject(),
        "没有同类产出",
    ),
    "prior-execution-exceeds-budget": Case(
        subject(amounts={"prior_year_budget": "280000", "prior_year_executed": "295000"}),
        "amounts.prior_year_executed",
        "1.5万元",
        (subject(amounts={"prior_year_budget": "280000", "prior_year_executed": "280000"}),),
        subject(),
        "没有上年",
    ),
    "unexplained-increase": Case(
        subject(amounts={"prior_year_budget": "100000", "prior_year_executed": "100000"}),
        "amounts.current_year",
        "200%",
        (
            subject(amounts={"prior_year_budget": "210000", "prior_year_executed": "200000"}),
            subject(
                amounts={"prior_year_budget": "100000", "prior_year_executed": "100000"},
                texts={"overview": "本年扩大培训范围，新增后备干部80人。"},
            ),
        ),
        subject(),
        "不知道上年",
    ),
    "schedule-shape": Case(
        subject(WITH_SCHEDULE, payment_schedule=schedule("25", "20", "60", "100")),
        "payment_schedule[6月底].percent",
        "低于",
        (
            subject(WITH_SCHEDULE, payment_schedule=schedule("25", "50", "100", "100")),
            subject(WITH_SCHEDULE, payment_schedule=schedule(None, "20", "10", "90")),  # schedule-blank
        ),
        subject(),
    ),
    "period-conflict": Case(
        subject(WITH_PERIOD, project={"nature": "延续性项目"}),
        "project.nature",
        "一年",
        (
            subject(WITH_PERIOD, project={"nature": "延续性项目", "end_date": date(YEAR + 1, 12, 31)}),
            subject(project={"nature": "经常性项目"}),
        ),
        subject(WITH_PERIOD, project={"nature": "延续性项目", "start_date": None, "end_date": None}),
        "没有填写项目起止时间",
    ),
    "duplicate-paragraph": Case(
        department(
            Duty(
                duty="教育培训",
                performance_goal="建立分级分类的教育培训制度，全年轮训一遍。",
                indicator="轮训率",
                excellent="≥95%",
            ),
            Duty(
                duty="人才服务",
                performance_goal="建立分级分类的教育培训制度，全年轮训一遍。",
                indicator="留用率",
                excellent="≥90%",
            ),
        ),
        "duties[1].performance_goal",
        "相同",
        (department(Duty(duty="甲", performance_goal="做好工作"), Duty(duty="乙", performance_goal="做好工作")),),
        subject(),
    ),
    "objective-without-target": Case(
        department(Duty(duty="人才服务", goal="引进急需人才")),
        "duties[0].indicator",
        "没有绩效指标",
        (department(Duty(duty="人才服务", goal="引进急需人才", indicator="引进人数", excellent="≥20人")),),
        department(),
        "没有填写职责",
    ),
    "grade-gap": Case(
        department(Duty(indicator="轮训率", excellent="≥95%", good="80%-90%", fair="60%-80%", poor="＜60%")),
        "duties[0].good",
        "空档",
        (
            department(Duty(indicator="调研篇数", excellent="≥5篇", good="4篇", fair="3篇", poor="≤2篇")),
            department(
                Duty(indicator="轮训率", excellent="≥90%", good="80%（含）-90%", fair="60%（含）-80%", poor="＜60%")
            ),
        ),
        department(Duty(indicator="轮训率", excellent="优秀", good="良好")),
    ),
}
