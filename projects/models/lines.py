"""The rows of a form's tables. Every row has a ``key`` its browser made, and a position."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models

from projects.catalog import LINE_LENGTH
from projects.models.form import PerformanceForm


def _amount(label: str) -> Any:
    return models.DecimalField(label, max_digits=15, decimal_places=2, null=True, blank=True)


class Line(models.Model):
    """What all rows share. ``key`` makes adding a row twice harmless."""

    form = models.ForeignKey(PerformanceForm, models.CASCADE, related_name="%(class)ss", verbose_name="绩效目标表")
    key = models.UUIDField("行标识", default=uuid.uuid4)
    position = models.PositiveSmallIntegerField("顺序")

    class Meta:
        abstract = True
        ordering = ["form", "position", "pk"]
        constraints = [models.UniqueConstraint(fields=["form", "key"], name="%(class)s_key_once")]


class FundingSourceLine(Line):
    """资金来源."""

    name = models.CharField("来源", max_length=LINE_LENGTH, blank=True)
    amount = _amount("金额（元）")
    of_which = models.BooleanField("其中", null=True, blank=True)

    class Meta(Line.Meta):
        verbose_name = verbose_name_plural = "资金来源"


class BudgetYearLine(Line):
    """前两年预算编制、执行."""

    year = models.PositiveSmallIntegerField("年度", null=True, blank=True)
    budget = _amount("预算数（元）")
    executed = _amount("执行数（元）")

    class Meta(Line.Meta):
        verbose_name = verbose_name_plural = "前两年预算编制、执行"


class ExpenditureLine(Line):
    """支出明细测算."""

    subject = models.JSONField("科目", null=True, blank=True)
    amount = _amount("金额（元）")
    basis = models.TextField("测算依据", blank=True)
    note = models.TextField("备注", blank=True)

    class Meta(Line.Meta):
        verbose_name = verbose_name_plural = "支出明细测算"


class ProcurementLine(Line):
    """项目采购."""

    item = models.CharField("品名", max_length=LINE_LENGTH, blank=True)
    quantity = models.CharField("数量", max_length=LINE_LENGTH, blank=True)
    amount = _amount("金额（元）")

    class Meta(Line.Meta):
        verbose_name = verbose_name_plural = "项目采购"


class PaymentPeriodLine(Line):
    """资金支出计划, cumulative."""

    by = models.CharField("时点", max_length=LINE_LENGTH, blank=True)
    percent = models.DecimalField("累计百分比", max_digits=9, decimal_places=4, null=True, blank=True)

    class Meta(Line.Meta):
        verbose_name = verbose_name_plural = "资金支出计划"


class IndicatorLine(Line):
    """三级指标 with its target, under a 一级 and 二级 of the form's framework.

    ``target`` is kept as written; its reading is derived by :mod:`indicators.target`.
    """

    goal = models.CharField("目标名称", max_length=LINE_LENGTH, blank=True)
    level1 = models.CharField("一级指标", max_length=LINE_LENGTH, blank=True)
    level2 = models.CharField("二级指标", max_length=LINE_LENGTH, blank=True)
    level3 = models.CharField("三级指标", max_length=500, blank=True)
    description = models.TextField("绩效指标描述", blank=True)
    target = models.CharField("指标值", max_length=1000, blank=True)
    basis = models.TextField("指标值确定依据", blank=True)
    standard = models.CharField("绩效标准", max_length=LINE_LENGTH, blank=True)
    history = models.JSONField("以前年度指标值", null=True, blank=True)
    weight = models.DecimalField("权重", max_digits=9, decimal_places=4, null=True, blank=True)
    medium_target = models.CharField("实施期指标值", max_length=1000, blank=True)
    source = models.CharField("指标来源", max_length=LINE_LENGTH, blank=True)
    data_source = models.CharField("数据来源", max_length=LINE_LENGTH, blank=True)
    scoring_rule = models.TextField("评分规则", blank=True)

    class Meta(Line.Meta):
        verbose_name = verbose_name_plural = "绩效指标"


class DutyLine(Line):
    """分项绩效目标 of a department."""

    number = models.CharField("序号", max_length=LINE_LENGTH, blank=True)
    duty = models.CharField("职责", max_length=LINE_LENGTH, blank=True)
    description = models.TextField("职责描述", blank=True)
    goal = models.TextField("职责目标", blank=True)
    performance_goal = models.TextField("绩效目标", blank=True)
    indicator = models.TextField("绩效指标", blank=True)
    excellent = models.TextField("优", blank=True)
    good = models.TextField("良", blank=True)
    fair = models.TextField("中", blank=True)
    poor = models.TextField("差", blank=True)

    class Meta(Line.Meta):
        verbose_name = verbose_name_plural = "分项绩效目标"


class TaskLine(Line):
    """年度主要任务 of a department."""

    name = models.CharField("任务名称", max_length=LINE_LENGTH, blank=True)
    content = models.TextField("主要内容", blank=True)
    amount = _amount("预算金额（元）")
    fiscal = _amount("财政拨款（元）")
    other = _amount("其他资金（元）")

    class Meta(Line.Meta):
        verbose_name = verbose_name_plural = "年度主要任务"


class MeasureLine(Line):
    """工作保障措施 of a department."""

    name = models.CharField("措施", max_length=LINE_LENGTH, blank=True)
    text = models.TextField("内容", blank=True)

    class Meta(Line.Meta):
        verbose_name = verbose_name_plural = "工作保障措施"


LINE_MODELS: dict[str, type[Line]] = {
    "funding_sources": FundingSourceLine,
    "budget_history": BudgetYearLine,
    "expenditures": ExpenditureLine,
    "procurements": ProcurementLine,
    "payment_schedule": PaymentPeriodLine,
    "indicators": IndicatorLine,
    "duties": DutyLine,
    "tasks": TaskLine,
    "measures": MeasureLine,
}
"""The lists of the exchange format and where their rows are stored."""
