"""智能审核 as people use it: settings of rules, replies to findings, and reports kept for lists."""

from __future__ import annotations

from django.db import models

from projects.models.form import PerformanceForm
from projects.models.organisation import RegionYear
from projects.models.people import User
from projects.review.finding import Severity
from projects.review.rules import RULES_BY_CODE

SEVERITY_LABELS = {Severity.ERROR: "须改正", Severity.WARNING: "须说明", Severity.HINT: "提示"}
"""What people call the severities (``templates/components/severity.html`` says the same)."""


class RuleLevel(models.TextChoices):
    """How much a rule weighs in a region and year."""

    USUAL = "usual", "按规则本身"
    ERROR = Severity.ERROR.value, SEVERITY_LABELS[Severity.ERROR]
    WARNING = Severity.WARNING.value, SEVERITY_LABELS[Severity.WARNING]
    HINT = Severity.HINT.value, SEVERITY_LABELS[Severity.HINT]
    OFF = "off", "停用"


class RuleDecision(models.Model):
    """What a region has decided about one rule for a year; no row: the rule as it is.

    ``thresholds`` maps the key of a threshold to its figure as text, only where it differs from the rule's own.
    """

    region_year = models.ForeignKey(RegionYear, models.CASCADE, related_name="rules", verbose_name="区划年度")
    rule = models.SlugField("规则代码", max_length=60)
    level = models.CharField("轻重", max_length=10, choices=RuleLevel.choices, default=RuleLevel.USUAL)
    thresholds = models.JSONField("界限", default=dict, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "审核规则"
        ordering = ["region_year", "rule"]
        constraints = [models.UniqueConstraint(fields=["region_year", "rule"], name="rule_decision_once")]

    def __str__(self) -> str:
        return f"{self.region_year.fiscal_year} 年度 {RULES_BY_CODE[self.rule].title}"


class ReplyKind(models.TextChoices):
    """What somebody says of a finding."""

    REASON = "reason", "说明理由"
    DISMISSAL = "dismissal", "认为不成立"


class FindingReply(models.Model):
    """The filler's reason for leaving things as they are, or a reviewer's dismissal of a finding.

    ``fingerprint`` stands for the rule, the place and what was said (:mod:`projects.findings.placed`): a finding
    that has changed is another one and asks again. ``message`` is what the finding said then.
    """

    form = models.ForeignKey(PerformanceForm, models.CASCADE, related_name="replies", verbose_name="绩效目标表")
    kind = models.CharField("类别", max_length=10, choices=ReplyKind.choices)
    rule = models.SlugField("规则", max_length=60)
    place = models.CharField("栏目", max_length=200, blank=True)
    fingerprint = models.CharField("指纹", max_length=32)
    message = models.TextField("疑点")
    text = models.TextField("理由")
    author = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="填写人")
    at = models.DateTimeField("时间", auto_now=True)

    class Meta:
        verbose_name = verbose_name_plural = "疑点的答复"
        ordering = ["form", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["form", "kind", "fingerprint"], name="finding_reply_once"),
        ]
        indexes = [models.Index(fields=["kind", "rule"], name="finding_reply_rule")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}：{self.message[:20]}"


class StoredReport(models.Model):
    """What the rules said of a form, kept until ``key`` (everything it rests on) is another one.

    Nothing but speed: the table may be emptied at any time.
    """

    form = models.OneToOneField(PerformanceForm, models.CASCADE, related_name="report", verbose_name="绩效目标表")
    key = models.CharField("依据", max_length=64)
    content = models.JSONField("内容", default=dict)

    class Meta:
        verbose_name = verbose_name_plural = "审核结果"

    def __str__(self) -> str:
        return f"{self.form_id} {self.key[:8]}"
