"""Forms with known slips, for tests of what people do about findings."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from projects.document import FormDocument, Indicator
from projects.findings.concerns import Concern
from projects.findings.gate import standing_of
from projects.models import PerformanceForm
from projects.storage import document_of
from projects.wizard.framework import framework_of
from tests.factories import make_document

OUT_OF_RANGE = "target-out-of-range"
UNIT_MISSING = "unit-missing"


def clean_document(**changes: Any) -> FormDocument:
    """A form of which the rules say nothing that has to be answered; ``changes`` replace members of the document."""
    document = make_document()
    whole = replace(
        document,
        amounts=replace(document.amounts, prior_year_executed=Decimal("88000.00")),
        narratives=replace(
            document.narratives, annual_goal="制片不少于5部。", implementation_plan="比上年增加两部片子，按季完成。"
        ),
        indicators=(
            Indicator(level1="产出目标", level2="数量", level3="制片数量", target="≥5部"),
            Indicator(level1="产出目标", level2="质量", level3="成片验收通过率", target="≥95%"),
            Indicator(level1="产出目标", level2="时效", level3="制片完成及时率", target="≥90%"),
            Indicator(level1="产出目标", level2="成本", level3="制作总成本", target="≤12.005万元"),
            Indicator(level1="效果目标", level2="满意度", level3="观众满意度", target="≥85%"),
        ),
    )
    return replace(whole, **changes)


def bad_document(**changes: Any) -> FormDocument:
    """One share beyond 100 % (an error), and two rates without a percent sign (warnings), each with a repair."""
    document = clean_document()
    first, second, third, fourth, fifth = document.indicators
    slips = (
        first,
        replace(second, target="≥120%"),
        replace(third, target="≥90"),
        fourth,
        replace(fifth, target="≥85"),
    )
    return replace(document, indicators=slips, **changes)


def concerns_about(form: PerformanceForm, rule: str = "") -> list[Concern]:
    """What is said of the stored form now, or what one rule says."""
    fresh = PerformanceForm.objects.with_document().get(pk=form.pk)
    found = standing_of(fresh, framework_of(fresh), document_of(fresh)).concerns
    return [concern for concern in found if not rule or concern.rule == rule]
