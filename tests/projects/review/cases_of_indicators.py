"""Cases of the rules about single indicators and their table."""

from __future__ import annotations

from tests.projects.review.case import BLANK, Case, department
from tests.projects.review.made import (
    EFFECT,
    GOOD_ROWS,
    INPUT,
    LASTING,
    OUTPUT,
    WITH_SCHEDULE,
    only,
    with_rows,
)

CASES: dict[str, Case] = {
    "required-category-empty": Case(
        only(*(row for row in GOOD_ROWS if row[1] != "质量")),
        "indicators",
        "质量",
        (only(*GOOD_ROWS), only(*(row for row in GOOD_ROWS if row[1] != "社会效益"))),
        department(),
        "没有绩效指标表",
    ),
    "target-missing": Case(
        with_rows((OUTPUT, "质量", "教材更新及时性", None)),
        "indicators[7].target",
        "教材更新及时性",
        (with_rows((OUTPUT, "质量", "教材更新及时性", "及时")),),
        BLANK,
    ),
    "column-shift": Case(
        with_rows((OUTPUT, "质量", "授课规范率", "《培训教学规范》")),
        "indicators[7].target",
        "文件依据",
        (with_rows((OUTPUT, "质量", "授课规范率", "≥95%")),),
        BLANK,
    ),
    "target-not-measurable": Case(
        with_rows((OUTPUT, "数量", "编印学习手册", "按需编印")),
        "indicators[7].target",
        "按需编印",
        (
            with_rows((OUTPUT, "数量", "编印学习手册", "三百册")),
            with_rows(*[(LASTING, "长效管理", f"{word}健全性", "健全") for word in ("台账", "名册", "档案")]),
            with_rows((LASTING, "长效管理", "学用结合", "提升"), (LASTING, "人力资源", "师资储备", "提升")),
        ),
        BLANK,
    ),
    "target-mixed": Case(
        with_rows((OUTPUT, "质量", "学员出勤率", "≥95学员出勤率")),
        "indicators[7].target",
        "学员出勤率",
        (
            with_rows((OUTPUT, "数量", "编印学习手册册数", "300册以上")),
            with_rows((OUTPUT, "数量", "授课", "12期（每期2天）")),
            with_rows((OUTPUT, "质量", "授课等次", "良好")),
        ),
        BLANK,
    ),
    "unit-missing": Case(
        with_rows((OUTPUT, "数量", "编印学习手册册数", "≥300")),
        "indicators[7].target",
        "300",
        (
            with_rows((OUTPUT, "质量", "学员投诉次数", "=0")),
            with_rows((EFFECT, "社会效益", "办件量与上年比值", "≥1.2")),
            with_rows((OUTPUT, "数量", "编印学习手册册数（册）", "≥300")),
            with_rows((OUTPUT, "质量", "授课等次", "3")),
        ),
        BLANK,
    ),
    "category-mismatch": Case(
        with_rows((OUTPUT, "数量", "新任村干部参训率", "=100%")),
        "indicators[7]",
        "比率",
        (
            with_rows((OUTPUT, "质量", "新任村干部参训率", "=100%")),
            with_rows((OUTPUT, "时效", "办班天数", "≤5天")),
            with_rows((OUTPUT, "质量", "食品安全事故次数", "=0")),
            with_rows((EFFECT, "环境效益", "无纸化学习节约用纸", "≥2吨")),
            with_rows((INPUT, "财务管理", "资金到位率", "=100%")),
        ),
        BLANK,
    ),
    "placeholder-indicators": Case(
        only(*((row[0], row[1], "村干部履职培训项目", "1") for row in GOOD_ROWS)),
        "indicators[0]",
        "名称就是项目名称",
        (
            only(*GOOD_ROWS[:4], *((row[0], row[1], "村干部履职培训项目", "1") for row in GOOD_ROWS[4:])),
            only(
                *(
                    (OUTPUT, kind, f"{name}率", "=100%")
                    for kind, name in (("质量", "合格"), ("时效", "及时"), ("质量", "出勤"))
                )
            ),
        ),
        BLANK,
    ),
    "constant-targets": Case(
        only(
            (OUTPUT, "数量", "办班期数", "≥20"),
            (OUTPUT, "时效", "完成时间", "≥20"),
            (EFFECT, "满意度", "满意度", "≥20"),
        ),
        "indicators[0].target",
        "数值都是20",
        (
            only(
                (OUTPUT, "质量", "合格率", "=100%"),
                (OUTPUT, "时效", "及时率", "=100%"),
                (EFFECT, "社会效益", "知晓率", "=100%"),
            ),
            only(
                (OUTPUT, "数量", "办班期数", "2期"),
                (OUTPUT, "时效", "办班天数", "2天"),
                (OUTPUT, "成本", "培训费", "≤2万元"),
            ),
            only(
                (OUTPUT, "数量", "办班期数", "≥20期"),
                (OUTPUT, "数量", "学员人数", "≥20人"),
                (EFFECT, "满意度", "满意度", "≥90%"),
            ),
        ),
        BLANK,
    ),
    "name-repeats-category": Case(
        with_rows((OUTPUT, "质量", "质量指标", "≥95%")),
        "indicators[7].level3",
        "质量指标",
        (with_rows((OUTPUT, "质量", "授课质量", "≥95%")), with_rows((EFFECT, "满意度", "村民满意度", "≥95%"))),
        BLANK,
    ),
    "name-holds-value": Case(
        with_rows((OUTPUT, "数量", "编印手册300册", "300册")),
        "indicators[7].level3",
        "300册",
        (with_rows((OUTPUT, "数量", "编印手册册数", "300册")),),
        BLANK,
    ),
    "duplicate-indicator": Case(
        with_rows((OUTPUT, "质量", "培训村干部人数", "≥120人")),
        "indicators[7].level3",
        "重名",
        (with_rows((OUTPUT, "数量", "培训后备干部人数", "≥30人")),),
        BLANK,
    ),
    "description-repeats-name": Case(
        only(
            ("产出指标", "数量指标", "村干部人数", "≥120人", "村干部人数", "村干部人数"),
            ("产出指标", "质量指标", "合格率", "≥92%", "考试及格的人数占比", "培训办法"),
            ("产出指标", "时效指标", "完成率", "=100%", "按时办完的班次占比", "按时办完的班次占比"),
            layout=WITH_SCHEDULE,
        ),
        "indicators[0].description",
        "只是重复名称",
        (
            only(
                ("产出指标", "数量指标", "村干部人数", "≥120人", "村干部人数", "培训方案"),
                ("产出指标", "质量指标", "合格率", "≥92%", "考试及格的人数占比", "培训办法"),
                layout=WITH_SCHEDULE,
            ),
        ),
        only(("产出目标", "数量", "村干部人数", "≥120人", "村干部人数", "村干部人数")),  # prints neither column
    ),
    "cost-direction": Case(
        with_rows((OUTPUT, "成本", "场地租金", "≥5万元")),
        "indicators[7].target",
        "下限",
        (
            with_rows((OUTPUT, "成本", "场地租金", "≤5万元")),
            with_rows((OUTPUT, "成本", "成本节约额", "≥5万元")),
            with_rows((OUTPUT, "成本", "经费使用率", "≥95%")),  # stands in the wrong place instead
        ),
        BLANK,
    ),
    "low-execution-target": Case(
        only((INPUT, "投入管理", "预算执行率", "≥80%"), *GOOD_ROWS[1:]),
        "indicators[0].target",
        "低于90%",
        (
            only((INPUT, "投入管理", "预算执行率", "≥90%"), *GOOD_ROWS[1:]),
            with_rows((OUTPUT, "时效", "教学计划执行率", "≥80%")),
        ),
        BLANK,
    ),
    "target-out-of-range": Case(
        with_rows((OUTPUT, "质量", "新任村干部参训率", "≥100%")),
        "indicators[7].target",
        "100%",
        (
            with_rows((OUTPUT, "质量", "新任村干部参训率", "=100%")),
            with_rows((EFFECT, "经济效益", "村集体收入增长率", "≥120%")),
            with_rows((OUTPUT, "数量", "编印学习手册册数", "≥1500册")),
        ),
        BLANK,
    ),
}
