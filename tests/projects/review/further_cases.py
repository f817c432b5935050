"""Further ways in which rules fire."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from projects.document import (
    Duty,
    Procurement,
)
from projects.review.subject import Subject
from tests.projects.review.case import TREES, department, schedule, spent, years
from tests.projects.review.made import (
    LASTING,
    OUTPUT,
    WITH_LINES,
    WITH_PERIOD,
    WITH_SCHEDULE,
    YEAR,
    form,
    only,
    subject,
    with_rows,
)

MORE: tuple[tuple[str, Subject, str, str], ...] = (
    # (rule, form, field, part of the message): further ways in which a rule fires
    ("required-category-empty", only(layout=WITH_PERIOD), "indicators", "满意度"),
    (
        "history-blank",
        subject(WITH_LINES, budget_history=years((2022, "200000", "190000"), (2023, "250000", None))),
        "budget_history[-1].executed",
        "上年执行数",
    ),
    (
        "history-blank",
        subject(
            WITH_LINES,
            budget_history=years((2022, "200000", "190000"), (2023, "250000", "240000")),
            budget_change_note="2022年20万元，2023年25万元。",
        ),
        "budget_change_note",
        "只重复",
    ),
    ("personal-data", subject(project={"filler": "周明远370602198801011234"}), "project.filler", "身份证"),
    (
        "column-shift",
        only(("产出指标", "质量指标", "合格率", "≥92%", "及格人数占比", "≥90%"), layout=WITH_SCHEDULE),
        "indicators[0].basis",
        "像是指标值",
    ),
    (
        "target-not-measurable",
        with_rows(*[(LASTING, "长效管理", name, "完成") for name in ("办事便利", "政策落地", "村务公开")]),
        "indicators[7].target",
        "都只写“完成”",
    ),
    (
        "goal-indicator-conflict",
        subject(texts={"implementation_plan": "第四季度完成100%的资金支付。"}),
        "indicators[0].target",
        "预算执行率",
    ),
    (
        "goal-indicator-conflict",
        subject(texts={"annual_goal": "惠民政策知晓率达到75%。"}),
        "indicators[5].target",
        "75%",
    ),
    (
        "goal-indicator-conflict",
        subject(texts={"annual_goal": "培训村干部不少于100人，提高履职能力。"}),
        "indicators[1].target",
        "不一致",
    ),
    (
        "goal-repeats-name",
        subject(texts={"annual_goal": "印制培训手册", "overall_goal": None, "fund_use": "印制培训手册"}),
        "narratives.annual_goal",
        "照抄",
    ),
    (
        "goal-repeats-name",
        subject(texts={"annual_goal": "村级组织活动经费", "overall_goal": None}),
        "narratives.annual_goal",
        "经费名目",
    ),
    ("template-residue", subject(texts={"overview": "培训<p>村干部</p>"}), "narratives.overview", "标记"),
    (
        "stale-year",
        subject(texts={"annual_goal": "完成2023年度村干部培训任务。"}),
        "narratives.annual_goal",
        "2023年度",
    ),
    (
        "amount-unit-suspect",
        subject(notes=[("amounts.current_year", "unit-contradicts-label", "300000 写在万元栏")]),
        "amounts.current_year",
        "300000",
    ),
    (
        "sum-mismatch",
        subject(WITH_LINES, expenditures=spent(("培训费", "180000", "课时费"), ("印刷费", "100000", "教材"))),
        "amounts.current_year",
        "支出明细",
    ),
    (
        "amount-text-mismatch",
        subject(texts={"overview": "本年预算35万元。"}),
        "narratives.overview",
        "35万元",
    ),
    (
        "procurement-mismatch",
        subject(
            WITH_LINES,
            expenditures=spent(("培训费", "300000", "课时费20万元；教材印刷费10万元")),
            procurements=(Procurement("印刷服务", "一批", Decimal(150000)),),
        ),
        "procurements[0]",
        "100,000元",
    ),
    (
        "procurement-mismatch",
        subject(
            WITH_LINES,
            expenditures=spent(("培训费", "300000", "课时费30万元")),
            procurements=(Procurement("物业管理服务", "一年", Decimal(50000)),),
        ),
        "procurements[0]",
        "没有对应",
    ),
    ("cost-direction", with_rows((OUTPUT, "成本", "场地租金", "5万元")), "indicators[7].target", "上限"),
    (
        "unit-cost-outlier",
        subject(earlier=[form(fiscal_year=YEAR - 1, amounts={"current_year": "60000"})]),
        "amounts.current_year",
        "5倍",
    ),
    (
        "unexplained-increase",
        subject(earlier=[form(fiscal_year=YEAR - 1, amounts={"current_year": "150000"})]),
        "amounts.current_year",
        "100%",
    ),
    ("target-out-of-range", subject(texts={"annual_goal": "培训覆盖率≥100%"}), "narratives.annual_goal", "100%"),
    (
        "schedule-shape",
        subject(WITH_SCHEDULE, payment_schedule=schedule("80", "90", "95", "100")),
        "payment_schedule[3月底].percent",
        "年初",
    ),
    (
        "schedule-shape",
        subject(WITH_SCHEDULE, payment_schedule=schedule("20", "40", "60", "90")),
        "payment_schedule[12月底].percent",
        "90%",
    ),
    ("period-conflict", subject(project={"end_date": date(YEAR - 1, 12, 31)}), "project.end_date", "早于"),
    (
        "period-conflict",
        subject(project={"nature": "一次性项目", "end_date": date(YEAR + 2, 12, 31)}),
        "project.nature",
        "3年",
    ),
    (
        "objective-without-target",
        department(Duty(duty="人才服务", goal="引进急需人才", indicator="引进人数")),
        "duties[0].indicator",
        "没有评价标准",
    ),
    (
        "objective-without-target",
        department(
            Duty(
                duty="人才服务", goal="引进人才", indicator="留用率\n引进人才数量", excellent="90%以上", good="80%-90%"
            )
        ),
        "duties[0].indicator",
        "“引进人才数量”是数量",
    ),
    (
        "grade-gap",
        department(Duty(indicator="轮训率", excellent="90%以上", good="80%-90%", fair="60%-80%", poor="60%以下")),
        "duties[0].good",
        "重叠",
    ),
    (
        "copied-from-other-project",
        subject(
            rows=TREES,
            texts={"annual_goal": "绿化", "overall_goal": "改善街道环境，打造林荫道路。"},
            neighbours=[form(rows=(), texts={"overall_goal": "改善街道环境，打造林荫道路。"})],
        ),
        "narratives.overall_goal",
        "完全相同",
    ),
    (
        "copied-from-other-project",
        only(
            *(
                (*row[:3], target)
                for row, target in zip(TREES, ("≥1044 完成", "完成", "及时", "节约", "提升", "100 满意"), strict=True)
            ),
            neighbours=[
                form(
                    rows=tuple(
                        (row[0], row[1], f"放映{row[2]}", target)
                        for row, target in zip(
                            TREES, ("≥1044 完成", "完成", "及时", "节约", "提升", "100 满意"), strict=True
                        )
                    ),
                    texts={"annual_goal": None, "overall_goal": None},
                )
            ],
        ),
        "indicators[0].target",
        "1044",
    ),
)
